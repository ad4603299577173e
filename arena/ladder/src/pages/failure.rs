//! Pages for what went wrong: what, and what to do.

use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{Shell, address, text};

/// What went wrong.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The request makes no sense (400).
    Unclear {
        /// What is wrong with it.
        what: String,
    },
    /// Only for somebody who has signed in (401).
    Unknown {
        /// The path that was asked for, to come back to.
        path: String,
    },
    /// Not for this visitor (403).
    Forbidden {
        /// What is not allowed, and who may.
        what: String,
    },
    /// There is nothing (404).
    NotFound,
    /// It is too large (413).
    TooLarge {
        /// Most bytes.
        limit_bytes: u64,
    },
    /// It was too often (429).
    TooOften {
        /// What was too often.
        what: String,
        /// Seconds until it is possible again.
        retry_after_s: u64,
    },
    /// The ladder is at fault (500).
    Ours {
        /// A number under which the operator finds it in the log.
        reference: String,
    },
    /// The ladder cannot work at the moment (503).
    Unavailable {
        /// Why, for people.
        what: String,
    },
}

impl Failure {
    /// The status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Failure::Unclear { .. } => 400,
            Failure::Unknown { .. } => 401,
            Failure::Forbidden { .. } => 403,
            Failure::NotFound => 404,
            Failure::TooLarge { .. } => 413,
            Failure::TooOften { .. } => 429,
            Failure::Ours { .. } => 500,
            Failure::Unavailable { .. } => 503,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Failure::Unclear { .. } => "This request makes no sense here",
            Failure::Unknown { .. } => "Sign in first",
            Failure::Forbidden { .. } => "This is not yours",
            Failure::NotFound => "There is nothing here",
            Failure::TooLarge { .. } => "That is too large",
            Failure::TooOften { .. } => "Not so fast",
            Failure::Ours { .. } => "Something broke, and it was not you",
            Failure::Unavailable { .. } => "The ladder is taking a break",
        }
    }
}

/// The page.
pub fn page(shell: &Shell, failure: &Failure) -> Markup {
    let body = html! {
        div.failure {
            p.status aria-hidden="true" { (failure.status()) }
            h1 { (failure.title()) }
            @match failure {
                Failure::Unclear { what } => {
                    p { bdi { (text::said(what)) } }
                    p { "Go back, load the page again, and try once more." }
                },
                Failure::Unknown { path } => p {
                    a.button href=(address::sign_in_for(path)) { "Sign in" } " or " a href=(address::SIGN_UP) { "join" }
                },
                Failure::Forbidden { what } => {
                    p { bdi { (text::said(what)) } }
                    p { "If it should be yours, " a href=(address::SIGN_IN) { "sign in" } " with one of your own tokens." }
                },
                Failure::NotFound => p {
                    "The address may be mistyped, or what was here is gone. Try the "
                    a href=(address::LEADERBOARD) { "leaderboard" } " or the " a href=(address::MATCHES) { "list of matches" } "."
                },
                Failure::TooLarge { limit_bytes } => {
                    p { "At most " b { (text::bytes(*limit_bytes)) } " can be sent here." }
                    p {
                        "Build it for release and strip it: " code { "wasm-opt -Oz --strip-debug" }
                        " often halves a module. A bot in a scripting language is smaller as a script."
                    }
                    p { a.button href=(address::UPLOAD) { "Back to the form" } }
                },
                Failure::TooOften { what, retry_after_s } => p {
                    bdi { (text::said(what)) } " It is possible again in " b { (text::plural(*retry_after_s, "second")) } "."
                },
                Failure::Ours { reference } => {
                    p { "Nothing of what you sent before is lost. Try again in a minute." }
                    p.small { "If it stays, tell whoever runs this ladder the number " code { (reference) } "." }
                },
                Failure::Unavailable { what } => p { bdi { (text::said(what)) } " Matches that were being played go on afterwards. Try again in a minute." },
            }
        }
    };
    shell.wrap(Page { title: failure.title(), place: Place::Elsewhere, refresh_s: None, scripts: &[], body })
}
