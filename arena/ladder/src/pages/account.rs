//! A player's own page: tokens and bots.

use jiff::Timestamp;
use maud::{Markup, html};

use super::asset;
use super::shell::{Page, Place};
use super::{BotLink, Rating, Shell, address, text};

/// A player's own page.
#[derive(Clone, Debug)]
pub struct View {
    /// Their tokens.
    pub tokens: Vec<Token>,
    /// A token that was just made, in full: it is shown this once.
    pub fresh: Option<String>,
    /// Their bots.
    pub bots: Vec<Bot>,
    /// What was wrong with the last try.
    pub problem: Option<String>,
}

/// A token. What it is itself is known to nobody but its owner.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its identity, as its address has it.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
    /// Whether the visitor is signed in by it.
    pub current: bool,
}

/// One of the player's bots.
#[derive(Clone, Debug)]
pub struct Bot {
    /// The bot.
    pub bot: BotLink,
    /// Number of its current version.
    pub version: u32,
    /// Its rank in the newest season.
    pub rank: Option<u32>,
    /// Its rating in the newest season.
    pub rating: Option<Rating>,
    /// What it is up to, in a word: `plays`, `withdrawn`, `refused`, ...
    pub state: String,
    /// Whether everybody may download its modules.
    pub source_public: bool,
    /// Whether everybody may read its logs.
    pub log_public: bool,
}

/// The page. Only for somebody who has signed in.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading {
            h1 { "Your account" }
            @if let Some(visitor) = &shell.visitor { p.lead { "You are " (visitor.player.link()) "." } }
        }
        @if let Some(problem) = &view.problem { div.notice.problem role="alert" { p { bdi { (problem) } } } }
        @if let Some(fresh) = &view.fresh {
            div.notice.good role="status" {
                p { b { "Your new token." } " It is shown this once; keep it like a password." }
                p.command { code.long data-copy { (fresh) } }
            }
        }
        section aria-label="Your bots" {
            @if view.bots.is_empty() {
                h2 { "Your bots" }
                p.empty { "You have none yet. " a href=(address::UPLOAD) { "Upload one" } "." }
            } @else { (bots(view)) }
        }
        section aria-label="Your tokens" {
            (tokens(shell, view))
            form.inline method="post" action=(address::TOKENS) {
                (shell.csrf())
                label for="token-name" { "Another token, for" }
                input #token-name name="name" required maxlength="40" placeholder="my laptop" autocomplete="off";
                button { "Make it" }
            }
            p.small {
                "Programs send a token in the header " code { "Authorization: Bearer TOKEN" } "; "
                code { "arena upload" } " reads it from " code { "ROBODROME_TOKEN" } ", or remembers it: " code { "arena ladder sign-in " (shell.origin) } ". See " a href=(address::API) { "the interface for programs" } "."
            }
        }
    };
    shell.wrap(Page {
        title: "Account",
        place: Place::Account,
        refresh_s: None,
        scripts: &[&asset::COPY],
        body,
    })
}

fn bots(view: &View) -> Markup {
    let public = |yes| if yes { "public" } else { "private" };
    html! {
        table.bots {
            caption { "Your bots" }
            thead {
                tr {
                    th scope="col" { "Bot" }
                    th.number scope="col" { "Rank" }
                    th.number scope="col" { "Rating" }
                    th.wide scope="col" { "Source" }
                    th.wide scope="col" { "Logs" }
                    th scope="col" { "State" }
                    th.wide scope="col" { span.hidden { "Change" } }
                }
            }
            tbody {
                @for bot in &view.bots {
                    tr {
                        th scope="row" { (bot.bot.link()) " " span.dim { "v" (bot.version) } }
                        td.number { @match bot.rank { Some(rank) => (rank), None => "–" } }
                        td.number { @match bot.rating { Some(rating) => (rating.show()), None => "–" } }
                        td.wide { (public(bot.source_public)) }
                        td.wide { (public(bot.log_public)) }
                        td { span.tag { (bot.state) } }
                        td.wide { a href={ (address::bot(&bot.bot.id)) "#settings" } { "Settings" } }
                    }
                }
            }
        }
    }
}

fn tokens(shell: &Shell, view: &View) -> Markup {
    html! {
        table.tokens {
            caption { "Your tokens" }
            thead {
                tr {
                    th scope="col" { "Token" }
                    th.wide scope="col" { "Made" }
                    th scope="col" { "Last used" }
                    th scope="col" { span.hidden { "Revoke" } }
                }
            }
            tbody {
                @for token in &view.tokens {
                    tr {
                        th scope="row" { (text::name(&token.name)) @if token.current { " " span.tag { "this one" } } }
                        td.wide { (text::day(token.made)) }
                        td { @match token.used { Some(used) => (text::time(shell.now, used)), None => "never" } }
                        td.number {
                            form method="post" action=(address::token_revoke(&token.id)) {
                                (shell.csrf())
                                button.plain.danger aria-label={ "Revoke the token " (text::said(&token.name)) } { "Revoke" }
                            }
                        }
                    }
                }
            }
        }
    }
}
