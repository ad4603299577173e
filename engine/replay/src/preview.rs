use std::io;

use rules::Game;

use crate::{ReplayError, TurnRecord, Writer};

/// The same match once more, for whoever watches while it is played: without logs, and cut into blocks whenever somebody
/// wants to see what is new, which would change the bytes of the replay that is kept.
///
/// It is begun when it is wanted, also in the middle of a match: a match that nobody watches costs nothing.
pub struct Preview(Writer<Vec<u8>>);

impl Preview {
    /// Begins with everything that was pushed so far into a replay that is written into memory.
    ///
    /// # Errors
    /// [`ReplayError`], if the bytes are not what the writer has written.
    pub fn of(kept: &Writer<Vec<u8>>) -> Result<Preview, ReplayError> {
        kept.branch_without_logs().map(Preview)
    }

    /// Records the turn that the game has just played, as it was pushed into the replay that is kept.
    ///
    /// # Errors
    /// As [`Writer::push`].
    pub fn push(&mut self, game: &dyn Game, record: &TurnRecord) -> io::Result<()> {
        self.0.push(game, record, &[])
    }

    /// The bytes that follow those that were given before: everything up to the last turn that was pushed. The first time
    /// they begin with the header. Each call costs about a keyframe.
    ///
    /// # Errors
    /// As [`Writer::sync`].
    pub fn news(&mut self) -> io::Result<Vec<u8>> {
        self.0.sync()?;
        Ok(self.0.take_written())
    }
}
