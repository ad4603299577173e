use alloc::vec::Vec;
use protocol::{Pos, Seat, UnitId};

use super::{
    BLUE, RED,
    board::{Board, FIRST_UNIT, mirror},
    dice::Dice,
};

/// Hit points of a new unit, and the most that one can have.
pub(super) const UNIT_HP: u8 = 5;

/// Turns between two waves of new units.
const WAVE_EVERY: u32 = 10;

/// Units of each team in a wave.
const WAVE: u16 = 4;

/// Everything that changes in a match.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The last turn that was played.
    pub(super) turn: u32,
    /// By number, which is their order of birth.
    pub(super) units: Vec<Unit>,
    /// By seat: whether its program has failed.
    pub(super) forfeits: [bool; 2],
    /// By seat: points on the hill.
    pub(super) hill: [u32; 2],
    /// By seat: attacks that hit the other team.
    pub(super) damage: [u32; 2],
    pub(super) dice: Dice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) id: UnitId,
    pub(super) at: Pos,
    pub(super) hp: u8,
}

impl Unit {
    /// Its team. Units are born in pairs, Blue's first, and the first of all has an odd number.
    pub(super) fn seat(&self) -> Seat {
        if self.id.0 % 2 == FIRST_UNIT % 2 { BLUE } else { RED }
    }
}

impl State {
    /// The state before the first turn: its units are there.
    pub(super) fn start(board: &Board, dice: Dice) -> State {
        let mut state =
            State { turn: 0, units: Vec::new(), forfeits: [false; 2], hill: [0; 2], damage: [0; 2], dice };
        state.spawn(board);
        state
    }

    /// Where a unit stands in the list.
    pub(super) fn find(&self, id: UnitId) -> Option<usize> {
        self.units.binary_search_by_key(&id, |unit| unit.id).ok()
    }

    /// Units of a team.
    pub(super) fn count(&self, seat: Seat) -> usize {
        self.units.iter().filter(|unit| unit.seat() == seat).count()
    }

    /// Whether a wave of units appears now, before the next turn. None does after the last one.
    pub(super) fn wave_is_due(&self, turns: u32) -> bool {
        self.turn.is_multiple_of(WAVE_EVERY) && self.turn < turns
    }

    /// Adds a wave of units. No unit may stand on a spawn cell.
    pub(super) fn spawn(&mut self, board: &Board) {
        let first = FIRST_UNIT + self.turn as u16 / WAVE_EVERY as u16 * 2 * WAVE;
        let mut free = board.spawns.clone();
        for pair in 0..WAVE {
            let at = free[self.dice.below(free.len() as u32) as usize];
            free.retain(|&cell| cell != at && cell != mirror(at));
            for (id, at) in [(first + 2 * pair, at), (first + 2 * pair + 1, mirror(at))] {
                self.units.push(Unit { id: UnitId(id), at, hp: UNIT_HP });
            }
        }
    }

    /// The number that the next unit will have.
    pub(super) fn next_id(turn: u32, turns: u32) -> u16 {
        // No wave follows the last turn.
        let waves = 1 + turn.min(turns - 1) / WAVE_EVERY;
        FIRST_UNIT + waves as u16 * 2 * WAVE
    }
}
