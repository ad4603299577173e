//! Stage 6c: units restore hit points of their neighbours, in the order of their numbers.

use protocol::{Dir, Reason};

use super::{
    Round,
    give::{Neighbour, neighbour},
};
use crate::{Event, beacons::act::Act};

pub(super) fn run(round: &mut Round<'_>) {
    for index in 0..round.state.units.len() {
        if let Some(Act::Repair(dir)) = round.act(index)
            && let Err(why) = repair(round, index, dir)
        {
            round.fail_unit(index, why);
        }
    }
}

fn repair(round: &mut Round<'_>, index: usize, dir: Dir) -> Result<(), Reason> {
    let params = round.params;
    let medic = round.state.units[index];
    let (at, neighbour) = neighbour(round, medic.seat, medic.at, dir).ok_or(Reason::NoReceiver)?;
    let (unit, hp, most) = match neighbour {
        Neighbour::Core => (None, &mut round.state.teams[medic.seat.index()].core_hp, params.core_hp),
        Neighbour::Unit(other) => {
            let other = &mut round.state.units[other];
            (Some(other.id), &mut other.hp, params.unit_hp)
        }
    };
    let amount = params.repair_amount.min(most - *hp);
    if amount == 0 {
        return Err(Reason::NothingToRepair);
    }
    if medic.cargo < params.repair_cost {
        return Err(Reason::NoCargo);
    }
    *hp += amount;
    round.state.units[index].cargo -= params.repair_cost;
    round.event(Event::Healed { seat: medic.seat, unit, at, amount });
    Ok(())
}
