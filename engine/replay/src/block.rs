use std::io;

use protocol::{Digest, Tick};
use rules::{Game, Order};

use crate::cursor::{Cursor, Flaw};
use crate::ledger::{self, BlockLedger, Entry};
use crate::orders::{self, BlockOrders};
use crate::pack::{put_packed, take_packed};
use crate::{Field, Mismatch, ReplayError, SeatRecord, TurnRecord, limits};

/// The first bytes of a turn's digest. The whole digest follows from the rules; these name the turn in which a
/// recomputed one parts from it.
pub(crate) type ShortDigest = [u8; 4];

pub(crate) fn shorten(digest: Digest) -> ShortDigest {
    let mut short = ShortDigest::default();
    short.copy_from_slice(&digest.0[..4]);
    short
}

/// What stands uncompressed at the front of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BlockHead {
    /// Number of its first turn.
    pub(crate) first: u32,
    /// Turns in it, at least 1.
    pub(crate) turns: usize,
    /// Whether its last turn is the farewell.
    pub(crate) farewell: bool,
    /// What was chained with the keyframe to give the digest of the keyframe's state.
    pub(crate) before: Digest,
    /// Digest after its last turn.
    pub(crate) last: Digest,
    /// Of all of its turns but the last.
    pub(crate) shorts: Vec<ShortDigest>,
}

const FAREWELL: u8 = 1;

impl BlockHead {
    fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.first.to_le_bytes());
        out.push(self.turns as u8);
        out.push(if self.farewell { FAREWELL } else { 0 });
        out.extend_from_slice(&self.before.0);
        out.extend_from_slice(&self.last.0);
        self.shorts.iter().for_each(|short| out.extend_from_slice(short));
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>) -> Result<BlockHead, Flaw> {
        let first = cursor.u32()?;
        let turns = usize::from(cursor.byte()?);
        let flags = cursor.byte()?;
        if flags & !FAREWELL != 0 {
            return Err(Flaw::Malformed("has flags that format 1 does not know"));
        }
        if turns == 0 {
            return Err(Flaw::Malformed("holds no turn"));
        }
        Flaw::limit("turns", turns as u64, limits::TURNS_PER_BLOCK)?;
        Flaw::limit("turns", u64::from(first) + turns as u64, limits::TURNS as usize)?;
        let before = Digest(cursor.array()?);
        let last = Digest(cursor.array()?);
        let shorts = (1..turns).map(|_| cursor.array()).collect::<Result<_, Flaw>>()?;
        Ok(BlockHead { first, turns, farewell: flags & FAREWELL != 0, before, last, shorts })
    }

    /// The turn after its last.
    pub(crate) fn end(&self) -> u32 {
        self.first + self.turns as u32
    }

    /// The tick that had been played when its keyframe was taken.
    pub(crate) fn keyframe_tick(&self) -> Tick {
        Tick(self.first.saturating_sub(1))
    }

    /// Whether a turn of this block plays a tick: not initialisation, not the farewell.
    pub(crate) fn plays(&self, turn: u32) -> bool {
        turn != 0 && !(self.farewell && turn + 1 == self.end())
    }

    /// Compares the digest after a turn with what was recorded.
    pub(crate) fn check(&self, turn: u32, computed: Digest) -> Result<(), Mismatch> {
        let wrong = |recorded: String| Mismatch {
            tick: Tick(turn),
            field: Field::Digest,
            recorded,
            computed: computed.to_string(),
        };
        match self.shorts.get((turn - self.first) as usize) {
            Some(short) if *short == shorten(computed) => Ok(()),
            None if self.last == computed => Ok(()),
            Some(short) => {
                Err(wrong(short.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ".."))
            }
            None => Err(wrong(self.last.to_string())),
        }
    }
}

/// A block, unpacked.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) head: BlockHead,
    /// The state before its first tick, as [`Game::save`] writes it.
    pub(crate) keyframe: Vec<u8>,
    orders: BlockOrders,
    ledger: BlockLedger,
}

impl Block {
    /// The body of a block's section. The head's turns and digests are taken from the records.
    pub(crate) fn encode(
        first: u32,
        farewell: bool,
        before: Digest,
        keyframe: &[u8],
        turns: &[TurnRecord],
    ) -> io::Result<Vec<u8>> {
        let (last, others) = turns.split_last().expect("a block is written when it has a turn");
        let seats = last.seats.len();
        let shorts = others.iter().map(|turn| shorten(turn.digest)).collect();
        let head = BlockHead { first, turns: turns.len(), farewell, before, last: last.digest, shorts };
        let mut body = Vec::new();
        head.encode(&mut body);
        put_packed(&mut body, keyframe)?;
        for column in [orders::encode, ledger::encode] {
            let mut raw = Vec::new();
            column(turns, seats, &mut raw);
            if raw.len() > limits::COLUMN_BYTES {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "the orders of a block are too many for a replay",
                ));
            }
            put_packed(&mut body, &raw)?;
        }
        Ok(body)
    }

    /// Reads the body of a block's section.
    pub(crate) fn decode(body: &[u8], seats: usize) -> Result<Block, Flaw> {
        let mut cursor = Cursor(body);
        let head = BlockHead::decode(&mut cursor)?;
        let keyframe = take_packed(&mut cursor, "bytes of a state", limits::KEYFRAME_BYTES)?;
        let orders = take_column(&mut cursor, &head, seats, orders::decode)?;
        let ledger = take_column(&mut cursor, &head, seats, ledger::decode)?;
        cursor.finish()?;
        let idle = |turn: &Vec<Vec<Order>>| turn.iter().all(Vec::is_empty);
        if (head.first..).zip(&orders).any(|(turn, orders)| !head.plays(turn) && !idle(orders)) {
            return Err(Flaw::Malformed("holds orders for a turn in which none is taken"));
        }
        Ok(Block { head, keyframe, orders, ledger })
    }

    /// By seat.
    pub(crate) fn orders(&self, turn: u32) -> &[Vec<Order>] {
        &self.orders[(turn - self.head.first) as usize]
    }

    /// By seat.
    pub(crate) fn ledger(&self, turn: u32) -> &[Entry] {
        &self.ledger[(turn - self.head.first) as usize]
    }

    /// What each seat did in a turn.
    pub(crate) fn seats(&self, turn: u32) -> Vec<SeatRecord> {
        let entries = self.ledger(turn).iter().cloned();
        let join = |(orders, Entry { drops, fuel, status }): (&Vec<Order>, Entry)| SeatRecord {
            orders: orders.clone(),
            drops,
            fuel,
            status,
        };
        self.orders(turn).iter().zip(entries).map(join).collect()
    }

    /// Puts a game into the state of the keyframe, and gives that state's digest.
    pub(crate) fn load(&self, game: &mut dyn Game, scratch: &mut Vec<u8>) -> Result<Digest, ReplayError> {
        let bad = |source| ReplayError::Keyframe { turn: Tick(self.head.first), source };
        game.load(&self.keyframe).map_err(bad)?;
        let expected = self.head.keyframe_tick();
        if game.tick() != expected {
            return Err(Mismatch {
                tick: expected,
                field: Field::Keyframe,
                recorded: format!("a state of tick {}", game.tick()),
                computed: format!("a state of tick {expected}"),
            }
            .into());
        }
        Ok(rules::chain(self.head.before, game, scratch))
    }
}

/// Unpacks and reads one column.
fn take_column<T>(
    cursor: &mut Cursor<'_>,
    head: &BlockHead,
    seats: usize,
    read: fn(&mut Cursor<'_>, usize, usize) -> Result<T, Flaw>,
) -> Result<T, Flaw> {
    let raw = take_packed(cursor, "bytes of a column", limits::COLUMN_BYTES)?;
    let mut column = Cursor(&raw);
    let content = read(&mut column, head.turns, seats)?;
    column.finish()?;
    Ok(content)
}
