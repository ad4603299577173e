use protocol::{ModuleHash, ScriptHash};
use replay::SeatInfo;
use sandbox::{LoadError, Program, Sandbox};

use crate::submission::check_script;
use crate::{Language, Script};

/// A bot that takes part in a match: who it is, and its program, ready to be seated any number of times.
#[derive(Clone)]
pub struct Entrant {
    /// As recorded in a replay.
    pub info: SeatInfo,
    /// Compiled.
    pub program: Program,
    /// What the program plays, where it is an interpreter.
    pub script: Option<Script>,
}

impl Entrant {
    /// Admits and compiles a module.
    pub fn load(sandbox: &Sandbox, name: &str, wasm: &[u8]) -> Result<Entrant, LoadError> {
        let program = sandbox.load(wasm)?;
        let info = SeatInfo {
            name: name.to_owned(),
            author: String::new(),
            language: String::new(),
            module: program.hash(),
            script: None,
        };
        Ok(Entrant { info, program, script: None })
    }

    /// Loads the interpreter that comes with the engine for a script. That the script can be played shows only in a match.
    pub fn script(
        sandbox: &Sandbox,
        name: &str,
        language: Language,
        source: &[u8],
    ) -> Result<Entrant, LoadError> {
        check_script(source, sandbox.limits())?;
        let program = sandbox.load_interpreter(language.interpreter(), || language.module())?;
        let script = Script::new(language, source);
        let info = SeatInfo {
            name: name.to_owned(),
            author: String::new(),
            language: language.name().to_owned(),
            module: program.hash(),
            script: Some(script.hash),
        };
        Ok(Entrant { info, program, script: Some(script) })
    }

    /// The same bot with its author and its language, which replays show.
    pub fn by(mut self, author: &str, language: &str) -> Entrant {
        self.info.author = author.to_owned();
        self.info.language = language.to_owned();
        self
    }

    /// What identifies its module.
    pub fn module(&self) -> ModuleHash {
        self.info.module
    }

    /// What identifies it: two bots with the same identity do the same.
    pub fn identity(&self) -> (ModuleHash, Option<ScriptHash>) {
        self.info.identity()
    }
}
