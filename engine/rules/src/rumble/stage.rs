//! The stages of a turn, in a file each.

mod attack;
mod deaths;
mod end;
mod heal;
mod hill;
mod movement;
mod spawn;
#[cfg(test)]
mod tests;
mod validate;

use alloc::vec::Vec;
use protocol::{Note, Reason, rumble::Params};

use super::{
    act::Act,
    board::{Board, Cells},
    state::State,
};
use crate::{Event, Order, Outcome, Report};

pub(super) use end::{outcome, score};

/// A turn in progress: what every stage works on.
pub(super) struct Round<'a> {
    pub(super) params: &'a Params,
    pub(super) board: &'a Board,
    pub(super) state: &'a mut State,
    /// By unit: what it does.
    pub(super) acts: &'a mut Vec<Option<Act>>,
    pub(super) report: &'a mut Report,
}

/// Plays a turn and gives the result, if the match ends with it.
pub(super) fn play(round: &mut Round<'_>, orders: &[Vec<Order>]) -> Option<Outcome> {
    round.state.turn += 1;
    validate::run(round, orders);
    // A program that failed ends the match before anything moves.
    if round.state.forfeits == [false; 2] {
        hill::run(round);
        movement::run(round);
        attack::run(round);
        heal::run(round);
        deaths::run(round);
        spawn::run(round);
    }
    outcome(round.params, round.state)
}

impl Round<'_> {
    fn event(&mut self, event: Event) {
        self.report.events.push(event);
    }

    /// Notes that the order of the unit with this index came to nothing.
    fn fail(&mut self, unit: usize, why: Reason) {
        let unit = self.state.units[unit];
        self.report.failed[unit.seat().index()].push(Note { unit: Some(unit.id), why });
    }

    /// Every unit, as an index, by its cell.
    fn here(&self) -> Cells<u16> {
        let mut here = Cells::new();
        self.state.units.iter().zip(0..).for_each(|(unit, index)| here.set(unit.at, index));
        here
    }
}
