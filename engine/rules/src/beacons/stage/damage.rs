//! Stage 4: strikes and lances land, all at once, on the cells after moving. Nobody dies before all have dealt theirs.

use protocol::{Dir, Pos, Reason};

use super::Round;
use crate::{
    Event,
    beacons::{
        act::Act,
        board::Ground,
        scratch::Hit,
        state::{State, Unit},
    },
};

/// What an attack lands on.
enum Target {
    Unit(usize),
    Core(usize),
}

pub(super) fn run(round: &mut Round<'_>) {
    let scratch = &mut *round.scratch;
    scratch.hits.clear();
    scratch.hits.resize(round.state.units.len(), Hit::default());
    scratch.core_hits.fill(0);
    scratch.fallen.fill(false);
    for attacker in 0..round.state.units.len() {
        match round.act(attacker) {
            Some(Act::Strike(dir)) => attack(round, attacker, dir, 1, round.params.strike_damage),
            Some(Act::Lance(dir)) => {
                round.state.units[attacker].cargo -= round.params.lance_cost;
                attack(round, attacker, dir, 2, round.params.lance_damage);
            }
            _ => {}
        }
    }
    hurt_units(round);
    hurt_cores(round);
}

/// Aims an attack, and adds it to what its target suffers.
fn attack(round: &mut Round<'_>, attacker: usize, dir: Dir, reach: u8, damage: u16) {
    let unit = round.state.units[attacker];
    let target = aim(round, &unit, dir, reach);
    if let Some(to) = round.board.step(unit.at, dir, reach) {
        let landed = target.is_ok();
        round.event(Event::Attacked { seat: unit.seat, unit: unit.id, from: unit.at, to, reach, landed });
    }
    match target {
        Ok(target) => {
            round.state.teams[unit.seat.index()].damage += u32::from(damage);
            land(round, target, dir, damage);
        }
        Err(why) => round.fail_unit(attacker, why),
    }
}

/// What an attack lands on. The error is why it lands on nothing.
fn aim(round: &Round<'_>, unit: &Unit, dir: Dir, reach: u8) -> Result<Target, Reason> {
    for between in 1..reach {
        match round.board.step(unit.at, dir, between).map(|at| round.board.ground(at)) {
            Some(Ground::Wall) => return Err(Reason::BlockedByWall),
            Some(Ground::Core(_)) => return Err(Reason::BlockedByCore),
            _ => {}
        }
    }
    let to = round.board.step(unit.at, dir, reach).ok_or(Reason::Missed)?;
    enemy_on(round, unit, to).ok_or(Reason::Missed)
}

/// The enemy unit or living enemy core on a cell.
fn enemy_on(round: &Round<'_>, unit: &Unit, at: Pos) -> Option<Target> {
    if let Ground::Core(owner) = round.board.ground(at) {
        let alive = round.state.teams[owner.index()].core_hp > 0;
        return (owner != unit.seat && alive).then_some(Target::Core(owner.index()));
    }
    round.unit_on(at).filter(|&other| round.state.units[other].seat != unit.seat).map(Target::Unit)
}

fn land(round: &mut Round<'_>, target: Target, dir: Dir, damage: u16) {
    match target {
        Target::Unit(index) => {
            let hit = &mut round.scratch.hits[index];
            hit.damage += u32::from(damage);
            hit.sides |= 1 << dir.opposite() as u8;
        }
        Target::Core(seat) => round.scratch.core_hits[seat] += u32::from(damage),
    }
}

fn hurt_units(round: &mut Round<'_>) {
    let Round { params, state, scratch, report, .. } = round;
    for (unit, hit) in state.units.iter_mut().zip(&scratch.hits) {
        let suffered = suffered(hit, unit.guarded, params.flank_damage.into(), params.guard_amount.into());
        let amount = u16::try_from(suffered).unwrap_or(u16::MAX).min(unit.hp);
        if amount > 0 {
            unit.hp -= amount;
            report.events.push(Event::Hurt { seat: unit.seat, unit: Some(unit.id), at: unit.at, amount });
        }
    }
}

/// What hits take off a unit: their damage, and more for each side after the first; less what guard takes off, unless
/// two of the sides are opposite.
fn suffered(hit: &Hit, guards: bool, flank_damage: u32, guard_amount: u32) -> u32 {
    let flanks = hit.sides.count_ones().saturating_sub(1);
    let damage = hit.damage + flanks * flank_damage;
    let pincered = Dir::ALL.into_iter().any(|side| {
        let both = 1 << side as u8 | 1 << side.opposite() as u8;
        hit.sides & both == both
    });
    if guards && !pincered { damage.saturating_sub(guard_amount) } else { damage }
}

fn hurt_cores(round: &mut Round<'_>) {
    for seat in round.board.seats() {
        let State { teams, .. } = &mut *round.state;
        let team = &mut teams[seat.index()];
        let hit = round.scratch.core_hits[seat.index()];
        let amount = u16::try_from(hit).unwrap_or(u16::MAX).min(team.core_hp);
        if amount > 0 {
            team.core_hp -= amount;
            round.scratch.fallen[seat.index()] = team.core_hp == 0;
            let at = round.board.cores[seat.index()];
            round.event(Event::Hurt { seat, unit: None, at, amount });
        }
    }
}
