//! Stage 5, in the mode NormalHeal: every heal gives a hit point to whatever living unit stands on its cell, friend or foe. A
//! unit that has just died still heals, and is not healed.

use protocol::{Reason, rumble::Mode};

use super::Round;
use crate::{
    Event,
    rumble::{act::Act, board::Cells, state::UNIT_HP},
};

pub(super) fn run(round: &mut Round<'_>) {
    let here = round.here();
    let mut heals = Cells::<u16>::new();
    for index in 0..round.state.units.len() {
        let Some(Act::Heal(dir)) = round.acts[index] else { continue };
        if round.params.mode != Mode::NormalHeal {
            round.fail(index, Reason::HealIgnored);
            continue;
        }
        let to = round.state.units[index].at.step(dir, 1).expect("units stand off the edge, which is wall");
        let target = here.get(to).map(|target: u16| round.state.units[usize::from(target)]);
        match target.filter(|target| target.hp > 0) {
            None => round.fail(index, Reason::NobodyToHeal),
            Some(target) if target.hp == UNIT_HP => round.fail(index, Reason::NothingToRepair),
            Some(_) => heals.set(to, heals.get(to).unwrap_or(0) + 1),
        }
    }
    for index in 0..round.state.units.len() {
        let unit = &mut round.state.units[index];
        if let Some(heals) = heals.get(unit.at) {
            let amount = heals.min(u16::from(UNIT_HP - unit.hp));
            unit.hp += amount as u8;
            let event = Event::Healed { seat: unit.seat(), unit: Some(unit.id), at: unit.at, amount };
            round.event(event);
        }
    }
}
