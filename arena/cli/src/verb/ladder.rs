mod account;
mod bot;
mod matches;
mod top;

use crate::exit::Failure;
use crate::output::Output;

/// Look at a ladder: who leads, how a bot does, what was played
///
/// Sign in once, and the ladder and your token are remembered, in a file of your configuration folder that only you can
/// read.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Ladder {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  arena ladder sign-up https://ladder.example ada    a new player, on a ladder that is open to everybody
  arena ladder sign-in https://ladder.example        with the token of your account's page
  arena ladder top
  arena ladder bot my-bot
  arena ladder matches --bot my-bot --json | jq -r '.[] | select(.winner == null) | .id'
  arena ladder top --to http://127.0.0.1:7070        one that you are not signed in to";

#[derive(Clone, Debug, clap::Subcommand)]
#[allow(missing_docs, reason = "the documentation of each struct is the verb's help")]
enum What {
    Top(top::Top),
    Bot(bot::Bot),
    Matches(matches::Matches),
    SignUp(account::SignUp),
    SignIn(account::SignIn),
    SignOut(account::SignOut),
}

impl Ladder {
    /// Does it.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        match self.what {
            What::Top(what) => what.run(output),
            What::Bot(what) => what.run(output),
            What::Matches(what) => what.run(output),
            What::SignUp(what) => what.run(output),
            What::SignIn(what) => what.run(output),
            What::SignOut(what) => what.run(output),
        }
    }
}
