use std::io;
use std::time::Duration;

use replay::Escaped;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A module that is not admitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The stable word, see [`sandbox::RejectCode`].
    pub code: String,
    /// What breaks the rule, and where.
    pub detail: String,
    /// What the rule is, and what to do.
    pub explanation: String,
}

/// A worker that did not do what it was asked for. The bots are not to blame; the worker is gone, and a new one may
/// succeed.
#[derive(Debug, Error)]
pub enum WorkerError {
    /// No process could be started.
    #[error("cannot start a worker process: {0}; play without isolation, or fewer matches at once")]
    Start(io::Error),
    /// It ended by itself, or somebody ended it.
    #[error("the worker process was lost ({how}){}", said(.last_words))]
    Died {
        /// Its exit code or the signal.
        how: String,
        /// The end of what it wrote to stderr.
        last_words: String,
    },
    /// It was silent for longer than its fuel allows, and was ended.
    #[error("the worker process said nothing for {} s and was ended", .0.as_secs())]
    Silent(Duration),
    /// It took more memory than it may have, and was ended.
    #[error(
        "the worker process took {} MiB of memory, may have {} MiB, and was ended; allow it more, or play smaller matches",
        .taken_bytes >> 20, .most_bytes >> 20
    )]
    Memory {
        /// Memory that it had, in bytes.
        taken_bytes: u64,
        /// Memory that it may have, in bytes.
        most_bytes: u64,
    },
    /// It answered what nobody asked for.
    #[error("the worker process answered nonsense: {0}")]
    Nonsense(String),
    /// The host failed in it.
    #[error("{}", Escaped(.0))]
    Host(String),
}

fn said(last_words: &str) -> String {
    match last_words {
        "" => String::new(),
        words => format!(": {}", Escaped(words)),
    }
}
