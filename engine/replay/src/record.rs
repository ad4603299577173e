use protocol::{Digest, Fuel, Mark, Note, Status, Tick, Watch, limits as said};
use rules::Order;
use serde::{Deserialize, Serialize};

use crate::{RecordError, limits};

/// One turn. Turn 0 is initialisation (the start line), 1 to N are the ticks, N + 1 is the farewell (the end line).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnRecord {
    /// By seat.
    pub seats: Vec<SeatRecord>,
    /// The chained digest of the state after it, as [`rules::chain`] makes it; the farewell repeats the last one.
    pub digest: Digest,
}

/// What one seat did in one turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRecord {
    /// Orders that stood, by rising unit number, the core's last. None in turn 0 and in the farewell.
    pub orders: Vec<Order>,
    /// What was dropped, and why; at most [`protocol::limits::DROPS_PER_TICK`].
    pub drops: Vec<Note>,
    /// Fuel spent in the turn.
    pub fuel: Fuel,
    /// How the turn ended.
    pub status: Status,
}

/// What one seat said to its author in one turn. It has no effect on the match and can be left out of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatLog {
    /// Standard error, as written: any bytes.
    pub stderr: Vec<u8>,
    /// Bytes of standard error that were cut after it.
    pub lost: u64,
    /// Drawn on the board.
    pub marks: Vec<Mark>,
    /// Shown beside the board.
    pub watches: Vec<Watch>,
}

impl TurnRecord {
    /// Whether a replay can hold it. `ordered` tells whether orders are taken in this turn.
    pub(crate) fn check(&self, turn: Tick, seats: usize, ordered: bool) -> Result<(), RecordError> {
        check_seats(turn, "records", seats, self.seats.len())?;
        for (seat, record) in self.seats.iter().enumerate() {
            check_limit(turn, "orders of a seat", record.orders.len(), limits::ORDERS_PER_TURN)?;
            check_limit(turn, "drops of a seat", record.drops.len(), said::DROPS_PER_TICK)?;
            if !ordered && !record.orders.is_empty() {
                return Err(RecordError::OutOfTurn { turn });
            }
            if !record.orders.is_sorted_by(|a, b| place(a) < place(b)) {
                return Err(RecordError::Unsorted { turn, seat });
            }
        }
        Ok(())
    }
}

impl SeatLog {
    /// Whether a replay can hold it.
    pub(crate) fn check(&self, turn: Tick) -> Result<(), RecordError> {
        check_limit(turn, "bytes of standard error", self.stderr.len(), limits::STDERR_BYTES)?;
        check_limit(turn, "marks", self.marks.len(), said::MARKS_PER_TICK)?;
        check_limit(turn, "watches", self.watches.len(), said::WATCHES_PER_TICK)?;
        for mark in &self.marks {
            if let Mark::Text { text, .. } = mark {
                check_limit(turn, "bytes of a mark's text", text.len(), said::MARK_TEXT_BYTES)?;
            }
        }
        for watch in &self.watches {
            check_limit(turn, "bytes of a watch's key", watch.key.len(), said::WATCH_KEY_BYTES)?;
            check_limit(turn, "bytes of a watch's value", watch.value.len(), said::WATCH_VALUE_BYTES)?;
        }
        Ok(())
    }

    /// About how many bytes it takes in a file, before compression.
    pub(crate) fn weight(&self) -> usize {
        let watches: usize = self.watches.iter().map(|w| w.key.len() + w.value.len() + 5).sum();
        self.stderr.len() + self.marks.len() * (said::MARK_TEXT_BYTES + 5) + watches
    }
}

/// Lists by seat have one entry for each seat.
pub(crate) fn check_seats(
    turn: Tick,
    what: &'static str,
    seats: usize,
    found: usize,
) -> Result<(), RecordError> {
    if seats == found { Ok(()) } else { Err(RecordError::Seats { turn, what, seats, found }) }
}

pub(crate) fn check_limit(
    turn: Tick,
    of: &'static str,
    found: usize,
    limit: usize,
) -> Result<(), RecordError> {
    if found <= limit { Ok(()) } else { Err(RecordError::OverLimit { turn, of, found, limit }) }
}

/// Row number of the core: above that of any unit.
pub(crate) const CORE_ROW: u32 = 1 << 16;

/// An order's place among those of its seat and turn: by rising unit number, the core's last.
pub(crate) fn place(order: &Order) -> u32 {
    order.unit.map_or(CORE_ROW, |unit| u32::from(unit.0))
}
