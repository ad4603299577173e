//! Stage 1: orders are taken apart, and those that make no sense are dropped; their units do nothing.

use alloc::vec::Vec;
use protocol::{Note, Reason, Seat, UnitId, rumble::Verb};

use super::Round;
use crate::{
    Event, Order,
    rumble::{BLUE, RED, act::Act},
};

pub(super) fn run(round: &mut Round<'_>, orders: &[Vec<Order>]) {
    round.acts.clear();
    round.acts.resize(round.state.units.len(), None);
    for (seat, orders) in [BLUE, RED].into_iter().zip(orders) {
        for order in orders {
            let taken = match order.unit {
                Some(unit) => order_unit(round, seat, unit, order),
                None => order_team(round, seat, order),
            };
            if let Err(why) = taken {
                round.report.failed[seat.index()].push(Note { unit: order.unit, why });
            }
        }
    }
}

fn order_unit(round: &mut Round<'_>, seat: Seat, id: UnitId, order: &Order) -> Result<(), Reason> {
    let act = Act::of(order)?;
    let index = round.state.find(id).ok_or(Reason::NoSuchUnit)?;
    if round.state.units[index].seat() != seat {
        return Err(Reason::NoSuchUnit);
    }
    match &mut round.acts[index] {
        Some(_) => Err(Reason::DuplicateOrder),
        slot => {
            *slot = Some(act);
            Ok(())
        }
    }
}

/// All that a team as a whole does is to forfeit.
fn order_team(round: &mut Round<'_>, seat: Seat, order: &Order) -> Result<(), Reason> {
    if order.verb != Verb::Forfeit as u8 {
        return Err(Reason::BadOrder);
    }
    round.state.forfeits[seat.index()] = true;
    round.event(Event::Forfeited { seat });
    Ok(())
}
