//! The name section, kept so that profiles and traces can name functions.

use wasm_encoder::{NameMap, NameSection};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// The functions' names with their numbers. Empty where there are none; names end at the first that cannot be read.
pub(crate) fn functions(wasm: &[u8]) -> Vec<(u32, &str)> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm).map_while(Result::ok) {
        let Payload::CustomSection(section) = payload else { continue };
        let KnownCustom::Name(subsections) = section.as_known() else { continue };
        for subsection in subsections.into_iter().map_while(Result::ok) {
            if let Name::Function(map) = subsection {
                names.extend(map.into_iter().map_while(Result::ok).map(|naming| (naming.index, naming.name)));
            }
        }
    }
    names
}

/// A name section with every function's number mapped; `None` where there is nothing to name.
pub(super) fn section(wasm: &[u8], count: u32, map: impl Fn(u32) -> u32) -> Option<NameSection> {
    let mut names = functions(wasm);
    names.retain(|(index, _)| *index < count);
    names.sort_by_key(|(index, _)| *index);
    names.dedup_by_key(|(index, _)| *index);
    if names.is_empty() {
        return None;
    }
    let mut functions = NameMap::new();
    for (index, name) in names {
        functions.append(map(index), name);
    }
    let mut section = NameSection::new();
    section.functions(&functions);
    Some(section)
}
