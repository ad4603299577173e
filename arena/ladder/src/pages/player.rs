//! One player: their bots.

use jiff::Timestamp;
use maud::{Markup, html};

use super::leaderboard::{self, Row};
use super::shell::{Page, Place};
use super::{PlayerLink, Shell, text};

/// One player.
#[derive(Clone, Debug)]
pub struct View {
    /// Who it is.
    pub player: PlayerLink,
    /// Since when.
    pub joined: Timestamp,
    /// Their bots in the newest season, best first.
    pub bots: Vec<Row>,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading {
            p.crumb { "player" }
            h1 { (text::name(&view.player.name)) }
            p.lead { "here since " (text::day(view.joined)) }
        }
        @if view.bots.is_empty() { p.empty { "No bot of theirs has played in this season." } }
        @else { (leaderboard::table("Bots", &view.bots)) }
    };
    shell.wrap(Page {
        title: &view.player.name,
        place: Place::Elsewhere,
        refresh_s: None,
        scripts: &[],
        body,
    })
}
