use protocol::ModuleHash;
use replay::Header;
use sandbox::{Backend, CacheMode};
use serde::{Deserialize, Serialize};

use crate::{Bounds, Played, Refused};

/// What a worker plays with. None of it changes a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engine {
    /// The compiler.
    pub backend: Backend,
    /// Where compiled modules are kept. A worker has no environment: give it [`CacheMode::found`], not
    /// [`CacheMode::User`].
    pub cache: CacheMode,
}

/// What a parent asks for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// The first one. Answered by [`Answer::Ready`].
    Begin { engine: Engine, bounds: Bounds },
    /// Admit, compile and keep a module. Answered by [`Answer::Loaded`], [`Answer::Refused`] or [`Answer::Failed`].
    Load(Vec<u8>),
    /// Play a match of modules that are loaded. Answered by any number of [`Answer::Turn`], then [`Answer::Over`] or
    /// [`Answer::Failed`].
    Play { header: Box<Header>, keep_replay: bool },
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// It is confined.
    Ready,
    /// The module can be played with.
    Loaded(ModuleHash),
    /// The module is not admitted.
    Refused(Refused),
    /// The host failed; here is what it said.
    Failed(String),
    /// The match has come to this turn.
    Turn(u32),
    /// The match is over.
    Over(Box<Played>),
}
