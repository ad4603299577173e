//! What becomes of a line in a match: the orders that stand, and why the others do not.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use protocol::{Dir, Note, Reason, Seat, UnitId, beacons::Verb, limits, parse_reply};
use rules::{Game, Order, Turn};

use crate::rules::setup;

/// A match in which both seats have four units.
fn game() -> &'static dyn Game {
    // A game is `Send`, and nothing here changes it; so each thread could have its own, but one is enough.
    static GAME: OnceLock<rules::beacons::Beacons> = OnceLock::new();
    GAME.get_or_init(setup::small)
}

/// Requires every seat to be understood as a naive reading would have it.
pub(super) fn agrees(line: &[u8]) {
    for seat in [Seat(0), Seat(1)] {
        let mut turn = Turn::default();
        game().read_line(seat, line, &mut turn);
        let (orders, drops) = naive(seat, line);
        assert_eq!(turn.orders, orders);
        assert_eq!(turn.drops, drops);
        assert!(turn.marks.len() <= limits::MARKS_PER_TICK && turn.watches.len() <= limits::WATCHES_PER_TICK);
        let before = turn.clone();
        game().read_line(seat, line, &mut turn);
        assert_eq!(turn.orders, before.orders, "saying it again adds no order");
    }
}

/// The orders that stand, in the board's frame, and the drops.
fn naive(seat: Seat, line: &[u8]) -> (Vec<Order>, Vec<Note>) {
    let parsed = parse_reply(line);
    let mut drops = parsed.drops;
    // The core comes after every unit.
    let mut orders: BTreeMap<u32, Order> = BTreeMap::new();
    for ask in &parsed.asks {
        let taken = judge(seat, ask).and_then(|order| {
            let place = ask.unit.map_or(u32::MAX, |unit| u32::from(unit.0));
            if orders.contains_key(&place) {
                return Err(Reason::DuplicateOrder);
            }
            orders.insert(place, order);
            Ok(())
        });
        if let Err(why) = taken {
            drops.push(Note { unit: ask.unit.filter(|unit| unit.0 != u16::MAX), why });
        }
    }
    drops.truncate(limits::DROPS_PER_TICK);
    (orders.into_values().collect(), drops)
}

fn judge(seat: Seat, ask: &protocol::Ask<'_>) -> Result<Order, Reason> {
    let verb = Verb::from_word(&ask.verb).ok_or(Reason::UnknownVerb)?;
    if ask.unit.is_none() != (verb == Verb::Spawn) {
        return Err(Reason::BadOrder);
    }
    let mut order = Order { unit: ask.unit, verb: verb as u8, to: None, amount: 0 };
    if verb.takes_dir() {
        let Some(Ok(to)) = ask.to else { return Err(Reason::BadDirection) };
        // The second seat sees the board from the other side.
        order.to = Some(if seat == Seat(0) { to } else { Dir::opposite(to) });
    }
    if verb == Verb::Give {
        let Some(Ok(1..)) = ask.amount else { return Err(Reason::BadAmount) };
        order.amount = ask.amount.and_then(Result::ok).unwrap_or(0);
    }
    match ask.unit {
        Some(UnitId(4..)) => Err(Reason::NoSuchUnit),
        _ => Ok(order),
    }
}
