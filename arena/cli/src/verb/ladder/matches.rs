use client::{Ladder, Match};

use crate::contest::{pairing, result};
use crate::door::DoorArgs;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::FAINT;
use crate::sheet::{Entry, Sheet};

/// Matches: the newest, or those of a bot
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Matches {
    /// Only those of this bot, in whatever state they are
    #[arg(long, value_name = "NAME")]
    bot: Option<String>,
    /// Those in this state [default: finished]
    #[arg(long, value_name = "queued|running|finished|quarantined", conflicts_with = "bot",
        value_parser = ["queued", "running", "finished", "quarantined"], hide_possible_values = true)]
    state: Option<String>,
    /// Older ones; a page has 50
    #[arg(long, value_name = "PAGE", default_value_t = 0)]
    page: u32,
    #[command(flatten)]
    door: DoorArgs,
}

impl Matches {
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ladder = self.door.ladder()?;
        let page = self.page.to_string();
        let mut query = vec![("page", page.as_str())];
        query.extend(self.bot.as_deref().map(|bot| ("bot", bot)));
        query.extend(self.state.as_deref().map(|state| ("state", state)));
        let answer = ladder.get(&["matches"], &query)?;
        if output.json {
            return output.json(&answer);
        }
        let contests: Vec<Match> = ladder.read(answer)?;
        if contests.is_empty() {
            return output.line("there are no such matches");
        }
        output.line(table(&contests))?;
        output.line(told(&ladder))
    }
}

/// The matches, one a line.
pub(super) fn table(contests: &[Match]) -> String {
    let head: Vec<String> = ["who", "result", "kind", "map", "match"].map(str::to_owned).to_vec();
    let row = |contest: &Match| {
        vec![
            Entry::strong(pairing(contest)),
            Entry::plain(result(contest)),
            Entry::faint(&contest.kind),
            Entry::faint(&contest.map),
            // Last: it is the longest, and what is cut or wrapped first.
            Entry::plain(&contest.id),
        ]
    };
    Sheet { short_head: head.clone(), head, rows: contests.iter().map(row).collect(), words: 5 }.terminal()
}

/// How one of them is watched.
pub(super) fn told(ladder: &Ladder) -> String {
    format!("{FAINT}watch one with `arena watch {}/matches/` and its digits{FAINT:#}", ladder.address())
}
