mod archetype;
mod dice;
mod draft;
mod generator;
mod ore;
mod site;
mod survey;
mod symmetry;
mod text;
mod walls;

use alloc::{string::String, vec::Vec};
use protocol::Pos;

pub use archetype::Archetype;
pub use symmetry::Symmetry;

use crate::{SetupError, Terrain};

/// A board that can be played on: square, exactly symmetric, with everything on it in reach.
///
/// It reads and writes as text, a character a cell: `.` floor, `#` wall, `o` ore, `b` beacon, `0` to `7` the core of
/// that seat. Since a map looks the same from every seat, the text of the board is also the text of any own frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    size: u8,
    symmetry: Symmetry,
    cells: Vec<Terrain>,
    cores: Vec<Pos>,
    beacons: Vec<Pos>,
    ore: Vec<Pos>,
}

impl Map {
    /// The narrowest board, in cells: the centre that the storm never reaches.
    pub const MIN_SIZE: u8 = 9;
    /// The widest board, in cells.
    pub const MAX_SIZE: u8 = 64;
    /// Most beacons on a map. The tuned rules expect 3 to 9.
    pub const MAX_BEACONS: usize = 64;
    /// Most ore cells on a map. Every bot reads a number for each in every tick.
    pub const MAX_ORE: usize = 512;
    /// Longest text of a map, in bytes: the widest board with room for comments.
    pub const MAX_TEXT_BYTES: usize = 16 * 1024;

    /// Reads a map from text, a line a row. Lines that begin with `;` are comments; they and empty lines are skipped.
    ///
    /// # Errors
    ///
    /// [`SetupError::Map`] names the line, the column and the remedy when the text is not a map that can be played: not
    /// square, not exactly symmetric, cores missing or hemmed in, no beacon, or something out of reach.
    pub fn parse(text: &str) -> Result<Map, SetupError> {
        text::parse(text)
    }

    /// Draws a map: the same arguments give the same map, on every machine.
    ///
    /// `size` is the width in cells, 17 to 64; [`Archetype::default_size`] suits most. `teams` is 2, 4 or 8. Any text
    /// is a seed.
    ///
    /// # Errors
    ///
    /// [`SetupError::Param`] when the size or the number of teams is out of range.
    pub fn generate(archetype: Archetype, size: u8, teams: u8, seed: &str) -> Result<Map, SetupError> {
        generator::generate(archetype, size, teams, seed)
    }

    /// The map as text that [`Map::parse`] reads, without comments.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for row in self.rows() {
            text.push_str(&row);
            text.push('\n');
        }
        text
    }

    /// The rows from the top, a character a cell: what a bot reads in its start line, whatever its seat.
    pub fn rows(&self) -> Vec<String> {
        let row = |y| (0..self.size).map(|x| self.letter(Pos::new(x, y))).collect();
        (0..self.size).map(row).collect()
    }

    /// Width in cells.
    pub fn width(&self) -> u8 {
        self.size
    }

    /// Height in cells; boards are square.
    pub fn height(&self) -> u8 {
        self.size
    }

    /// Number of teams: 2, 4 or 8.
    pub fn teams(&self) -> u8 {
        self.symmetry.teams()
    }

    /// How the map repeats itself.
    pub fn symmetry(&self) -> Symmetry {
        self.symmetry
    }

    /// Whether a cell is on the board.
    pub fn contains(&self, at: Pos) -> bool {
        at.x < self.size && at.y < self.size
    }

    /// What a cell is made of.
    ///
    /// # Panics
    ///
    /// When the cell is not on the board.
    pub fn terrain(&self, at: Pos) -> Terrain {
        assert!(self.contains(at), "{at} is on the board");
        self.cells[index(self.size, at)]
    }

    /// The cores by seat.
    pub fn cores(&self) -> &[Pos] {
        &self.cores
    }

    /// The beacons in reading order.
    pub fn beacons(&self) -> &[Pos] {
        &self.beacons
    }

    /// The ore cells in reading order.
    pub fn ore(&self) -> &[Pos] {
        &self.ore
    }

    fn letter(&self, at: Pos) -> char {
        let owner = self.symmetry.seats().find(|seat| self.cores[seat.index()] == at);
        text::letter(self.terrain(at), owner)
    }
}

/// Place of a cell in a list of all cells in reading order.
fn index(size: u8, at: Pos) -> usize {
    usize::from(at.y) * usize::from(size) + usize::from(at.x)
}
