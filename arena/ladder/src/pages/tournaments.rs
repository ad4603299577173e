//! All tournaments.

use jiff::Timestamp;
use maud::{Markup, html};

use super::shell::{Page, Place};
use super::tournament::{Format, State};
use super::{BotLink, Pager, Shell, address, text};

/// All tournaments.
#[derive(Clone, Debug)]
pub struct View {
    /// Newest first.
    pub rows: Vec<Row>,
    /// Which part of them.
    pub pager: Pager,
}

/// A tournament.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its identity, as its address has it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The game.
    pub game: String,
    /// How it is played.
    pub format: Format,
    /// How many bots take part.
    pub entrants: u32,
    /// How far it is.
    pub state: State,
    /// When it was opened.
    pub opened: Timestamp,
    /// Who won it.
    pub winner: Option<BotLink>,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading { h1 { "Tournaments" } }
        @if view.rows.is_empty() {
            p.empty { "There has been no tournament yet. Whoever runs this ladder can hold one." }
        } @else {
            table.tournaments {
                caption { "Tournaments, newest first" }
                thead {
                    tr {
                        th scope="col" { "Tournament" }
                        th.wide scope="col" { "Format" }
                        th.number scope="col" { "Bots" }
                        th scope="col" { "Winner" }
                        th.wide.number scope="col" { "Opened" }
                    }
                }
                tbody {
                    @for row in &view.rows {
                        tr {
                            th scope="row" {
                                a href=(address::tournament(&row.id)) { (text::name(&row.name)) }
                                div.small.dim { (row.game) span.narrow { ", " (row.format.word()) } }
                            }
                            td.wide { (row.format.word()) }
                            td.number { (row.entrants) }
                            td {
                                @match (&row.winner, row.state) {
                                    (Some(winner), _) => (winner.link()),
                                    (None, state) => span.tag { (state.word()) },
                                }
                            }
                            td.wide.number { (text::time(shell.now, row.opened)) }
                        }
                    }
                }
            }
            (view.pager.show("tournaments"))
        }
    };
    shell.wrap(Page { title: "Tournaments", place: Place::Tournaments, refresh_s: None, scripts: &[], body })
}
