//! What a bot logged in a match.

use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{BotLink, Pager, Shell, address, text};

/// What a bot logged in a match.
#[derive(Clone, Debug)]
pub struct View {
    /// The bot.
    pub bot: BotLink,
    /// The match.
    pub match_id: String,
    /// Ticks in which it wrote something, by rising tick.
    pub entries: Vec<Entry>,
    /// Which part of them.
    pub pager: Pager,
}

/// What it wrote in a tick.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The tick; 0 is initialisation.
    pub tick: u32,
    /// What it wrote to its standard error; bytes that are not UTF-8 have been replaced.
    pub text: String,
    /// Bytes that were cut after it.
    pub lost: u64,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading {
            p.crumb { (view.bot.link()) " / " a href=(address::match_page(&view.match_id)) { "match" } }
            h1 { "Log" }
        }
        @if view.entries.is_empty() {
            p.empty { "It wrote nothing to its standard error in this match." }
        } @else {
            ol.log {
                @for entry in &view.entries {
                    li id=(format!("tick-{}", entry.tick)) {
                        a.tick href=(format!("#tick-{}", entry.tick)) { (entry.tick) }
                        pre { bdi { (text::said_lines(entry.text.trim_end_matches('\n'))) } }
                        @if entry.lost > 0 { span.tag.bad { (text::bytes(entry.lost)) " cut" } }
                    }
                }
            }
            (view.pager.show("the log"))
        }
    };
    shell.wrap(Page { title: "Log", place: Place::Elsewhere, refresh_s: None, scripts: &[], body })
}
