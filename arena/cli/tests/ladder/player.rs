use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

/// Somebody with a home of their own, who types commands.
pub(crate) struct Player {
    home: tempfile::TempDir,
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Player {
    pub(crate) fn new() -> Player {
        Player { home: tempfile::tempdir().unwrap() }
    }

    /// A file in the folder where the commands are typed.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.home.path().join(name), bytes).unwrap();
    }

    /// Where the accounts are kept.
    pub(crate) fn accounts(&self) -> PathBuf {
        self.home.path().join("config/robodrome/ladders.toml")
    }

    /// The command with these words, of which those in `'` are one.
    pub(crate) fn arena(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arena"));
        command.current_dir(self.home.path()).env("HOME", self.home.path());
        command.env("XDG_CONFIG_HOME", self.home.path().join("config"));
        command.env_remove("ROBODROME_TOKEN").env_remove("ROBODROME_LADDER");
        for (index, part) in line.split('\'').enumerate() {
            match index % 2 {
                0 => command.args(part.split_whitespace()),
                _ => command.arg(part),
            };
        }
        command
    }

    /// Types it, and wants this exit code.
    #[track_caller]
    pub(crate) fn ends_with(&self, code: i32, line: &str) -> Said {
        let output = self.arena(line).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let said = Said { out: text(output.stdout), err: text(output.stderr) };
        assert_eq!(output.status.code(), Some(code), "arena {line}\n{}{}", said.out, said.err);
        said
    }

    /// Types it, and wants it to succeed.
    #[track_caller]
    pub(crate) fn does(&self, line: &str) -> Said {
        self.ends_with(0, line)
    }

    /// Types it, and wants it to fail with this code and these words.
    #[track_caller]
    pub(crate) fn is_refused(&self, code: i32, line: &str, parts: &[&str]) {
        let said = self.ends_with(code, line);
        for part in parts {
            assert!(said.err.contains(part), "`{part}` is missing in\n{}", said.err);
        }
    }
}

impl Said {
    /// What a program reads.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in\n{}", self.out))
    }

    /// Every part is in the text.
    #[track_caller]
    pub(crate) fn says(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.out.contains(part), "`{part}` is missing in\n{}", self.out);
        }
    }
}
