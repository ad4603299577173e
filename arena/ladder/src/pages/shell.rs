//! What stands around every page: head, navigation, foot.

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

use super::asset::{self, Asset};
use super::{PlayerLink, address, text};

/// What every page knows.
#[derive(Clone, Debug)]
pub struct Shell {
    /// What this ladder is called.
    pub site: String,
    /// Where it is reached from outside, without a slash at the end: for commands that are shown.
    pub origin: String,
    /// Who looks at the page; `None` for somebody who has not signed in.
    pub visitor: Option<Visitor>,
    /// What time it is.
    pub now: Timestamp,
    /// Something that was just done, to be said once.
    pub notice: Option<String>,
}

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who it is.
    pub player: PlayerLink,
    /// What each of their forms carries, to tell them from forms on strangers' pages.
    pub csrf: String,
}

/// Where a page belongs in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Place {
    Front,
    Leaderboard,
    Matches,
    Tournaments,
    Upload,
    Api,
    About,
    Account,
    Elsewhere,
}

/// A page, before it is put into the shell.
pub(crate) struct Page<'a> {
    pub(crate) title: &'a str,
    pub(crate) place: Place,
    /// Seconds after which a browser without scripts loads the page again.
    pub(crate) refresh_s: Option<u32>,
    pub(crate) scripts: &'a [&'a Asset],
    pub(crate) body: Markup,
}

impl Shell {
    /// The hidden field that each form of a visitor has.
    pub(crate) fn csrf(&self) -> Markup {
        html! {
            @if let Some(visitor) = &self.visitor {
                input type="hidden" name="csrf" value=(visitor.csrf);
            }
        }
    }

    /// A whole page.
    pub(crate) fn wrap(&self, page: Page<'_>) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="dark light";
                    title { (text::said(page.title)) " · " (self.site) }
                    link rel="icon" href=(asset::ICON.path) type="image/svg+xml";
                    link rel="stylesheet" href=(asset::STYLE.path);
                    @if let Some(seconds) = page.refresh_s {
                        noscript { meta http-equiv="refresh" content=(seconds); }
                    }
                    @for script in page.scripts {
                        script src=(script.path) defer {}
                    }
                }
                body {
                    a.skip href="#content" { "Skip to content" }
                    (self.header(page.place))
                    main #content {
                        @if let Some(notice) = &self.notice {
                            p.notice role="status" { (notice) }
                        }
                        (page.body)
                    }
                    (self.footer())
                }
            }
        }
    }

    fn header(&self, here: Place) -> Markup {
        let link = |place: Place, path: &str, name: &str| {
            html! {
                // It stands in the foot, too, and does not fit into a narrow head.
                li.wide[place == Place::About] {
                    @if place == here { a aria-current="page" href=(path) { (name) } }
                    @else { a href=(path) { (name) } }
                }
            }
        };
        html! {
            header.top {
                a.brand href=(address::FRONT) {
                    (logo())
                    span { (self.site) }
                }
                nav aria-label="Main" {
                    ul {
                        (link(Place::Leaderboard, address::LEADERBOARD, "Leaderboard"))
                        (link(Place::Matches, address::MATCHES, "Matches"))
                        (link(Place::Tournaments, address::TOURNAMENTS, "Tournaments"))
                        (link(Place::Upload, address::UPLOAD, "Upload"))
                        (link(Place::About, address::ABOUT, "About"))
                    }
                }
                div.who {
                    @match &self.visitor {
                        Some(visitor) => {
                            @if here == Place::Account {
                                a aria-current="page" href=(address::ACCOUNT) { (text::name(&visitor.player.name)) }
                            } @else {
                                a href=(address::ACCOUNT) { (text::name(&visitor.player.name)) }
                            }
                            form method="post" action=(address::SIGN_OUT) {
                                (self.csrf())
                                button.plain { "Sign out" }
                            }
                        }
                        None => {
                            a href=(address::SIGN_IN) { "Sign in" }
                            a.button href=(address::SIGN_UP) { "Join" }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer.bottom {
                p {
                    "Every match is decided by programs alone and can be checked bit for bit: "
                    a href=(address::ABOUT) { "how it works" } "."
                }
                nav aria-label="More" {
                    ul {
                        li { a href=(address::SEASONS) { "Seasons" } }
                        li { a href=(address::API) { "For programs" } }
                        li { a href=(address::ABOUT) { "About" } }
                    }
                }
            }
        }
    }
}

fn logo() -> Markup {
    html! {
        svg.logo viewBox="0 0 32 32" aria-hidden="true" {
            path.ring d="M9 3H23L29 9V23L23 29H9L3 23V9Z" {}
            circle.team-0 cx="11.5" cy="16" r="3.6" {}
            path.team-1 d="M17.5 12.6H24.1V19.4H17.5Z" {}
        }
    }
}
