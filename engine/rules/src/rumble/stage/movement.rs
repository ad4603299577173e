//! Stage 3: all units move at once.
//!
//! Of those that want a cell one is picked, by the way it goes. A pick is stopped where the *lowest number* that wants the
//! cell it leaves comes head-on, whether or not that one was picked there: with several that want a cell this stops moves that
//! nothing is in the way of, and lets two units swap. Then all picks leave the board, and those whose cell is taken go back,
//! which may take the cell of another. What is left goes: chains, and rings of any length.

use alloc::vec::Vec;
use protocol::{Dir, Pos, Reason};

use super::Round;
use crate::{
    Event,
    rumble::{
        act::Act,
        board::{Cells, is_wall},
    },
};

/// A unit that wants to move, by its index.
#[derive(Clone, Copy)]
struct Step {
    unit: u16,
    dir: Dir,
    from: Pos,
    to: Pos,
}

pub(super) fn run(round: &mut Round<'_>) {
    let steps = steps(round);
    let (first, picked) = choose(&steps);
    let mut going = Cells::new();
    for step in &steps {
        let refused = match picked.get(step.to) {
            Some(Step { unit, .. }) if unit != step.unit => Some(Reason::Contested),
            _ if first.get(step.from) == Some(step.dir.opposite()) => Some(Reason::Swap),
            _ => None,
        };
        match refused {
            Some(why) => round.fail(step.unit.into(), why),
            None => going.set(step.to, *step),
        }
    }
    send_back(round, &steps, &mut going);
    walk(round, &steps, &going);
}

/// Who wants to move, by rising number.
fn steps(round: &Round<'_>) -> Vec<Step> {
    let units = round.state.units.iter().zip(round.acts.iter()).zip(0..);
    let steps = units.filter_map(|((unit, act), index)| match *act {
        Some(Act::Move(dir)) => Some(Step {
            unit: index,
            dir,
            from: unit.at,
            to: unit.at.step(dir, 1).expect("units stand off the edge, which is wall"),
        }),
        _ => None,
    });
    steps.collect()
}

/// By cell: the way of the lowest number that wants it, and who of all of them is picked: the first by its way, from the
/// north clockwise. Two that go the same way cannot want the same cell.
fn choose(steps: &[Step]) -> (Cells<Dir>, Cells<Step>) {
    let (mut first, mut picked) = (Cells::new(), Cells::<Step>::new());
    for step in steps {
        match picked.get(step.to) {
            None => {
                first.set(step.to, step.dir);
                picked.set(step.to, *step);
            }
            Some(other) if step.dir < other.dir => picked.set(step.to, *step),
            Some(_) => {}
        }
    }
    (first, picked)
}

/// Puts those back whose cell is taken, by a wall, by a unit that stays or by one that was put back. `going` keeps the others.
fn send_back(round: &mut Round<'_>, steps: &[Step], going: &mut Cells<Step>) {
    let mut here = round.here();
    let goes =
        |going: &Cells<Step>, step: &Step| going.get(step.to).is_some_and(|other| other.unit == step.unit);
    for step in steps.iter().filter(|step| goes(going, step)) {
        here.clear(step.from);
    }
    for &step in steps {
        let mut next = Some(step).filter(|step| goes(going, step));
        while let Some(step) = next.filter(|step| is_wall(step.to) || here.get(step.to).is_some()) {
            let why = if is_wall(step.to) { Reason::BlockedByWall } else { Reason::Occupied };
            round.fail(step.unit.into(), why);
            going.clear(step.to);
            here.set(step.from, step.unit);
            // At most one wants the cell that is taken again.
            next = going.get(step.from);
        }
    }
}

/// Puts the units on their new cells.
fn walk(round: &mut Round<'_>, steps: &[Step], going: &Cells<Step>) {
    for step in steps {
        if going.get(step.to).is_some_and(|other| other.unit == step.unit) {
            let unit = &mut round.state.units[usize::from(step.unit)];
            unit.at = step.to;
            let event = Event::Moved { seat: unit.seat(), unit: unit.id, from: step.from, to: step.to };
            round.event(event);
        }
    }
}
