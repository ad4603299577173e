//! The end: whether a match is over after a tick, and who won.

use alloc::vec::Vec;
use core::cmp::Reverse;
use protocol::{Seat, beacons::Params};

use crate::{
    EndReason, Outcome,
    beacons::{
        board::Board,
        state::{State, Team},
    },
};

/// The result of a match in this state, if it is over.
pub(in crate::beacons) fn outcome(params: &Params, board: &Board, state: &State) -> Option<Outcome> {
    if state.tick == 0 {
        return None;
    }
    let left: Vec<Seat> = board.seats().filter(|&seat| is_left(state, seat)).collect();
    let (reason, survivor) = if left.len() <= 1 {
        (EndReason::Elimination, left.first().copied())
    } else if state.tick >= params.ticks {
        (EndReason::LastTick, None)
    } else if lead(state) > points_to_come(params, board, state) {
        (EndReason::UncatchableLead, None)
    } else {
        return None;
    };
    Some(ranked(state, reason, survivor))
}

/// A team is out when it has no core and no unit.
fn is_left(state: &State, seat: Seat) -> bool {
    state.teams[seat.index()].core_hp > 0 || !state.range(seat).is_empty()
}

/// Points by which the first exceeds the second. A team that is out keeps its points.
fn lead(state: &State) -> u64 {
    let mut points: Vec<u32> = state.teams.iter().map(|team| team.points).collect();
    points.sort_unstable_by_key(|&points| Reverse(points));
    u64::from(points[0] - points[1])
}

/// The most that a team could still get.
fn points_to_come(params: &Params, board: &Board, state: &State) -> u64 {
    board.beacons.len() as u64 * u64::from(params.beacon_points) * u64::from(params.ticks - state.tick)
}

/// Ranks the teams: the only one left before all others, then by points, then by damage dealt.
fn ranked(state: &State, reason: EndReason, survivor: Option<Seat>) -> Outcome {
    let rank = |(seat, team): (u8, &Team)| (survivor == Some(Seat(seat)), team.points, team.damage);
    let ranks: Vec<_> = (0..).zip(&state.teams).map(rank).collect();
    let place = |rank| 1 + ranks.iter().filter(|&other| other > rank).count() as u8;
    let places: Vec<u8> = ranks.iter().map(place).collect();
    let mut firsts = (0..).zip(&places).filter(|&(_, &place)| place == 1).map(|(seat, _)| Seat(seat));
    let winner = firsts.next().filter(|_| firsts.next().is_none());
    Outcome { winner, reason, scores: state.teams.iter().map(|team| team.points).collect(), places }
}
