use std::ffi::OsString;

use crate::exit::Failure;
use crate::program;

/// Serve a ladder: bots are uploaded, rated and watched
///
/// Hands everything over to `arena-ladder serve`, which explains its options itself: `arena serve --help`.
#[derive(Clone, Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Serve {
    /// The options of `arena-ladder serve`
    #[arg(value_name = "OPTION", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

/// Play matches of a ladder that is served on another machine
///
/// Hands everything over to `arena-ladder worker`, which explains its options itself: `arena worker --help`.
#[derive(Clone, Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Worker {
    /// The options of `arena-ladder worker`
    #[arg(value_name = "OPTION", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

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
    program::LADDER.hand_over(&words)
}
