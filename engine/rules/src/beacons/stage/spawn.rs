//! Stage 7: cores make units. Two cores that share a neighbouring cell and both spawn there fail both, since no order
//! exists between teams.

use protocol::{Dir, Pos, Reason, Seat, UnitId};

use super::Round;
use crate::{
    Event,
    beacons::{board::Ground, state::Unit},
};

pub(super) fn run(round: &mut Round<'_>) {
    if round.scratch.spawns.iter().all(Option::is_none) {
        return;
    }
    for seat in round.board.seats() {
        round.scratch.births[seat.index()] = None;
        if let Some(dir) = round.scratch.spawns[seat.index()] {
            match check(round, seat, dir) {
                Ok(at) => round.scratch.births[seat.index()] = Some(at),
                Err(why) => round.fail(seat, None, why),
            }
        }
    }
    for seat in round.board.seats() {
        if let Some(at) = round.scratch.births[seat.index()] {
            let rivals = round.scratch.births.iter().filter(|birth| **birth == Some(at)).count();
            match rivals {
                1 => spawn(round, seat, at),
                _ => round.fail(seat, None, Reason::Contested),
            }
        }
    }
}

/// The cell on which a core can spawn now.
fn check(round: &Round<'_>, seat: Seat, dir: Dir) -> Result<Pos, Reason> {
    let team = &round.state.teams[seat.index()];
    let units = round.state.range(seat).len();
    if team.core_hp == 0 {
        return Err(Reason::CoreLost);
    }
    if team.bank < cost(round, units) {
        return Err(Reason::TooExpensive);
    }
    if units >= usize::from(round.params.max_units) {
        return Err(Reason::TeamFull);
    }
    let at = round.board.step(round.board.cores[seat.index()], dir, 1).ok_or(Reason::OffBoard)?;
    match round.board.ground(at) {
        Ground::Wall => Err(Reason::BlockedByWall),
        Ground::Core(_) => Err(Reason::BlockedByCore),
        _ if round.unit_on(at).is_some() => Err(Reason::Occupied),
        _ => Ok(at),
    }
}

/// What the next unit costs a team of so many.
fn cost(round: &Round<'_>, units: usize) -> u32 {
    round.params.spawn_cost + units as u32 / round.params.spawn_cost_step
}

fn spawn(round: &mut Round<'_>, seat: Seat, at: Pos) {
    let range = round.state.range(seat);
    let cost = cost(round, range.len());
    let team = &mut round.state.teams[seat.index()];
    team.bank -= cost;
    let id = UnitId(team.next_id);
    team.next_id += 1;
    round.state.units.insert(range.end, Unit::new(round.params, seat, id, at));
    round.event(Event::Spawned { seat, unit: id, at });
}
