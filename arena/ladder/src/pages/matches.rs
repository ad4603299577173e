//! Running, upcoming and finished matches.

use jiff::Timestamp;
use maud::{Markup, html};

use super::match_row::{self, MatchRow};
use super::shell::{Page, Place};
use super::{BotLink, Pager, Shell, address, asset, shape, text};

/// Running, upcoming and finished matches.
#[derive(Clone, Debug)]
pub struct View {
    /// What is going on.
    pub live: Live,
    /// Matches that were played, newest first.
    pub finished: Vec<MatchRow>,
    /// Which part of them.
    pub pager: Pager,
}

/// What is going on.
#[derive(Clone, Debug, Default)]
pub struct Live {
    /// Matches that are being played.
    pub running: Vec<Running>,
    /// Matches that come next, in their order.
    pub upcoming: Vec<Upcoming>,
    /// How many wait in all.
    pub waiting: u64,
}

/// A match that is being played.
#[derive(Clone, Debug)]
pub struct Running {
    /// Its identity.
    pub id: String,
    /// Who plays, by seat.
    pub bots: Vec<BotLink>,
    /// The game and the map.
    pub game: String,
    /// The map's name.
    pub map: String,
    /// Since when.
    pub since: Timestamp,
    /// The last tick that is known, and the last that there can be.
    pub tick: Option<(u32, u32)>,
    /// Points by seat; empty before the first tick is known.
    pub scores: Vec<u32>,
}

/// A match that waits.
#[derive(Clone, Debug)]
pub struct Upcoming {
    /// Its identity.
    pub id: String,
    /// Who will play, by seat.
    pub bots: Vec<BotLink>,
    /// The game.
    pub game: String,
    /// The map's name.
    pub map: String,
    /// Since when it waits.
    pub queued: Timestamp,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading { h1 { "Matches" } }
        div data-events=(address::EVENTS) data-fragment="matches" { (live(shell, &view.live)) }
        section aria-label="Finished matches" {
            @if view.finished.is_empty() {
                h2 { "Finished" }
                p.empty { "No match has been played yet. The first one begins as soon as two bots are there." }
            } @else {
                (match_row::table(shell, "Finished", &view.finished))
                (view.pager.show("finished matches"))
            }
        }
    };
    let busy = !view.live.running.is_empty() || !view.live.upcoming.is_empty();
    shell.wrap(Page {
        title: "Matches",
        place: Place::Matches,
        refresh_s: Some(if busy { 10 } else { 60 }),
        scripts: &[&asset::LIVE],
        body,
    })
}

/// What is going on: a part of the page that is also sent by itself, whenever it changes.
pub fn live(shell: &Shell, live: &Live) -> Markup {
    html! {
        section aria-label="Matches that are being played" {
            h2 {
                @if !live.running.is_empty() { span.live-dot aria-hidden="true" {} }
                "Being played"
            }
            @if live.running.is_empty() {
                p.empty { "No match is being played right now." }
            } @else {
                ul.cards {
                    @for running in &live.running {
                        li.card {
                            (versus(&running.id, &running.bots, &running.scores))
                            @if let Some((tick, ticks)) = running.tick {
                                progress value=(tick) max=(ticks) aria-label="ticks played" {}
                            }
                            p.small {
                                (running.game) " on " (text::name(&running.map)) ", "
                                @match running.tick {
                                    Some((tick, _)) => { "tick " (tick) },
                                    None => "starting",
                                }
                            }
                        }
                    }
                }
            }
        }
        section aria-label="Upcoming matches" {
            h2 { "Upcoming" @if live.waiting > 0 { " " span.dim { (text::grouped(live.waiting)) } } }
            @if live.upcoming.is_empty() {
                p.empty { "Nobody waits. Pairs are made as soon as a worker is free." }
            } @else {
                ol.queue {
                    @for upcoming in &live.upcoming {
                        li {
                            (versus(&upcoming.id, &upcoming.bots, &[]))
                            span.small { (upcoming.game) " on " (text::name(&upcoming.map)) ", waits since " (text::time(shell.now, upcoming.queued)) }
                        }
                    }
                }
                @if live.waiting > live.upcoming.len() as u64 {
                    p.small { "and " (text::plural(live.waiting - live.upcoming.len() as u64, "match")) " more" }
                }
            }
        }
    }
}

fn versus(id: &str, bots: &[BotLink], scores: &[u32]) -> Markup {
    html! {
        a.versus href=(address::match_page(id)) {
            @for (seat, bot) in bots.iter().enumerate() {
                @if seat > 0 { span.hidden { " against " } }
                span.side {
                    (shape::sign(seat)) (text::name(&bot.name))
                    @if let Some(score) = scores.get(seat) { " " span.score { (score) } }
                }
            }
        }
    }
}
