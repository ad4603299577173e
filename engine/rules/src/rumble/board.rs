use alloc::vec::Vec;
use protocol::{Dir, Pos};

use crate::line::Line;

/// Width and height in cells.
pub(super) const SIZE: u8 = 19;

/// The cell in the middle.
const MIDDLE: u8 = SIZE / 2;

/// Walls have the numbers from 1; this is the one after the last of them.
pub(super) const FIRST_UNIT: u16 = 113;

/// Whether a cell is wall: the board is a circle.
pub(super) fn is_wall(at: Pos) -> bool {
    let [x, y, radius] = [at.x.abs_diff(MIDDLE), at.y.abs_diff(MIDDLE), MIDDLE].map(u32::from);
    x * x + y * y >= radius * radius
}

/// Whether a cell of the floor is beside a wall: units appear here.
pub(super) fn is_spawn(at: Pos) -> bool {
    !is_wall(at) && Dir::ALL.into_iter().any(|dir| at.step(dir, 1).is_some_and(is_wall))
}

/// Whether a cell is one of the nine in the middle.
pub(super) fn is_hill(at: Pos) -> bool {
    at.x.abs_diff(MIDDLE) <= 1 && at.y.abs_diff(MIDDLE) <= 1
}

/// The cell opposite, through the middle.
pub(super) fn mirror(at: Pos) -> Pos {
    Pos::new(SIZE - 1 - at.x, SIZE - 1 - at.y)
}

/// Whether a unit can stand on a cell.
pub(super) fn is_floor(at: Pos) -> bool {
    at.x < SIZE && at.y < SIZE && !is_wall(at)
}

/// Every cell, column by column: the order in which walls are numbered and spawn cells are drawn.
fn columns() -> impl Iterator<Item = Pos> {
    (0..SIZE).flat_map(|x| (0..SIZE).map(move |y| Pos::new(x, y)))
}

/// The one board, with what is needed of it in every turn.
#[derive(Debug)]
pub(super) struct Board {
    /// Where units appear, in the order in which they are drawn from.
    pub(super) spawns: Vec<Pos>,
    /// The numbers of the walls.
    pub(super) walls: Cells<u16>,
    /// The walls as a line lists them, each with a comma after it.
    pub(super) listed: Vec<u8>,
}

impl Board {
    pub(super) fn new() -> Board {
        let mut walls = Cells::new();
        let mut listed = Vec::new();
        for (at, id) in columns().filter(|&at| is_wall(at)).zip(1_u16..) {
            walls.set(at, id);
            let line = &mut Line(&mut listed);
            line.text("\"").number(id).text(r#"":{"id":""#).number(id).text(r#"","coords":"#).pos(at);
            line.text(r#","obj_type":"Terrain","type":"Wall"},"#);
        }
        Board { spawns: columns().filter(|&at| is_spawn(at)).collect(), walls, listed }
    }
}

/// Something for some cells of the board.
#[derive(Clone, Debug)]
pub(super) struct Cells<T>([Option<T>; SIZE as usize * SIZE as usize]);

impl<T: Copy> Cells<T> {
    /// Nothing anywhere.
    pub(super) fn new() -> Cells<T> {
        Cells([None; _])
    }

    pub(super) fn get(&self, at: Pos) -> Option<T> {
        self.0[Self::index(at)]
    }

    pub(super) fn set(&mut self, at: Pos, value: T) {
        self.0[Self::index(at)] = Some(value);
    }

    pub(super) fn clear(&mut self, at: Pos) {
        self.0[Self::index(at)] = None;
    }

    /// Row by row.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Option<T>]> {
        self.0.chunks(usize::from(SIZE))
    }

    fn index(at: Pos) -> usize {
        usize::from(at.y) * usize::from(SIZE) + usize::from(at.x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_is_the_one_that_was_recorded() {
        let header: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/rumble/header.json")).unwrap();
        let cells = |key: &str| -> Vec<Pos> { serde_json::from_value(header[key].clone()).unwrap() };
        let board = Board::new();
        assert_eq!(header["size"], SIZE);
        assert_eq!(header["first_unit_id"], FIRST_UNIT);
        assert_eq!(board.spawns, cells("spawn_points"));
        let walls = cells("walls");
        assert_eq!(walls.len(), usize::from(FIRST_UNIT) - 1);
        for (&at, id) in walls.iter().zip(1..) {
            assert_eq!(board.walls.get(at), Some(id), "{at}");
        }
        assert_eq!(columns().filter(|&at| is_floor(at)).count(), 361 - walls.len());
    }

    #[test]
    fn no_unit_can_step_off_the_board() {
        let edge = columns().filter(|at| at.x.min(at.y) == 0 || at.x.max(at.y) == SIZE - 1);
        assert!(edge.into_iter().all(is_wall));
    }
}
