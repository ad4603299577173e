use protocol::{
    Ask, Mark, Note, Reason, Seat, UnitId,
    beacons::Verb,
    limits::{DROPS_PER_TICK, MARKS_PER_TICK, WATCHES_PER_TICK},
    parse_reply,
};

use super::{
    act::Act,
    board::{Board, SeatFrame},
    state::State,
};
use crate::{Order, Turn};

/// Reads a bot's line into its turn, turning cells and directions into the board's frame.
pub(super) fn read_line(board: &Board, state: &State, seat: Seat, line: &[u8], turn: &mut Turn) {
    let frame = &board.frames[seat.index()];
    let reply = parse_reply(line);
    for note in reply.drops {
        drop_order(turn, note);
    }
    for ask in &reply.asks {
        if let Err(why) = take_order(state, seat, frame, ask, turn) {
            // A number that no unit can have is not worth repeating.
            drop_order(turn, Note { unit: ask.unit.filter(|&unit| unit != UnitId(u16::MAX)), why });
        }
    }
    let marks = reply.marks.into_iter().filter_map(|mark| turn_mark(board, frame, mark));
    turn.marks.extend(marks.take(MARKS_PER_TICK.saturating_sub(turn.marks.len())));
    turn.watches.extend(reply.watches.into_iter().take(WATCHES_PER_TICK.saturating_sub(turn.watches.len())));
}

/// Adds an order to the turn, or says why it cannot stand.
fn take_order(
    state: &State,
    seat: Seat,
    frame: &SeatFrame,
    ask: &Ask<'_>,
    turn: &mut Turn,
) -> Result<(), Reason> {
    let order = order_of(frame, ask)?;
    Act::of(&order)?;
    if order.unit.is_some_and(|unit| state.find(seat, unit).is_none()) {
        return Err(Reason::NoSuchUnit);
    }
    match turn.orders.binary_search_by_key(&rank(&order), rank) {
        Ok(_) => Err(Reason::DuplicateOrder),
        Err(place) => {
            turn.orders.insert(place, order);
            Ok(())
        }
    }
}

/// What was asked for, in the board's frame and without fields that its verb does not take.
fn order_of(frame: &SeatFrame, ask: &Ask<'_>) -> Result<Order, Reason> {
    let verb = Verb::from_word(&ask.verb).ok_or(Reason::UnknownVerb)?;
    let mut order = Order { unit: ask.unit, verb: verb as u8, to: None, amount: 0 };
    if verb.takes_dir() {
        order.to = match ask.to {
            Some(Ok(to)) => Some(frame.board.dir(to)),
            Some(Err(())) | None => None,
        };
    }
    if verb == Verb::Give
        && let Some(Ok(amount)) = ask.amount
    {
        order.amount = amount;
    }
    Ok(order)
}

/// Units by number, then the core.
fn rank(order: &Order) -> (bool, Option<UnitId>) {
    (order.unit.is_none(), order.unit)
}

fn drop_order(turn: &mut Turn, note: Note) {
    if turn.drops.len() < DROPS_PER_TICK {
        turn.drops.push(note);
    }
}

/// A mark in the board's frame, or nothing where one of its cells is off the board.
fn turn_mark(board: &Board, frame: &SeatFrame, mut mark: Mark) -> Option<Mark> {
    match &mut mark {
        Mark::Line { from, to, .. } => {
            for end in [from, to] {
                *end = board.contains(*end).then(|| frame.board.pos(*end))?;
            }
        }
        Mark::Circle { at, .. } | Mark::Text { at, .. } => {
            *at = board.contains(*at).then(|| frame.board.pos(*at))?
        }
    }
    Some(mark)
}

#[cfg(test)]
mod tests;
