//! How a program ends: one number, and one [`Failure`] that is told to a person and to another program.

use std::fmt::{self, Display};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use battle::{BattleError, FaultOf, MapError, ReExecutionError, RulesetError, ShelfError};
use replay::ReplayError;
use sandbox::{HostError, LoadError};

use crate::style::{ERROR, HELP};

/// What the process returns. The numbers are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The battle or check failed because of what was handed in: a module, a map, a rule set, a replay.
    Input = 1,
    /// The command line asks for something that there is not.
    Usage = 2,
    /// The machine, or the engine itself, failed.
    Host = 3,
    /// The user stopped it with Ctrl-C, as shells number it.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why something did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// To be told, by whoever ends the program or shows it in a window.
    Untold(Trouble),
    /// Everything has been told; only the exit code is left.
    Told(Exit),
    /// Whoever read our output has heard enough: `arena show ... | head`. Not an error.
    BrokenPipe,
}

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What the process returns.
    pub exit: Exit,
    /// A stable snake_case word for programs.
    pub code: &'static str,
    /// One sentence, or some.
    pub message: String,
    /// The remedy, where the message does not hold it already.
    pub help: Option<String>,
}

impl Failure {
    fn new(exit: Exit, code: &'static str, message: impl Display) -> Failure {
        Failure::Untold(Trouble { exit, code, message: message.to_string(), help: None })
    }

    /// What was handed in cannot be played, read or confirmed.
    pub fn input(message: impl Display) -> Failure {
        Failure::new(Exit::Input, "input", message)
    }

    /// The command line asks for something that there is not.
    pub fn usage(message: impl Display) -> Failure {
        Failure::new(Exit::Usage, "usage", message)
    }

    /// The machine, or the engine itself, failed.
    pub fn host(message: impl Display) -> Failure {
        Failure::new(Exit::Host, "host", message)
    }

    /// The user stopped it.
    pub fn interrupted(message: impl Display) -> Failure {
        Failure::new(Exit::Interrupted, "interrupted", message)
    }

    /// The same with a more precise word for programs.
    pub fn code(mut self, code: &'static str) -> Failure {
        if let Failure::Untold(trouble) = &mut self {
            trouble.code = code;
        }
        self
    }

    /// The same with a remedy.
    pub fn help(mut self, help: impl Display) -> Failure {
        if let Failure::Untold(trouble) = &mut self {
            trouble.help = Some(help.to_string());
        }
        self
    }

    /// A file that somebody named cannot be read: it is not there, or the machine does not give it.
    pub fn reading(what: &str, path: &Path, error: &io::Error) -> Failure {
        let message = format!("cannot read the {what} {}: {error}", path.display());
        match error.kind() {
            io::ErrorKind::NotFound => Failure::usage(message).code("not_found").help(missing(path)),
            io::ErrorKind::IsADirectory | io::ErrorKind::InvalidData => Failure::usage(message),
            _ => Failure::host(message),
        }
    }

    /// A file cannot be written.
    pub fn writing(what: &str, path: &Path, error: &io::Error) -> Failure {
        let message = format!("cannot write the {what} {}: {error}", path.display());
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Failure::usage(message).help("name a file in a folder that exists")
            }
            io::ErrorKind::IsADirectory => Failure::usage(message).help("name a file, not a folder"),
            io::ErrorKind::PermissionDenied => {
                Failure::host(message).help("choose another folder with --out")
            }
            _ => Failure::host(message),
        }
    }

    /// A replay cannot be used; its own sentences do not always name the file.
    pub fn replay(path: &Path, error: ReplayError) -> Failure {
        let mut failure = match &error {
            ReplayError::Io { source, .. } => return Failure::reading("replay", path, source),
            _ => Failure::from(error),
        };
        if let Failure::Untold(trouble) = &mut failure {
            trouble.message.insert_str(0, &format!("{}: ", path.display()));
        }
        failure
    }

    /// What the process returns.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Untold(trouble) => trouble.exit.into(),
            Failure::Told(exit) => (*exit).into(),
            Failure::BrokenPipe => ExitCode::SUCCESS,
        }
    }

    /// Tells on stderr what is still to be told, and gives what the process returns.
    pub fn tell(&self) -> ExitCode {
        if let Failure::Untold(trouble) = self {
            trouble.tell();
        }
        self.exit_code()
    }
}

impl Trouble {
    /// Tells it to a person, on stderr.
    pub fn tell(&self) {
        let mut err = anstream::stderr();
        // Nothing is left to be done when not even stderr can be written to.
        let _ = writeln!(err, "{ERROR}error:{ERROR:#} {}", self.message);
        if let Some(help) = &self.help {
            let _ = writeln!(err, "{HELP}help:{HELP:#} {help}");
        }
    }
}

/// What to do about a file that is not there: names the first folder on its path that is not there either, or where it was
/// looked for.
fn missing(path: &Path) -> String {
    let folders = || path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    match folders().filter(|folder| !folder.exists()).last() {
        Some(folder) => format!("there is no folder {}: check its name", folder.display()),
        None => match (path.parent(), std::env::current_dir()) {
            (Some(folder), Ok(here)) if folder.as_os_str().is_empty() => {
                format!("nothing in {} is called so: check the name, or give the folder too", here.display())
            }
            (Some(folder), _) => format!("nothing in {} is called so: check the name", folder.display()),
            (None, _) => "check its name".to_owned(),
        },
    }
}

/// As one paragraph, for a window.
impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Untold(Trouble { message, help: Some(help), .. }) => write!(f, "{message}; {help}"),
            Failure::Untold(Trouble { message, .. }) => f.write_str(message),
            Failure::Told(_) | Failure::BrokenPipe => f.write_str("it was stopped"),
        }
    }
}

/// Writing to stdout or to a file.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::host(format!("cannot write: {error}")),
        }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Failure {
        Failure::host(error)
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Failure {
        match error {
            LoadError::Rejected(reject) => Failure::input(reject).code("rejected"),
            LoadError::Host(error) => error.into(),
        }
    }
}

impl From<RulesetError> for Failure {
    fn from(error: RulesetError) -> Failure {
        match &error {
            RulesetError::Read { path, source } => Failure::reading("rule set", path, source),
            RulesetError::Parse { .. } => Failure::input(error).code("ruleset"),
            RulesetError::UnknownGame(_) => Failure::usage(error).code("unknown_game"),
        }
    }
}

impl From<MapError> for Failure {
    fn from(error: MapError) -> Failure {
        match &error {
            MapError::Unknown { .. } => Failure::usage(&error)
                .code("unknown_map")
                .help("`arena maps` shows what each archetype looks like"),
            MapError::Read { path, source } => Failure::reading("map", path, source),
            MapError::NoMaps { .. } => Failure::usage(error).code("map"),
            MapError::Bad { source: rules::SetupError::Param { .. }, .. } => {
                Failure::usage(error).code("map")
            }
            MapError::Bad { .. } => Failure::input(error).code("map"),
        }
    }
}

impl From<BattleError> for Failure {
    fn from(error: BattleError) -> Failure {
        match &error {
            BattleError::Setup(_) => Failure::usage(&error).code("setup"),
            BattleError::Seats { .. } => Failure::usage(&error).code("seats"),
            BattleError::Write { place, source } => Failure::writing("replay", Path::new(place), source),
            _ => match error.fault() {
                FaultOf::Input => Failure::input(error),
                FaultOf::Host => Failure::host(error),
            },
        }
    }
}

impl From<ReplayError> for Failure {
    fn from(error: ReplayError) -> Failure {
        match &error {
            ReplayError::Io { path: Some(path), source } => Failure::reading("replay", path, source),
            ReplayError::Io { .. } => Failure::host(error),
            ReplayError::NoSuchTurn { .. } => Failure::usage(error).code("no_such_turn"),
            ReplayError::Mismatch(_) => Failure::input(error).code("differs"),
            ReplayError::OtherEpoch { .. } => Failure::input(error).code("other_epoch"),
            _ => Failure::input(error).code("damaged"),
        }
    }
}

impl From<ShelfError> for Failure {
    fn from(error: ShelfError) -> Failure {
        Failure::reading("folder of modules", &error.path, &error.source)
    }
}

impl From<ReExecutionError> for Failure {
    fn from(error: ReExecutionError) -> Failure {
        match error {
            ReExecutionError::Differs(_) => Failure::input(error).code("differs"),
            ReExecutionError::Epoch { .. } => Failure::input(error).code("other_epoch"),
            ReExecutionError::MissingModule { .. } => Failure::input(error).code("missing_module"),
            ReExecutionError::MissingScript { .. } => Failure::input(error).code("missing_script"),
            ReExecutionError::OtherInterpreter { .. } => Failure::input(error).code("other_interpreter"),
            ReExecutionError::Load { source: LoadError::Host(_), .. } => Failure::host(error),
            ReExecutionError::Load { .. } => Failure::input(error).code("rejected"),
            ReExecutionError::Params(_) => Failure::input(error).code("damaged"),
            ReExecutionError::Shelf(error) => error.into(),
            ReExecutionError::Replay(error) => error.into(),
            ReExecutionError::Battle(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_says_what_of_its_path_is_missing() {
        let folder = std::env::temp_dir();
        let in_place = missing(&folder.join("no-such.replay"));
        assert!(in_place.contains(&format!("nothing in {} is called so", folder.display())), "{in_place}");
        let nowhere = missing(&folder.join("no-such-folder/deeper/one.replay"));
        assert!(nowhere.contains("no folder") && nowhere.contains("no-such-folder:"), "{nowhere}");
        let here = missing(Path::new("no-such.replay"));
        assert!(here.contains(&std::env::current_dir().unwrap().display().to_string()), "{here}");
    }
}
