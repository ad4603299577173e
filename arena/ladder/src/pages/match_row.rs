//! Matches in a list.

use jiff::Timestamp;
use maud::{Markup, html};

use super::{BotLink, Shell, address, shape, text};

/// A match that was played.
#[derive(Clone, Debug)]
pub struct MatchRow {
    /// Its identity, as its address has it.
    pub id: String,
    /// When it ended.
    pub at: Timestamp,
    /// The game.
    pub game: String,
    /// The map's name.
    pub map: String,
    /// Ticks played.
    pub ticks: u32,
    /// Why it ended, as a stable word: see [`reason`].
    pub reason: String,
    /// Who played, by seat.
    pub sides: Vec<Side>,
}

/// One seat of a match that was played.
#[derive(Clone, Debug)]
pub struct Side {
    /// The bot.
    pub bot: BotLink,
    /// Its points.
    pub score: u32,
    /// Its place; 1 is best, and who shares a place drew.
    pub place: u8,
    /// What the match did to its rating; `None` where it did not count.
    pub change: Option<f64>,
}

/// How a match went for one of its seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Result {
    Won,
    Drawn,
    Lost,
}

impl Result {
    /// The word, which is also its class.
    pub fn word(self) -> &'static str {
        match self {
            Result::Won => "won",
            Result::Drawn => "drawn",
            Result::Lost => "lost",
        }
    }

    /// How it went for a seat.
    pub fn of(places: &[u8], seat: usize) -> Result {
        let best = places.iter().filter(|place| **place == 1).count();
        match places.get(seat) {
            Some(1) if best == 1 => Result::Won,
            Some(1) => Result::Drawn,
            _ => Result::Lost,
        }
    }
}

/// A rating's change, signed.
pub fn change(change: Option<f64>) -> Markup {
    html! {
        @if let Some(change) = change {
            @let class = if change >= 0.05 { "gain" } else if change <= -0.05 { "loss" } else { "even" };
            @let sign = if change <= -0.05 { "−" } else { "+" };
            @let digits = usize::from(change.abs() < 1.0);
            span.change.(class) title="change of the rating" { (sign) (format!("{:.digits$}", change.abs())) }
        }
    }
}

/// Why a match ended, for people.
pub fn reason(word: &str) -> &str {
    match word {
        "elimination" => "only one team was left",
        "uncatchable_lead" => "a lead that nobody could catch up with",
        "last_tick" => "the last tick was played",
        "program_error" => "a program failed",
        other => other,
    }
}

/// A table of matches.
pub fn table(shell: &Shell, caption: &str, rows: &[MatchRow]) -> Markup {
    html! {
        table.matches {
            caption { (caption) }
            thead {
                tr {
                    th scope="col" { "Result" }
                    th.wide scope="col" { "Map" }
                    th.wide.number scope="col" { "Ticks" }
                    th.number scope="col" { "Played" }
                }
            }
            tbody {
                @for row in rows {
                    tr {
                        td { (sides(row)) }
                        td.wide { (text::name(&row.map)) }
                        td.wide.number title=(reason(&row.reason)) { (row.ticks) }
                        td.number { a href=(address::match_page(&row.id)) { (text::time(shell.now, row.at)) } }
                    }
                }
            }
        }
    }
}

fn sides(row: &MatchRow) -> Markup {
    let places: Vec<u8> = row.sides.iter().map(|side| side.place).collect();
    html! {
        ul.sides {
            @for (seat, side) in row.sides.iter().enumerate() {
                @let result = Result::of(&places, seat);
                li.(result.word()) {
                    (shape::sign(seat))
                    (side.bot.link())
                    @if result == Result::Won { span.hidden { " (won)" } }
                    " " span.score { (text::grouped(side.score.into())) }
                    " " (change(side.change))
                }
            }
        }
    }
}
