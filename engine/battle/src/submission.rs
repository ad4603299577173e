use protocol::{ModuleHash, ScriptHash};
use sandbox::{Limits, LoadError, Reject, RejectCode, Sandbox};

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

    /// Whether it would be let in, without compiling anything.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn admit(self, limits: &Limits) -> Result<(), Reject> {
        match self.script {
            Some(_) => check_script(self.bytes, limits),
            None => sandbox::admit(self.bytes, limits).map(|_| ()),
        }
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

/// That a script can be played shows only in a match; but it must not be too long.
pub(crate) fn check_script(source: &[u8], limits: &Limits) -> Result<(), Reject> {
    let (bytes, limit) = (source.len() as u64, limits.script_bytes);
    match bytes > limit {
        true => Err(Reject {
            code: RejectCode::ScriptTooLarge,
            detail: format!("it has {bytes} bytes, and {limit} are allowed"),
        }),
        false => Ok(()),
    }
}
