//! The messages of Rumble, the game of Robot Rumble: its parameters, and the lines that its robots write.
//!
//! Robots published for the original engine run as they are, so their lines are those of the original. A bot may also
//! answer with a [`Reply`](crate::Reply), as in every other game.

mod answer;
mod failure;
mod program_error;

use serde::{Deserialize, Serialize};

pub use answer::{Action, ActionKind, ActionResult, ObjId, Output, RobotError, RobotLine, read_line};
pub use failure::Failure;
pub use program_error::ProgramError;

/// Every number of the rules; those of the board and the units are not for choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// What the teams play for.
    pub mode: Mode,
    /// Last turn of a match.
    pub turns: u32,
}

/// What the teams play for, in the words of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Mode {
    /// Most units after the last turn.
    Normal,
    /// The same, and heals heal.
    NormalHeal,
    /// Turns in which a unit passed on one of the nine cells in the middle.
    Hill,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 3] = [Mode::Normal, Mode::NormalHeal, Mode::Hill];

    /// The word for it in rule sets and on the command line.
    pub const fn word(self) -> &'static str {
        ["Normal", "NormalHeal", "Hill"][self as usize]
    }

    /// The mode that a word names.
    pub fn from_word(word: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// What a unit, or a whole team, does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Verb {
    /// Nothing, and says so: on the hill this scores.
    Pass = 0,
    /// One step.
    Move = 1,
    /// One damage to whatever unit stands on the neighbouring cell after everybody has moved.
    Attack = 2,
    /// One hit point for whatever unit stands there, after the attacks.
    Heal = 3,
    /// The team's program failed, which ends the match. Given by the team and not by a unit; the amount is the number of
    /// a [`Failure`]. No bot can write it: it follows from what a bot wrote, or failed to.
    Forfeit = 4,
}

impl Verb {
    /// Every verb, in the order of their codes.
    pub const ALL: [Verb; 5] = [Verb::Pass, Verb::Move, Verb::Attack, Verb::Heal, Verb::Forfeit];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        ["pass", "move", "attack", "heal", "forfeit"][self as usize]
    }

    /// The verb that a bot's word names.
    pub fn from_word(word: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|verb| verb.word() == word && *verb != Verb::Forfeit)
    }

    /// Whether the order needs a direction.
    pub const fn takes_dir(self) -> bool {
        matches!(self, Verb::Move | Verb::Attack | Verb::Heal)
    }
}
