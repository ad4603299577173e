use std::time::Duration;

use client::{Ladder, Match, state};

use crate::contest::{pairing, result};
use crate::door::DoorArgs;
use crate::errand::Errand;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::STRONG;
use crate::waiting::Waiting;

/// Let one of your bots meet another on a ladder, and see how it goes
///
/// The ladder plays it as every other match, but it does not count in the ratings.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Challenge {
    /// Your bot
    #[arg(value_name = "BOT")]
    bot: String,
    /// Whom it is to meet
    #[arg(value_name = "OPPONENT")]
    opponent: String,
    /// The kind of map [default: the ladder chooses]
    #[arg(long, value_name = "MAP")]
    map: Option<String>,
    /// Do not wait for the result
    #[arg(long)]
    no_wait: bool,
    #[command(flatten)]
    door: DoorArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena challenge my-bot greedy
  arena challenge my-bot greedy --map maze --to https://ladder.example
  arena watch $(arena challenge my-bot greedy --json | jq -r .page)

Exit code 0 whoever wins. 1: the two cannot meet. 3: the ladder cannot be reached, or a quota is used up.";

/// How long a result is waited for: a ladder that is busy has others to play before.
const PATIENCE: Duration = Duration::from_secs(1_800);

impl Challenge {
    /// Challenges, and waits for the result.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ladder = self.door.ladder()?;
        let asked = serde_json::json!({ "bot": self.bot, "opponent": self.opponent, "map": self.map });
        let mut answer = ladder.post(&["challenges"], &asked)?;
        let mut contest: Match = ladder.read(answer.clone())?;
        if !self.no_wait {
            (answer, contest) = await_result(&ladder, &contest)?;
        }
        let page = ladder.address().contest(&contest.id);
        if output.json {
            if let Some(object) = answer.as_object_mut() {
                object.insert("page".to_owned(), page.into());
            }
            return output.json(&answer);
        }
        output.line(format!("{STRONG}{}{STRONG:#}: {}", pairing(&contest), result(&contest)))?;
        output.line(format!("  page      {page}"))?;
        output.line(format!("  watch     arena watch {page}"))
    }
}

fn await_result(ladder: &Ladder, contest: &Match) -> Result<(serde_json::Value, Match), Failure> {
    let errand = Errand { ladder, path: ["matches", &contest.id], patience: PATIENCE };
    let waiting = Waiting::on("the match waits for a worker");
    errand.wait(
        |contest: &Match| {
            if contest.state == state::RUNNING {
                waiting.now_on("the match is being played");
            }
            contest.is_over()
        },
        |contest| {
            let minutes = PATIENCE.as_secs() / 60;
            Failure::host(format!("the match is not over after {minutes} minutes"))
                .code("no_result")
                .help(format!("its result will be at {}", ladder.address().contest(&contest.id)))
        },
    )
}
