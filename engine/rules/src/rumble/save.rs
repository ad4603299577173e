//! The state as bytes, in one canonical form.
//!
//! turn; which seats have forfeited, as bits; points on the hill, by seat; damage, by seat; random words drawn; count of
//! units, and by unit: gap to the number before, x, y, hit points.

use alloc::vec::Vec;
use protocol::{Pos, UnitId, rumble::Params};

use super::{
    board::{Cells, FIRST_UNIT, SIZE, is_floor},
    dice::Dice,
    state::{State, UNIT_HP, Unit},
};
use crate::{
    BadState,
    leb128::{Source, put},
};

/// Cells of the board: more units than this there can never be.
const AREA: u32 = SIZE as u32 * SIZE as u32;

/// Cells of the hill: more points than this a turn cannot give.
const HILL: u32 = 9;

/// Appends a state.
pub(super) fn save(state: &State, bytes: &mut Vec<u8>) {
    put(bytes, state.turn);
    bytes.push(u8::from(state.forfeits[0]) | u8::from(state.forfeits[1]) << 1);
    state.hill.iter().chain(&state.damage).for_each(|&number| put(bytes, number));
    put(bytes, state.dice.drawn());
    put(bytes, state.units.len() as u32);
    let mut next = FIRST_UNIT;
    for unit in &state.units {
        put(bytes, u32::from(unit.id.0 - next));
        next = unit.id.0 + 1;
        bytes.extend([unit.at.x, unit.at.y, unit.hp]);
    }
}

/// Reads a state that [`save`] wrote for the same parameters. `dice` are those of the match, at their beginning.
///
/// Whatever the bytes are, the state that comes back can be played: every number is in its range.
pub(super) fn load(params: &Params, dice: &Dice, bytes: &[u8]) -> Result<State, BadState> {
    let mut source = Source { bytes };
    let turn = source.number(params.turns, "the turn is after the last one")?;
    let forfeits = forfeits(source.byte()?, turn)?;
    let hill = pair(&mut source, turn * HILL, "a team has more points than there were")?;
    let damage = pair(&mut source, turn * AREA, "a team dealt more damage than it could")?;
    let dice = dice.at(source.number(u32::MAX, "too many random numbers were drawn")?);
    let units = units(&mut source, State::next_id(turn, params.turns))?;
    source.finish()?;
    Ok(State { turn, units, forfeits, hill, damage, dice })
}

fn forfeits(bits: u8, turn: u32) -> Result<[bool; 2], BadState> {
    match bits {
        0 => Ok([false; 2]),
        1..=3 if turn > 0 => Ok([bits & 1 == 1, bits & 2 == 2]),
        1..=3 => Err(BadState("a team forfeited before the first turn")),
        _ => Err(BadState("a team that there is not has forfeited")),
    }
}

fn pair(source: &mut Source<'_>, most: u32, problem: &'static str) -> Result<[u32; 2], BadState> {
    Ok([source.number(most, problem)?, source.number(most, problem)?])
}

fn units(source: &mut Source<'_>, end: u16) -> Result<Vec<Unit>, BadState> {
    let count = source.number(AREA, "there are more units than cells")?;
    let mut taken = Cells::new();
    let (mut units, mut next) = (Vec::new(), FIRST_UNIT);
    for _ in 0..count {
        let most = end.checked_sub(next + 1).ok_or(BadState("a unit was never made"))?;
        let id = next + source.number(most.into(), "a unit was never made")? as u16;
        next = id + 1;
        let (at, hp) = (Pos::new(source.byte()?, source.byte()?), source.byte()?);
        if !is_floor(at) {
            return Err(BadState("a unit is where none can be"));
        }
        if taken.get(at).is_some() {
            return Err(BadState("two units stand on one cell"));
        }
        if !(1..=UNIT_HP).contains(&hp) {
            return Err(BadState("a unit has no hit points, or too many"));
        }
        taken.set(at, ());
        units.push(Unit { id: UnitId(id), at, hp });
    }
    Ok(units)
}

#[cfg(test)]
mod tests;
