//! The form for uploads.

use jiff::Timestamp;
use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{BotLink, Shell, address, asset, text};
use crate::limits;

/// The form for uploads.
#[derive(Clone, Debug)]
pub struct View {
    /// The visitor's bots.
    pub bots: Vec<BotLink>,
    /// Games that a new bot can play, the usual one first.
    pub games: Vec<String>,
    /// Languages of scripts that an interpreter is there for: the ending of their files, which is sent, and their name.
    pub languages: Vec<(String, String)>,
    /// What an upload may be.
    pub limits: Limits,
    /// What the visitor has used up.
    pub quota: Quota,
    /// What was wrong with the last try.
    pub problem: Option<String>,
    /// What had been filled in.
    pub filled: Filled,
}

/// What an upload may be.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Limits {
    pub module_bytes: u64,
    pub script_bytes: u64,
    pub uploads_per_hour: u32,
    pub bots_per_player: u32,
    pub stored_bytes_per_player: u64,
}

/// What a player has used up.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Quota {
    pub uploads_last_hour: u32,
    /// When the next upload is possible, where none is now.
    pub next_upload: Option<Timestamp>,
    pub bots: u32,
    pub stored_bytes: u64,
}

/// What had been filled in before something was wrong.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Identity of the bot, or empty for a new one.
    pub bot: String,
    /// Name of a new bot.
    pub name: String,
    /// Game of a new bot; empty for the usual one.
    pub game: String,
    /// Ending of a script's file; empty for a module.
    pub language: String,
    /// What a module is written in, for people; may be empty.
    pub written_in: String,
    /// What the version is called.
    pub version: String,
}

/// The page.
pub fn page(shell: &Shell, view: &View) -> Markup {
    let body = html! {
        div.heading {
            h1 { "Upload a bot" }
            p.lead { "A WebAssembly module, or a script. It is checked at once, and plays within seconds." }
        }
        @if let Some(problem) = &view.problem {
            div.notice.problem role="alert" { p { bdi { (problem) } } }
        }
        @if shell.visitor.is_some() {
            div.columns {
                (form(shell, view))
                (aside(shell, view))
            }
        } @else {
            p.notice {
                a href=(address::sign_in_for(address::UPLOAD)) { "Sign in" } " or "
                a href=(address::SIGN_UP) { "join" } " to upload."
            }
            (aside(shell, view))
        }
    };
    shell.wrap(Page {
        title: "Upload",
        place: Place::Upload,
        refresh_s: None,
        scripts: &[&asset::UPLOAD, &asset::COPY],
        body,
    })
}

fn form(shell: &Shell, view: &View) -> Markup {
    let full = view.quota.bots >= view.limits.bots_per_player;
    html! {
        form.panel method="post" action=(address::UPLOAD) enctype="multipart/form-data" data-upload {
            (shell.csrf())
            div.field {
                label for="bot" { "Bot" }
                select #bot name="bot" {
                    @if !full { option value="" selected[view.filled.bot.is_empty()] { "a new bot" } }
                    @for bot in &view.bots {
                        option value=(bot.id) selected[bot.id == view.filled.bot] { "a new version of " (text::said(&bot.name)) }
                    }
                }
            }
            @if !full {
                div.field data-new {
                    label for="name" { "Name of a new bot" }
                    input #name name="name" value=(view.filled.name) maxlength=(limits::NAME_CHARS) autocomplete="off"
                        aria-describedby="name-hint";
                    p.hint #name-hint { "Letters, digits, spaces; up to " (limits::NAME_CHARS) ". Only for a new bot." }
                }
                div.field data-new {
                    label for="game" { "Game of a new bot" }
                    select #game name="game" {
                        @for game in &view.games { option value=(game) selected[*game == view.filled.game] { (game) } }
                    }
                }
            }
            fieldset {
                legend { "What it is" }
                label.check {
                    input type="radio" name="language" value="" checked[view.filled.language.is_empty()];
                    " A WebAssembly module (" code { ".wasm" } "), up to " (text::bytes(view.limits.module_bytes))
                }
                @for (word, name) in &view.languages {
                    label.check {
                        input type="radio" name="language" value=(word) checked[*word == view.filled.language];
                        " A script in " (name) ", up to " (text::bytes(view.limits.script_bytes))
                    }
                }
            }
            div.field {
                label for="file" { "File" }
                input #file type="file" name="file" required data-module-bytes=(view.limits.module_bytes)
                    data-script-bytes=(view.limits.script_bytes) aria-describedby="file-hint";
                p.hint #file-hint role="status" data-said="file" {}
            }
            div.field data-module {
                label for="written-in" { "Written in (optional)" }
                input #written-in name="written_in" value=(view.filled.written_in) maxlength=(limits::NAME_CHARS) autocomplete="off"
                    placeholder="Rust";
            }
            div.field {
                label for="version" { "What is new (optional)" }
                input #version name="version" value=(view.filled.version) maxlength=(limits::NOTE_CHARS) autocomplete="off";
            }
            @if let Some(next) = view.quota.next_upload {
                p.notice.problem { "You have uploaded as often as an hour allows. The next upload is possible " (text::time(shell.now, next)) "." }
            }
            button.primary { "Upload" }
        }
    }
}

fn aside(shell: &Shell, view: &View) -> Markup {
    let (limits, quota) = (&view.limits, &view.quota);
    html! {
        aside {
            @if shell.visitor.is_some() {
                h2 { "What you have used" }
                dl.meters {
                    (meter("Uploads in the last hour", quota.uploads_last_hour.into(), limits.uploads_per_hour.into(), text::grouped))
                    (meter("Bots", quota.bots.into(), limits.bots_per_player.into(), text::grouped))
                    (meter("Stored", quota.stored_bytes, limits.stored_bytes_per_player, text::bytes))
                }
            }
            h2 { "From the command line" }
            p.command { code data-copy { "arena check my-bot.wasm" } }
            p.small { "says beforehand whether it will be let in." }
            p.command { code data-copy { "arena upload my-bot.wasm --to " (shell.origin) } }
            p.small { "uploads it, and waits for the report." }
        }
    }
}

fn meter(name: &str, used: u64, most: u64, show: fn(u64) -> String) -> Markup {
    html! {
        dt { (name) }
        dd {
            meter min="0" max=(most) value=(used) high=(most * 4 / 5) optimum="0" {}
            span { (show(used)) " of " (show(most)) }
        }
    }
}
