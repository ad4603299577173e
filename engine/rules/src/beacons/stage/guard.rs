//! Stage 2: who guards in this tick.

use super::Round;
use crate::{Event, beacons::act::Act};

pub(super) fn run(round: &mut Round<'_>) {
    for (unit, act) in round.state.units.iter_mut().zip(&round.scratch.acts) {
        unit.guarded = *act == Some(Act::Guard);
        if unit.guarded {
            round.report.events.push(Event::Guarded { seat: unit.seat, unit: unit.id, at: unit.at });
        }
    }
}
