use battle::Language;
use protocol::{ModuleHash, ScriptHash};
use replay::Header;
use sandbox::{Backend, CacheMode};
use serde::{Deserialize, Serialize};

use crate::{Bounds, Played, Refused};

/// What identifies a bot: see [`replay::SeatInfo::identity`].
pub type Identity = (ModuleHash, Option<ScriptHash>);

/// What a parent asks for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// The first one. Answered by [`Answer::Ready`].
    Begin { cache: CacheMode, bounds: Bounds },
    /// Admit, compile and keep a module, or a script and its interpreter, in place of the same bot by another compiler.
    /// Answered by [`Answer::Loaded`], [`Answer::Refused`] or [`Answer::Failed`].
    Load { bytes: Vec<u8>, script: Option<Language>, backend: Backend },
    /// Play a match of bots that are loaded. `scripts` has one place a seat, since a header alone says nothing of them.
    /// Answered by any number of [`Answer::Turn`], then [`Answer::Over`] or [`Answer::Failed`].
    Play { header: Box<Header>, scripts: Vec<Option<ScriptHash>>, record: Record },
}

/// What becomes of a match besides its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Record {
    /// Nothing.
    None,
    /// Its replay comes with the result.
    Kept,
    /// It is shown while it is played, too.
    Shown,
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// It is confined.
    Ready,
    /// The bot with this identity can be played with.
    Loaded(Identity),
    /// The bot is not admitted.
    Refused(Refused),
    /// The host failed; here is what it said.
    Failed(String),
    /// The match has come to this turn. `shown` are the bytes that follow those that were shown before: a replay without
    /// logs, that grows.
    Turn { turn: u32, shown: Vec<u8> },
    /// The match is over.
    Over(Box<Played>),
}
