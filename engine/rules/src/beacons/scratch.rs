use alloc::{vec, vec::Vec};
use protocol::{Dir, Pos, Reason};

use super::{act::Act, board::Board, grid::Grid, state::State};

/// Room that the stages work in, kept between ticks so that a tick allocates nothing. No part of the state: every list
/// is written in a tick before it is read.
#[derive(Clone, Debug)]
pub(super) struct Scratch {
    /// By unit: what it does. `None` is no order.
    pub(super) acts: Vec<Option<Act>>,
    /// By seat: where its core spawns.
    pub(super) spawns: Vec<Option<Dir>>,
    /// The unit on a cell, as an index into the state's list.
    pub(super) here: Grid<u16>,
    /// How many units want to enter a cell.
    pub(super) wanted: Grid<u16>,
    /// By unit: what becomes of its step.
    pub(super) steps: Vec<Step>,
    /// Units that want to move.
    pub(super) movers: Vec<u16>,
    /// Units whose steps depend on each other.
    pub(super) chain: Vec<u16>,
    /// By unit: what hits it.
    pub(super) hits: Vec<Hit>,
    /// By seat: damage to its core.
    pub(super) core_hits: Vec<u32>,
    /// By seat: whether its core was lost in this tick.
    pub(super) fallen: Vec<bool>,
    /// By seat: the cell on which it is about to spawn.
    pub(super) births: Vec<Option<Pos>>,
    /// By beacon, then seat: units that count for it.
    pub(super) tally: Vec<u16>,
}

/// What becomes of a unit's step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Stays,
    Wants(Pos),
    Goes(Pos),
    Fails(Reason),
}

/// What hits a unit in a tick.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hit {
    /// Sum of the attacks.
    pub(super) damage: u32,
    /// A bit for each direction that an attack came from.
    pub(super) sides: u8,
}

impl Scratch {
    pub(super) fn new(board: &Board) -> Scratch {
        let teams = usize::from(board.teams());
        Scratch {
            acts: Vec::new(),
            spawns: vec![None; teams],
            here: Grid::new(board.area()),
            wanted: Grid::new(board.area()),
            steps: Vec::new(),
            movers: Vec::new(),
            chain: Vec::new(),
            hits: Vec::new(),
            core_hits: vec![0; teams],
            fallen: vec![false; teams],
            births: vec![None; teams],
            tally: vec![0; teams * board.beacons.len()],
        }
    }

    /// Notes where every unit stands.
    pub(super) fn place(&mut self, board: &Board, state: &State) {
        self.here.clear();
        for (unit, index) in state.units.iter().zip(0..) {
            self.here.set(board.cell(unit.at), index);
        }
    }
}
