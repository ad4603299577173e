use std::io::{IsTerminal, Write};

use client::{Account, Accounts, Address, Ladder, Player, SignedUp, TOKEN};
use replay::Escaped;

use crate::door::token_of_environment;
use crate::exit::Failure;
use crate::output::Output;

/// Join a ladder as a new player, and remember it
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SignUp {
    /// The ladder's address, as `https://ladder.example`
    #[arg(value_name = "URL")]
    ladder: String,
    /// What you want to be called there
    #[arg(value_name = "NAME")]
    name: String,
    /// An invitation, where the ladder is not open to everybody
    #[arg(long, value_name = "INVITATION")]
    invitation: Option<String>,
}

/// Remember a ladder, and your token there
///
/// The token is asked for, or read from stdin, or from ROBODROME_TOKEN; the ladder is asked whose it is.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SignIn {
    /// The ladder's address, as `https://ladder.example`
    #[arg(value_name = "URL")]
    ladder: String,
    /// Your token. Others on this machine may see it here
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
}

/// Forget a ladder, and your token there
///
/// The token stays good: revoke it on your account's page.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SignOut {
    /// The ladder's address [default: where you signed in last]
    #[arg(value_name = "URL")]
    ladder: Option<String>,
}

impl SignUp {
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let address: Address = self.ladder.parse()?;
        // A token that cannot be kept would be lost: it is told only once.
        let path = Accounts::path()?;
        let accounts = Accounts::read(&path)?;
        accounts.write(&path)?;
        let ladder = Ladder::new(address, None);
        let asked = serde_json::json!({ "name": self.name, "invitation": self.invitation });
        let SignedUp { name, token } = ladder.read(ladder.post(&["players"], &asked)?)?;
        keep(&ladder, Account { player: name, token }, output)
    }
}

impl SignIn {
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let address: Address = self.ladder.parse()?;
        let token = match self.token.or_else(token_of_environment) {
            Some(token) => token,
            None => ask(&address)?,
        };
        let ladder = Ladder::new(address, Some(token.clone()));
        let player: Player = ladder.read(ladder.get(&["me"], &[])?)?;
        keep(&ladder, Account { player: player.name, token }, output)
    }
}

impl SignOut {
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let path = Accounts::path()?;
        let mut accounts = Accounts::read(&path)?;
        let address: Option<Address> = self.ladder.as_deref().map(str::parse).transpose()?;
        let address = address.or_else(|| accounts.usual());
        let address = address.ok_or_else(|| Failure::usage("you are signed in to no ladder"))?;
        if !accounts.sign_out(&address) {
            return Err(Failure::usage(format!("you are not signed in to {address}")));
        }
        accounts.write(&path)?;
        match output.json {
            true => output.json(&serde_json::json!({ "ladder": address.to_string() })),
            false => output.line(format!("signed out of {address}")),
        }
    }
}

/// Remembers who somebody is, and says so.
fn keep(ladder: &Ladder, account: Account, output: &mut Output) -> Result<(), Failure> {
    let path = Accounts::path()?;
    let mut accounts = Accounts::read(&path)?;
    let player = account.player.clone();
    accounts.sign_in(ladder.address(), account);
    accounts.write(&path)?;
    let address = ladder.address();
    if output.json {
        return output.json(&serde_json::json!({ "ladder": address.to_string(), "player": player }));
    }
    output.line(format!("you are {} at {address}", Escaped(&player)))?;
    output.line(format!("  kept in   {}, which only you can read", path.display()))
}

/// Asks for a token, or reads it where nobody can be asked.
fn ask(ladder: &Address) -> Result<String, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        // Whoever does not see the question can still answer.
        let _ = write!(std::io::stderr(), "your token at {ladder} (it is on your account's page): ");
    }
    let mut line = String::new();
    input.read_line(&mut line).map_err(|error| Failure::input(format!("cannot read stdin: {error}")))?;
    let token = line.trim().to_owned();
    match token.is_empty() || token.contains(char::is_whitespace) {
        true => Err(Failure::usage("stdin has no token")
            .code("no_token")
            .help(format!("write it there in one line, or give it as {TOKEN}"))),
        false => Ok(token),
    }
}
