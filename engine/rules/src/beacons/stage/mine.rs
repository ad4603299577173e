//! Stage 6a: units mine; then every unit on loose cargo picks up what it has room for, whatever its order was.

use protocol::Reason;

use super::Round;
use crate::{
    Event,
    beacons::{act::Act, board::Ground},
};

pub(super) fn run(round: &mut Round<'_>) {
    for index in 0..round.state.units.len() {
        if round.act(index) == Some(Act::Mine)
            && let Err(why) = mine(round, index)
        {
            round.fail_unit(index, why);
        }
    }
    pick_up(round);
}

fn mine(round: &mut Round<'_>, index: usize) -> Result<(), Reason> {
    let unit = &mut round.state.units[index];
    let Ground::Ore(place) = round.board.ground(unit.at) else { return Err(Reason::NoOre) };
    let left = &mut round.state.ore[usize::from(place)];
    if *left == 0 {
        return Err(Reason::NoOre);
    }
    let amount = round.params.mine_amount.min(*left).min(unit.room(round.params));
    if amount == 0 {
        return Err(Reason::CargoFull);
    }
    *left -= amount;
    unit.cargo += amount;
    let event = Event::Mined { seat: unit.seat, unit: unit.id, at: unit.at, amount };
    round.event(event);
    Ok(())
}

fn pick_up(round: &mut Round<'_>) {
    let Round { params, state, report, .. } = round;
    for index in 0..state.units.len() {
        if state.loose.is_empty() {
            return;
        }
        let unit = state.units[index];
        let amount = state.take_cargo(unit.at, unit.room(params));
        if amount > 0 {
            state.units[index].cargo += amount;
            report.events.push(Event::PickedUp { seat: unit.seat, unit: unit.id, at: unit.at, amount });
        }
    }
}
