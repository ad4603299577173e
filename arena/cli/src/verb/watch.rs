use std::ffi::OsString;

use crate::companion;
use crate::exit::Failure;
use crate::output::Output;

/// Watch a replay or a match in the viewer
///
/// Hands everything over to `arena-viewer`, which opens a window. `arena-viewer --help` explains all of its options, and
/// its verbs `render` and `bench`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Watch {
    /// A replay, also one that is still being written; or the address of a match of a ladder; or bots; and the viewer's
    /// options. Without any, two bots that come with the engine play
    #[arg(value_name = "REPLAY|URL|BOT|OPTION", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

const EXAMPLES: &str = "\
Examples:
  arena watch MATCH.replay
  arena watch MATCH.replay --tick 120 --tactical
  arena watch --follow MATCH.replay              a match that is being played
  arena watch https://ladder.example/matches/ID   a match of a ladder, also while it is played
  arena watch my-bot.wasm greedy --map maze      the same as `arena run ... --watch --no-replay`
  arena watch render MATCH.replay --gif --out battle.gif";

impl Watch {
    /// Hands over.
    pub(crate) fn run(mut self, output: &Output) -> Result<(), Failure> {
        if output.json {
            self.words.push("--json".into());
        }
        companion::VIEWER.hand_over(&self.words)
    }
}
