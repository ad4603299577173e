//! What workers do, handed out by apalis: its leases, heartbeats, retries and its recovery of what a dead worker held.

mod broadcast;
mod queue;
mod worker;

use serde::{Deserialize, Serialize};

pub(crate) use queue::Queue;
pub(crate) use worker::{Hands, Worker};

/// The priority of a match, and of whatever takes turns with matches.
const IN_TURN: usize = 1;

/// Something to be done by a worker, wherever it is. Each may be done twice and counts once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Job {
    /// Look into a version.
    Admit(String),
    /// Play a match.
    Play(String),
    /// Play a match again, to see whether it comes out the same.
    Check(String),
}

impl Job {
    /// Somebody waits for admissions, unless there are many; spot checks can wait.
    fn priority(&self) -> usize {
        match self {
            Job::Admit(_) => 2,
            Job::Play(_) => IN_TURN,
            Job::Check(_) => 0,
        }
    }

    /// Jobs with the same key are one.
    fn key(&self) -> String {
        match self {
            Job::Admit(id) => format!("admit {id}"),
            Job::Play(id) => format!("play {id}"),
            Job::Check(id) => format!("check {id}"),
        }
    }
}
