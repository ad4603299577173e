//! The state as bytes: numbers as LEB128, in one canonical form, so that equal states have equal bytes.
//!
//! tick; by team: bank, core, points, damage, next number, count of units, and by unit: gap to the number before, x, y,
//! hit points, cargo x 2 + guarded; by ore cell: what is left; count of loose piles, and by pile: gap to the cell before,
//! amount; by beacon: its holder's seat + 1, or 0.

use alloc::vec::Vec;
use protocol::{Pos, Seat, UnitId, beacons::Params};

use super::{
    FIRST_UNITS,
    board::Board,
    state::{State, Team, Unit},
};
use crate::{
    BadState,
    leb128::{Source, put},
};

/// Appends a state.
pub(super) fn save(state: &State, bytes: &mut Vec<u8>) {
    put(bytes, state.tick);
    for (team, seat) in state.teams.iter().zip(0..) {
        let units = state.units_of(Seat(seat));
        for number in [team.bank, team.core_hp.into(), team.points, team.damage, team.next_id.into()] {
            put(bytes, number);
        }
        put(bytes, units.len() as u32);
        let mut next = 0;
        for unit in units {
            put(bytes, u32::from(unit.id.0 - next));
            next = unit.id.0 + 1;
            bytes.extend([unit.at.x, unit.at.y]);
            put(bytes, unit.hp.into());
            put(bytes, u32::from(unit.cargo) << 1 | u32::from(unit.guarded));
        }
    }
    state.ore.iter().for_each(|&left| put(bytes, left.into()));
    put(bytes, state.loose.len() as u32);
    let mut next = 0;
    for &(at, amount) in &state.loose {
        put(bytes, rank(at) - next);
        next = rank(at) + 1;
        put(bytes, amount);
    }
    bytes.extend(state.holders.iter().map(|holder| holder.map_or(0, |seat| seat.0 + 1)));
}

/// Reads a state that [`save`] wrote for the same parameters and board.
///
/// Whatever the bytes are, the state that comes back can be played: every number is in its range.
pub(super) fn load(params: &Params, board: &Board, bytes: &[u8]) -> Result<State, BadState> {
    let mut source = Source { bytes };
    let tick = source.number(params.ticks, "the tick is after the last one")?;
    let mut state = State {
        tick,
        teams: Vec::new(),
        units: Vec::new(),
        ore: Vec::new(),
        loose: Vec::new(),
        holders: Vec::new(),
    };
    for seat in board.seats() {
        let team = source.team(params, board, tick)?;
        source.units(params, board, seat, &team, &mut state.units)?;
        state.teams.push(team);
    }
    for _ in &board.ore {
        state.ore.push(source.small(params.ore_amount, "an ore cell holds too much")?);
    }
    state.loose = source.loose(params, board)?;
    for _ in &board.beacons {
        let holder = source.number(board.teams().into(), "a beacon's holder has no seat")?;
        state.holders.push((holder as u8).checked_sub(1).map(Seat));
    }
    source.finish()?;
    check_cells(&state)?;
    check_ore(params, board, &state)?;
    Ok(state)
}

/// No two units stand on a cell.
fn check_cells(state: &State) -> Result<(), BadState> {
    let mut cells: Vec<Pos> = state.units.iter().map(|unit| unit.at).collect();
    cells.sort_unstable();
    match cells.windows(2).any(|pair| pair[0] == pair[1]) {
        true => Err(BadState("two units stand on one cell")),
        false => Ok(()),
    }
}

/// Ore comes from nowhere but the start, so no sum of it can overflow.
fn check_ore(params: &Params, board: &Board, state: &State) -> Result<(), BadState> {
    let banks: u64 = state.teams.iter().map(|team| u64::from(team.bank)).sum();
    let cargo: u64 = state.units.iter().map(|unit| u64::from(unit.cargo)).sum();
    let cells: u64 = state.ore.iter().map(|&left| u64::from(left)).sum();
    let loose: u64 = state.loose.iter().map(|&(_, amount)| u64::from(amount)).sum();
    if banks + cargo + cells + loose > all_ore(params, board) {
        return Err(BadState("there is more ore than at the start"));
    }
    Ok(())
}

/// All the ore of a match: in the cells and in the banks at the start.
fn all_ore(params: &Params, board: &Board) -> u64 {
    let cells = u64::from(params.ore_amount) * board.ore.len() as u64;
    cells + u64::from(params.start_bank) * u64::from(board.teams())
}

/// A cell as a number that grows in reading order, whatever the board's size.
fn rank(at: Pos) -> u32 {
    u32::from(at.y) << 8 | u32::from(at.x)
}

impl Source<'_> {
    fn small(&mut self, most: u16, problem: &'static str) -> Result<u16, BadState> {
        self.number(most.into(), problem).map(|number| number as u16)
    }

    fn team(&mut self, params: &Params, board: &Board, tick: u32) -> Result<Team, BadState> {
        let most_points = board.beacons.len() as u32 * params.beacon_points * tick;
        let most_damage =
            u32::from(params.max_units) * u32::from(params.strike_damage.max(params.lance_damage)) * tick;
        let most_born = u32::from(FIRST_UNITS) + tick;
        let team = Team {
            bank: self.number(u32::MAX, "a bank holds too much")?,
            core_hp: self.small(params.core_hp, "a core has too many hit points")?,
            points: self.number(most_points, "a team has more points than there were")?,
            damage: self.number(most_damage, "a team dealt more damage than it could")?,
            next_id: self.number(most_born, "a team made more units than it could")? as u16,
        };
        if team.next_id < FIRST_UNITS {
            return Err(BadState("a team made fewer units than it started with"));
        }
        if team.core_hp == 0 && team.bank > 0 {
            return Err(BadState("a lost core has a bank"));
        }
        Ok(team)
    }

    fn units(
        &mut self,
        params: &Params,
        board: &Board,
        seat: Seat,
        team: &Team,
        units: &mut Vec<Unit>,
    ) -> Result<(), BadState> {
        let count = self.small(params.max_units, "a team has too many units")?;
        let mut next = 0;
        for _ in 0..count {
            let most = team.next_id.checked_sub(next + 1).ok_or(BadState("a unit was never made"))?;
            let id = next + self.small(most, "a unit was never made")?;
            next = id + 1;
            units.push(self.unit(params, board, seat, UnitId(id))?);
        }
        Ok(())
    }

    fn unit(&mut self, params: &Params, board: &Board, seat: Seat, id: UnitId) -> Result<Unit, BadState> {
        let at = Pos::new(self.byte()?, self.byte()?);
        let hp = self.small(params.unit_hp, "a unit has too many hit points")?;
        let load = self.small(params.unit_cargo << 1 | 1, "a unit carries too much")?;
        if hp == 0 {
            return Err(BadState("a unit has no hit points"));
        }
        Ok(Unit { seat, id, at: standable(board, at)?, hp, cargo: load >> 1, guarded: load & 1 == 1 })
    }

    fn loose(&mut self, params: &Params, board: &Board) -> Result<Vec<(Pos, u32)>, BadState> {
        let all = u32::try_from(all_ore(params, board)).unwrap_or(u32::MAX);
        let count = self.number(board.area() as u32, "there are more piles than cells")?;
        let (mut loose, mut next) = (Vec::new(), 0);
        for _ in 0..count {
            let rank = next + self.number(u16::MAX.into(), "a pile is off the board")?;
            next = rank + 1;
            let [_, 0, y, x] = rank.to_be_bytes() else { return Err(BadState("a pile is off the board")) };
            let at = standable(board, Pos::new(x, y))?;
            match self.number(all, "a pile is larger than all ore")? {
                0 => return Err(BadState("a pile is empty")),
                amount => loose.push((at, amount)),
            }
        }
        Ok(loose)
    }
}

/// The cell, if something can stand or lie on it.
fn standable(board: &Board, at: Pos) -> Result<Pos, BadState> {
    if board.contains(at) && board.ground(at).is_open() {
        Ok(at)
    } else {
        Err(BadState("something is where nothing can be"))
    }
}

#[cfg(test)]
mod tests;
