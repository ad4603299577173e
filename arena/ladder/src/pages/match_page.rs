//! One match: who played, how it went, the match itself, and how to check it.

use jiff::Timestamp;
use maud::{Markup, html};

use super::asset;
use super::chart::{self, Chart, Line, Mark, MarkKind};
use super::match_row::{self, Result};
use super::shell::{Page, Place};
use super::{BotLink, PlayerLink, Rating, SeasonLink, Shell, address, board, shape, text};
use crate::footage::{Footage, Highlight, HighlightKind, Totals};

/// Moments that the page lists in words; a match with more has them on its curves.
const LISTED_HIGHLIGHTS: usize = 200;

/// One match.
#[derive(Clone, Debug)]
pub struct View {
    /// Its identity: the BLAKE3 of all its inputs.
    pub id: String,
    /// What it was played for.
    pub occasion: Occasion,
    /// The season that it counts in; `None` where it counts in none.
    pub season: Option<SeasonLink>,
    /// The game.
    pub game: String,
    /// The map's name.
    pub map: String,
    /// Who plays, by seat.
    pub seats: Vec<Seat>,
    /// When it was asked for.
    pub queued: Timestamp,
    /// How far it is.
    pub state: State,
    /// Everything that decides it, for whoever wants to play it again.
    pub inputs: Inputs,
}

/// What a match was played for.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Occasion {
    Ladder,
    Challenge { by: PlayerLink },
    Tournament { id: String, name: String, round: String },
}

/// One seat.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The bot.
    pub bot: BotLink,
    /// Whose it is.
    pub player: PlayerLink,
    /// Number of the version that plays.
    pub version: u32,
    /// The language that it is written in.
    pub language: String,
    /// BLAKE3 of its module.
    pub module: String,
    /// Whether the visitor may read what it logged.
    pub log: bool,
}

/// How far a match is.
#[derive(Clone, Debug)]
pub enum State {
    /// It waits for a worker.
    Queued {
        /// Matches before it.
        ahead: u64,
    },
    /// It is being played.
    Running {
        /// Since when.
        since: Timestamp,
        /// What is there of it.
        footage: Option<Box<Footage>>,
    },
    /// It was played.
    Finished(Box<Finished>),
    /// It could not be played.
    Failed {
        /// Why, for people.
        why: String,
        /// Whether it is tried once more.
        again: bool,
    },
}

/// A match that was played.
#[derive(Clone, Debug)]
pub struct Finished {
    /// When it ended.
    pub at: Timestamp,
    /// How long a worker took, in milliseconds.
    pub took_ms: u64,
    /// Ticks played.
    pub ticks: u32,
    /// Why it ended, as a stable word.
    pub reason: String,
    /// Points by seat.
    pub scores: Vec<u32>,
    /// Place by seat; 1 is best.
    pub places: Vec<u8>,
    /// Rating before and after, by seat; empty where it counts for none.
    pub ratings: Vec<(Rating, Rating)>,
    /// Size of the replay in bytes.
    pub replay_bytes: u64,
    /// What is in the replay; `None` where it cannot be read any more, such as after a change of epoch.
    pub footage: Option<Footage>,
    /// When a second worker came to the same result.
    pub verified: Option<Timestamp>,
}

/// Everything that decides a match beside its bots.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The engine's epoch.
    pub epoch: u32,
    /// The seed.
    pub seed: String,
    /// Number of the round of pairings that it belongs to; all seeds of a round follow from one secret.
    pub round: u32,
    /// BLAKE3 of the secret, published before the round was paired.
    pub commitment: String,
    /// The secret itself, once every match of the round is over.
    pub secret: Option<String>,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let title = view.seats.iter().map(|seat| seat.bot.name.as_str()).collect::<Vec<&str>>().join(" – ");
    let live = matches!(
        view.state,
        State::Queued { .. } | State::Running { .. } | State::Failed { again: true, .. }
    );
    let body = html! {
        article.match data-events=[live.then(|| address::match_events(&view.id))] {
            (heading(shell, view))
            @match &view.state {
                State::Queued { ahead } => (waiting(*ahead)),
                State::Running { since, footage } => (running(shell, view, *since, footage.as_deref())),
                State::Finished(finished) => (result(shell, view, finished)),
                State::Failed { why, again } => (failed(why, *again)),
            }
            (check(shell, view))
        }
    };
    let scripts: &[&asset::Asset] =
        if live { &[&asset::BOARD, &asset::LIVE, &asset::COPY] } else { &[&asset::BOARD, &asset::COPY] };
    shell.wrap(Page { title: &title, place: Place::Matches, refresh_s: live.then_some(5), scripts, body })
}

fn heading(shell: &Shell, view: &View) -> Markup {
    let finished = match &view.state {
        State::Finished(finished) => Some(&**finished),
        _ => None,
    };
    html! {
        div.heading {
            p.crumb {
                a href=(address::MATCHES) { "Matches" } " / "
                @match &view.occasion {
                    Occasion::Ladder => "ladder match",
                    Occasion::Challenge { by } => { "challenge by " (by.link()) },
                    Occasion::Tournament { id, name, round } => {
                        a href=(address::tournament(id)) { (text::name(name)) } ", " (round)
                    },
                }
            }
            h1.versus.many[view.seats.len() > 2] {
                @for (index, seat) in view.seats.iter().enumerate() {
                    @if index > 0 { span.against.hidden[view.seats.len() > 2] { " against " } }
                    span.side.(finished.map_or("", |finished| Result::of(&finished.places, index).word())) {
                        (shape::sign(index)) (seat.bot.link())
                    }
                }
            }
            p.lead {
                b { (view.game) } " on " (text::name(&view.map))
                @if let Some(season) = &view.season {
                    ", " a href=(address::leaderboard(&season.id)) { (text::name(&season.name)) }
                }
                @if let Some(finished) = finished { ", played " (text::time(shell.now, finished.at)) }
            }
        }
    }
}

fn waiting(ahead: u64) -> Markup {
    html! {
        section.state {
            h2 { "Waiting" }
            p role="status" data-said="progress" {
                @if ahead == 0 { "It is next." } @else { (text::plural(ahead, "match")) " will be played before it." }
            }
        }
    }
}

fn failed(why: &str, again: bool) -> Markup {
    html! {
        section.state.problem {
            h2 { "It could not be played" }
            p { bdi { (text::said(why)) } }
            p {
                @if again { "It is tried once more." }
                @else { "It counts for nobody's rating. The operator has been told." }
            }
        }
    }
}

fn running(shell: &Shell, view: &View, since: Timestamp, footage: Option<&Footage>) -> Markup {
    html! {
        section.state {
            h2 { span.live-dot aria-hidden="true" {} "Being played" }
            p role="status" data-said="progress" {
                "Since " (text::time(shell.now, since))
                @if let Some(footage) = footage { ", at tick " (footage.last_tick()) } "."
            }
        }
        @if let Some(footage) = footage { (arena(shell, view, footage, true)) }
    }
}

fn result(shell: &Shell, view: &View, finished: &Finished) -> Markup {
    let best: Vec<usize> =
        (0..view.seats.len()).filter(|seat| finished.places.get(*seat) == Some(&1)).collect();
    html! {
        p.verdict {
            @match best.as_slice() {
                [seat] => {
                    (shape::sign(*seat)) b.winner.(shape::class(*seat)) { (text::name(&view.seats[*seat].bot.name)) } " wins"
                },
                _ => b { "A draw" },
            }
            " after " (text::plural(finished.ticks, "tick")) ": " (match_row::reason(&finished.reason)) "."
        }
        (seats(view, finished))
        @match &finished.footage {
            Some(footage) => {
                (arena(shell, view, footage, false))
                (curves(view, footage))
                (statistics(view, footage))
            },
            None => p.empty {
                "The replay of this match cannot be shown: it needs another epoch of the engine. It can still be downloaded."
            },
        }
    }
}

fn seats(view: &View, finished: &Finished) -> Markup {
    let languages = view.seats.iter().any(|seat| !seat.language.is_empty());
    html! {
        table.seats {
            caption { "Result" }
            thead {
                tr {
                    th.number scope="col" { "Place" }
                    th scope="col" { "Bot" }
                    th.wide scope="col" { "Player" }
                    @if languages { th.wider scope="col" { "Language" } }
                    th.number scope="col" { "Points" }
                    @if !finished.ratings.is_empty() { th.number scope="col" { "Rating" } }
                    @if view.seats.iter().any(|seat| seat.log) { th scope="col" { "Log" } }
                }
            }
            tbody {
                @for (index, seat) in view.seats.iter().enumerate() {
                    tr.(Result::of(&finished.places, index).word()) {
                        td.number { (finished.places.get(index).copied().unwrap_or_default()) }
                        th scope="row" {
                            (shape::sign(index)) (seat.bot.link()) " " span.dim { "v" (seat.version) }
                        }
                        td.wide { (seat.player.link()) }
                        @if languages { td.wider { (text::name(&seat.language)) } }
                        td.number { b { (text::grouped(finished.scores.get(index).copied().unwrap_or_default().into())) } }
                        @if let Some((before, after)) = finished.ratings.get(index) {
                            td.number {
                                (after.number()) " "
                                (match_row::change(Some(after.value - before.value)))
                            }
                        }
                        @if view.seats.iter().any(|seat| seat.log) {
                            td { @if seat.log { a href=(address::bot_log(&seat.bot.id, &view.id)) { "Log" } } }
                        }
                    }
                }
            }
        }
    }
}

fn arena(shell: &Shell, view: &View, footage: &Footage, live: bool) -> Markup {
    html! {
        section aria-labelledby="the-match" {
            h2 #the-match { "The match" }
            div.stage {
                (board::draw(&view.id, footage, live))
                (highlights(view, footage))
            }
            ul.actions {
                @if !live { li { a.button href=(address::match_replay(&view.id)) download { "Download the replay" } } }
                li.command {
                    span { "In the desktop viewer:" }
                    code data-copy { "arena-viewer " (shell.origin) (address::match_page(&view.id)) }
                }
            }
        }
    }
}

fn curves(view: &View, footage: &Footage) -> Markup {
    let line = |seat: usize| {
        let points = (footage.first..)
            .zip(&footage.ticks)
            .map(|(tick, beat)| (f64::from(tick), f64::from(beat.scores.get(seat).copied().unwrap_or(0))));
        Line { seat, label: view.seats[seat].bot.name.clone(), points: points.collect(), spread: Vec::new() }
    };
    let mark = |highlight: &Highlight| Mark {
        x: f64::from(highlight.tick),
        seat: highlight.seat.map(usize::from),
        kind: match highlight.kind {
            HighlightKind::Death => MarkKind::Bar,
            HighlightKind::BeaconTurned => MarkKind::Diamond,
            HighlightKind::Storm | HighlightKind::OutOfFuel => MarkKind::Triangle,
            HighlightKind::CoreLost | HighlightKind::Fault => MarkKind::Cross,
        },
        title: format!("tick {}: {}", highlight.tick, told(view, *highlight)),
    };
    let chart = Chart {
        title: format!("Points of each bot over {} ticks", footage.last_tick()),
        across: "tick",
        upward: "points",
        lines: (0..view.seats.len()).map(line).collect(),
        marks: footage.highlights.iter().map(mark).collect(),
        from_zero: true,
    };
    html! {
        section aria-labelledby="curves" {
            h2 #curves { "Points over time" }
            figure {
                (chart::legend(&chart))
                (chart::draw(&chart))
                figcaption.small {
                    "Above the curves: a bar where a unit dies, a diamond where a beacon changes hands, a triangle where the storm comes or "
                    "fuel runs out, a cross where a core is lost or a program fails."
                }
            }
        }
    }
}

fn told(view: &View, highlight: Highlight) -> String {
    let who = || {
        let seat = highlight.seat.map(usize::from).and_then(|seat| view.seats.get(seat));
        seat.map_or_else(|| "nobody".to_owned(), |seat| text::said(&seat.bot.name))
    };
    match highlight.kind {
        HighlightKind::Death => format!("a unit of {} dies", who()),
        HighlightKind::CoreLost => format!("{} loses its core", who()),
        HighlightKind::BeaconTurned if highlight.seat.is_none() => {
            "nobody holds a beacon any more".to_owned()
        }
        HighlightKind::BeaconTurned => format!("{} takes a beacon", who()),
        HighlightKind::Storm => "the storm begins".to_owned(),
        HighlightKind::OutOfFuel => format!("{} runs out of fuel for the first time", who()),
        HighlightKind::Fault => format!("the program of {} ends", who()),
    }
}

fn highlights(view: &View, footage: &Footage) -> Markup {
    let worth = |highlight: &&Highlight| highlight.kind != HighlightKind::Death;
    let listed: Vec<&Highlight> = footage.highlights.iter().filter(worth).take(LISTED_HIGHLIGHTS).collect();
    html! {
        @if !listed.is_empty() {
            section.highlights aria-labelledby="events" {
                h3 #events { "Key events" }
                ol tabindex="0" {
                    @for highlight in &listed {
                        li {
                            span.tick data-seek=(highlight.tick) { "tick " (highlight.tick) }
                            @if let Some(seat) = highlight.seat { (shape::sign(seat.into())) }
                            bdi { (told(view, **highlight)) }
                        }
                    }
                }
            }
        }
    }
}

fn statistics(view: &View, footage: &Footage) -> Markup {
    type Column = (&'static str, &'static str, fn(&Totals) -> u64);
    const COLUMNS: [Column; 10] = [
        ("Kills", "Enemy units that died under its attacks", |totals| totals.kills.into()),
        ("Lost", "Units that it lost", |totals| totals.lost.into()),
        ("Spawned", "Units that it made", |totals| totals.spawned.into()),
        ("Mined", "Ore that it mined", |totals| totals.mined),
        ("Beacons", "Beacons that it took", |totals| totals.beacons.into()),
        ("Failed", "Orders that stood and came to nothing", |totals| totals.failed.into()),
        ("Dropped", "Orders and lines that were not understood", |totals| totals.dropped.into()),
        ("Late", "Ticks that ended before its answer, since its fuel ran out", |totals| totals.late.into()),
        ("Fuel", "Fuel spent in the match", |totals| totals.fuel),
        ("Peak", "Most fuel spent in one tick", |totals| totals.fuel_peak),
    ];
    // Where nobody mined, there is no ore, and where nobody took a beacon, there is none.
    let counts = |column: &&Column| {
        !["Mined", "Beacons"].contains(&column.0)
            || footage.totals.iter().any(|totals| (column.2)(totals) > 0)
    };
    let columns: Vec<&Column> = COLUMNS.iter().filter(counts).collect();
    html! {
        div.scroll role="region" aria-label="Statistics" tabindex="0" {
            table.statistics {
                caption { "Statistics" }
                thead {
                    tr {
                        th scope="col" { "Bot" }
                        @for (name, meaning, _) in &columns { th.number scope="col" { abbr title=(meaning) { (name) } } }
                    }
                }
                tbody {
                    @for (index, (seat, totals)) in view.seats.iter().zip(&footage.totals).enumerate() {
                        tr {
                            th scope="row" { (shape::sign(index)) (text::name(&seat.bot.name)) }
                            @for (_, _, value) in &columns {
                                @let value = value(totals);
                                td.number.zero[value == 0] { (if value < 100_000 { text::grouped(value) } else { text::short(value) }) }
                            }
                        }
                    }
                }
            }
        }
        @for (index, (seat, totals)) in view.seats.iter().zip(&footage.totals).enumerate() {
            @if let Some((tick, status)) = totals.fault {
                p.problem.small {
                    (shape::sign(index)) (text::name(&seat.bot.name)) " stood idle from tick " (tick.0) " on: " code { (status) } ". "
                    @if let protocol::Status::Faulted(fault) = status { (fault.explanation().trim()) }
                    @else { "Its program came to its end before the match did." }
                }
            }
        }
    }
}

fn check(shell: &Shell, view: &View) -> Markup {
    let inputs = &view.inputs;
    let finished = match &view.state {
        State::Finished(finished) => Some(&**finished),
        _ => None,
    };
    html! {
        section.check aria-labelledby="check" {
            h2 #check { "Check it" }
            @if let Some(finished) = finished {
                p {
                    "The replay (" (text::bytes(finished.replay_bytes)) ") holds every order of the match. "
                    @match finished.verified {
                        Some(at) => { "Another worker came to the same result " (text::time(shell.now, at)) ". " },
                        None => "A share of all matches is played a second time; this one has not been yet. ",
                    }
                    "So can you:"
                }
                p.command { code data-copy { "arena verify " (short_id(&view.id)) ".replay" } }
                p.command { code data-copy { "arena verify --bots DIR " (short_id(&view.id)) ".replay" } }
                p.small { "The first applies the recorded orders and compares every digest. The second plays the bots in DIR again." }
            }
            dl.facts {
                dt { "Match" } dd { (text::hash(&view.id)) }
                dt { "Epoch" } dd { (inputs.epoch) }
                dt { "Seed" } dd { code.long { bdi { (text::said(&inputs.seed)) } } }
                dt { "Commitment" } dd { (text::hash(&inputs.commitment)) " of round " (inputs.round) }
                dt { "Secret" }
                dd {
                    @match &inputs.secret {
                        Some(secret) => (text::hash(secret)),
                        None => span.dim { "shown when every match of the round is over" },
                    }
                }
                @for (index, seat) in view.seats.iter().enumerate() {
                    dt { (shape::sign(index)) "Module of " (text::name(&seat.bot.name)) }
                    dd { (text::hash(&seat.module)) }
                }
                @if let Some(finished) = finished {
                    dt { "Played in" } dd { (text::grouped(finished.took_ms)) " ms" }
                }
            }
        }
    }
}

fn short_id(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).take(12).collect()
}
