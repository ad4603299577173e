//! One tournament: standings, and the matches as a bracket, as rounds, or as a table of everybody against everybody.

use jiff::Timestamp;
use maud::{Markup, html};

use super::match_row::Result;
use super::shell::{Page, Place};
use super::{BotLink, Record, SeasonLink, Shell, address, asset, text};

/// One tournament.
#[derive(Clone, Debug)]
pub struct View {
    /// Its identity, as its address has it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its game and parameters.
    pub season: SeasonLink,
    /// How it is played.
    pub format: Format,
    /// How far it is.
    pub state: State,
    /// When it was opened.
    pub opened: Timestamp,
    /// Everybody who takes part, best first.
    pub standings: Vec<Standing>,
    /// Rounds, first to last. Of an elimination also those to come, with nobody in them yet.
    pub rounds: Vec<Round>,
}

/// How a tournament is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Format {
    RoundRobin,
    Swiss,
    SingleElimination,
}

/// How far a tournament is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum State {
    Waiting,
    Running,
    Finished,
    Stopped,
}

/// How somebody stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The place; who shares it cannot be told apart.
    pub place: u32,
    /// The bot.
    pub bot: BotLink,
    /// Points: a win counts one, a draw a half.
    pub points: f64,
    /// Its matches.
    pub record: Record,
    /// What decides between equal points: the points of those whom it met.
    pub tie_break: Option<f64>,
    /// Whether it can still win an elimination.
    pub out: bool,
}

/// A round.
#[derive(Clone, Debug)]
pub struct Round {
    /// What it is called, such as `Round 3` or `Semi-finals`.
    pub name: String,
    /// Its pairings; of an elimination in the order of the tree.
    pub pairings: Vec<Pairing>,
}

/// Two who meet, in one match or more.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// Who; `None` where that is still open, or where the other one goes on without a match.
    pub bots: [Option<BotLink>; 2],
    /// Points of each in their matches.
    pub points: [f64; 2],
    /// Who goes on, or won: 0 or 1.
    pub winner: Option<usize>,
    /// Whether one goes on without a match.
    pub bye: bool,
    /// Their matches.
    pub matches: Vec<String>,
}

impl Format {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Format::RoundRobin => "round robin",
            Format::Swiss => "Swiss",
            Format::SingleElimination => "single elimination",
        }
    }
}

impl State {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            State::Waiting => "not begun",
            State::Running => "running",
            State::Finished => "finished",
            State::Stopped => "stopped",
        }
    }
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let running = view.state == State::Running;
    let body = html! {
        div.heading {
            p.crumb { a href=(address::TOURNAMENTS) { "Tournaments" } }
            h1 { (text::name(&view.name)) }
            p.lead {
                b { (view.season.game) } ", " (view.format.word()) ", " (text::plural(view.standings.len() as i128, "bot")) ", opened "
                (text::time(shell.now, view.opened)) ". " span.tag.good[running] { (view.state.word()) }
            }
        }
        div data-reload=[running.then_some("15")] {}
        @match view.format {
            Format::SingleElimination => { (bracket(view)) (standings(view)) },
            Format::Swiss => { (standings(view)) (rounds(view)) },
            Format::RoundRobin => { (standings(view)) (cross_table(view)) },
        }
    };
    let scripts: &[&asset::Asset] = if running { &[&asset::LIVE] } else { &[] };
    shell.wrap(Page {
        title: &view.name,
        place: Place::Tournaments,
        refresh_s: running.then_some(15),
        scripts,
        body,
    })
}

fn points(points: f64) -> String {
    let whole = points.floor();
    match (points - whole >= 0.25, whole > 0.0) {
        (true, true) => format!("{whole:.0}½"),
        (true, false) => "½".to_owned(),
        (false, _) => format!("{whole:.0}"),
    }
}

fn standings(view: &View) -> Markup {
    let broken = view.standings.iter().any(|standing| standing.tie_break.is_some());
    let meaning = match view.format {
        Format::Swiss => "Buchholz: the sum of the opponents' points",
        Format::RoundRobin => {
            "Sonneborn-Berger: the points of those who were beaten, and half of those who were drawn with"
        }
        Format::SingleElimination => "Rounds survived",
    };
    html! {
        section aria-label="Standings" {
            table.standings {
                caption { "Standings" }
                thead {
                    tr {
                        th.number scope="col" { abbr title="Place" { "#" } }
                        th scope="col" { "Bot" }
                        th.number scope="col" { "Points" }
                        th.number scope="col" { abbr title="Won, drawn, lost" { "W–D–L" } }
                        @if broken { th.wide.number scope="col" { abbr title=(meaning) { "Tie-break" } } }
                    }
                }
                tbody {
                    @for standing in &view.standings {
                        tr.out[standing.out] {
                            td.number.rank { (standing.place) }
                            th scope="row" { (standing.bot.link()) }
                            td.number { b { (points(standing.points)) } }
                            td.number { (standing.record.show()) }
                            @if broken {
                                td.wide.number { @if let Some(value) = standing.tie_break { (points(value)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The tree of an elimination: a column for each round, in which every pairing stands between the two that lead to it.
fn bracket(view: &View) -> Markup {
    html! {
        section aria-labelledby="bracket" {
            h2 #bracket { "Bracket" }
            div.scroll role="region" aria-labelledby="bracket" tabindex="0" {
                ol.bracket {
                    @for round in &view.rounds {
                        li.round {
                            h3 { (round.name) }
                            ol { @for pairing in &round.pairings { li { (duel(pairing)) } } }
                        }
                    }
                }
            }
        }
    }
}

fn rounds(view: &View) -> Markup {
    html! {
        section aria-labelledby="rounds" {
            h2 #rounds { "Rounds" }
            div.rounds {
                @for round in view.rounds.iter().rev() {
                    section.round {
                        h3 { (round.name) }
                        ul { @for pairing in &round.pairings { li { (duel(pairing)) } } }
                    }
                }
            }
        }
    }
}

/// Two names, one above the other, with their points; the winner's is bold and marked.
fn duel(pairing: &Pairing) -> Markup {
    html! {
        div.duel.bye[pairing.bye] {
            @for (index, bot) in pairing.bots.iter().enumerate() {
                @let won = pairing.winner == Some(index);
                div.duelist.won[won].lost[pairing.winner.is_some() && !won] {
                    @match bot {
                        Some(bot) => (bot.link()),
                        None => span.dim { @if pairing.bye { "goes on without a match" } @else { "open" } },
                    }
                    @if won { span.hidden { "won" } }
                    @if !pairing.matches.is_empty() { span.score { (points(pairing.points[index])) } }
                }
            }
            @if !pairing.matches.is_empty() {
                div.links {
                    @for (number, id) in pairing.matches.iter().enumerate() {
                        a href=(address::match_page(id)) {
                            @if pairing.matches.len() == 1 { "watch" } @else { span.hidden { "match " } (number + 1) }
                        }
                    }
                }
            }
        }
    }
}

fn cross_table(view: &View) -> Markup {
    let pairing = |row: &BotLink, column: &BotLink| {
        let all = view.rounds.iter().flat_map(|round| &round.pairings);
        let mut found = all.filter_map(|pairing| match &pairing.bots {
            [Some(a), Some(b)] if a.id == row.id && b.id == column.id => Some((pairing, 0)),
            [Some(a), Some(b)] if b.id == row.id && a.id == column.id => Some((pairing, 1)),
            _ => None,
        });
        found.next()
    };
    html! {
        section aria-label="Everybody against everybody" {
            div.scroll role="region" aria-label="Cross table" tabindex="0" {
                table.cross {
                    caption { "Everybody against everybody" }
                    thead {
                        tr {
                            th scope="col" { "Bot" }
                            @for standing in &view.standings {
                                th.number scope="col" {
                                    abbr title=(text::said(&standing.bot.name)) { (standing.place) }
                                }
                            }
                            th.number scope="col" { "Points" }
                        }
                    }
                    tbody {
                        @for row in &view.standings {
                            tr {
                                th scope="row" { span.dim { (row.place) " " } (row.bot.link()) }
                                @for column in &view.standings {
                                    @if row.bot == column.bot { td.self aria-label="itself" {} }
                                    @else { (cross_cell(pairing(&row.bot, &column.bot))) }
                                }
                                td.number { b { (points(row.points)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cross_cell(found: Option<(&Pairing, usize)>) -> Markup {
    let played = found.filter(|(pairing, _)| !pairing.matches.is_empty());
    html! {
        @match played {
            None => td.number.dim { "·" },
            Some((pairing, side)) => {
                @let (own, other) = (pairing.points[side], pairing.points[1 - side]);
                @let result = if own > other { Result::Won } else if own < other { Result::Lost } else { Result::Drawn };
                td.number.(result.word()) {
                    a href=(address::match_page(&pairing.matches[0])) title=(result.word()) { (points(own)) }
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn half_points_are_halves() {
        assert_eq!([0.0, 0.5, 1.0, 2.5].map(points), ["0", "½", "1", "2½"]);
    }
}
