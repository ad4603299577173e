use std::collections::HashMap;

use wasm_encoder::{TypeSection, ValType};

/// The types of the rewritten module: those that it had, and what the pass needs besides.
pub(super) struct Types {
    section: TypeSection,
    count: u32,
    /// Types without parameters, by their results.
    producers: HashMap<Vec<ValType>, u32>,
}

impl Types {
    /// Begins with the types that a module has.
    pub(super) fn new(section: TypeSection, count: u32) -> Types {
        Types { section, count, producers: HashMap::new() }
    }

    /// The type of a block that takes nothing and leaves these values.
    pub(super) fn producer(&mut self, results: &[ValType]) -> u32 {
        if let Some(index) = self.producers.get(results) {
            return *index;
        }
        let index = self.count;
        self.section.ty().function([], results.iter().copied());
        self.producers.insert(results.to_vec(), index);
        self.count += 1;
        index
    }

    pub(super) fn into_section(self) -> TypeSection {
        self.section
    }
}
