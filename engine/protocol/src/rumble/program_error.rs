use alloc::{format, string::String};
use core::fmt;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Failure, RobotError};

/// How a robot's program failed as a whole, as the original writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProgramError {
    /// It gave no reason.
    InternalError,
    /// It ended before it answered.
    NoData,
    /// The robot could not be loaded, or its `init_turn` failed.
    InitError(RobotError),
    /// The first line was not about initialisation.
    NoInitError,
    /// The answer was none; the text says where.
    DataError(String),
    /// Reading or writing failed.
    IO(String),
    /// It took too long. The original tells a time; here it is fuel.
    Timeout(Value),
}

impl ProgramError {
    /// An answer that cannot be read, as far as it was read. Names the place and not the reason, since that would be the
    /// text of a dependency, and what a replay holds must never change with one.
    pub(super) fn bad_data(error: &serde_json::Error) -> ProgramError {
        ProgramError::DataError(format!("the answer cannot be understood at column {}", error.column()))
    }

    /// What a replay records of it.
    pub fn failure(&self) -> Failure {
        match self {
            ProgramError::InternalError => Failure::Internal,
            ProgramError::NoData => Failure::NoData,
            ProgramError::InitError(_) => Failure::Init,
            ProgramError::NoInitError => Failure::NoInit,
            ProgramError::DataError(_) => Failure::BadData,
            ProgramError::IO(_) => Failure::Io,
            ProgramError::Timeout(_) => Failure::OutOfFuel,
        }
    }
}

/// What happened, and after it what the robot says of it, if anything.
impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.failure().explanation().trim())?;
        match self {
            ProgramError::InitError(error) => write!(f, "\n{error}"),
            ProgramError::DataError(text) | ProgramError::IO(text) => write!(f, "\n{text}"),
            _ => Ok(()),
        }
    }
}
