//! Stage 9: the storm takes hit points from the units inside it. Guard does not help, and cores are spared.

use super::Round;
use crate::{Event, beacons::state::rings};

pub(super) fn run(round: &mut Round<'_>) {
    let size = round.board.size();
    let rings_now = rings(round.params, size, round.state.tick);
    if rings_now != rings(round.params, size, round.state.tick - 1) {
        round.event(Event::StormGrew { rings: rings_now });
    }
    if rings_now == 0 {
        return;
    }
    let Round { params, board, state, report, .. } = round;
    for unit in state.units.iter_mut().filter(|unit| board.in_storm(unit.at, rings_now)) {
        let amount = params.storm_damage.min(unit.hp);
        unit.hp -= amount;
        report.events.push(Event::Scorched { seat: unit.seat, unit: unit.id, at: unit.at, amount });
    }
    round.bury(true);
}
