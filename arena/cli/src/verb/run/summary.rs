use std::path::Path;

use battle::{Setup, Summary};
use comfy_table::{Attribute, Cell, CellAlignment, Color, Table, presets};
use protocol::{Seat, Status};
use rules::{Frame, Outcome};

use crate::amount::{Share, Short, count};
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{self, FAINT, LITERAL, STRONG};
use crate::tally::{ScriptErrors, SeatTally, Tally};
use crate::verdict;

/// What is said of a match that was played: who won and why, how the seats did, and what to do next.
pub(super) struct Report<'a> {
    pub(super) summary: &'a Summary,
    pub(super) tally: &'a Tally,
    /// The last picture.
    pub(super) frame: &'a Frame,
    pub(super) setup: &'a Setup,
    pub(super) names: &'a [String],
    /// What to call the place where it was played.
    pub(super) venue: &'a str,
    pub(super) replay: Option<&'a Path>,
}

/// The column that a game without cores does not have.
const CORE: &str = "core";

const HEAD: [&str; 12] = [
    "",
    "bot",
    "place",
    "points",
    "units",
    CORE,
    "damage",
    "fuel",
    "most a tick",
    "late",
    "dropped",
    "failed",
];

impl Report<'_> {
    pub(super) fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let seed = replay::Escaped(&self.setup.seed);
        output.line(format!("{FAINT}{} on {}, seed {seed}{FAINT:#}", self.setup.ruleset.game, self.venue))?;
        output.line(format!("{STRONG}{}{STRONG:#}", self.verdict()))?;
        output.line("")?;
        output.line(self.table().trim_fmt())?;
        for (name, seat) in self.names.iter().zip(&self.tally.seats) {
            if let Some(trouble) = trouble(name, seat) {
                output.line(trouble)?;
            }
            if let Some(errors) = &seat.errors {
                output.line(script_errors(name, errors))?;
            }
        }
        self.next(output)
    }

    fn verdict(&self) -> String {
        let outcome = Outcome {
            winner: self.summary.winner,
            reason: self.summary.reason,
            scores: self.summary.scores.clone(),
            places: self.summary.places.clone(),
        };
        verdict::sentence(&outcome, self.names, self.frame, Some(self.setup.ruleset.rules.last_tick()))
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).enforce_styling().style_text_only();
        let head = HEAD.into_iter().filter(|word| self.frame.has_cores() || *word != CORE);
        table.set_header(head.map(|word| Cell::new(word).add_attribute(Attribute::Dim)));
        for seat in 0..self.names.len() {
            table.add_row(self.row(seat));
        }
        for (column, number) in table.column_iter_mut().zip(0..) {
            column.set_padding((u16::from(number > 0), 1));
            // Numbers stand right, but those that words follow.
            if (2..u16::from(self.frame.has_cores()) + 9).contains(&number) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    fn row(&self, seat: usize) -> Vec<Cell> {
        let (team, tally) = (&self.frame.teams[seat], &self.tally.seats[seat]);
        let per_tick = self.setup.ruleset.fuel.per_tick.0;
        let number = Seat(u8::try_from(seat).unwrap_or(u8::MAX));
        let color = Color::AnsiValue(palette::team(number, 2));
        let core = self.frame.has_cores().then(|| Cell::new(team.core_hp));
        let first = [
            Cell::new(palette::letter(number)).fg(color).add_attribute(Attribute::Bold),
            Cell::new(&self.names[seat]).fg(color).add_attribute(Attribute::Bold),
            Cell::new(self.summary.places[seat]),
            Cell::new(team.score),
            Cell::new(team.units),
        ];
        let rest = [
            Cell::new(team.damage),
            Cell::new(Short(tally.total)),
            Cell::new(format!("{} ({})", Short(tally.peak), Share(tally.peak, per_tick))),
            Cell::new(tally.late),
            Cell::new(tally.dropped.in_words(1)),
            Cell::new(tally.failed.in_words(1)),
        ];
        first.into_iter().chain(core).chain(rest).collect()
    }

    fn next(&self, output: &mut Output) -> Result<(), Failure> {
        let Some(replay) = self.replay else { return Ok(()) };
        let size = std::fs::metadata(replay).map_or(0, |data| data.len());
        let path = replay.display();
        output.line("")?;
        output.line(format!("replay  {STRONG}{path}{STRONG:#} {FAINT}({}B){FAINT:#}", Short(size)))?;
        output.line(format!(
            "next    {LITERAL}arena show {path} --tick {} --seat 0{LITERAL:#}",
            self.summary.ticks / 2
        ))?;
        output.line(format!("        {LITERAL}arena verify {path}{LITERAL:#}"))
    }
}

/// What went wrong first in a script.
fn script_errors(name: &str, errors: &ScriptErrors) -> String {
    let warning = palette::WARNING;
    let when = match errors.tick.0 {
        0 => "at the start".to_owned(),
        tick => format!("in tick {tick}"),
    };
    let more = match errors.times {
        1 => String::new(),
        times => format!(", the first of {}", count(times, "error")),
    };
    format!("{warning}{name}{warning:#} {when}{more}: {}", replay::Escaped(&errors.first))
}

/// What a bot's author should look at first.
fn trouble(name: &str, seat: &SeatTally) -> Option<String> {
    let warning = palette::WARNING;
    let what = match seat.status {
        Status::Faulted(fault) => format!("faulted ({}): {}", fault.word(), fault.explanation().trim()),
        Status::Exited(code) => format!(
            "ended its process with code {code} before the match was over; a bot must read lines until the end of its input"
        ),
        _ if seat.late > 0 => format!(
            "ran out of fuel in {}, so its answers came late; the worst took {} in one tick",
            count(seat.late.into(), "turn"),
            Short(seat.peak)
        ),
        _ => return None,
    };
    Some(format!("{warning}{name}{warning:#} {what}"))
}
