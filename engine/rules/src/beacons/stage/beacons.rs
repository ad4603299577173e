//! Stage 8: each open beacon gives points to the team with strictly the most units near it.

use protocol::Seat;

use super::Round;
use crate::{Event, beacons::state::rings};

pub(super) fn run(round: &mut Round<'_>) {
    count(round);
    let teams = usize::from(round.board.teams());
    let rings = rings(round.params, round.board.size(), round.state.tick);
    for (index, &at) in round.board.beacons.iter().enumerate() {
        let open = !round.board.in_storm(at, rings);
        let tally = &round.scratch.tally[index * teams..][..teams];
        let holder = if open { leader(tally) } else { None };
        let before = core::mem::replace(&mut round.state.holders[index], holder);
        if holder != before {
            round.event(Event::Turned { at, holder });
        }
        if let Some(seat) = holder {
            let points = round.params.beacon_points;
            round.state.teams[seat.index()].points += points;
            round.event(Event::Scored { seat, at, points });
        }
    }
}

/// Counts the units near each beacon, by team.
fn count(round: &mut Round<'_>) {
    let Round { board, state, scratch, .. } = round;
    let teams = usize::from(board.teams());
    scratch.tally.fill(0);
    for unit in &state.units {
        for &beacon in board.beacons_near(unit.at) {
            scratch.tally[usize::from(beacon) * teams + unit.seat.index()] += 1;
        }
    }
}

/// The team with strictly the most units.
fn leader(tally: &[u16]) -> Option<Seat> {
    let most = *tally.iter().max()?;
    let mut leaders =
        (0..).zip(tally).filter(|&(_, &units)| units == most && units > 0).map(|(seat, _)| Seat(seat));
    leaders.next().filter(|_| leaders.next().is_none())
}
