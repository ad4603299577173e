//! What most pages say about bots: who they are, whose they are, how they stand.

use maud::{Markup, html};

use super::{address, text};

/// A bot, to be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotLink {
    /// Its identity, as its address has it.
    pub id: String,
    /// Its name, as its player chose it.
    pub name: String,
}

/// A player, to be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlayerLink {
    /// Their identity, as their address has it.
    pub id: String,
    /// Their name, as they chose it.
    pub name: String,
}

/// A season, to be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonLink {
    /// Its identity, as its address has it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The game that is played in it.
    pub game: String,
}

/// How good a bot is, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// The rating; new bots begin at 1500.
    pub value: f64,
    /// Its deviation: in 19 cases of 20 the bot's strength lies within twice as much.
    pub deviation: f64,
}

/// Matches won, drawn and lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Record {
    pub won: u32,
    pub drawn: u32,
    pub lost: u32,
}

impl BotLink {
    /// A link to its page.
    pub fn link(&self) -> Markup {
        html! { a.bot href=(address::bot(&self.id)) { (text::name(&self.name)) } }
    }
}

impl PlayerLink {
    /// A link to their page.
    pub fn link(&self) -> Markup {
        html! { a.player href=(address::player(&self.id)) { (text::name(&self.name)) } }
    }
}

impl Rating {
    /// The rating with its deviation.
    pub fn show(self) -> Markup {
        html! {
            span.rating { (self.number()) " " span.deviation { "±\u{a0}" (self.rounded(self.deviation)) } }
        }
    }

    /// The rating alone.
    pub fn number(self) -> String {
        self.rounded(self.value)
    }

    /// Ratings for more than two bots run from 0 to 50 or so, where a tenth matters.
    fn rounded(self, number: f64) -> String {
        let digits = usize::from(self.deviation < 10.0);
        format!("{number:.digits$}")
    }
}

impl Record {
    /// Matches in all.
    pub fn played(self) -> u32 {
        self.won + self.drawn + self.lost
    }

    /// The share of points: a win counts one, a draw a half. `None` before the first match.
    pub fn share(self) -> Option<f64> {
        let played = self.played();
        (played > 0).then(|| (f64::from(self.won) + f64::from(self.drawn) / 2.0) / f64::from(played))
    }

    /// Won, drawn and lost as numbers.
    pub fn show(self) -> Markup {
        let said = format!("{} won, {} drawn, {} lost", self.won, self.drawn, self.lost);
        html! {
            span.record title=(said) {
                span.hidden { (said) }
                span aria-hidden="true" {
                    span.won { (self.won) } "–" span.drawn { (self.drawn) } "–" span.lost { (self.lost) }
                }
            }
        }
    }

    /// Won, drawn and lost as a bar of three parts.
    pub fn bar(self) -> Markup {
        let width = |count: u32| format!("{:.2}", f64::from(count) * 100.0 / f64::from(self.played().max(1)));
        let (won, drawn) = (width(self.won), width(self.drawn));
        let start = format!("{:.2}", f64::from(self.won) * 100.0 / f64::from(self.played().max(1)));
        html! {
            svg.bar viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
                rect.lost width="100" height="6" {}
                rect.drawn x=(start) width=(drawn) height="6" {}
                rect.won width=(won) height="6" {}
            }
        }
    }

    /// The share of points in per cent.
    pub fn percent(self) -> Markup {
        html! {
            @match self.share() {
                Some(share) => (format!("{:.0}\u{202f}%", share * 100.0)),
                None => "–",
            }
        }
    }
}
