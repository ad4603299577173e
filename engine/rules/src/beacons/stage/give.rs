//! Stage 6b: units hand cargo on, in the order of their numbers, so that cargo can go through several hands in a tick.

use protocol::{Dir, Pos, Reason, Seat};

use super::Round;
use crate::{
    Event,
    beacons::{act::Act, board::Ground},
};

/// An own unit, or the own living core, beside a unit.
pub(super) enum Neighbour {
    Unit(usize),
    Core,
}

pub(super) fn run(round: &mut Round<'_>) {
    for index in 0..round.state.units.len() {
        if let Some(Act::Give(dir, most)) = round.act(index)
            && let Err(why) = give(round, index, dir, most)
        {
            round.fail_unit(index, why);
        }
    }
}

fn give(round: &mut Round<'_>, index: usize, dir: Dir, most: u32) -> Result<(), Reason> {
    let giver = round.state.units[index];
    let (to, neighbour) = neighbour(round, giver.seat, giver.at, dir).ok_or(Reason::NoReceiver)?;
    let offered = u16::try_from(most).unwrap_or(u16::MAX).min(giver.cargo);
    if offered == 0 {
        return Err(Reason::NoCargo);
    }
    let (receiver, amount) = match neighbour {
        Neighbour::Core => {
            round.state.teams[giver.seat.index()].bank += u32::from(offered);
            (None, offered)
        }
        Neighbour::Unit(other) => {
            let other = &mut round.state.units[other];
            let amount = offered.min(other.room(round.params));
            if amount == 0 {
                return Err(Reason::ReceiverFull);
            }
            other.cargo += amount;
            (Some(other.id), amount)
        }
    };
    round.state.units[index].cargo -= amount;
    round.event(Event::Gave { seat: giver.seat, unit: giver.id, receiver, from: giver.at, to, amount });
    Ok(())
}

/// Who of its own team stands beside a unit, and where.
pub(super) fn neighbour(round: &Round<'_>, seat: Seat, at: Pos, dir: Dir) -> Option<(Pos, Neighbour)> {
    let to = round.board.step(at, dir, 1)?;
    let found = match round.board.ground(to) {
        Ground::Core(owner) => {
            (owner == seat && round.state.teams[seat.index()].core_hp > 0).then_some(Neighbour::Core)
        }
        _ => round.unit_on(to).filter(|&other| round.state.units[other].seat == seat).map(Neighbour::Unit),
    };
    Some((to, found?))
}
