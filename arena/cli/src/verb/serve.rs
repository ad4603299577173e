use std::ffi::OsString;

use crate::companion;
use crate::exit::Failure;

/// Serve a ladder: players upload bots, see them admitted, rated and watched
///
/// Hands everything over to `arena-ladder serve`, which explains all of its options with --help.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = SERVE, disable_help_flag = true)]
pub(crate) struct Serve {
    /// What `arena-ladder serve` takes
    #[arg(value_name = "OPTION", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

const SERVE: &str = "\
Examples:
  arena serve                                     on this machine, for you
  arena serve --open-signup --listen 0.0.0.0:7070
  arena serve --database postgres://ladder@db/ladder --workers 0";

/// Play matches of a ladder whose database is Postgres, on this machine too
///
/// Hands everything over to `arena-ladder worker`, which explains all of its options with --help.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = WORKER, disable_help_flag = true)]
pub(crate) struct Worker {
    /// What `arena-ladder worker` takes
    #[arg(value_name = "OPTION", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

const WORKER: &str = "\
Examples:
  arena worker --database postgres://ladder@db/ladder";

impl Serve {
    /// Hands over.
    pub(crate) fn run(self) -> Result<(), Failure> {
        hand_over("serve", self.words)
    }
}

impl Worker {
    /// Hands over.
    pub(crate) fn run(self) -> Result<(), Failure> {
        hand_over("worker", self.words)
    }
}

fn hand_over(verb: &str, words: Vec<OsString>) -> Result<(), Failure> {
    let words: Vec<OsString> = std::iter::once(verb.into()).chain(words).collect();
    companion::LADDER.hand_over(&words)
}
