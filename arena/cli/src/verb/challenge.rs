use serde_json::{Value, json};
use terminal::ladder::LadderArgs;

use crate::exit::Failure;
use crate::output::Output;
use crate::verb::ladder::{MATCH, match_line};

/// Let your bot meet another one on a ladder; it does not count in the ratings
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Challenge {
    /// Your bot's name on the ladder
    #[arg(value_name = "BOT")]
    bot: String,
    /// The name of whom it is to meet
    #[arg(value_name = "OPPONENT")]
    opponent: String,
    /// The kind of map [default: the ladder chooses]
    #[arg(long, value_name = "ARCHETYPE")]
    map: Option<String>,
    /// Do not wait for the result
    #[arg(long)]
    no_wait: bool,
    #[command(flatten)]
    ladder: LadderArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena challenge my-bot lancer --map maze";

impl Challenge {
    /// Challenges.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ladder = self.ladder.ladder()?;
        let asked = json!({ "bot": self.bot, "opponent": self.opponent, "map": self.map });
        let mut one: Value = ladder.post("/api/v1/challenges", &asked)?;
        let id = one["id"].as_str().unwrap_or_default().to_owned();
        if !self.no_wait {
            let is_over = |one: &Value| one["state"] == "finished" || one["state"] == "quarantined";
            one = ladder.wait(&format!("{MATCH}{id}"), is_over)?;
        }
        if output.json {
            return output.json(&one);
        }
        output.line(match_line(&one))?;
        output.line(format!("{}/matches/{id}", ladder.address()))
    }
}
