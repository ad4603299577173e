//! The rankings of a season.

use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{BotLink, Pager, PlayerLink, Rating, Record, SeasonLink, Shell, address, sparkline, text};

/// The rankings of a season.
#[derive(Clone, Debug)]
pub struct View {
    /// The season that is shown.
    pub season: SeasonLink,
    /// All seasons, newest first.
    pub seasons: Vec<SeasonLink>,
    /// Bots by falling rating.
    pub rows: Vec<Row>,
    /// Which part of them.
    pub pager: Pager,
    /// Bots that have a rank.
    pub bots: u64,
    /// Matches played in the season.
    pub matches: u64,
}

/// A bot's place.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its rank; `None` while its rating is still uncertain.
    pub rank: Option<u32>,
    /// The bot.
    pub bot: BotLink,
    /// Whose it is.
    pub player: PlayerLink,
    /// The language that it is written in.
    pub language: String,
    /// Its rating.
    pub rating: Rating,
    /// Its matches in this season.
    pub record: Record,
    /// Its ratings after its last matches, oldest first.
    pub trend: Vec<f64>,
    /// Whether it is the visitor's own.
    pub own: bool,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading {
            h1 { "Leaderboard" }
            p.lead {
                (text::name(&view.season.name)) " of " b { (view.season.game) } ": "
                (text::plural(view.bots, "bot")) ", " (text::plural(view.matches, "match")) "."
            }
        }
        @if view.seasons.len() > 1 {
            nav.tabs aria-label="Seasons" {
                ul {
                    @for season in &view.seasons {
                        li {
                            @if season.id == view.season.id {
                                a aria-current="page" href=(address::leaderboard(&season.id)) { (label(season)) }
                            } @else {
                                a href=(address::leaderboard(&season.id)) { (label(season)) }
                            }
                        }
                    }
                }
            }
        }
        @if view.rows.is_empty() {
            p.empty {
                "No bot has played yet. " a href=(address::UPLOAD) { "Upload one" }
                ": it plays within seconds of being let in."
            }
        } @else {
            (table("Bots by rating", &view.rows))
            (view.pager.show("the leaderboard"))
            p.small {
                "Ratings are Glicko-2: ± is the deviation, and in 19 cases of 20 a bot's strength lies within twice as much. "
                "A bot without a rank has played too little to be sure of. "
                a href=(format!("{}#ratings", address::ABOUT)) { "More about ratings" }
            }
        }
    };
    shell.wrap(Page { title: "Leaderboard", place: Place::Leaderboard, refresh_s: None, scripts: &[], body })
}

fn label(season: &SeasonLink) -> Markup {
    html! { (text::name(&season.name)) " " span.dim { (season.game) } }
}

/// The rows as a table.
pub(crate) fn table(caption: &str, rows: &[Row]) -> Markup {
    let languages = rows.iter().any(|row| !row.language.is_empty());
    html! {
        table.ranking {
            caption { (caption) }
            thead {
                tr {
                    th.number scope="col" { abbr title="Rank" { "#" } }
                    th scope="col" { "Bot" }
                    th.wide scope="col" { "Player" }
                    @if languages { th.wider scope="col" { "Language" } }
                    th.number scope="col" { "Rating" }
                    th.number scope="col" { abbr title="Won, drawn, lost" { "W–D–L" } }
                    th.wide scope="col" { "Trend" }
                }
            }
            tbody {
                @for row in rows {
                    tr.own[row.own] {
                        td.number.rank { @match row.rank { Some(rank) => (rank), None => "–" } }
                        th scope="row" {
                            (row.bot.link())
                            @if row.own { " " span.tag { "yours" } }
                            div.narrow.small { (row.player.link()) }
                        }
                        td.wide { (row.player.link()) }
                        @if languages { td.wider { (text::name(&row.language)) } }
                        td.number { (row.rating.show()) }
                        td.number { (row.record.show()) }
                        td.wide { (sparkline::draw(&row.trend)) }
                    }
                }
            }
        }
    }
}
