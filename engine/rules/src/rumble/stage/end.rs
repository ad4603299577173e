//! The end: whether a match is over after a turn, and who won.

use alloc::vec;
use protocol::{
    Seat,
    rumble::{Mode, Params},
};

use crate::{
    EndReason, Outcome,
    rumble::{BLUE, RED, state::State},
};

/// What a team plays for: units alive, or points on the hill.
pub(in crate::rumble) fn score(params: &Params, state: &State, seat: Seat) -> u32 {
    match params.mode {
        Mode::Normal | Mode::NormalHeal => state.count(seat) as u32,
        Mode::Hill => state.hill[seat.index()],
    }
}

/// The result of a match in this state, if it is over.
pub(in crate::rumble) fn outcome(params: &Params, state: &State) -> Option<Outcome> {
    let [blue, red] = [BLUE, RED].map(|seat| score(params, state, seat));
    let (reason, winner) = match state.forfeits {
        [true, true] => (EndReason::ProgramError, None),
        [true, false] => (EndReason::ProgramError, Some(RED)),
        [false, true] => (EndReason::ProgramError, Some(BLUE)),
        _ if state.turn < params.turns => return None,
        _ if blue == red => (EndReason::LastTick, None),
        _ => (EndReason::LastTick, Some(if blue > red { BLUE } else { RED })),
    };
    let place = |seat| if winner.is_none_or(|winner| winner == seat) { 1 } else { 2 };
    Some(Outcome { winner, reason, scores: vec![blue, red], places: vec![place(BLUE), place(RED)] })
}
