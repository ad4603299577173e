//! The front page: who leads, what goes on, how to take part.

use maud::{Markup, html};

use super::leaderboard::{self, Row};
use super::match_row::{self, MatchRow};
use super::matches::{self, Live};
use super::shell::{Page, Place};
use super::{SeasonLink, Shell, address, asset, text};

/// The front page.
#[derive(Clone, Debug)]
pub struct View {
    /// The newest season.
    pub season: SeasonLink,
    /// Its best bots.
    pub top: Vec<Row>,
    /// What is going on; a few of each.
    pub live: Live,
    /// The last matches.
    pub finished: Vec<MatchRow>,
    /// Bots that play.
    pub bots: u64,
    /// Matches played in all.
    pub matches: u64,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.hero {
            h1 { "Programs fight. " br; "You watch, and find out why." }
            p.lead {
                "Write a bot in any language that compiles to WebAssembly, upload it, and see it play within seconds. "
                "Every match can be watched, taken apart, and checked bit for bit."
            }
            p.actions {
                @if shell.visitor.is_some() { a.button.primary href=(address::UPLOAD) { "Upload a bot" } }
                @else { a.button.primary href=(address::SIGN_UP) { "Join" } }
                " " a.button href=(address::ABOUT) { "How it works" }
            }
            p.small { (text::plural(view.bots, "bot")) " · " (text::plural(view.matches, "match")) " played" }
        }
        div.columns.front {
            div {
                section aria-label="The best" {
                    @if view.top.is_empty() {
                        h2 { "The best" }
                        p.empty { "Nobody has played yet. " a href=(address::UPLOAD) { "Be the first" } "." }
                    } @else {
                        (leaderboard::table(&format!("The best of {}", text::said(&view.season.name)), &view.top))
                        p { a href=(address::leaderboard(&view.season.id)) { "The whole leaderboard →" } }
                    }
                }
                section aria-label="Last matches" {
                    @if !view.finished.is_empty() {
                        (match_row::table(shell, "Last matches", &view.finished))
                        p { a href=(address::MATCHES) { "All matches →" } }
                    }
                }
            }
            div data-events=(address::EVENTS) data-fragment="matches" { (matches::live(shell, &view.live)) }
        }
    };
    shell.wrap(Page {
        title: "Robot battles",
        place: Place::Front,
        refresh_s: Some(60),
        scripts: &[&asset::LIVE],
        body,
    })
}
