use std::sync::Arc;

use protocol::Tick;
use rules::{Game, Report};

use crate::block::Block;
use crate::replaying::Replaying;
use crate::{Reader, ReplayError, TurnRecord};

/// Plays a recorded match tick by tick: first the start, tick 0, then each tick. In a growing file it ends at the last
/// whole block.
pub struct Playback<'r> {
    reader: &'r Reader,
    next: Tick,
    replaying: Option<Replaying>,
    block: Option<Arc<Block>>,
    record: TurnRecord,
}

/// What a [`Playback`] shows of one tick.
pub struct Step<'p> {
    /// The tick; 0 is the start.
    pub tick: Tick,
    /// The game after it.
    pub game: &'p dyn Game,
    /// What happened in it.
    pub report: &'p Report,
    /// What was recorded of it.
    pub record: &'p TurnRecord,
}

impl<'r> Playback<'r> {
    pub(crate) fn new(reader: &'r Reader, first: Tick) -> Playback<'r> {
        Playback { reader, next: first, replaying: None, block: None, record: TurnRecord::default() }
    }

    /// The game before a turn of a block.
    fn before(&self, block: &Block, turn: Tick) -> Result<Replaying, ReplayError> {
        let mut replaying = self.reader.before_block(self.reader.block_of(turn)?)?;
        for earlier in block.head.first..turn.0 {
            replaying.step(block, earlier)?;
        }
        Ok(replaying)
    }

    /// Plays the next tick; `None` after the last.
    ///
    /// # Errors
    /// [`ReplayError`]; the next call then meets the same one again.
    #[allow(
        clippy::should_implement_trait,
        reason = "a step borrows the playback, which an iterator cannot lend"
    )]
    pub fn next(&mut self) -> Result<Option<Step<'_>>, ReplayError> {
        let tick = self.next;
        if tick.0 >= self.reader.turns() || tick > self.reader.last_tick() {
            return Ok(None);
        }
        let block = match self.block.take().filter(|block| tick.0 < block.head.end()) {
            Some(block) => block,
            None => self.reader.block(self.reader.block_of(tick)?)?,
        };
        let mut replaying = match self.replaying.take() {
            Some(replaying) => replaying,
            None => self.before(&block, tick)?,
        };
        replaying.step(&block, tick.0)?;
        self.next = tick.next();
        self.record = TurnRecord { seats: block.seats(tick.0), digest: replaying.digest };
        self.block = Some(block);
        let Replaying { game, report, .. } = self.replaying.insert(replaying);
        Ok(Some(Step { tick, game: &**game, report, record: &self.record }))
    }
}
