use alloc::vec::Vec;
use protocol::Pos;

use super::super::{dice::Dice, draft::Draft};

/// Cells of a rock as columns and rows from its first.
type Shape = &'static [(u8, u8)];

/// Small rocks to walk around.
pub(super) const PEBBLES: &[Shape] = &[
    &[(0, 0)],
    &[(0, 0), (1, 0)],
    &[(0, 0), (0, 1)],
    &[(0, 0), (1, 0), (0, 1)],
    &[(0, 0), (1, 0), (1, 1)],
    &[(0, 0), (1, 0), (0, 1), (1, 1)],
];

/// Pieces of wall to hide and to be caught behind.
pub(super) const BLOCKS: &[Shape] = &[
    &[(0, 0), (1, 0), (2, 0)],
    &[(0, 0), (0, 1), (0, 2)],
    &[(0, 0), (1, 0), (2, 0), (0, 1), (0, 2)],
    &[(0, 0), (1, 0), (2, 0), (2, 1), (2, 2)],
    &[(0, 2), (1, 2), (2, 2), (0, 1), (0, 0)],
    &[(0, 2), (1, 2), (2, 2), (2, 1), (2, 0)],
    &[(1, 0), (0, 1), (1, 1), (2, 1), (1, 2)],
    &[(0, 0), (1, 0), (0, 1), (1, 1)],
    &[(0, 0), (1, 0), (2, 0), (3, 0)],
    &[(0, 0), (0, 1), (0, 2), (0, 3)],
];

/// Lays rocks until this many cells of a hundred are wall, each with a way around it.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice, shapes: &[Shape], percent: usize) {
    let cells = usize::from(draft.size) * usize::from(draft.size);
    let (tries, mut walls) = (cells / 2, draft.walls());
    for _ in 0..tries {
        if walls * 100 >= percent * cells {
            break;
        }
        let at = Pos::new(dice.between(0, draft.size - 1), dice.between(0, draft.size - 1));
        if let Some(rock) = dice.pick(shapes).and_then(|shape| rock(draft, shape, at)) {
            rock.into_iter().for_each(|cell| draft.wall(cell));
            walls = draft.walls();
        }
    }
}

/// The cells of a rock, if it lies on the board, off what is kept free, and apart from other walls.
fn rock(draft: &Draft, shape: Shape, at: Pos) -> Option<Vec<Pos>> {
    let cells: Vec<Pos> = shape.iter().map(|&(x, y)| Pos::new(at.x + x, at.y + y)).collect();
    let fits = |cell: &Pos| {
        cell.x < draft.size
            && cell.y < draft.size
            && !draft.is_kept(*cell)
            && draft.around(*cell, 1).all(|near| !draft.is_wall(near))
    };
    cells.iter().all(fits).then_some(cells)
}
