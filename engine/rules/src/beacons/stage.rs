//! The stages of a tick, in a file each.

mod beacons;
mod damage;
mod deaths;
mod end;
mod give;
mod guard;
mod mine;
mod movement;
mod repair;
mod spawn;
mod storm;
#[cfg(test)]
mod tests;
mod validate;

use alloc::vec::Vec;
use protocol::{Note, Reason, Seat, UnitId, beacons::Params};

use super::{act::Act, board::Board, scratch::Scratch, state::State};
use crate::{Event, Order, Outcome, Report};

pub(super) use end::outcome;

/// A tick in progress: what every stage works on.
pub(super) struct Round<'a> {
    pub(super) params: &'a Params,
    pub(super) board: &'a Board,
    pub(super) state: &'a mut State,
    pub(super) scratch: &'a mut Scratch,
    pub(super) report: &'a mut Report,
}

/// Plays a tick and gives the result, if the match ends with it.
pub(super) fn play(round: &mut Round<'_>, orders: &[Vec<Order>]) -> Option<Outcome> {
    round.state.tick += 1;
    round.scratch.place(round.board, round.state);

    validate::run(round, orders);
    guard::run(round);
    movement::run(round);
    damage::run(round);
    deaths::run(round);
    mine::run(round);
    give::run(round);
    repair::run(round);
    spawn::run(round);
    beacons::run(round);
    storm::run(round);
    end::outcome(round.params, round.board, round.state)
}

impl Round<'_> {
    /// What a unit does, by its index.
    fn act(&self, unit: usize) -> Option<Act> {
        self.scratch.acts[unit]
    }

    /// The unit on a cell, as an index.
    fn unit_on(&self, at: protocol::Pos) -> Option<usize> {
        self.scratch.here.get(self.board.cell(at)).map(usize::from)
    }

    fn event(&mut self, event: Event) {
        self.report.events.push(event);
    }

    /// Notes that an order came to nothing. `unit` is `None` for the core.
    fn fail(&mut self, seat: Seat, unit: Option<UnitId>, why: Reason) {
        self.report.failed[seat.index()].push(Note { unit, why });
    }

    /// Notes that the order of the unit with this index came to nothing.
    fn fail_unit(&mut self, unit: usize, why: Reason) {
        let unit = self.state.units[unit];
        self.fail(unit.seat, Some(unit.id), why);
    }

    /// Takes the units without hit points off the list; their cargo stays on their cells. `storm` tells whether it
    /// killed them.
    fn bury(&mut self, storm: bool) {
        let Round { state, report, .. } = self;
        for index in 0..state.units.len() {
            let unit = state.units[index];
            if unit.hp == 0 {
                report.events.push(Event::Died { seat: unit.seat, unit: unit.id, at: unit.at, storm });
                state.drop_cargo(unit.at, unit.cargo);
            }
        }
        state.units.retain(|unit| unit.hp > 0);
    }
}
