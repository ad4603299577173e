use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder to play in, and the command in it.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { folder: TempDir::new().unwrap() }
    }

    /// A file in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// The command, with compiled modules kept for all tests.
    pub(crate) fn arena(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arena"));
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("modules");
        command.current_dir(self.folder.path()).env("ROBODROME_CACHE", cache).env_remove("NO_COLOR");
        command.args(line.split_whitespace());
        command
    }

    /// Runs it and wants this exit code.
    pub(crate) fn ends_with(&self, code: i32, line: &str) -> Said {
        let output = self.arena(line).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let said = Said { out: text(output.stdout), err: text(output.stderr) };
        assert_eq!(output.status.code(), Some(code), "arena {line}\n{}{}", said.out, said.err);
        said
    }

    /// Runs it and wants it to succeed.
    pub(crate) fn does(&self, line: &str) -> Said {
        self.ends_with(0, line)
    }

    /// A match of 80 ticks, with its replay in the file `name`. A bot plays against itself under another name: nobody
    /// gets a lead, so it lasts to its last tick however the bot is changed.
    pub(crate) fn short_match(&self, name: &str) {
        self.write("twin.wasm", battle::bundled::bot("greedy").unwrap().wasm);
        self.does(&format!("run greedy twin.wasm --ticks 80 --out {name}"));
    }
}

/// What a run said.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// What a program reads.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in\n{}", self.out))
    }
}

/// Every part is in the text.
#[track_caller]
pub(crate) fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}
