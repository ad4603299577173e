//! The orders of a block, as a table for each seat: a row a unit, a column a turn, a symbol a cell.
//!
//! What a unit does is like what it did in the turns before, so a row is close to a run of one symbol and a table packs
//! far better than lists of orders would.

use std::collections::BTreeSet;

use protocol::{Dir, UnitId};
use rules::Order;

use crate::cursor::{Cursor, Flaw, put_varint};
use crate::record::{CORE_ROW, TurnRecord, place};

/// By turn, by seat.
pub(crate) type BlockOrders = Vec<Vec<Vec<Order>>>;

/// An order without its unit and amount. 0 is no order; else 1 + (has an amount) + 2 x (direction + 5 x verb), where
/// the direction is 0 to 3 clockwise from the north, 4 for none.
fn symbol(order: &Order) -> u64 {
    let dir = order.to.map_or(4, |dir| dir as u64);
    1 + u64::from(order.amount != 0) + 2 * (dir + 5 * u64::from(order.verb))
}

/// What [`symbol`] says: verb, direction, whether an amount follows.
fn meaning(symbol: u64) -> Result<Option<(u8, Option<Dir>, bool)>, Flaw> {
    let Some(code) = symbol.checked_sub(1) else { return Ok(None) };
    let verb = u8::try_from(code / 10).map_err(|_| Flaw::Malformed("holds an order of no possible kind"))?;
    let dir = Dir::ALL.get((code / 2 % 5) as usize).copied();
    Ok(Some((verb, dir, code % 2 == 1)))
}

/// Appends the orders of all turns: for each seat its rows, then its cells row by row, then its amounts.
pub(crate) fn encode(turns: &[TurnRecord], seats: usize, out: &mut Vec<u8>) {
    for seat in 0..seats {
        let rows: BTreeSet<u32> = turns.iter().flat_map(|turn| &turn.seats[seat].orders).map(place).collect();
        put_varint(out, rows.len() as u64);
        let mut next = 0;
        for &row in &rows {
            put_varint(out, u64::from(row - next));
            next = row + 1;
        }
        let mut amounts = Vec::new();
        let mut read = vec![0; turns.len()];
        let mut cells = vec![Vec::with_capacity(turns.len()); rows.len()];
        for (row, cells) in rows.iter().zip(&mut cells) {
            for (turn, read) in turns.iter().zip(&mut read) {
                let order = turn.seats[seat].orders.get(*read).filter(|order| place(order) == *row);
                *read += usize::from(order.is_some());
                put_varint(cells, order.map_or(0, symbol));
                if let Some(order) = order.filter(|order| order.amount != 0) {
                    put_varint(&mut amounts, u64::from(order.amount));
                }
            }
        }
        cells.iter().for_each(|cells| out.extend_from_slice(cells));
        out.extend_from_slice(&amounts);
    }
}

/// Reads what [`encode`] wrote.
pub(crate) fn decode(cursor: &mut Cursor<'_>, turns: usize, seats: usize) -> Result<BlockOrders, Flaw> {
    let mut orders: BlockOrders = vec![vec![Vec::new(); seats]; turns];
    for seat in 0..seats {
        let rows = take_rows(cursor)?;
        let mut owed = Vec::new();
        for &unit in &rows {
            let mut used = false;
            for (turn, orders) in orders.iter_mut().enumerate() {
                let Some((verb, to, has_amount)) = meaning(cursor.varint()?)? else { continue };
                used = true;
                let list = &mut orders[seat];
                if list.len() == crate::limits::ORDERS_PER_TURN {
                    return Err(Flaw::Malformed("holds more orders of a seat in a turn than is allowed"));
                }
                if has_amount {
                    owed.push((turn, list.len()));
                }
                list.push(Order { unit, verb, to, amount: 0 });
            }
            if !used {
                return Err(Flaw::Malformed("has a row without an order"));
            }
        }
        for (turn, index) in owed {
            let amount = u32::try_from(cursor.varint()?).ok().filter(|&amount| amount != 0);
            orders[turn][seat][index].amount = amount.ok_or(Flaw::Malformed("holds an impossible amount"))?;
        }
    }
    Ok(orders)
}

/// The units of a seat's rows; `None` is the core.
fn take_rows(cursor: &mut Cursor<'_>) -> Result<Vec<Option<UnitId>>, Flaw> {
    let count = cursor.count("rows of orders", CORE_ROW as usize + 1)?;
    let mut rows = Vec::new();
    let mut next = 0;
    for _ in 0..count {
        let row = cursor.varint()?.checked_add(next).filter(|&row| row <= u64::from(CORE_ROW));
        let row = row.ok_or(Flaw::Malformed("orders a unit whose number no unit can have"))?;
        rows.push(u16::try_from(row).ok().map(UnitId));
        next = row + 1;
    }
    Ok(rows)
}
