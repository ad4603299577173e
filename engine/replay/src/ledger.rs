//! What a block says of each seat beside its orders: fuel, status and drops, as one column each.

use protocol::{Fault, Fuel, Note, Reason, Status, UnitId, limits};

use crate::cursor::{Cursor, Flaw, put_varint};
use crate::record::{CORE_ROW, TurnRecord};

/// A seat's turn without its orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) drops: Vec<Note>,
    pub(crate) fuel: Fuel,
    pub(crate) status: Status,
}

/// By turn, by seat.
pub(crate) type BlockLedger = Vec<Vec<Entry>>;

/// A difference as an unsigned number, small ones of either sign first: 0, -1, 1, -2.
fn zigzag(difference: u64) -> u64 {
    (difference << 1) ^ (((difference as i64) >> 63) as u64)
}

fn unzigzag(coded: u64) -> u64 {
    (coded >> 1) ^ (coded & 1).wrapping_neg()
}

/// Appends the columns: for each seat fuel by turn, as differences to the turn before, and status by turn; then for each
/// seat the number of drops by turn, and the drops.
pub(crate) fn encode(turns: &[TurnRecord], seats: usize, out: &mut Vec<u8>) {
    for seat in 0..seats {
        let column = || turns.iter().map(|turn| &turn.seats[seat]);
        let mut last = 0;
        for record in column() {
            put_varint(out, zigzag(record.fuel.0.wrapping_sub(last)));
            last = record.fuel.0;
        }
        column().for_each(|record| put_status(out, record.status));
    }
    for seat in 0..seats {
        let column = || turns.iter().map(|turn| &turn.seats[seat].drops);
        column().for_each(|drops| put_varint(out, drops.len() as u64));
        for note in column().flatten() {
            put_varint(out, note.unit.map_or(0, |unit| 1 + u64::from(unit.0)));
            out.push(note.why.code());
        }
    }
}

/// Reads what [`encode`] wrote.
pub(crate) fn decode(cursor: &mut Cursor<'_>, turns: usize, seats: usize) -> Result<BlockLedger, Flaw> {
    let blank = Entry { drops: Vec::new(), fuel: Fuel(0), status: Status::Waiting };
    let mut ledger = vec![vec![blank; seats]; turns];
    for seat in 0..seats {
        let mut last = 0_u64;
        for turn in &mut ledger {
            last = last.wrapping_add(unzigzag(cursor.varint()?));
            turn[seat].fuel = Fuel(last);
        }
        for turn in &mut ledger {
            turn[seat].status = take_status(cursor)?;
        }
    }
    for seat in 0..seats {
        let counts = ledger.iter().map(|_| cursor.count("drops of a seat", limits::DROPS_PER_TICK));
        let counts: Vec<usize> = counts.collect::<Result<_, Flaw>>()?;
        for (turn, count) in ledger.iter_mut().zip(counts) {
            turn[seat].drops = (0..count).map(|_| take_note(cursor)).collect::<Result<_, Flaw>>()?;
        }
    }
    Ok(ledger)
}

fn put_status(out: &mut Vec<u8>, status: Status) {
    match status {
        Status::Waiting => out.push(0),
        Status::OutOfFuel => out.push(1),
        Status::Exited(code) => {
            out.push(2);
            put_varint(out, u64::from(code));
        }
        Status::Faulted(fault) => out.extend_from_slice(&[3, fault.code()]),
    }
}

fn take_status(cursor: &mut Cursor<'_>) -> Result<Status, Flaw> {
    match cursor.byte()? {
        0 => Ok(Status::Waiting),
        1 => Ok(Status::OutOfFuel),
        2 => {
            let code = u32::try_from(cursor.varint()?);
            code.map(Status::Exited).map_err(|_| Flaw::Malformed("holds an impossible exit code"))
        }
        3 => {
            let fault = Fault::from_code(cursor.byte()?);
            fault.map(Status::Faulted).ok_or(Flaw::Malformed("holds an unknown fault"))
        }
        _ => Err(Flaw::Malformed("holds an unknown status")),
    }
}

fn take_note(cursor: &mut Cursor<'_>) -> Result<Note, Flaw> {
    let unit = cursor.count("units", CORE_ROW as usize)?.checked_sub(1).map(|unit| UnitId(unit as u16));
    let why = Reason::from_code(cursor.byte()?).ok_or(Flaw::Malformed("holds an unknown reason"))?;
    Ok(Note { unit, why })
}

#[cfg(test)]
mod tests {
    use super::{unzigzag, zigzag};

    #[test]
    fn differences_of_either_sign_are_small_and_come_back() {
        assert_eq!([0, u64::MAX, 1, u64::MAX - 1].map(zigzag), [0, 1, 2, 3]);
        for value in [0, 1, 77, 1 << 40, 1 << 63, u64::MAX] {
            assert_eq!(unzigzag(zigzag(value)), value);
        }
    }
}
