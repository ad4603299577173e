use alloc::{string::String, vec, vec::Vec};
use protocol::{Dir, Pos, Seat};

use super::{Map, Symmetry, index, text};
use crate::{SetupError, Terrain, beacons::Turning};

/// A board while it is drawn. Whatever is painted is painted on every image of the cell at once, so a draft is
/// symmetric from its first stroke to its last.
pub(super) struct Draft {
    pub(super) size: u8,
    pub(super) symmetry: Symmetry,
    turnings: Vec<Turning>,
    cells: Vec<Terrain>,
    /// Cells that walls leave alone.
    kept: Vec<bool>,
    /// Seat 0's core.
    pub(super) core: Pos,
}

impl Draft {
    /// A board of floor with the cores of every seat on it. `core` is seat 0's; its images must be distinct.
    pub(super) fn new(size: u8, symmetry: Symmetry, core: Pos) -> Draft {
        let count = usize::from(size) * usize::from(size);
        let turnings = symmetry.seats().map(|seat| symmetry.turning(seat, size, size)).collect();
        let (cells, kept) = (vec![Terrain::Floor; count], vec![false; count]);
        let mut draft = Draft { size, symmetry, turnings, cells, kept, core };
        draft.paint(core, Terrain::Core);
        draft
    }

    /// Every cell in reading order.
    pub(super) fn cells(&self) -> impl Iterator<Item = Pos> + use<> {
        let size = self.size;
        (0..size).flat_map(move |y| (0..size).map(move |x| Pos::new(x, y)))
    }

    pub(super) fn terrain(&self, at: Pos) -> Terrain {
        self.cells[index(self.size, at)]
    }

    pub(super) fn is_wall(&self, at: Pos) -> bool {
        self.terrain(at) == Terrain::Wall
    }

    /// How many cells are wall.
    pub(super) fn walls(&self) -> usize {
        self.cells.iter().filter(|&&terrain| terrain == Terrain::Wall).count()
    }

    /// The images of a cell by seat: seat 0's is the cell itself.
    pub(super) fn images(&self, at: Pos) -> impl Iterator<Item = Pos> + '_ {
        self.turnings.iter().map(move |turning| turning.pos(at))
    }

    /// The cell that a seat sees where seat 0 sees `at`, looked at from seat 0's frame.
    pub(super) fn seen_from(&self, seat: Seat, at: Pos) -> Pos {
        self.turnings[seat.index()].inverse().pos(at)
    }

    /// The images without repetition.
    pub(super) fn orbit(&self, at: Pos) -> Vec<Pos> {
        let mut orbit: Vec<Pos> = self.images(at).collect();
        orbit.sort_unstable();
        orbit.dedup();
        orbit
    }

    /// Whether every seat has an image of its own.
    pub(super) fn has_full_orbit(&self, at: Pos) -> bool {
        self.orbit(at).len() == self.turnings.len()
    }

    /// The neighbour in a direction, if it is on the board.
    pub(super) fn neighbour(&self, at: Pos, dir: Dir) -> Option<Pos> {
        at.step(dir, 1).filter(|next| next.x < self.size && next.y < self.size)
    }

    /// The cells within a Chebyshev distance.
    pub(super) fn around(&self, at: Pos, radius: u8) -> impl Iterator<Item = Pos> + use<> {
        let last = self.size - 1;
        let columns = at.x.saturating_sub(radius)..=last.min(at.x + radius);
        let rows = at.y.saturating_sub(radius)..=last.min(at.y + radius);
        rows.flat_map(move |y| columns.clone().map(move |x| Pos::new(x, y)))
    }

    /// Rings between the cell and the edge; 0 on the edge.
    pub(super) fn depth(&self, at: Pos) -> u8 {
        let last = self.size - 1;
        at.x.min(at.y).min(last - at.x).min(last - at.y)
    }

    /// Chebyshev distance from the middle of the board in half cells, since the middle may lie between cells.
    pub(super) fn off_middle(&self, at: Pos) -> u8 {
        let off = |place: u8| (2 * place).abs_diff(self.size - 1);
        off(at.x).max(off(at.y))
    }

    /// Paints a cell and its images.
    pub(super) fn paint(&mut self, at: Pos, terrain: Terrain) {
        for i in 0..self.turnings.len() {
            let image = self.turnings[i].pos(at);
            self.cells[index(self.size, image)] = terrain;
        }
    }

    /// Makes walls leave the cells around this one, and around its images, alone.
    pub(super) fn keep(&mut self, at: Pos, radius: u8) {
        for i in 0..self.turnings.len() {
            for near in self.around(self.turnings[i].pos(at), radius) {
                self.kept[index(self.size, near)] = true;
            }
        }
    }

    pub(super) fn is_kept(&self, at: Pos) -> bool {
        self.kept[index(self.size, at)]
    }

    /// Puts up a wall, unless the cell is kept free or holds something.
    pub(super) fn wall(&mut self, at: Pos) {
        if !self.is_kept(at) && self.terrain(at) == Terrain::Floor {
            self.paint(at, Terrain::Wall);
        }
    }

    /// Takes a wall away.
    pub(super) fn open(&mut self, at: Pos) {
        if self.is_wall(at) {
            self.paint(at, Terrain::Floor);
        }
    }

    /// The map, if the draft is one.
    pub(super) fn finish(&self) -> Result<Map, SetupError> {
        let cores: Vec<Pos> = self.images(self.core).collect();
        let mut drawn = String::new();
        for at in self.cells() {
            let owner = (0..).zip(&cores).find(|&(_, &core)| core == at).map(|(seat, _)| Seat(seat));
            drawn.push(text::letter(self.terrain(at), owner));
            if at.x + 1 == self.size {
                drawn.push('\n');
            }
        }
        text::parse(&drawn)
    }
}
