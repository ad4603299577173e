use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder to play in, and the command in it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: TempDir::new().unwrap() }
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    /// The command, with compiled modules kept for all tests.
    pub fn arena(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arena"));
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("modules");
        command.current_dir(self.folder.path()).env("ROBODROME_CACHE", cache).env_remove("NO_COLOR");
        command.args(line.split_whitespace());
        command
    }

    /// Runs it and wants this exit code.
    pub fn ends_with(&self, code: i32, line: &str) -> Said {
        let output = self.arena(line).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let said = Said { out: text(output.stdout), err: text(output.stderr) };
        assert_eq!(output.status.code(), Some(code), "arena {line}\n{}{}", said.out, said.err);
        said
    }

    /// Runs it and wants it to succeed.
    pub fn does(&self, line: &str) -> Said {
        self.ends_with(0, line)
    }

    /// A short match of two bundled bots, with its replay in the file `name`.
    pub fn short_match(&self, name: &str) {
        self.does(&format!("run greedy simple --ticks 80 --out {name}"));
    }
}

/// What a run said.
pub struct Said {
    pub out: String,
    pub err: String,
}

impl Said {
    /// What a program reads.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in\n{}", self.out))
    }
}

/// Every part is in the text.
#[track_caller]
pub fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}
