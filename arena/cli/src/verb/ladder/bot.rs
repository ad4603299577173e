use client::{Match, Version, state};
use replay::Escaped;

use super::matches;
use crate::amount::Short;
use crate::door::DoorArgs;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, STRONG};

/// A bot: its versions and its latest matches
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Bot {
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// Matches that are shown
    #[arg(long, value_name = "ROWS", default_value_t = 10)]
    rows: usize,
    #[command(flatten)]
    door: DoorArgs,
}

/// Versions that are shown.
const VERSIONS: usize = 8;

impl Bot {
    pub(super) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ladder = self.door.ladder()?;
        let answer = ladder.get(&["bots", &self.name], &[])?;
        if output.json {
            return output.json(&answer);
        }
        let bot: client::Bot = ladder.read(answer)?;
        let (name, player, game) = (Escaped(&bot.name), Escaped(&bot.player), Escaped(&bot.game));
        let withdrawn = if bot.withdrawn { ", withdrawn" } else { "" };
        output.line(format!("{STRONG}{name}{STRONG:#}  by {player}, plays {game}{withdrawn}"))?;
        output.line(format!("  page      {}", ladder.address().bot(&bot.id)))?;
        let titles = std::iter::once("versions").chain(std::iter::repeat(""));
        for (version, title) in bot.versions.iter().take(VERSIONS).zip(titles) {
            let plays = bot.current_version.as_deref() == Some(&version.id);
            output.line(format!("  {title:<9} {}", line(version, plays)))?;
        }
        match bot.versions.len().saturating_sub(VERSIONS) {
            0 => {}
            others => output.line(format!("            {FAINT}and {others} older ones{FAINT:#}"))?,
        }
        let contests: Vec<Match> = ladder.read(ladder.get(&["matches"], &[("bot", &bot.id)])?)?;
        if contests.is_empty() {
            return output.line("  matches   none yet");
        }
        output.line("")?;
        output.line(matches::table(&contests[..self.rows.min(contests.len())]))?;
        output.line(matches::told(&ladder))
    }
}

/// A version, in a line.
fn line(version: &Version, plays: bool) -> String {
    let state = match (version.state.as_str(), plays) {
        (state::ADMITTED, true) => format!("{GOOD}plays{GOOD:#}"),
        (state::ADMITTED, false) => "admitted".to_owned(),
        (state::CHECKING, _) => "is looked into".to_owned(),
        _ => {
            let code = version.refusal.as_ref().map(|refusal| refusal.code.as_str()).unwrap_or_default();
            format!("{ERROR}refused{ERROR:#}, {}", Escaped(code))
        }
    };
    let words: String = [&version.language, &version.note]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| format!(", {}", Escaped(text)))
        .collect();
    format!("{:>3}  {state}  {FAINT}{}B{words}{FAINT:#}", version.number, Short(version.bytes))
}
