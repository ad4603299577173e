//! Stage 2, in the mode Hill: a unit that stands on the hill when the turn begins, and passes, scores.

use protocol::rumble::Mode;

use super::Round;
use crate::{
    Event,
    rumble::{act::Act, board::is_hill},
};

pub(super) fn run(round: &mut Round<'_>) {
    if round.params.mode != Mode::Hill {
        return;
    }
    for index in 0..round.state.units.len() {
        let unit = round.state.units[index];
        if is_hill(unit.at) && round.acts[index] == Some(Act::Pass) {
            let seat = unit.seat();
            round.state.hill[seat.index()] += 1;
            round.event(Event::Scored { seat, at: unit.at, points: 1 });
        }
    }
}
