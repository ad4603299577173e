use protocol::{Digest, Tick};
use rules::{Game, Report};

use crate::block::Block;
use crate::{Field, Mismatch};

/// A game that is being played again from a replay. No state leaves it whose digest is not the recorded one.
pub(crate) struct Replaying {
    pub(crate) game: Box<dyn Game>,
    /// Digest of the game's state.
    pub(crate) digest: Digest,
    /// What happened in the last turn.
    pub(crate) report: Report,
    scratch: Vec<u8>,
}

impl Replaying {
    /// From a state whose digest is known.
    pub(crate) fn new(game: Box<dyn Game>, digest: Digest) -> Replaying {
        Replaying { game, digest, report: Report::default(), scratch: Vec::new() }
    }

    /// From the state before the first tick.
    pub(crate) fn from_start(game: Box<dyn Game>) -> Replaying {
        let digest = rules::chain(Digest::default(), &*game, &mut Vec::new());
        Replaying::new(game, digest)
    }

    /// Plays a turn of a block, the one after the last, and compares the state with what was recorded.
    pub(crate) fn step(&mut self, block: &Block, turn: u32) -> Result<(), Mismatch> {
        self.report.events.clear();
        self.report.failed.clear();
        let over = self.game.outcome().is_some();
        let farewell = turn != 0 && !block.head.plays(turn);
        if turn != 0 && over != farewell {
            let tell = |over| if over { "the match is over" } else { "the match goes on" }.to_owned();
            let tick = Tick(turn - 1);
            return Err(Mismatch {
                tick,
                field: Field::Length,
                recorded: tell(farewell),
                computed: tell(over),
            });
        }
        if block.head.plays(turn) {
            self.game.play(block.orders(turn), &mut self.report);
            self.digest = rules::chain(self.digest, &*self.game, &mut self.scratch);
        }
        block.head.check(turn, self.digest)
    }
}
