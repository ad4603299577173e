//! All seasons: what is pinned in each.

use jiff::Timestamp;
use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{BotLink, SeasonLink, Shell, address, text};

/// All seasons.
#[derive(Clone, Debug)]
pub struct View {
    /// Newest first.
    pub seasons: Vec<Season>,
}

/// A season.
#[derive(Clone, Debug)]
pub struct Season {
    /// What it is called, and its game.
    pub season: SeasonLink,
    /// The engine's epoch that its matches are played under.
    pub epoch: u32,
    /// When it began.
    pub began: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// Matches played.
    pub matches: u64,
    /// Who leads, or won.
    pub leader: Option<BotLink>,
    /// Its last rounds of pairings, newest first.
    pub rounds: Vec<Round>,
    /// The parameters of its game, as TOML or JSON.
    pub parameters: String,
}

/// A round of pairings, whose seeds all follow from one secret.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its number in the season.
    pub number: u32,
    /// When its commitment was shown.
    pub opened: Timestamp,
    /// BLAKE3 of its secret.
    pub commitment: String,
    /// The secret, once every match of the round is over.
    pub secret: Option<String>,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading {
            h1 { "Seasons" }
            p.lead { "A season has one game, one set of parameters and one epoch of the engine, and its ratings begin anew." }
        }
        @for season in &view.seasons {
            section.card {
                h2 {
                    a href=(address::leaderboard(&season.season.id)) { (text::name(&season.season.name)) }
                    " " @if season.ended.is_none() { span.tag.good { "running" } }
                }
                dl.facts {
                    dt { "Game" } dd { (season.season.game) ", epoch " (season.epoch) }
                    dt { "Time" }
                    dd { (text::day(season.began)) " to " @match season.ended { Some(ended) => (text::day(ended)), None => "now" } }
                    dt { "Matches" } dd { (text::grouped(season.matches)) }
                    @if let Some(leader) = &season.leader {
                        dt { @if season.ended.is_some() { "Winner" } @else { "Leader" } } dd { (leader.link()) }
                    }
                }
                @if !season.rounds.is_empty() { (rounds(shell, season)) }
                details { summary { "Parameters" } pre.code { (season.parameters) } }
            }
        }
    };
    shell.wrap(Page { title: "Seasons", place: Place::Elsewhere, refresh_s: None, scripts: &[], body })
}

fn rounds(shell: &Shell, season: &Season) -> Markup {
    html! {
        details {
            summary { "Rounds and their seeds" }
            div.scroll role="region" aria-label="Rounds" tabindex="0" {
                table {
                    caption { "The last rounds of " (text::name(&season.season.name)) }
                    thead {
                        tr {
                            th.number scope="col" { "Round" }
                            th scope="col" { "Commitment" }
                            th scope="col" { "Secret" }
                            th.number scope="col" { "Opened" }
                        }
                    }
                    tbody {
                        @for round in &season.rounds {
                            tr {
                                th.number scope="row" { (round.number) }
                                td { (text::hash(&round.commitment)) }
                                td {
                                    @match &round.secret {
                                        Some(secret) => code.long { (secret) },
                                        None => span.dim { "still being played" },
                                    }
                                }
                                td.number { (text::time(shell.now, round.opened)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
