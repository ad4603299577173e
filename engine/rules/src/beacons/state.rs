use alloc::{format, vec, vec::Vec};
use core::ops::Range;
use protocol::{Dir, Pos, Seat, UnitId, beacons::Params};

use super::{FIRST_UNITS, board::Board};
use crate::SetupError;

/// Everything that changes in a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// The last tick that was played.
    pub(super) tick: u32,
    /// By seat.
    pub(super) teams: Vec<Team>,
    /// Every living unit, by seat and number; no two on a cell.
    pub(super) units: Vec<Unit>,
    /// What is left in each of the board's ore cells.
    pub(super) ore: Vec<u16>,
    /// Loose cargo in reading order; every amount is 1 or more.
    pub(super) loose: Vec<(Pos, u32)>,
    /// Who got the points of each beacon in the last tick.
    pub(super) holders: Vec<Option<Seat>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Team {
    pub(super) bank: u32,
    /// 0 is lost, for good.
    pub(super) core_hp: u16,
    pub(super) points: u32,
    /// Damage dealt.
    pub(super) damage: u32,
    /// The number of the next unit.
    pub(super) next_id: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) seat: Seat,
    pub(super) id: UnitId,
    pub(super) at: Pos,
    pub(super) hp: u16,
    pub(super) cargo: u16,
    /// Whether it guarded in the last tick.
    pub(super) guarded: bool,
}

impl Unit {
    /// A unit just made.
    pub(super) fn new(params: &Params, seat: Seat, id: UnitId, at: Pos) -> Unit {
        Unit { seat, id, at, hp: params.unit_hp, cargo: 0, guarded: false }
    }

    /// Cargo that it could still take.
    pub(super) fn room(&self, params: &Params) -> u16 {
        params.unit_cargo - self.cargo
    }
}

impl State {
    /// The state before the first tick.
    ///
    /// # Errors
    /// A cell beside a core cannot be stood on, or two cores share one.
    pub(super) fn start(params: &Params, board: &Board) -> Result<State, SetupError> {
        let mut units = Vec::new();
        for seat in board.seats() {
            for (way, id) in Dir::ALL.into_iter().zip(0..FIRST_UNITS) {
                let at = first_cell(board, seat, way, &units)?;
                units.push(Unit::new(params, seat, UnitId(id), at));
            }
        }
        let team = Team {
            bank: params.start_bank,
            core_hp: params.core_hp,
            points: 0,
            damage: 0,
            next_id: FIRST_UNITS,
        };
        Ok(State {
            tick: 0,
            teams: vec![team; board.cores.len()],
            units,
            ore: vec![params.ore_amount; board.ore.len()],
            loose: Vec::new(),
            holders: vec![None; board.beacons.len()],
        })
    }

    /// Where the units of a team stand in the list.
    pub(super) fn range(&self, seat: Seat) -> Range<usize> {
        let from = self.units.partition_point(|unit| unit.seat < seat);
        let count = self.units[from..].partition_point(|unit| unit.seat == seat);
        from..from + count
    }

    /// The units of a team, by rising number.
    pub(super) fn units_of(&self, seat: Seat) -> &[Unit] {
        &self.units[self.range(seat)]
    }

    /// Where a unit stands in the list.
    pub(super) fn find(&self, seat: Seat, id: UnitId) -> Option<usize> {
        self.units.binary_search_by_key(&(seat, id), |unit| (unit.seat, unit.id)).ok()
    }

    /// Lays cargo on a cell.
    pub(super) fn drop_cargo(&mut self, at: Pos, amount: u16) {
        if amount == 0 {
            return;
        }
        match self.loose.binary_search_by_key(&at, |&(at, _)| at) {
            Ok(i) => self.loose[i].1 += u32::from(amount),
            Err(i) => self.loose.insert(i, (at, u32::from(amount))),
        }
    }

    /// Takes up to `most` of the loose cargo of a cell and gives how much it was.
    pub(super) fn take_cargo(&mut self, at: Pos, most: u16) -> u16 {
        let Ok(i) = self.loose.binary_search_by_key(&at, |&(at, _)| at) else { return 0 };
        let pile = self.loose[i].1;
        let taken = u16::try_from(pile).unwrap_or(u16::MAX).min(most);
        self.loose[i].1 = pile - u32::from(taken);
        if self.loose[i].1 == 0 {
            self.loose.remove(i);
        }
        taken
    }
}

/// The cell of a team's first unit on the side of its core that is `way` in its own frame.
fn first_cell(board: &Board, seat: Seat, way: Dir, taken: &[Unit]) -> Result<Pos, SetupError> {
    let core = board.cores[seat.index()];
    let way = board.frames[seat.index()].board.dir(way);
    let free = |at: &Pos| board.ground(*at).is_open() && taken.iter().all(|unit| unit.at != *at);
    board.step(core, way, 1).filter(free).ok_or_else(|| SetupError::Map {
        line: u32::from(core.y) + 1,
        problem: format!(
            "the four cells beside the core at {core} hold the team's first units; the one to the {} must be free",
            ["north", "east", "south", "west"][way as usize]
        ),
    })
}

/// Rings of the storm after tick `tick`, for a board of this width in cells.
pub(super) fn rings(params: &Params, width: u8, tick: u32) -> u8 {
    if tick < params.storm_start {
        return 0;
    }
    let grown = 1 + (tick - params.storm_start) / params.storm_period;
    let most = width.saturating_sub(params.storm_rest) / 2;
    u8::try_from(grown).unwrap_or(u8::MAX).min(most)
}
