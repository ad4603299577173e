use client::{Ladder, Match, Season, Standing, Version, state};
use replay::Escaped;

use super::{matches, top};
use crate::amount::Short;
use crate::door::DoorArgs;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, STRONG};

/// A bot: where it stands, its versions and its latest matches
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
        if let Some(line) = standing(&ladder, &bot)? {
            output.line(format!("  stands    {line}"))?;
        }
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

/// Where it stands in the newest season of its game; nowhere before its first match.
fn standing(ladder: &Ladder, bot: &client::Bot) -> Result<Option<String>, Failure> {
    let seasons: Vec<Season> = ladder.read(ladder.get(&["seasons"], &[])?)?;
    let Some(season) = top::newest(&seasons, &bot.game) else { return Ok(None) };
    let standings: Vec<Standing> = ladder.read(top::leaderboard(ladder, season)?)?;
    let found = standings.iter().find(|standing| standing.bot == bot.id);
    Ok(found.map(|standing| {
        let Standing { rank, rating, wins, draws, losses, .. } = standing;
        let (of, margin) = (standings.len(), top::margin(standing));
        format!("{rank} of {of}, rating {rating:.0} ± {margin:.0}, {wins} won, {draws} drawn, {losses} lost")
    }))
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
