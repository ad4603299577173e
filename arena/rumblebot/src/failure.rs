use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use battle::{BattleError, RulesetError};
use protocol::rumble::Mode;
use sandbox::{HostError, LoadError};
use thiserror::Error;

/// Why nothing, or not all, was played. What a robot does wrong is no failure: it is part of the result.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// A robot that there is not, or not here.
    #[error("Couldn't parse robot identifier `{word}`")]
    Robot {
        /// As given.
        word: String,
        /// What is wrong, and what to do.
        because: String,
    },
    /// A file that cannot be read.
    #[error("Couldn't read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A module that is not admitted.
    #[error("Couldn't load {word}")]
    Load {
        /// As given.
        word: String,
        /// Why.
        source: LoadError,
    },
    /// The sandbox cannot be set up.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The match cannot be played.
    #[error(transparent)]
    Battle(#[from] BattleError),
    /// The rules cannot be set: a number of turns out of range.
    #[error(transparent)]
    Rules(#[from] RulesetError),
    /// Reading from stdin or writing to stdout failed.
    #[error("cannot {doing}: {source}")]
    Console {
        /// What was tried.
        doing: &'static str,
        /// Why it failed.
        source: io::Error,
    },
}

impl Failure {
    /// Tells it on stderr, as the original does: what failed, and why. A reader of the output that has heard enough is none.
    pub(crate) fn tell(&self) -> ExitCode {
        if let Failure::Console { source, .. } = self
            && source.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        let mut text = format!("ERROR: {self}\n");
        match self {
            Failure::Robot { because, .. } => _ = writeln!(text, "because: {because}"),
            Failure::Read { source, .. } => _ = writeln!(text, "because: {source}"),
            Failure::Load { source: LoadError::Rejected(reject), .. } => {
                _ = writeln!(text, "because: {}: {}", reject.code, reject.detail);
                _ = writeln!(text, "because: {}", reject.code.explanation().trim());
            }
            Failure::Load { source: LoadError::Host(error), .. } => _ = writeln!(text, "because: {error}"),
            _ => {}
        }
        // Nothing is left to be done when stderr cannot be written to.
        let _ = io::Write::write_all(&mut io::stderr(), text.as_bytes());
        ExitCode::FAILURE
    }
}

/// The words for a mode that the rules take.
pub(crate) fn mode_setting(mode: Mode) -> String {
    format!("mode={}", mode.word())
}
