//! What a bot said to its author in a match, and how it ended, from the replay.

use protocol::{Status, Tick};
use replay::{Reader, ReplayError};

/// The longest last words that are kept, in characters: a line of a page.
const LAST_WORDS_CHARS: usize = 160;

/// What one seat said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Diary {
    /// Bytes that it logged.
    pub(crate) bytes: u64,
    /// Bytes that were too many.
    pub(crate) lost: u64,
    /// The last line that it logged.
    pub(crate) last_words: Option<String>,
    /// The stable word for how it stopped; none where it did not.
    pub(crate) ending: Option<String>,
}

/// Reads what every seat said.
///
/// # Errors
/// [`ReplayError`].
pub(crate) fn read(replay: &[u8]) -> Result<Vec<Diary>, ReplayError> {
    let reader = Reader::from_bytes(replay.to_vec())?;
    let mut diaries = vec![Diary::default(); reader.header().seats.len()];
    for turn in 0..reader.turns() {
        if reader.has_logs() {
            for (diary, log) in diaries.iter_mut().zip(reader.logs(Tick(turn))?) {
                diary.bytes += log.stderr.len() as u64;
                diary.lost += log.lost;
                diary.last_words = last_line(&log.stderr).or(diary.last_words.take());
            }
        }
        for (diary, seat) in diaries.iter_mut().zip(reader.seats(Tick(turn))?) {
            if diary.ending.is_none() && turn <= reader.last_tick().0 {
                diary.ending = ending(seat.status);
            }
        }
    }
    Ok(diaries)
}

fn ending(status: Status) -> Option<String> {
    match status {
        Status::Waiting | Status::OutOfFuel => None,
        Status::Exited(code) => Some(format!("exited {code}")),
        Status::Faulted(fault) => Some(fault.word().to_owned()),
    }
}

fn last_line(stderr: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    // What is kept is shown in pages and in terminals: NUL would not even fit in Postgres.
    Some(line.chars().filter(|c| !c.is_control()).take(LAST_WORDS_CHARS).collect())
}
