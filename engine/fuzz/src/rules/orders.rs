use arbitrary::Unstructured;
use protocol::{Dir, Seat, UnitId, beacons::Verb};
use rules::beacons::Beacons;
use rules::{Game, Order};

use crate::pick::Pick;

/// Orders of a seat in its own frame: for units that it has and some that it has not, in no order, now and then without
/// sense.
pub(super) fn any(game: &Beacons, seat: Seat, u: &mut Unstructured<'_>) -> Vec<Order> {
    let units: Vec<UnitId> =
        game.frame().pieces.iter().filter(|piece| piece.seat == seat).map(|piece| piece.unit).collect();
    let count = match u.below(8) {
        0 => 0,
        1 => u.below(units.len() + 3),
        _ => units.len() + 1,
    };
    let mut orders: Vec<Order> = (0..count).map(|at| order(units.get(at).copied(), u)).collect();
    if u.rarely(16) {
        orders.reverse();
    }
    orders
}

/// An order for a unit, or for the core.
fn order(unit: Option<UnitId>, u: &mut Unstructured<'_>) -> Order {
    // One byte says most of it, so that an input of a few hundred is a match.
    let byte = u.byte();
    let to = Some(Dir::ALL[usize::from(byte & 3)]);
    let verb = byte >> 2 & 7;
    let mut order = match unit {
        Some(_) => Order { unit, verb: if verb == Verb::Spawn as u8 { 0 } else { verb }, to, amount: 0 },
        None => Order { unit, verb: Verb::Spawn as u8, to, amount: 0 },
    };
    if order.verb == Verb::Give as u8 {
        order.amount = u.one(&[1, 3, 10, 0, u32::MAX]);
    }
    if byte >> 5 == 7 {
        match u.below(5) {
            0 => order.verb = u.byte(),
            1 => order.to = None,
            2 => order.unit = Some(UnitId(u.bits() as u16)),
            3 => order.unit = Some(UnitId(u.byte().into())),
            _ => order.unit = None,
        }
    }
    order
}
