//! Stage 3: all units move at once.
//!
//! A step fails off the board, into a wall or a core, into a cell that another unit wants too, and as a swap of two. What
//! is left forms chains, one behind the other, and rings: a chain goes if its first unit enters an empty cell, a ring of
//! three or more always goes.

use protocol::{Dir, Pos, Reason};

use super::Round;
use crate::{
    Event,
    beacons::{
        act::Act,
        board::{Board, Ground},
        scratch::{Scratch, Step},
    },
};

pub(super) fn run(round: &mut Round<'_>) {
    if find_targets(round) {
        refuse_contested(round);
        for mover in 0..round.scratch.movers.len() {
            settle(round.board, round.scratch, usize::from(round.scratch.movers[mover]));
        }
        walk(round);
        round.scratch.place(round.board, round.state);
    }
}

/// Notes where every unit wants to go, and counts how many want each cell. Tells whether anyone moves.
fn find_targets(round: &mut Round<'_>) -> bool {
    let Round { board, state, scratch, .. } = round;
    scratch.steps.clear();
    scratch.steps.resize(state.units.len(), Step::Stays);
    scratch.movers.clear();
    scratch.wanted.clear();
    for ((unit, act), index) in state.units.iter().zip(&scratch.acts).zip(0..) {
        let Some(Act::Move(dir)) = *act else { continue };
        let step = target(board, unit.at, dir).map_or_else(Step::Fails, Step::Wants);
        if let Step::Wants(to) = step {
            let cell = board.cell(to);
            scratch.wanted.set(cell, scratch.wanted.get(cell).unwrap_or(0) + 1);
        }
        scratch.steps[usize::from(index)] = step;
        scratch.movers.push(index);
    }
    !scratch.movers.is_empty()
}

/// The cell that a step leads to, if a unit can stand there.
fn target(board: &Board, at: Pos, dir: Dir) -> Result<Pos, Reason> {
    let to = board.step(at, dir, 1).ok_or(Reason::OffBoard)?;
    match board.ground(to) {
        Ground::Wall => Err(Reason::BlockedByWall),
        Ground::Core(_) => Err(Reason::BlockedByCore),
        _ => Ok(to),
    }
}

/// Fails every step into a cell that more than one unit wants, even if the cell's present unit leaves.
fn refuse_contested(round: &mut Round<'_>) {
    let Round { board, scratch, .. } = round;
    for &mover in &scratch.movers {
        let step = &mut scratch.steps[usize::from(mover)];
        if let Step::Wants(to) = *step
            && scratch.wanted.get(board.cell(to)).unwrap_or(0) > 1
        {
            *step = Step::Fails(Reason::Contested);
        }
    }
}

/// Decides the step of a unit, and those of all units in front of it.
///
/// At most one unit still wants any cell, so no two chains join, and a walk along a chain that comes to a unit again has
/// come to the one where it began.
fn settle(board: &Board, scratch: &mut Scratch, first: usize) {
    let mut at = first;
    scratch.chain.clear();
    let refused = loop {
        match scratch.steps[at] {
            Step::Wants(to) => {
                scratch.chain.push(at as u16);
                match scratch.here.get(board.cell(to)).map(usize::from) {
                    None => break None,
                    Some(next) if next == first => break (scratch.chain.len() == 2).then_some(Reason::Swap),
                    Some(next) => at = next,
                }
            }
            Step::Goes(_) => break None,
            Step::Stays | Step::Fails(_) => break Some(Reason::Occupied),
        }
    };
    for &unit in &scratch.chain {
        let step = &mut scratch.steps[usize::from(unit)];
        if let Step::Wants(to) = *step {
            *step = refused.map_or(Step::Goes(to), Step::Fails);
        }
    }
}

/// Puts the units on their new cells and notes what failed, in the order of the units.
fn walk(round: &mut Round<'_>) {
    for mover in 0..round.scratch.movers.len() {
        let index = usize::from(round.scratch.movers[mover]);
        match round.scratch.steps[index] {
            Step::Goes(to) => {
                let unit = &mut round.state.units[index];
                let event = Event::Moved { seat: unit.seat, unit: unit.id, from: unit.at, to };
                unit.at = to;
                round.event(event);
            }
            Step::Fails(why) => round.fail_unit(index, why),
            Step::Stays | Step::Wants(_) => {}
        }
    }
}
