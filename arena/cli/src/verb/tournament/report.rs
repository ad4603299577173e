use std::path::Path;

use rules::{EPOCH, EndReason};
use serde::Serialize;

use super::field::Field;
use super::pool::Verdict;
use super::results::{Failed, Played};
use super::schedule::Schedule;
use super::standings::{Share, Standing, Standings};
use crate::amount::count;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{FAINT, HEADING, STRONG, WARNING};
use crate::sheet::{Entry, Sheet, escape};

/// Matches without a result that are named.
const MOST_FAILED: usize = 5;

/// What is told of a tournament: the same in a terminal, in Markdown and as JSON.
pub(super) struct Report<'a> {
    field: &'a Field,
    schedule: &'a Schedule,
    verdicts: &'a [Verdict],
    standings: Standings,
}

impl<'a> Report<'a> {
    /// Counts the verdicts, which are in the order of the schedule.
    pub(super) fn new(field: &'a Field, schedule: &'a Schedule, verdicts: &'a [Verdict]) -> Report<'a> {
        Report { field, schedule, verdicts, standings: Standings::new(field, schedule, verdicts) }
    }

    /// For a terminal.
    pub(super) fn print(&self, output: &mut Output, folder: &Path) -> Result<(), Failure> {
        output.line(format!("{FAINT}{}{FAINT:#}", self.played_what()))?;
        let tables = [
            ("standings", self.ranking()),
            ("row against column, per cent won", self.cross()),
            ("score on each map, per cent", self.on_maps()),
        ];
        for (title, sheet) in tables {
            output.line(format!("\n{HEADING}{title}{HEADING:#}\n{}", sheet.terminal()))?;
        }
        output.line("")?;
        for line in self.lengths() {
            output.line(line)?;
        }
        for trouble in self.troubles() {
            output.line(format!("{WARNING}{trouble}{WARNING:#}"))?;
        }
        let folder = folder.display();
        output.line(format!("kept in {STRONG}{folder}{STRONG:#} {FAINT}({}){FAINT:#}", self.kept()))
    }

    /// As a page of Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = format!("# Tournament\n\n{}\n\n", escape(&self.played_what()));
        text += &self.ranking().markdown();
        text += "\nThe score is the share of opponents that a bot was placed before, in per cent, a shared place counting \
                 half. The lead is in points, in the mean of all matches. The rating is Glicko-2, a rating period being \
                 one map with one seed.\n\n";
        text += "## Row against column, per cent won\n\n";
        text += &self.cross().markdown();
        text += "\n## Score on each map, per cent\n\n";
        text += &self.on_maps().markdown();
        text += "\n## Matches\n\n";
        for line in self.lengths().iter().chain(&self.troubles()) {
            text += &format!("* {}\n", escape(line));
        }
        text
    }

    /// Everything, for programs.
    pub(super) fn json(&self) -> TournamentJson<'_> {
        let resumed = |verdict: &&Verdict| matches!(verdict, Verdict::Resumed(_));
        let percents = |shares: &Vec<Share>| shares.iter().map(|share| share.percent()).collect();
        let places = 1..;
        TournamentJson {
            epoch: EPOCH,
            game: &self.schedule.ruleset.game,
            rules: &self.schedule.ruleset.rules,
            fuel: &self.schedule.ruleset.fuel,
            teams: self.schedule.teams,
            maps: &self.schedule.maps,
            seeds: &self.schedule.seeds,
            matches: MatchesJson {
                all: self.verdicts.len(),
                resumed: self.verdicts.iter().filter(resumed).count(),
                failed: self.failed().count(),
            },
            standings: self
                .standings
                .ranking
                .iter()
                .zip(places)
                .map(|(one, place)| self.standing(one, place))
                .collect(),
            cross: SharesJson {
                bots: &self.field.labels,
                percent_won: self.standings.cross.iter().map(percents).collect(),
            },
            on_maps: SharesJson {
                bots: &self.field.labels,
                percent_won: self.standings.on_maps.iter().map(percents).collect(),
            },
            results: self.played().collect(),
            failed: self.failed().collect(),
        }
    }

    fn standing(&self, one: &Standing, place: u32) -> StandingJson<'_> {
        StandingJson {
            place,
            bot: &self.field.labels[one.bot],
            module: self.field.infos[one.bot].module.to_string(),
            games: one.games(),
            won: one.won,
            lost: one.lost,
            drawn: one.drawn,
            score_percent: one.score.percent(),
            mean_lead: one.mean_lead(),
            rating: one.rating,
            deviation: one.deviation,
            late_matches: one.late,
            stopped_matches: one.stopped,
        }
    }

    fn played(&self) -> impl Iterator<Item = &Played> {
        self.verdicts.iter().filter_map(Verdict::played)
    }

    fn failed(&self) -> impl Iterator<Item = &Failed> {
        self.verdicts.iter().filter_map(Verdict::failed)
    }

    /// What was played, in a line.
    fn played_what(&self) -> String {
        let Schedule { ruleset, maps, seeds, teams, .. } = self.schedule;
        let seeds = match &**seeds {
            [one] => format!("seed {one}"),
            [first, .., last] => format!("seeds {first} to {last}"),
            [] => String::new(),
        };
        format!(
            "{}, epoch {EPOCH}: {} of {teams} teams, {} ticks, on {}, {seeds}",
            ruleset.game,
            matches(self.played().count()),
            ruleset.rules.last_tick(),
            maps.join(", "),
        )
    }

    fn ranking(&self) -> Sheet {
        let head = ["", "bot", "games", "won", "lost", "drawn", "score %", "lead", "rating", "±"];
        let head: Vec<String> = head.map(str::to_owned).to_vec();
        let rows = self.standings.ranking.iter().zip(1..).map(|(one, place): (_, u32)| {
            let score = one.score.percent();
            vec![
                Entry::faint(place),
                Entry::strong(&self.field.labels[one.bot]),
                Entry::plain(one.games()),
                Entry::plain(one.won),
                Entry::plain(one.lost),
                Entry::plain(one.drawn),
                Entry::plain(score.map_or("-".to_owned(), |score| format!("{score:.1}"))),
                Entry::plain(format!("{:+.1}", one.mean_lead())),
                Entry::strong(format!("{:.0}", one.rating)),
                Entry::faint(format!("{:.0}", one.deviation)),
            ]
        });
        Sheet { short_head: head.clone(), head, rows: rows.collect(), words: 2 }
    }

    fn cross(&self) -> Sheet {
        let ranking = &self.standings.ranking;
        let columns: Vec<usize> = ranking.iter().map(|one| one.bot).collect();
        let names = columns.iter().map(|&bot| self.field.labels[bot].clone());
        let places = (1..=columns.len()).map(|place| place.to_string());
        let lead = [String::new(), "bot".to_owned()];
        Sheet {
            head: lead.iter().cloned().chain(names).collect(),
            short_head: lead.iter().cloned().chain(places).collect(),
            rows: self.rows(&self.standings.cross, &columns),
            words: 2,
        }
    }

    fn on_maps(&self) -> Sheet {
        let lead = [String::new(), "bot".to_owned()];
        let head: Vec<String> = lead.into_iter().chain(self.schedule.maps.iter().cloned()).collect();
        let columns: Vec<usize> = (0..self.schedule.maps.len()).collect();
        Sheet { short_head: head.clone(), head, rows: self.rows(&self.standings.on_maps, &columns), words: 2 }
    }

    /// A row for each bot, the best first, with its shares in these columns.
    fn rows(&self, shares: &[Vec<Share>], columns: &[usize]) -> Vec<Vec<Entry>> {
        let row = |(one, place): (&Standing, u32)| {
            let lead = [Entry::faint(place), Entry::strong(&self.field.labels[one.bot])];
            let shares = columns.iter().map(|&column| Entry::percent(shares[one.bot][column].percent()));
            lead.into_iter().chain(shares).collect()
        };
        self.standings.ranking.iter().zip(1..).map(row).collect()
    }

    /// How matches ended and how long they took.
    fn lengths(&self) -> Vec<String> {
        let mut ticks: Vec<u32> = self.played().map(|played| played.ticks).collect();
        ticks.sort_unstable();
        let Some(last) = ticks.len().checked_sub(1) else { return Vec::new() };
        let at = |percent: usize| ticks[last * percent / 100];
        let share = |wanted: &dyn Fn(&Played) -> bool| {
            let found = self.played().filter(|&played| wanted(played)).count();
            found as f64 * 100.0 / ticks.len() as f64
        };
        let ended = |reason| share(&move |played| played.reason == reason);
        // Which can only happen in some games.
        let failed = match ended(EndReason::ProgramError) {
            0.0 => String::new(),
            failed => format!(", a program error {failed:.0} %"),
        };
        vec![
            format!(
                "ended by elimination {:.0} %, an uncatchable lead {:.0} %, the last tick {:.0} %{failed}; drawn {:.1} %",
                ended(EndReason::Elimination),
                ended(EndReason::UncatchableLead),
                ended(EndReason::LastTick),
                share(&|played| played.winner.is_none()),
            ),
            format!(
                "10, 50 and 90 % of the matches took at most {}, {} and {} ticks",
                at(10),
                at(50),
                at(90)
            ),
        ]
    }

    /// Matches without a result, and bots that did not play as their authors meant them to.
    fn troubles(&self) -> Vec<String> {
        let mut troubles = Vec::new();
        for Failed { map, seed, bots, error, .. } in self.failed().take(MOST_FAILED) {
            let who = bots.join(" against ");
            troubles.push(format!("no result of {who} on {map}, seed {seed}: {error}"));
        }
        if let Some(more) = self.failed().count().checked_sub(MOST_FAILED).filter(|&more| more > 0) {
            troubles.push(format!("no result of {} more", matches(more)));
        }
        for one in &self.standings.ranking {
            let label = &self.field.labels[one.bot];
            if one.stopped > 0 {
                troubles.push(format!(
                    "{label} faulted or ended its process in {}",
                    matches(one.stopped as usize)
                ));
            }
            if one.late > 0 {
                troubles.push(format!("{label} ran out of fuel in {}", matches(one.late as usize)));
            }
        }
        troubles
    }

    /// What the folder holds, and what of it was there before.
    fn kept(&self) -> String {
        let resumed = self.verdicts.iter().filter(|verdict| matches!(verdict, Verdict::Resumed(_))).count();
        let replays = self.played().filter(|played| played.replay.is_some()).count();
        let resumed = match resumed {
            0 => String::new(),
            resumed => format!("; {} resumed, not played again", matches(resumed)),
        };
        format!("results.jsonl, table.md, {}{resumed}", count(replays as u64, "replay"))
    }
}

/// A number of matches in words.
fn matches(number: usize) -> String {
    match number {
        1 => "1 match".to_owned(),
        _ => format!("{number} matches"),
    }
}

/// Everything about a tournament.
#[derive(Serialize)]
pub(super) struct TournamentJson<'a> {
    epoch: u32,
    game: &'a str,
    rules: &'a battle::GameRules,
    fuel: &'a protocol::FuelPlan,
    teams: u8,
    maps: &'a [String],
    seeds: &'a [String],
    matches: MatchesJson,
    standings: Vec<StandingJson<'a>>,
    cross: SharesJson<'a>,
    on_maps: SharesJson<'a>,
    results: Vec<&'a Played>,
    failed: Vec<&'a Failed>,
}

#[derive(Serialize)]
struct MatchesJson {
    all: usize,
    resumed: usize,
    failed: usize,
}

#[derive(Serialize)]
struct StandingJson<'a> {
    place: u32,
    bot: &'a str,
    module: String,
    games: u32,
    won: u32,
    lost: u32,
    drawn: u32,
    score_percent: Option<f64>,
    mean_lead: f64,
    rating: f64,
    deviation: f64,
    late_matches: u32,
    stopped_matches: u32,
}

/// A table by bot, then by opponent or by map; null where nothing was played.
#[derive(Serialize)]
struct SharesJson<'a> {
    bots: &'a [String],
    percent_won: Vec<Vec<Option<f64>>>,
}
