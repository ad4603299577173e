use std::fmt;

use protocol::{Digest, Tick};
use thiserror::Error;

use crate::block::Block;
use crate::replaying::Replaying;
use crate::{Reader, ReplayError};

/// A replay whose states all follow from its header and its orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Ticks that were played again.
    pub ticks: u32,
    /// Digest of the last state.
    pub digest: Digest,
    /// Whether the file is complete, so that its outcome was compared too.
    pub complete: bool,
}

/// The first thing in a replay that does not follow from its header and its orders.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("tick {tick}, {field}: recorded {recorded}, computed {computed}")]
pub struct Mismatch {
    /// After which tick.
    pub tick: Tick,
    /// What differs.
    pub field: Field,
    /// As the file has it. `..` stands for what a file leaves out.
    pub recorded: String,
    /// As it came out.
    pub computed: String,
}

/// What can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The chained digest of the state.
    Digest,
    /// The state stored at the front of a block.
    Keyframe,
    /// When the match ends.
    Length,
    /// The result.
    Outcome,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Digest => "digest",
            Field::Keyframe => "keyframe",
            Field::Length => "length",
            Field::Outcome => "outcome",
        })
    }
}

/// Plays the recorded orders again from the start, without any bot, and compares every digest, every keyframe and the
/// outcome. An unfinished file is compared as far as it goes.
///
/// What this cannot notice: orders that a bot did not give, put in with all digests computed anew. Only playing the
/// bots again does.
///
/// # Errors
/// [`ReplayError::Mismatch`] for the first thing that differs; others for a file that cannot be read or played here.
pub fn verify(reader: &Reader) -> Result<Verified, ReplayError> {
    let mut replaying = Replaying::from_start(reader.start()?);
    let mut before = Digest::default();
    let mut state = Vec::new();
    for index in 0..reader.heads().count() {
        let block = reader.block(index)?;
        check_keyframe(&block, before, &replaying, &mut state)?;
        for turn in block.head.first..block.head.end() {
            let last = replaying.digest;
            replaying.step(&block, turn)?;
            if block.head.plays(turn) {
                before = last;
            }
        }
    }
    if let Some(outcome) = reader.outcome() {
        let computed = replaying.game.outcome();
        if computed.as_ref() != Some(outcome) {
            return Err(Mismatch {
                tick: replaying.game.tick(),
                field: Field::Outcome,
                recorded: format!("{outcome:?}"),
                computed: computed.map_or("none".to_owned(), |computed| format!("{computed:?}")),
            }
            .into());
        }
    }
    Ok(Verified { ticks: replaying.game.tick().0, digest: replaying.digest, complete: reader.is_complete() })
}

/// Compares a block's keyframe with the state that was played so far.
fn check_keyframe(
    block: &Block,
    before: Digest,
    replaying: &Replaying,
    state: &mut Vec<u8>,
) -> Result<(), ReplayError> {
    state.clear();
    replaying.game.save(state);
    let same = *state == block.keyframe && before == block.head.before;
    if same {
        return Ok(());
    }
    let tell = |before: Digest, state: &[u8]| {
        let mut hasher = blake3::Hasher::new();
        let sum = hasher.update(&before.0).update(state).finalize();
        format!("{} bytes, {}", state.len(), &sum.to_hex()[..32])
    };
    Err(Mismatch {
        tick: block.head.keyframe_tick(),
        field: Field::Keyframe,
        recorded: tell(block.head.before, &block.keyframe),
        computed: tell(before, state),
    }
    .into())
}
