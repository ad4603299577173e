//! How the program ends: one number, and one [`Failure`] that is told on the terminal or in the window.

use std::fmt::{self, Display};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use battle::{BattleError, FaultOf, MapError, RulesetError};
use clap::builder::styling::{AnsiColor, Style};
use replay::ReplayError;
use sandbox::{HostError, LoadError};

use crate::windowless::StudioError;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// What the process returns; the same numbers as those of `arena`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was handed in is at fault: a module, a map, a rule set, a replay.
    Input = 1,
    /// The command line asks for something that there is not.
    Usage = 2,
    /// The machine, or the program itself, failed.
    Host = 3,
}

/// Why something could not be done, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What the process returns, where this ends it.
    pub(crate) exit: Exit,
    /// What went wrong, with the name of what it went wrong with.
    pub(crate) message: String,
    /// The remedy, where the message does not hold it already.
    pub(crate) help: Option<String>,
}

impl Failure {
    fn new(exit: Exit, message: impl Display) -> Failure {
        Failure { exit, message: message.to_string(), help: None }
    }

    /// What was handed in cannot be shown or played.
    pub(crate) fn input(message: impl Display) -> Failure {
        Failure::new(Exit::Input, message)
    }

    /// The command line asks for something that there is not.
    pub(crate) fn usage(message: impl Display) -> Failure {
        Failure::new(Exit::Usage, message)
    }

    /// The machine, or the program itself, failed.
    pub(crate) fn host(message: impl Display) -> Failure {
        Failure::new(Exit::Host, message)
    }

    /// The same with a remedy.
    pub(crate) fn help(self, help: impl Display) -> Failure {
        Failure { help: Some(help.to_string()), ..self }
    }

    /// A replay cannot be shown; its own sentences do not always name the file.
    pub(crate) fn replay(path: &Path, error: &ReplayError) -> Failure {
        match error {
            ReplayError::Io { source, .. } => Failure::reading("replay", path, source),
            _ => Failure::input(format!("{}: {error}", path.display())),
        }
    }

    /// A file that somebody named cannot be read.
    pub(crate) fn reading(what: &str, path: &Path, error: &io::Error) -> Failure {
        let message = format!("cannot read the {what} {}: {error}", path.display());
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::InvalidData => {
                Failure::usage(message)
            }
            _ => Failure::host(message),
        }
    }

    /// A file cannot be written.
    pub(crate) fn writing(what: &str, path: &Path, error: &io::Error) -> Failure {
        let message = format!("cannot write the {what} {}: {error}", path.display());
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Failure::usage(message).help("name a file in a folder that exists")
            }
            io::ErrorKind::IsADirectory => Failure::usage(message).help("name a file, not a folder"),
            _ => Failure::host(message),
        }
    }

    /// Tells it on stderr, and gives what the process returns.
    pub(crate) fn tell(&self) -> ExitCode {
        let mut err = anstream::stderr();
        // Nothing is left to be done when not even stderr can be written to.
        let _ = writeln!(err, "{ERROR}error:{ERROR:#} {}", self.message);
        if let Some(help) = &self.help {
            let _ = writeln!(err, "{HELP}help:{HELP:#} {help}");
        }
        ExitCode::from(self.exit as u8)
    }
}

/// As a notice in the window: one paragraph.
impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Failure {
        Failure::host(error)
    }
}

impl From<RulesetError> for Failure {
    fn from(error: RulesetError) -> Failure {
        match &error {
            RulesetError::Read { path, source } => Failure::reading("rule set", path, source),
            RulesetError::Parse { .. } => Failure::input(error),
            RulesetError::UnknownGame(_) => Failure::usage(error),
        }
    }
}

impl From<MapError> for Failure {
    fn from(error: MapError) -> Failure {
        match &error {
            MapError::Unknown { .. } => {
                Failure::usage(&error).help("`arena maps` shows what each archetype looks like")
            }
            MapError::Read { path, source } => Failure::reading("map", path, source),
            MapError::Bad { source: rules::SetupError::Param { .. }, .. } => Failure::usage(error),
            MapError::Bad { .. } => Failure::input(error),
        }
    }
}

impl From<BattleError> for Failure {
    fn from(error: BattleError) -> Failure {
        match &error {
            BattleError::Setup(_) | BattleError::Seats { .. } => Failure::usage(error),
            BattleError::Write { place, source } => Failure::writing("replay", Path::new(place), source),
            _ if error.fault() == FaultOf::Input => Failure::input(error),
            _ => Failure::host(error),
        }
    }
}

impl From<StudioError> for Failure {
    fn from(error: StudioError) -> Failure {
        match error {
            StudioError::Replay(error) => Failure::input(error),
            _ => Failure::host(error),
        }
    }
}

/// A module is refused, or the host cannot compile it; `word` is what the user called it.
pub(crate) fn refused(word: &str, error: LoadError) -> Failure {
    match error {
        LoadError::Rejected(reject) => {
            Failure::input(format!("{word} is refused: {}: {}", reject.code, replay::Escaped(&reject.detail)))
                .help(format!("{} `arena check {word}` tells more.", reject.code.explanation()))
        }
        LoadError::Host(error) => Failure::host(format!("{word}: {error}")),
    }
}
