use std::fmt;
use std::sync::Arc;

use protocol::ModuleHash;
use wasmer::{Engine, Module};

use crate::Usage;

/// An admitted, compiled module, ready to be seated any number of times. Clones share it.
#[derive(Clone)]
pub struct Program(Arc<Shared>);

struct Shared {
    hash: ModuleHash,
    usage: Usage,
    metered: bool,
    module: Module,
    engine: Engine,
}

impl Program {
    pub(crate) fn new(
        hash: ModuleHash,
        usage: Usage,
        metered: bool,
        module: Module,
        engine: Engine,
    ) -> Program {
        Program(Arc::new(Shared { hash, usage, metered, module, engine }))
    }

    /// BLAKE3 of the module as uploaded.
    pub fn hash(&self) -> ModuleHash {
        self.0.hash
    }

    /// How much of each limit the module uses.
    pub fn usage(&self) -> &Usage {
        &self.0.usage
    }

    /// Whether it pays fuel; false only for [`Sandbox::load_unmetered`](crate::Sandbox::load_unmetered).
    pub fn is_metered(&self) -> bool {
        self.0.metered
    }

    pub(crate) fn module(&self) -> &Module {
        &self.0.module
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.0.engine
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program").field("hash", &self.hash()).field("metered", &self.is_metered()).finish()
    }
}
