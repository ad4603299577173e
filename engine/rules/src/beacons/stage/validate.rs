//! Stage 1: orders are taken apart, and those that cannot be carried out are dropped; their units wait.

use alloc::vec::Vec;
use protocol::{Reason, Seat, UnitId};

use super::Round;
use crate::{Order, beacons::act::Act};

pub(super) fn run(round: &mut Round<'_>, orders: &[Vec<Order>]) {
    let scratch = &mut *round.scratch;
    scratch.acts.clear();
    scratch.acts.resize(round.state.units.len(), None);
    scratch.spawns.fill(None);
    for (seat, orders) in round.board.seats().zip(orders) {
        let mut next = round.state.range(seat).start;
        for order in orders {
            let taken = match order.unit {
                Some(id) => order_unit(round, seat, id, order, &mut next),
                None => order_core(round, seat, order),
            };
            if let Err(why) = taken {
                round.fail(seat, order.unit, why);
            }
        }
    }
}

/// Takes an order of a unit. Orders usually come in the order of the units: `next` is where this one should be found.
fn order_unit(
    round: &mut Round<'_>,
    seat: Seat,
    id: UnitId,
    order: &Order,
    next: &mut usize,
) -> Result<(), Reason> {
    let act = Act::of(order)?;
    let expected = round.state.units.get(*next).filter(|unit| (unit.seat, unit.id) == (seat, id));
    let index = match expected {
        Some(_) => *next,
        None => round.state.find(seat, id).ok_or(Reason::NoSuchUnit)?,
    };
    *next = index + 1;
    let unit = round.state.units[index];
    let slot = &mut round.scratch.acts[index];
    if slot.is_some() {
        return Err(Reason::DuplicateOrder);
    }
    *slot = Some(Act::Wait);
    match act {
        Act::Lance(_) if unit.cargo < round.params.lance_cost => return Err(Reason::LanceNeedsCargo),
        Act::Guard if unit.guarded => return Err(Reason::GuardedLastTick),
        _ => *slot = Some(act),
    }
    Ok(())
}

fn order_core(round: &mut Round<'_>, seat: Seat, order: &Order) -> Result<(), Reason> {
    let Act::Spawn(to) = Act::of(order)? else { return Err(Reason::BadOrder) };
    let slot = &mut round.scratch.spawns[seat.index()];
    if slot.is_some() {
        return Err(Reason::DuplicateOrder);
    }
    *slot = Some(to);
    Ok(())
}
