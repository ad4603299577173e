//! Stage 5: units without hit points go, and their cargo stays on their cells; a core without hit points is lost for
//! good, and its bank with it.

use protocol::Reason;

use super::Round;
use crate::{Event, beacons::act::Act};

pub(super) fn run(round: &mut Round<'_>) {
    if round.state.units.iter().any(|unit| unit.hp == 0) {
        bury_units(round);
    }
    for seat in round.board.seats() {
        if round.scratch.fallen[seat.index()] {
            round.state.teams[seat.index()].bank = 0;
            round.event(Event::CoreLost { seat, at: round.board.cores[seat.index()] });
        }
    }
}

/// Takes the dead off the board, with what they were still to do.
fn bury_units(round: &mut Round<'_>) {
    for index in 0..round.state.units.len() {
        let late = matches!(round.act(index), Some(Act::Mine | Act::Give(..) | Act::Repair(_)));
        if late && round.state.units[index].hp == 0 {
            round.fail_unit(index, Reason::Died);
        }
    }
    let mut units = round.state.units.iter();
    round.scratch.acts.retain(|_| units.next().is_some_and(|unit| unit.hp > 0));
    round.bury(false);
    round.scratch.place(round.board, round.state);
}
