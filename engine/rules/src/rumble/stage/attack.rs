//! Stage 4: every attack takes a hit point from whatever unit stands on its cell, friend or foe. All at once: a unit that dies
//! has still attacked.

use protocol::Reason;

use super::Round;
use crate::{
    Event,
    rumble::{act::Act, board::Cells},
};

pub(super) fn run(round: &mut Round<'_>) {
    let here = round.here();
    let mut hits = Cells::<u16>::new();
    for index in 0..round.state.units.len() {
        let Some(Act::Attack(dir)) = round.acts[index] else { continue };
        let attacker = round.state.units[index];
        let to = attacker.at.step(dir, 1).expect("units stand off the edge, which is wall");
        let target = here.get(to).map(|target: u16| round.state.units[usize::from(target)]);
        let (seat, unit, from) = (attacker.seat(), attacker.id, attacker.at);
        round.event(Event::Attacked { seat, unit, from, to, reach: 1, landed: target.is_some() });
        match target {
            None => round.fail(index, Reason::Missed),
            Some(target) => {
                hits.set(to, hits.get(to).unwrap_or(0) + 1);
                round.state.damage[seat.index()] += u32::from(target.seat() != seat);
            }
        }
    }
    for index in 0..round.state.units.len() {
        let unit = &mut round.state.units[index];
        if let Some(amount) = hits.get(unit.at) {
            unit.hp = unit.hp.saturating_sub(amount as u8);
            let event = Event::Hurt { seat: unit.seat(), unit: Some(unit.id), at: unit.at, amount };
            round.event(event);
        }
    }
}
