//! Which ladder is meant, and who asks.

use client::{Accounts, Address, LADDER, Ladder, TOKEN};

use crate::exit::Failure;

/// A ladder, and who asks there.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "The ladder")]
pub(crate) struct DoorArgs {
    /// The ladder's address, as `https://ladder.example` [default: ROBODROME_LADDER, or where you signed in last]
    #[arg(long, value_name = "URL")]
    to: Option<String>,
    /// Your token there [default: ROBODROME_TOKEN, or the one you signed in with]. Others on this machine may see it here
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
}

impl DoorArgs {
    /// The ladder, spoken to as whoever is known.
    pub(crate) fn ladder(&self) -> Result<Ladder, Failure> {
        let said = self.token.clone().or_else(token_of_environment);
        let to = self.to.clone().or_else(|| environment(LADDER));
        // Where everything is said, nobody needs a home.
        let accounts = match (&to, &said) {
            (Some(_), Some(_)) => Accounts::default(),
            _ => Accounts::read(&Accounts::path()?)?,
        };
        let address: Address = match &to {
            Some(word) => word.parse()?,
            None => accounts.usual().ok_or_else(nowhere)?,
        };
        let token = said.or_else(|| Some(accounts.at(&address)?.token.clone()));
        Ok(Ladder::new(address, token))
    }
}

/// The token that scripts give.
pub(crate) fn token_of_environment() -> Option<String> {
    environment(TOKEN)
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn nowhere() -> Failure {
    Failure::usage("no ladder is named, and you are signed in to none")
        .code("no_ladder_named")
        .help("name it with --to https://..., or sign in once: `arena ladder sign-in URL`")
}
