use protocol::ModuleHash;
use replay::SeatInfo;
use sandbox::{LoadError, Program, Sandbox};

/// A bot that takes part in a match: who it is, and its program, ready to be seated any number of times.
#[derive(Clone)]
pub struct Entrant {
    /// As recorded in a replay.
    pub info: SeatInfo,
    /// Compiled.
    pub program: Program,
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
        };
        Ok(Entrant { info, program })
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
}
