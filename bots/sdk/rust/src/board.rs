use protocol::{Dir, Pos};

use crate::Flood;

/// What a cell is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tile {
    /// Free ground.
    Floor,
    /// Nothing enters. Everything off the board counts as wall too.
    Wall,
    /// Ore can be mined here.
    Ore,
    /// Gives points to whoever holds it.
    Beacon,
    /// The core of this team. Nothing enters.
    Core(u8),
}

impl Tile {
    /// Whether a unit can stand on it.
    pub fn is_open(self) -> bool {
        matches!(self, Tile::Floor | Tile::Ore | Tile::Beacon)
    }
}

/// What never changes in a match: the terrain.
///
/// ```
/// use robodrome::{Board, Dir, Pos, Tile};
///
/// let board = Board::from_rows(&["0..o", ".#b.", "o..1"]);
/// assert_eq!(board.tile(Pos::new(2, 1)), Tile::Beacon);
/// assert_eq!(board.core(1), Pos::new(3, 2));
/// assert_eq!(board.step(Pos::new(1, 0), Dir::S), None, "a wall");
/// ```
#[derive(Clone, Debug)]
pub struct Board {
    width: u8,
    height: u8,
    tiles: Vec<Tile>,
    /// Whether a unit can stand on a cell, with a frame of closed cells around the board.
    open: Vec<bool>,
    ores: Vec<Pos>,
    beacons: Vec<Pos>,
    cores: Vec<Pos>,
}

impl Board {
    /// Reads a map as the start line holds it. Letters that are not known become walls, and missing cells too.
    pub fn from_rows<T: AsRef<str>>(rows: &[T]) -> Board {
        let height = u8::try_from(rows.len()).unwrap_or(u8::MAX);
        let longest = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
        let width = u8::try_from(longest).unwrap_or(u8::MAX);
        let tiles = vec![Tile::Wall; usize::from(width) * usize::from(height)];
        let mut board =
            Board { width, height, tiles, open: vec![], ores: vec![], beacons: vec![], cores: vec![] };
        board.open = vec![false; board.framed_cells()];
        for (y, row) in (0..height).zip(rows) {
            for (x, letter) in (0..width).zip(row.as_ref().bytes()) {
                let at = Pos::new(x, y);
                let tile = match letter {
                    b'.' => Tile::Floor,
                    b'o' => Tile::Ore,
                    b'b' => Tile::Beacon,
                    b'0'..=b'7' => Tile::Core(letter - b'0'),
                    _ => Tile::Wall,
                };
                match tile {
                    Tile::Ore => board.ores.push(at),
                    Tile::Beacon => board.beacons.push(at),
                    Tile::Core(team) => {
                        let team = usize::from(team);
                        board.cores.resize(board.cores.len().max(team + 1), at);
                        board.cores[team] = at;
                    }
                    Tile::Floor | Tile::Wall => {}
                }
                let index = board.index(at);
                board.tiles[index] = tile;
                let index = board.framed(at);
                board.open[index] = tile.is_open();
            }
        }
        board
    }

    /// Width in cells.
    pub fn width(&self) -> u8 {
        self.width
    }

    /// Height in cells.
    pub fn height(&self) -> u8 {
        self.height
    }

    /// The tile of a cell; off the board it is wall.
    pub fn tile(&self, at: Pos) -> Tile {
        if self.contains(at) { self.tiles[self.index(at)] } else { Tile::Wall }
    }

    /// Whether a cell is on the board.
    pub fn contains(&self, at: Pos) -> bool {
        at.x < self.width && at.y < self.height
    }

    /// Whether a unit can stand on a cell, whoever stands there now.
    pub fn is_open(&self, at: Pos) -> bool {
        self.tile(at).is_open()
    }

    /// The cell one step away, if a unit can stand there.
    pub fn step(&self, from: Pos, to: Dir) -> Option<Pos> {
        from.step(to, 1).filter(|&at| self.is_open(at))
    }

    /// The neighbouring cells on which a unit can stand, with the way to each: n, e, s, w.
    pub fn around(&self, at: Pos) -> impl Iterator<Item = (Dir, Pos)> + '_ {
        Dir::ALL.into_iter().filter_map(move |dir| Some((dir, self.step(at, dir)?)))
    }

    /// The direction of a neighbouring cell, `None` if it is not one.
    ///
    /// ```
    /// use robodrome::{Board, Dir, Pos};
    /// assert_eq!(Board::dir(Pos::new(2, 2), Pos::new(2, 3)), Some(Dir::S));
    /// assert_eq!(Board::dir(Pos::new(2, 2), Pos::new(3, 3)), None);
    /// ```
    pub fn dir(from: Pos, to: Pos) -> Option<Dir> {
        Dir::ALL.into_iter().find(|&dir| from.step(dir, 1) == Some(to))
    }

    /// Every ore cell, in reading order, also when its ore is used up.
    pub fn ores(&self) -> &[Pos] {
        &self.ores
    }

    /// Every beacon, in reading order.
    pub fn beacons(&self) -> &[Pos] {
        &self.beacons
    }

    /// The cell of a team's core; of the last team if there is no such team.
    pub fn core(&self, team: u8) -> Pos {
        let last = self.cores.last().copied().unwrap_or_default();
        self.cores.get(usize::from(team)).copied().unwrap_or(last)
    }

    /// Every core, by team.
    pub fn cores(&self) -> &[Pos] {
        &self.cores
    }

    /// How far a cell is from the edge of the board; the edge is 0.
    pub fn depth(&self, at: Pos) -> u8 {
        let across = at.x.min(self.width.saturating_sub(1).saturating_sub(at.x));
        across.min(at.y).min(self.height.saturating_sub(1).saturating_sub(at.y))
    }

    /// The middle of the board.
    pub fn centre(&self) -> Pos {
        Pos::new(self.width / 2, self.height / 2)
    }

    /// Every cell, in reading order.
    pub fn cells(&self) -> impl Iterator<Item = Pos> + use<> {
        let width = self.width;
        (0..self.height).flat_map(move |y| (0..width).map(move |x| Pos::new(x, y)))
    }

    /// Walking distances from every cell to the nearest of these cells. A goal may be a cell that nobody can enter,
    /// such as a core: its neighbours then have distance 1.
    ///
    /// ```
    /// use robodrome::{Board, Pos};
    ///
    /// let board = Board::from_rows(&["..#.", ".##.", "...."]);
    /// let flood = board.flood([Pos::new(3, 0)]);
    /// assert_eq!(flood.at(Pos::new(1, 0)), 8);
    /// ```
    pub fn flood(&self, goals: impl IntoIterator<Item = Pos>) -> Flood {
        self.flood_around(goals, |_| false)
    }

    /// Like [`Board::flood`], with cells through which no path may lead.
    pub fn flood_around(&self, goals: impl IntoIterator<Item = Pos>, closed: impl Fn(Pos) -> bool) -> Flood {
        Flood::new(self, goals, closed)
    }

    /// A cell's place in lists that hold one entry a cell, row by row.
    pub(crate) fn index(&self, at: Pos) -> usize {
        usize::from(at.y) * usize::from(self.width) + usize::from(at.x)
    }

    /// A cell's place in lists that hold a frame of cells around the board, too: the neighbours of a cell of the board are
    /// in the list, whatever the cell.
    pub(crate) fn framed(&self, at: Pos) -> usize {
        (usize::from(at.y) + 1) * self.framed_row() + usize::from(at.x) + 1
    }

    /// The cell of the board that is in such a place.
    pub(crate) fn unframed(&self, index: usize) -> Pos {
        Pos::new((index % self.framed_row() - 1) as u8, (index / self.framed_row() - 1) as u8)
    }

    /// Cells from one row of such a list to the next.
    pub(crate) fn framed_row(&self) -> usize {
        usize::from(self.width) + 2
    }

    /// Cells of such a list.
    pub(crate) fn framed_cells(&self) -> usize {
        self.framed_row() * (usize::from(self.height) + 2)
    }

    /// Whether a unit can stand on the cell in such a place.
    pub(crate) fn is_framed_open(&self, index: usize) -> bool {
        self.open[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_maps_are_read_without_a_panic() {
        let board = Board::from_rows(&["", "?é.", "o"]);
        assert_eq!((board.width(), board.height()), (4, 3));
        assert_eq!(board.tile(Pos::new(3, 1)), Tile::Floor, "one letter a byte");
        assert_eq!(board.tile(Pos::new(0, 1)), Tile::Wall);
        assert_eq!(board.core(0), Pos::default());
        let none: [&str; 0] = [];
        assert_eq!(Board::from_rows(&none).depth(Pos::new(9, 9)), 0);
    }

    #[test]
    fn depth_counts_from_the_nearest_edge() {
        let board = Board::from_rows(&["....."; 4]);
        assert_eq!(board.depth(Pos::new(2, 1)), 1);
        assert_eq!(board.depth(Pos::new(4, 2)), 0);
        assert_eq!(board.depth(Pos::new(3, 2)), 1);
    }
}
