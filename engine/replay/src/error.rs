use std::io;
use std::path::PathBuf;

use protocol::Tick;
use rules::{BadState, SetupError};
use thiserror::Error;

use crate::Mismatch;

/// A replay that cannot be read, or not as asked.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// The operating system could not read it.
    #[error("cannot read the replay{}: {source}", at(.path))]
    Io {
        /// The file, where there is one.
        path: Option<PathBuf>,
        /// What it said.
        source: io::Error,
    },
    /// The file does not begin as a replay does.
    #[error(
        "this is not a replay: it does not begin with the bytes of one; is it another kind of file, or still packed?"
    )]
    NotAReplay,
    /// The file was written in a format that this version does not know.
    #[error(
        "the replay is in format {found}, this version reads formats 1 to {newest}: use a newer version of Robodrome"
    )]
    UnknownFormat {
        /// The format that the file names.
        found: u32,
        /// The newest one known here.
        newest: u32,
    },
    /// The file ends before its header does.
    #[error(
        "the replay is cut: it ends at byte {length}, within its header, so there is nothing to show; get the file again"
    )]
    NoHeader {
        /// Length of the file, in bytes.
        length: u64,
    },
    /// Bytes are not those that were written.
    #[error(
        "the replay is damaged: the {what} at byte {offset} does not match its checksum; get the file again"
    )]
    Damaged {
        /// Offset of the section, in bytes.
        offset: u64,
        /// The section.
        what: &'static str,
    },
    /// The checksum is right, but no writer of ours made this.
    #[error(
        "the replay is not valid: the {what} at byte {offset} {problem}; it was not written by Robodrome, or by a faulty version of it"
    )]
    Malformed {
        /// Offset of the section, in bytes.
        offset: u64,
        /// The section.
        what: &'static str,
        /// What is wrong, as the rest of a sentence.
        problem: &'static str,
    },
    /// A declared size or count is out of bounds; nothing was allocated for it.
    #[error(
        "the replay is refused: the {what} at byte {offset} claims {found} {of}, more than the {limit} allowed"
    )]
    OverLimit {
        /// Offset of the section, in bytes.
        offset: u64,
        /// The section.
        what: &'static str,
        /// What there is too much of.
        of: &'static str,
        /// The claim.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// The file that was being followed became shorter.
    #[error(
        "the replay was replaced while it was followed: it had {had} bytes and has {has} now; open it again"
    )]
    Replaced {
        /// Bytes that had been read.
        had: u64,
        /// Bytes that are left.
        has: u64,
    },
    /// The turn is not in the file.
    #[error("turn {turn} is not in the replay, which has {turns} turns, counted from 0{}", unfinished(*.complete))]
    NoSuchTurn {
        /// What was asked for.
        turn: Tick,
        /// Turns in the file.
        turns: u32,
        /// Whether the file is complete.
        complete: bool,
    },
    /// The file was written without logs, or they were taken out.
    #[error(
        "the replay holds no logs: they were left out when it was written, or stripped; play it again with its bots to have them"
    )]
    NoLogs,
    /// The replay was recorded under other rules, so its states cannot be had.
    #[error(
        "the replay is of epoch {recorded}, this engine of epoch {ours}, whose rules are those of epoch {oldest} and later: only \
         an engine with the replay's own rules can show or verify it"
    )]
    OtherEpoch {
        /// The replay's epoch.
        recorded: u32,
        /// [`rules::RULES_EPOCH`].
        oldest: u32,
        /// [`rules::EPOCH`].
        ours: u32,
    },
    /// Its game, parameters or map are not playable.
    #[error("the match of the replay cannot be set up: {0}")]
    Setup(#[from] SetupError),
    /// The header names another number of seats than its map has.
    #[error("the replay names {named} bots for a map with {seats} seats")]
    Seats {
        /// Bots in the header.
        named: usize,
        /// Seats of the game.
        seats: u8,
    },
    /// A keyframe is no state of this game.
    #[error("the state stored before turn {turn} cannot be loaded: {source}")]
    Keyframe {
        /// First turn of the block.
        turn: Tick,
        /// Why.
        source: BadState,
    },
    /// What was recorded does not follow from the rules.
    #[error("the replay contradicts itself: {0}")]
    Mismatch(#[from] Mismatch),
    /// Only a complete file can be signed.
    #[error("the replay is unfinished, and only a complete one can be signed")]
    Unfinished,
}

fn at(path: &Option<PathBuf>) -> String {
    path.as_ref().map(|path| format!(" {}", path.display())).unwrap_or_default()
}

fn unfinished(complete: bool) -> &'static str {
    if complete { "" } else { " and is unfinished" }
}

/// What a writer was given and cannot write. It arrives as the inner error of an [`io::Error`] of kind
/// [`InvalidInput`](io::ErrorKind::InvalidInput): the caller is at fault, and nothing of the turn was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// Lists by seat have the wrong length.
    #[error("turn {turn}: there are {seats} seats, but {found} entries in the list of {what}")]
    Seats {
        /// The turn.
        turn: Tick,
        /// The list.
        what: &'static str,
        /// Seats of the header.
        seats: usize,
        /// Entries given.
        found: usize,
    },
    /// A limit of the format is passed.
    #[error("turn {turn}: {found} {of} are more than the {limit} that a replay holds")]
    OverLimit {
        /// The turn.
        turn: Tick,
        /// What there is too much of.
        of: &'static str,
        /// How much was given.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// Orders are not sorted, or a unit has two.
    #[error("turn {turn}, seat {seat}: orders must be by rising unit number, the core's last, one for each")]
    Unsorted {
        /// The turn.
        turn: Tick,
        /// The seat.
        seat: usize,
    },
    /// Orders in the first turn or in the farewell.
    #[error("turn {turn}: no order is taken before the first tick or after the last")]
    OutOfTurn {
        /// The turn.
        turn: Tick,
    },
    /// The game is not where the record says.
    #[error(
        "turn {turn}: the game has played tick {tick}; push one record after each turn, then one farewell"
    )]
    OutOfStep {
        /// The turn that would be written.
        turn: Tick,
        /// The game's last tick.
        tick: Tick,
    },
    /// The farewell carries another digest than the last tick.
    #[error("turn {turn}: the farewell must repeat the digest of the last tick")]
    FarewellDigest {
        /// The turn.
        turn: Tick,
    },
    /// The match is not over, or already written.
    #[error("turn {turn}: a replay is finished once, after its farewell, with an outcome for its seats")]
    NotOver {
        /// The next turn.
        turn: Tick,
    },
}

impl From<RecordError> for io::Error {
    fn from(error: RecordError) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidInput, error)
    }
}
