//! From a robot's lines to its orders.

use alloc::{format, string::ToString};
use core::fmt::Display;
use protocol::{
    Ask, Color, Mark, Note, Pos, Reason, Seat, Status, UnitId, Watch,
    limits::{
        DROPS_PER_TICK, LOG_BYTES_PER_TICK, MARKS_PER_TICK, WATCH_KEY_BYTES, WATCH_VALUE_BYTES,
        WATCHES_PER_TICK,
    },
    parse_reply,
    rumble::{
        ActionKind, ActionResult, Failure, ObjId, Output, ProgramError, RobotLine, Verb,
        read_line as take_apart,
    },
};

use super::{act::Act, board::SIZE, state::State};
use crate::{Order, Turn};

/// Reads a robot's line into its turn.
pub(super) fn read_line(state: &State, seat: Seat, line: &[u8], turn: &mut Turn) {
    match take_apart(line) {
        RobotLine::Output(Ok(output)) => take_output(state, seat, output, turn),
        RobotLine::Output(Err(error)) | RobotLine::Init(Err(error)) => take_error(&error, turn),
        RobotLine::Init(Ok(())) => {}
        RobotLine::Reply(line) => take_reply(state, seat, line, turn),
        RobotLine::Log(text) => log(turn, text),
    }
}

/// Reads a line that a robot wrote before the first turn: whether it could be loaded, or what it printed meanwhile.
pub(super) fn read_early_line(line: &[u8], turn: &mut Turn) -> bool {
    match take_apart(line) {
        RobotLine::Init(Ok(())) => {}
        RobotLine::Init(Err(error)) => take_error(&error, turn),
        RobotLine::Log(text) => log(turn, text),
        RobotLine::Output(_) | RobotLine::Reply(_) => return false,
    }
    true
}

/// A program that is at its end, or computes without one, and has not answered, has failed. One that waits for the next
/// line merely had nothing to say.
pub(super) fn end_turn(status: Status, turn: &mut Turn) {
    match status {
        Status::Waiting => {}
        _ if turn.answered => {}
        Status::OutOfFuel => forfeit(turn, Failure::OutOfFuel),
        Status::Exited(_) | Status::Faulted(_) => forfeit(turn, Failure::NoData),
    }
}

fn take_output(state: &State, seat: Seat, output: Output, turn: &mut Turn) {
    turn.answered = true;
    for (id, result) in output.robot_actions {
        take_action(state, seat, id, result, turn);
    }
    for text in &output.logs {
        log(turn, text.strip_suffix('\n').unwrap_or(text).as_bytes());
    }
    for (id, table) in output.debug_inspect_tables {
        let Some(unit) = own_unit(state, seat, id) else { continue };
        for (key, value) in table {
            watch(turn, unit, &key, &value);
        }
    }
    for id in output.debug_locate_queries {
        locate(state, id, turn);
    }
}

fn take_action(state: &State, seat: Seat, id: ObjId, result: ActionResult, turn: &mut Turn) {
    let number = u16::try_from(id.0).ok().filter(|&number| number != u16::MAX).map(UnitId);
    let note = |why| Note { unit: number, why };
    let Some(unit) = own_unit(state, seat, id) else { return drop_order(turn, note(Reason::NoSuchUnit)) };
    let taken = match result {
        Ok(action) => {
            let (verb, to) = match action {
                None => (Verb::Pass, None),
                Some(action) => (verb_of(action.kind), Some(action.direction)),
            };
            stand(turn, Order { unit: Some(unit), verb: verb as u8, to, amount: 0 })
        }
        Err(error) => {
            log_about(turn, &format!("unit {id}"), &error);
            Err(Reason::RobotError)
        }
    };
    if let Err(why) = taken {
        drop_order(turn, note(why));
    }
}

fn verb_of(kind: ActionKind) -> Verb {
    match kind {
        ActionKind::Move => Verb::Move,
        ActionKind::Attack => Verb::Attack,
        ActionKind::Heal => Verb::Heal,
    }
}

fn take_error(error: &ProgramError, turn: &mut Turn) {
    log_about(turn, error.failure().word(), error);
    forfeit(turn, error.failure());
}

fn take_reply(state: &State, seat: Seat, line: &[u8], turn: &mut Turn) {
    let reply = parse_reply(line);
    if reply.drops.iter().any(|note| note.unit.is_none() && note.why == Reason::BadJson) {
        // Perhaps it was never meant as a reply.
        log(turn, line);
    } else {
        turn.answered = true;
    }
    reply.drops.into_iter().for_each(|note| drop_order(turn, note));
    for ask in &reply.asks {
        if let Err(why) = take_ask(state, seat, ask, turn) {
            drop_order(turn, Note { unit: ask.unit.filter(|&unit| unit != UnitId(u16::MAX)), why });
        }
    }
    let marks = reply.marks.into_iter().filter(is_on_board);
    turn.marks.extend(marks.take(MARKS_PER_TICK.saturating_sub(turn.marks.len())));
    turn.watches.extend(reply.watches.into_iter().take(WATCHES_PER_TICK.saturating_sub(turn.watches.len())));
}

fn take_ask(state: &State, seat: Seat, ask: &Ask<'_>, turn: &mut Turn) -> Result<(), Reason> {
    let verb = Verb::from_word(&ask.verb).ok_or(Reason::UnknownVerb)?;
    let to = ask.to.and_then(Result::ok).filter(|_| verb.takes_dir());
    let order = Order { unit: ask.unit, verb: verb as u8, to, amount: 0 };
    let unit = order.unit.ok_or(Reason::BadOrder)?;
    Act::of(&order)?;
    own_unit(state, seat, ObjId(unit.0.into())).ok_or(Reason::NoSuchUnit)?;
    stand(turn, order)
}

/// Adds an order to the turn, unless its unit has one.
fn stand(turn: &mut Turn, order: Order) -> Result<(), Reason> {
    let rank = |order: &Order| (order.unit.is_none(), order.unit);
    match turn.orders.binary_search_by_key(&rank(&order), rank) {
        Ok(_) => Err(Reason::DuplicateOrder),
        Err(place) => {
            turn.orders.insert(place, order);
            Ok(())
        }
    }
}

/// The program has failed. What failed first stands.
fn forfeit(turn: &mut Turn, failure: Failure) {
    turn.answered = true;
    let order = Order { unit: None, verb: Verb::Forfeit as u8, to: None, amount: failure.code() };
    // A second one changes nothing.
    let _ = stand(turn, order);
}

fn own_unit(state: &State, seat: Seat, id: ObjId) -> Option<UnitId> {
    let index = state.find(UnitId(u16::try_from(id.0).ok()?))?;
    let unit = state.units[index];
    (unit.seat() == seat).then_some(unit.id)
}

fn drop_order(turn: &mut Turn, note: Note) {
    if turn.drops.len() < DROPS_PER_TICK {
        turn.drops.push(note);
    }
}

fn watch(turn: &mut Turn, unit: UnitId, key: &str, value: &str) {
    let cut = |text: &str, most| text[..text.floor_char_boundary(most)].to_string();
    if turn.watches.len() < WATCHES_PER_TICK {
        let (key, value) = (cut(key, WATCH_KEY_BYTES), cut(value, WATCH_VALUE_BYTES));
        turn.watches.push(Watch { unit: Some(unit), key, value });
    }
}

/// Draws a circle around a unit, of whichever team.
fn locate(state: &State, id: ObjId, turn: &mut Turn) {
    let Some(index) = u16::try_from(id.0).ok().and_then(|id| state.find(UnitId(id))) else { return };
    if turn.marks.len() < MARKS_PER_TICK {
        turn.marks.push(Mark::Circle { at: state.units[index].at, radius: 1, color: Color::Yellow });
    }
}

fn is_on_board(mark: &Mark) -> bool {
    let on_board = |at: &Pos| at.x < SIZE && at.y < SIZE;
    match mark {
        Mark::Line { from, to, .. } => on_board(from) && on_board(to),
        Mark::Circle { at, .. } | Mark::Text { at, .. } => on_board(at),
    }
}

/// Logs what somebody says, each line of it with who says it.
fn log_about(turn: &mut Turn, who: &str, what: &impl Display) {
    for line in what.to_string().lines() {
        log(turn, format!("{who}: {line}").as_bytes());
    }
}

/// Adds a line to the log, or what fits of it.
fn log(turn: &mut Turn, text: &[u8]) {
    let room = LOG_BYTES_PER_TICK - turn.log.len();
    let kept = text.len().min(room);
    turn.log.extend_from_slice(&text[..kept]);
    turn.log_lost += (text.len() - kept) as u64;
    match kept < room {
        true => turn.log.push(b'\n'),
        false => turn.log_lost += 1,
    }
}

#[cfg(test)]
mod tests;
