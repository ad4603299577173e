use client::{Ladder, Season, Standing};
use replay::Escaped;
use serde_json::Value;

use crate::door::DoorArgs;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{FAINT, HEADING};
use crate::sheet::{Entry, Sheet};

/// The leaderboard
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Top {
    /// Bots that are shown
    #[arg(value_name = "ROWS", default_value_t = 20)]
    rows: usize,
    /// The game whose newest season is shown
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    game: String,
    /// A season, by its number
    #[arg(long, value_name = "NUMBER", conflicts_with = "game")]
    season: Option<i64>,
    #[command(flatten)]
    door: DoorArgs,
}

impl Top {
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ladder = self.door.ladder()?;
        let seasons: Vec<Season> = ladder.read(ladder.get(&["seasons"], &[])?)?;
        let season = self.season(&ladder, &seasons)?;
        let answer = leaderboard(&ladder, season)?;
        if output.json {
            return output.json(&answer);
        }
        let standings: Vec<Standing> = ladder.read(answer)?;
        output.line(format!(
            "{HEADING}{}{HEADING:#}  {FAINT}season {}{}{FAINT:#}",
            Escaped(&season.name),
            season.id,
            if season.open { "" } else { ", closed" }
        ))?;
        if standings.is_empty() {
            return output.line("nobody plays in it yet: `arena upload my-bot.wasm` would be the first");
        }
        output.line(table(&standings[..self.rows.min(standings.len())]))?;
        match standings.len().saturating_sub(self.rows) {
            0 => Ok(()),
            others => output.line(format!("{FAINT}and {others} others{FAINT:#}")),
        }
    }

    fn season<'a>(&self, ladder: &Ladder, seasons: &'a [Season]) -> Result<&'a Season, Failure> {
        let found = match self.season {
            Some(number) => seasons.iter().find(|season| season.id == number),
            None => newest(seasons, &self.game),
        };
        found.ok_or_else(|| {
            let known: Vec<String> =
                seasons.iter().map(|season| format!("{} ({})", season.id, Escaped(&season.game))).collect();
            let which = match self.season {
                Some(number) => format!("season {number}"),
                None => format!("season of {}", self.game),
            };
            Failure::usage(format!("{} has no {which}", ladder.address()))
                .code("no_season")
                .help(format!("its seasons are: {}", known.join(", ")))
        })
    }
}

/// The newest season of a game that is still played, or else the newest one.
pub(super) fn newest<'a>(seasons: &'a [Season], game: &str) -> Option<&'a Season> {
    let of_game = || seasons.iter().filter(|season| season.game == game);
    of_game().rfind(|season| season.open).or_else(|| of_game().next_back())
}

/// Who stands where in a season, the best first.
pub(super) fn leaderboard(ladder: &Ladder, season: &Season) -> Result<Value, Failure> {
    ladder.get(&["seasons", &season.id.to_string(), "leaderboard"], &[])
}

/// How far a rating may be off, nineteen times of twenty.
pub(super) fn margin(standing: &Standing) -> f64 {
    2.0 * standing.deviation
}

fn table(standings: &[Standing]) -> String {
    let head: Vec<String> =
        ["bot", "player", "#", "rating", "±", "won", "drawn", "lost"].map(str::to_owned).to_vec();
    let row = |standing: &Standing| {
        vec![
            Entry::strong(&standing.name),
            Entry::plain(&standing.player),
            Entry::plain(standing.rank),
            Entry::plain(format!("{:.0}", standing.rating)),
            Entry::faint(format!("{:.0}", margin(standing))),
            Entry::plain(standing.wins),
            Entry::plain(standing.draws),
            Entry::plain(standing.losses),
        ]
    };
    Sheet { short_head: head.clone(), head, rows: standings.iter().map(row).collect(), words: 2 }.terminal()
}
