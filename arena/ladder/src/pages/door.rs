//! Signing up and signing in.

use maud::{Markup, html};

use super::shell::{Page, Place};
use super::{Shell, address};
use crate::limits;

/// The form for new players.
#[derive(Clone, Debug, Default)]
pub struct SignUp {
    /// Whether an invitation is asked for.
    pub by_invitation: bool,
    /// What was wrong with the last try.
    pub problem: Option<String>,
    /// The name that had been filled in.
    pub name: String,
    /// The invitation that had been filled in, or came with the address.
    pub invitation: String,
}

/// The form for a token.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// What was wrong with the last try.
    pub problem: Option<String>,
    /// Where to go afterwards: a path of this ladder, or empty.
    pub next: String,
}

fn problem(problem: Option<&str>) -> Markup {
    html! {
        @if let Some(problem) = problem { div.notice.problem role="alert" { p { bdi { (problem) } } } }
    }
}

/// The page for new players.
pub fn sign_up(shell: &Shell, view: &SignUp) -> Markup {
    let body = html! {
        div.door {
            h1 { "Join" }
            p.lead { "Pick a name. You get a token, which is all that you need to sign in and to upload." }
            (problem(view.problem.as_deref()))
            form.panel method="post" action=(address::SIGN_UP) {
                (shell.csrf())
                div.field {
                    label for="name" { "Your name" }
                    input #name name="name" value=(view.name) required maxlength=(limits::NAME_CHARS) autocomplete="nickname" aria-describedby="name-hint";
                    p.hint #name-hint { "Everybody sees it: letters, digits, spaces; up to " (limits::NAME_CHARS) "." }
                }
                @if view.by_invitation {
                    div.field {
                        label for="invitation" { "Invitation" }
                        input #invitation name="invitation" value=(view.invitation) required autocomplete="off" aria-describedby="invitation-hint";
                        p.hint #invitation-hint { "This ladder is for invited players: ask whoever runs it." }
                    }
                }
                button.primary { "Join" }
            }
            p.small { "Already a player? " a href=(address::SIGN_IN) { "Sign in" } }
        }
    };
    shell.wrap(Page { title: "Join", place: Place::Elsewhere, refresh_s: None, scripts: &[], body })
}

/// The page for signing in.
pub fn sign_in(shell: &Shell, view: &SignIn) -> Markup {
    let body = html! {
        div.door {
            h1 { "Sign in" }
            p.lead { "With one of your tokens." }
            (problem(view.problem.as_deref()))
            form.panel method="post" action=(address::SIGN_IN) {
                @if !view.next.is_empty() { input type="hidden" name="next" value=(view.next); }
                div.field {
                    label for="token" { "Token" }
                    input #token name="token" type="password" required autocomplete="current-password" spellcheck="false";
                }
                button.primary { "Sign in" }
            }
            p.small {
                "No token yet? " a href=(address::SIGN_UP) { "Join" }
                ". Lost it? Whoever runs this ladder can make you a new one."
            }
        }
    };
    shell.wrap(Page { title: "Sign in", place: Place::Elsewhere, refresh_s: None, scripts: &[], body })
}
