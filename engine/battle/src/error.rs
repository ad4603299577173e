use protocol::Seat;
use rules::SetupError;
use sandbox::HostError;
use thiserror::Error;

/// Who has to act on an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was handed in: a module, a map, a rule set, a replay.
    Input,
    /// The machine, or the engine itself.
    Host,
}

/// A match that could not be played to its end.
#[derive(Debug, Error)]
pub enum BattleError {
    /// The game cannot be set up.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The game, or its map, is for another number of bots.
    #[error("the match is for {cores} bots, but {bots} are to play; name {cores} bots or choose another map")]
    Seats {
        /// Bots that it is for.
        cores: usize,
        /// Bots named.
        bots: usize,
    },
    /// The host failed a seat; the bot is not to blame.
    #[error("seat {seat}: {source}")]
    Host {
        /// The seat.
        seat: Seat,
        /// What happened.
        source: HostError,
    },
    /// The replay cannot be written.
    #[error("cannot write the replay {place}: {source}")]
    Write {
        /// The file.
        place: String,
        /// Why.
        source: std::io::Error,
    },
}

impl BattleError {
    /// Who has to act.
    pub fn fault(&self) -> Fault {
        match self {
            BattleError::Setup(_) | BattleError::Seats { .. } => Fault::Input,
            BattleError::Host { .. } | BattleError::Write { .. } => Fault::Host,
        }
    }
}
