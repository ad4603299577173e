use protocol::{ModuleHash, ScriptHash};
use sandbox::{LoadError, Sandbox};

use crate::{Entrant, Language};

/// A bot as its author hands it in, not yet looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submission<'b> {
    /// Its module, or what claims to be one, or its script.
    pub bytes: &'b [u8],
    /// The language whose interpreter plays it, where it is a script.
    pub script: Option<Language>,
}

impl<'b> Submission<'b> {
    /// A module.
    pub fn module(bytes: &'b [u8]) -> Submission<'b> {
        Submission { bytes, script: None }
    }

    /// Admits and compiles it, or its interpreter.
    ///
    /// # Errors
    /// It is refused, or the host failed.
    pub fn enter(self, sandbox: &Sandbox, name: &str) -> Result<Entrant, LoadError> {
        match self.script {
            Some(language) => Entrant::script(sandbox, name, language, self.bytes),
            None => Entrant::load(sandbox, name, self.bytes),
        }
    }

    /// What [`SeatInfo::identity`](replay::SeatInfo::identity) will be, once it is admitted.
    pub fn identity(self) -> (ModuleHash, Option<ScriptHash>) {
        let hash = *blake3::hash(self.bytes).as_bytes();
        match self.script {
            Some(language) => (language.interpreter().hash, Some(ScriptHash(hash))),
            None => (ModuleHash(hash), None),
        }
    }
}
