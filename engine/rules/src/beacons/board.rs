use alloc::{vec, vec::Vec};
use protocol::{Dir, Pos, Seat};

use super::{Map, Symmetry, Turning};
use crate::Terrain;

/// What a cell is, with its place in the list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Floor,
    Wall,
    Ore(u16),
    Beacon(u16),
    Core(Seat),
}

impl Ground {
    /// Whether a unit can stand here.
    pub(super) fn is_open(self) -> bool {
        !matches!(self, Ground::Wall | Ground::Core(_))
    }
}

/// How a seat sees the board.
#[derive(Debug)]
pub(super) struct SeatFrame {
    /// From the board's frame to the seat's own.
    pub(super) own: Turning,
    /// From the seat's own frame to the board's.
    pub(super) board: Turning,
    /// Seats in the order in which this one counts them, itself first.
    pub(super) seats: Vec<Seat>,
    /// Ore cells, as indices into the board's list, in the seat's own reading order.
    pub(super) ore: Vec<u16>,
}

/// A map made ready for play: everything that a stage asks of a cell, without a search.
#[derive(Debug)]
pub(super) struct Board {
    size: u8,
    grounds: Vec<Ground>,
    pub(super) cores: Vec<Pos>,
    pub(super) ore: Vec<Pos>,
    pub(super) beacons: Vec<Pos>,
    pub(super) frames: Vec<SeatFrame>,
    /// Beacons near a cell: `near[near_from[c]..near_from[c + 1]]`.
    near: Vec<u16>,
    near_from: Vec<u32>,
}

impl Board {
    /// The board of a map, with units counting for beacons within `radius`.
    pub(super) fn of_map(map: &Map, radius: u8) -> Board {
        let terrain = cells(map.width()).map(|at| map.terrain(at)).collect::<Vec<_>>();
        Board::new(map.width(), &terrain, map.cores().to_vec(), map.symmetry(), radius)
    }

    /// A board from its width, its terrain in reading order and its cores by seat.
    pub(super) fn new(
        size: u8,
        terrain: &[Terrain],
        cores: Vec<Pos>,
        symmetry: Symmetry,
        radius: u8,
    ) -> Board {
        let (mut ore, mut beacons) = (Vec::new(), Vec::new());
        let ground = |(at, terrain): (Pos, &Terrain)| match terrain {
            Terrain::Floor => Ground::Floor,
            Terrain::Wall => Ground::Wall,
            Terrain::Ore => Ground::Ore(enlist(&mut ore, at)),
            Terrain::Beacon => Ground::Beacon(enlist(&mut beacons, at)),
            Terrain::Core => {
                let seat = cores.iter().position(|&core| core == at).expect("every core cell has a seat");
                Ground::Core(Seat(seat as u8))
            }
        };
        let grounds = cells(size).zip(terrain).map(ground).collect();
        let (near, near_from) = beacons_near(size, &beacons, radius);
        let frames = symmetry.seats().map(|seat| seat_frame(seat, symmetry, size, &ore)).collect();
        Board { size, grounds, cores, ore, beacons, frames, near, near_from }
    }

    /// Width and height in cells.
    pub(super) fn size(&self) -> u8 {
        self.size
    }

    pub(super) fn teams(&self) -> u8 {
        self.cores.len() as u8
    }

    pub(super) fn seats(&self) -> impl Iterator<Item = Seat> + use<> {
        (0..self.teams()).map(Seat)
    }

    /// Number of cells.
    pub(super) fn area(&self) -> usize {
        self.grounds.len()
    }

    /// Every cell in reading order.
    pub(super) fn cells(&self) -> impl Iterator<Item = Pos> + use<> {
        cells(self.size)
    }

    pub(super) fn contains(&self, at: Pos) -> bool {
        at.x < self.size && at.y < self.size
    }

    /// The cell as an index into a [`super::grid::Grid`].
    pub(super) fn cell(&self, at: Pos) -> usize {
        usize::from(at.y) * usize::from(self.size) + usize::from(at.x)
    }

    pub(super) fn ground(&self, at: Pos) -> Ground {
        self.grounds[self.cell(at)]
    }

    /// The cell `n` steps away, if it is on the board.
    pub(super) fn step(&self, at: Pos, dir: Dir, n: u8) -> Option<Pos> {
        at.step(dir, n).filter(|&to| self.contains(to))
    }

    /// The beacons, as indices into the board's list, for which a unit on this cell counts.
    pub(super) fn beacons_near(&self, at: Pos) -> &[u16] {
        let cell = self.cell(at);
        &self.near[self.near_from[cell] as usize..self.near_from[cell + 1] as usize]
    }

    /// Whether a cell is inside the storm of so many rings.
    pub(super) fn in_storm(&self, at: Pos, rings: u8) -> bool {
        let Pos { x, y } = at;
        let last = self.size - 1;
        x.min(y).min(last - x).min(last - y) < rings
    }
}

fn cells(size: u8) -> impl Iterator<Item = Pos> {
    (0..size).flat_map(move |y| (0..size).map(move |x| Pos::new(x, y)))
}

/// Appends a cell to a list and gives its place there. A board has at most 64 x 64 cells, so the place fits.
fn enlist(list: &mut Vec<Pos>, at: Pos) -> u16 {
    list.push(at);
    (list.len() - 1) as u16
}

fn seat_frame(seat: Seat, symmetry: Symmetry, size: u8, ore: &[Pos]) -> SeatFrame {
    let board = symmetry.turning(seat, size, size);
    let own = board.inverse();
    let mut order = (0..ore.len() as u16).collect::<Vec<_>>();
    order.sort_by_key(|&i| own.pos(ore[usize::from(i)]));
    SeatFrame {
        own,
        board,
        seats: (0..symmetry.teams()).map(|k| symmetry.seat_of(seat, k)).collect(),
        ore: order,
    }
}

fn beacons_near(size: u8, beacons: &[Pos], radius: u8) -> (Vec<u16>, Vec<u32>) {
    let (mut near, mut from) = (Vec::new(), vec![0]);
    for at in cells(size) {
        near.extend((0..).zip(beacons).filter(|(_, b)| b.chebyshev(at) <= radius).map(|(i, _): (u16, _)| i));
        from.push(near.len() as u32);
    }
    (near, from)
}
