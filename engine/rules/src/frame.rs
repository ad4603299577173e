use alloc::vec::Vec;
use protocol::{Pos, Seat, Tick, UnitId};
use serde::{Deserialize, Serialize};

/// A picture of a state that any game can give, in the board's frame: what a viewer draws and `arena show` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The last tick that was played; 0 is the start.
    pub tick: Tick,
    /// Width of the board in cells.
    pub width: u8,
    /// Height of the board in cells.
    pub height: u8,
    /// Rings of the storm, counted from the edge.
    pub rings: u8,
    /// Every cell, row by row.
    pub tiles: Vec<Tile>,
    /// Every living unit, by seat and number.
    pub pieces: Vec<Piece>,
    /// By seat.
    pub teams: Vec<TeamStanding>,
}

impl Frame {
    /// The tile of a cell on the board.
    pub fn tile(&self, at: Pos) -> Tile {
        self.tiles[usize::from(at.y) * usize::from(self.width) + usize::from(at.x)]
    }

    /// Whether the game has cores, and with them banks and cargo.
    pub fn has_cores(&self) -> bool {
        self.teams.iter().any(|team| team.core_hp_max > 0)
    }
}

/// What a cell is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terrain {
    /// Free ground.
    Floor,
    /// Nothing enters.
    Wall,
    /// Ore can be mined here.
    Ore,
    /// Gives points to whoever holds it.
    Beacon,
    /// A team's core.
    Core,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// What it is made of.
    pub terrain: Terrain,
    /// Whose core it is, or who holds the beacon.
    pub owner: Option<Seat>,
    /// Ore left, or hit points left of a core; else 0.
    pub amount: u32,
    /// Loose cargo on it.
    pub loose: u32,
}

/// One unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its team.
    pub seat: Seat,
    /// Its number within the team.
    pub unit: UnitId,
    /// Its cell.
    pub at: Pos,
    /// Hit points left.
    pub hp: u16,
    /// The most it can have.
    pub hp_max: u16,
    /// Ore that it carries.
    pub cargo: u16,
    /// The most it can carry.
    pub cargo_max: u16,
    /// Whether it guarded in the last tick.
    pub guarded: bool,
}

/// How a team stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamStanding {
    /// Points.
    pub score: u32,
    /// Damage dealt: the tie-break.
    pub damage: u32,
    /// Ore in the bank.
    pub bank: u32,
    /// Living units.
    pub units: u16,
    /// Hit points of the core; 0 is lost.
    pub core_hp: u16,
    /// The most that the core can have; 0 in a game without cores.
    pub core_hp_max: u16,
}
