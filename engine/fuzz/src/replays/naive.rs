//! What a replay may show, decided without its reader: by the digests that stand in the file, and by playing its orders.

use std::collections::BTreeMap;

use protocol::{Digest, Tick};
use replay::{Reader, Verified};
use rules::{Game, Order, Report, chain};

use super::{frame, told};

/// A state as the game saves it.
pub(super) fn state(game: &dyn Game) -> Vec<u8> {
    let mut bytes = Vec::new();
    game.save(&mut bytes);
    bytes
}

/// What stands at the front of a block, as `replays/README.md` lays it out.
struct Front {
    first: u32,
    turns: u32,
    /// The first four bytes of the digest after each turn, and all of the last.
    shorts: Vec<[u8; 4]>,
    last: Digest,
}

impl Front {
    fn read(body: &[u8]) -> Front {
        let turns = u32::from(body[4]);
        let mut last = Digest::default();
        last.0.copy_from_slice(&body[22..38]);
        let shorts = body[38..].as_chunks().0[..turns as usize - 1].to_vec();
        Front { first: u32::from_le_bytes(*body.first_chunk().unwrap()), turns, shorts, last }
    }

    /// Whether the digest is the one that was recorded after a turn.
    fn is_recorded(&self, turn: u32, digest: Digest) -> bool {
        match self.shorts.get((turn - self.first) as usize) {
            Some(short) => digest.0.starts_with(short),
            None => digest == self.last,
        }
    }
}

/// Plays each block of a file, and requires every state to be the one whose digest stands in the file after that tick.
/// Gives the states by tick.
pub(super) fn recorded_states(file: &[u8], reader: &Reader) -> BTreeMap<Tick, Vec<u8>> {
    let sections = frame::sections(file);
    let blocks = sections.iter().filter(|(kind, _)| *kind == b'B').map(|(_, body)| Front::read(body));
    let mut states = BTreeMap::new();
    // Digests are chained, also from block to block.
    let mut last = Digest::default();
    for block in blocks {
        let mut digest = last;
        let mut playback = reader.play_from(Tick(block.first));
        while let Some(step) = told(playback.next()).flatten() {
            let tick = step.tick.0;
            if tick >= block.first + block.turns {
                break;
            }
            digest = chain(digest, step.game, &mut Vec::new());
            assert!(block.is_recorded(tick, digest), "the digest after tick {tick} is {digest}");
            assert_eq!(step.record.digest, digest);
            states.insert(step.tick, state(step.game));
        }
        last = block.last;
    }
    states
}

/// Plays the orders of a replay that was verified, and requires its digest and its outcome to come of them.
pub(super) fn verdict(reader: &Reader, verified: Option<Verified>) {
    let Some(verified) = verified else { return };
    let header = reader.header();
    let mut game = rules::start(&header.game, &header.params, &header.map, &header.seed).unwrap();
    let mut digest = chain(Digest::default(), &*game, &mut Vec::new());
    for tick in 1..=reader.last_tick().0 {
        let seats = reader.seats(Tick(tick)).unwrap();
        let orders: Vec<Vec<Order>> = seats.into_iter().map(|seat| seat.orders).collect();
        game.play(&orders, &mut Report::default());
        digest = chain(digest, &*game, &mut Vec::new());
    }
    if reader.turns() > 0 {
        assert_eq!((verified.ticks, verified.digest), (game.tick().0, digest));
        assert_eq!(reader.digest(), Some(digest));
    }
    if verified.complete {
        assert_eq!(reader.outcome(), game.outcome().as_ref());
    }
}
