use std::io;
use std::sync::Arc;

use thiserror::Error;

use crate::Reject;

/// Something that the machine or the engine failed at. The bot is not to blame, and the match has no result.
#[derive(Clone, Debug, Error)]
pub enum HostError {
    /// The operating system started no thread for the player.
    #[error(
        "cannot start a thread for the player: {0}; raise the limit of threads, or play fewer matches at once"
    )]
    Thread(Arc<io::Error>),
    /// A module that was admitted could not be compiled, though the limits should allow every one of them.
    #[error("the {backend} compiler failed: {why}; try the other back end, and report the module")]
    Compile {
        /// The back end.
        backend: crate::Backend,
        /// Its own words.
        why: String,
    },
    /// The module was compiled, but no instance could be made: no memory or address space is left.
    #[error("cannot make an instance: {0}; give the process more memory, or play fewer matches at once")]
    Instantiate(String),
    /// Our own code panicked on the player's thread. The player is lost, the process is not.
    #[error("the player's thread panicked: {0}; this is a bug of the sandbox, please report it")]
    Panic(String),
    /// The guest was stopped for a reason that no admitted module can cause.
    #[error(
        "the runtime stopped the player in a way that has no fault: {0}; this is a bug, please report it"
    )]
    Runtime(String),
    /// A line for the player is longer than its stdin holds.
    #[error(
        "a line of {bytes} bytes for the player is longer than the {limit} bytes that its stdin holds; send less"
    )]
    InputTooLong {
        /// Length of the line.
        bytes: u64,
        /// The limit `stdin_bytes`.
        limit: u64,
    },
    /// A turn was begun before the last one was finished, or finished before it was begun.
    #[error("a turn was begun twice or finished twice: call `begin` and `finish` in turns")]
    TurnOrder,
    /// An interpreter that was built into the program is not what it should be.
    #[error(
        "the interpreter `{0}` in this program is damaged: its BLAKE3 is not that of its lock file; install the program again"
    )]
    Interpreter(&'static str),
    /// No cache folder can be found, because the user has no home folder.
    #[error("no cache folder: {0}; set ROBODROME_CACHE to a folder, or turn the cache off")]
    NoCacheFolder(String),
}

/// A module that cannot be played.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The module breaks a rule of admission: its author has to change it.
    #[error(transparent)]
    Rejected(#[from] Reject),
    /// The host failed.
    #[error(transparent)]
    Host(#[from] HostError),
}
