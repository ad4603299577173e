//! Stage 6: units without hit points leave the board.

use super::Round;
use crate::Event;

pub(super) fn run(round: &mut Round<'_>) {
    let Round { state, report, .. } = round;
    state.units.retain(|unit| {
        if unit.hp == 0 {
            report.events.push(Event::Died { seat: unit.seat(), unit: unit.id, at: unit.at, storm: false });
        }
        unit.hp > 0
    });
}
