use std::fmt;
use std::path::Path;
use std::sync::Arc;

use protocol::ScriptHash;
use sandbox::Interpreter;
use serde::{Deserialize, Serialize};

use crate::bundled;

/// A language whose bots are scripts, played by an interpreter that comes with the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// QuickJS-NG.
    JavaScript,
    /// Lua 5.4.
    Lua,
    /// CPython 3.11.
    Python,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 3] = [Language::JavaScript, Language::Lua, Language::Python];

    /// Its name, for people.
    pub const fn name(self) -> &'static str {
        match self {
            Language::JavaScript => "JavaScript",
            Language::Lua => "Lua",
            Language::Python => "Python",
        }
    }

    /// How files in it end, the usual ending first.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Language::JavaScript => &["js", "mjs"],
            Language::Lua => &["lua"],
            Language::Python => &["py"],
        }
    }

    /// The language of a file, by its name; `None` where no interpreter plays it.
    pub fn of_file(path: &Path) -> Option<Language> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.extensions().contains(&extension.as_str()))
    }

    /// The language that an interpreter plays.
    pub fn of_interpreter(interpreter: &Interpreter) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.packed().0 == interpreter.name)
    }

    /// Its interpreter.
    pub fn interpreter(self) -> &'static Interpreter {
        Interpreter::named(self.packed().0).expect("the lock file names every interpreter that is built in")
    }

    /// The module of its interpreter, unpacked.
    pub fn module(self) -> Vec<u8> {
        zstd::stream::decode_all(self.packed().1).expect("what is built in was packed by its build script")
    }

    fn packed(self) -> (&'static str, &'static [u8]) {
        match self {
            Language::JavaScript => bundled::JAVASCRIPT,
            Language::Lua => bundled::LUA,
            Language::Python => bundled::PYTHON,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A bot's script. Clones share it.
#[derive(Clone)]
pub struct Script {
    /// The language it is written in.
    pub language: Language,
    /// As uploaded.
    pub source: Arc<[u8]>,
    /// BLAKE3 of it.
    pub hash: ScriptHash,
}

impl Script {
    /// A script in this language.
    pub fn new(language: Language, source: impl Into<Arc<[u8]>>) -> Script {
        let source = source.into();
        let hash = ScriptHash(blake3::hash(&source).into());
        Script { language, source, hash }
    }

    /// What an interpreter finds on its stdin ahead of the first line: `#script N GAME`, a newline, the N bytes of the
    /// script, a newline.
    pub fn preamble(&self, game: &str) -> Vec<u8> {
        let head = format!("#script {} {game}\n", self.source.len());
        [head.as_bytes(), &self.source, b"\n"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_interpreter_is_what_the_lock_file_says() {
        for language in Language::ALL {
            let (wasm, interpreter) = (language.module(), language.interpreter());
            assert_eq!(blake3::hash(&wasm).as_bytes(), &interpreter.hash.0, "{language}");
            assert_eq!(wasm.len(), interpreter.bytes, "{language}");
            assert_eq!(Language::of_interpreter(interpreter), Some(language));
        }
    }

    #[test]
    fn a_file_says_its_language() {
        for (file, language) in [
            ("bot.js", Some(Language::JavaScript)),
            ("bots/bot.MJS", Some(Language::JavaScript)),
            ("my.bot.py", Some(Language::Python)),
            ("bot.lua", Some(Language::Lua)),
            ("bot.wasm", None),
            ("py", None),
        ] {
            assert_eq!(Language::of_file(Path::new(file)), language, "{file}");
        }
    }

    #[test]
    fn the_script_comes_first() {
        let script = Script::new(Language::Lua, *b"x = 1\n");
        assert_eq!(script.preamble("beacons"), b"#script 6 beacons\nx = 1\n\n");
    }
}
