//! Hands over to programs of their own, `arena-viewer` and `arena-ladder`, so that playing a match needs neither a window
//! nor a web server to be built.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::exit::Failure;

/// A program beside this one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Companion {
    /// Its name, which is that of its package.
    name: &'static str,
    /// Where its package is.
    folder: &'static str,
    /// The stable word for its absence.
    missing: &'static str,
}

/// Shows battles in a window.
pub(crate) const VIEWER: Companion =
    Companion { name: "arena-viewer", folder: "arena/viewer", missing: "no_viewer" };

/// Serves a ladder.
pub(crate) const LADDER: Companion =
    Companion { name: "arena-ladder", folder: "arena/ladder", missing: "no_ladder" };

impl Companion {
    /// Becomes that program, with these arguments.
    pub(crate) fn hand_over(self, words: &[OsString]) -> Result<(), Failure> {
        let program = self.path()?;
        let mut command = Command::new(&program);
        command.args(words);
        become_it(command).map_err(|error| match error {
            Ended::Not(error) => Failure::host(format!("cannot start {}: {error}", program.display())),
            Ended::With(failure) => failure,
        })
    }

    /// Where the program is.
    pub(crate) fn path(self) -> Result<PathBuf, Failure> {
        self.find().ok_or_else(|| self.missing())
    }

    /// Beside this program first: they are built and installed together.
    fn find(self) -> Option<PathBuf> {
        let name = format!("{}{EXE_SUFFIX}", self.name);
        let own = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.to_owned()));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders =
            own.into_iter().chain(std::env::split_paths(&path).filter(|folder| folder.is_absolute()));
        folders.map(|folder| folder.join(&name)).find(|program| program.is_file())
    }

    fn missing(self) -> Failure {
        let Companion { name, folder, missing } = self;
        Failure::usage(format!("{name} is not there: it is neither beside `arena` nor on the PATH"))
            .code(missing)
            .help(format!("build it with `cargo build --release -p {name}`, or install it with `cargo install --path {folder}`"))
    }
}

/// How the other program ended, where that is not well.
enum Ended {
    /// It never began.
    Not(std::io::Error),
    /// It told why itself.
    #[cfg_attr(unix, expect(dead_code, reason = "here the other program takes this one's place"))]
    With(Failure),
}

/// Signals, the terminal and the exit code are then its own.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<(), Ended> {
    use std::os::unix::process::CommandExt;
    Err(Ended::Not(command.exec()))
}

/// Waits for it, and ends as it did.
#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<(), Ended> {
    use crate::exit::Exit;
    let status = command.status().map_err(Ended::Not)?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => Err(Ended::With(Failure::Told(Exit::Input))),
        Some(2) => Err(Ended::With(Failure::Told(Exit::Usage))),
        _ => Err(Ended::With(Failure::Told(Exit::Host))),
    }
}
