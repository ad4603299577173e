use alloc::{vec, vec::Vec};
use core::ops::Range;
use protocol::{Dir, Pos};

use super::{
    super::{Symmetry, dice::Dice, draft::Draft},
    lanes::{Lane, divide},
};

/// Cells of wall between two gaps.
const SHORTEST_RUN: u8 = 6;
const LONGEST_RUN: u8 = 11;
/// Cells of a gap, at most.
const WIDEST_GAP: u8 = 3;
/// Of a hundred runs of wall, so many narrow the lane beside them to one cell.
const NARROWED_RUNS: u32 = 45;

/// Draws long walls with gaps, and now and then a spur that narrows a lane.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice) {
    let width = dice.between(2, 3);
    let lanes = divide(dice, draft.size, width, 3);
    let layout = Layout::choose(dice, draft.symmetry);
    let lines = lanes.len() / 2;
    for line in 0..lines {
        // Spurs from both sides would meet in the middle lane and close it.
        let spur = if line + 1 < lines { lanes[line + 1].width - 1 } else { 0 };
        let Lane { first, width } = lanes[line];
        for wall in layout.walls(draft, first + width) {
            build(draft, dice, &wall, spur);
        }
    }
}

/// How the walls lie. Each line of wall is painted with its images, so only a part of it is laid out.
#[derive(Clone, Copy)]
enum Layout {
    /// Side by side from edge to edge.
    Across,
    /// Side by side from top to bottom.
    Down,
    /// Four blocks of parallel lanes, each turned against the next.
    Pinwheel,
    /// Squares, one within the other.
    Squares,
}

/// A line of wall before gaps are left in it, and the side on which spurs grow.
struct Wall {
    cells: Vec<Pos>,
    inward: Dir,
}

impl Layout {
    fn choose(dice: &mut Dice, symmetry: Symmetry) -> Layout {
        let choices: &[Layout] = match symmetry {
            Symmetry::Half => &[Layout::Across, Layout::Down, Layout::Squares],
            Symmetry::Quarter => &[Layout::Pinwheel, Layout::Squares],
            Symmetry::Dihedral => &[Layout::Squares],
        };
        dice.pick(choices).unwrap_or(Layout::Squares)
    }

    /// The walls on one line, counted from the edge: those of which the others are images.
    fn walls(self, draft: &Draft, line: u8) -> Vec<Wall> {
        let last = draft.size - 1;
        let across =
            |columns: Range<u8>| Wall { cells: columns.map(|x| Pos::new(x, line)).collect(), inward: Dir::S };
        let down = |column: u8, rows: Range<u8>, inward| Wall {
            cells: rows.map(|y| Pos::new(column, y)).collect(),
            inward,
        };
        match (self, draft.symmetry) {
            (Layout::Across, _) => vec![across(0..draft.size)],
            (Layout::Down, _) => vec![down(line, 0..draft.size, Dir::E)],
            (Layout::Pinwheel, _) => vec![across(0..last / 2)],
            (Layout::Squares, Symmetry::Half) => {
                vec![across(line..last - line), down(last - line, line..last - line, Dir::W)]
            }
            (Layout::Squares, Symmetry::Quarter) => vec![across(line..last - line)],
            (Layout::Squares, Symmetry::Dihedral) => vec![across(line..last / 2 + 1)],
        }
    }
}

/// Builds a wall in runs with gaps of two or three cells between them.
fn build(draft: &mut Draft, dice: &mut Dice, wall: &Wall, spur: u8) {
    // However short the wall, a gap is left at its end, so that it closes nothing in.
    let count = wall.cells.len() as u8;
    let longest = (LONGEST_RUN + draft.size / 16).min(count.saturating_sub(WIDEST_GAP));
    let mut place = dice.between(0, WIDEST_GAP);
    while place < count {
        let length = dice.between(SHORTEST_RUN.min(longest), longest).max(1);
        let run = &wall.cells[usize::from(place)..usize::from(count.min(place + length))];
        run.iter().for_each(|&at| draft.wall(at));
        if spur > 0
            && dice.chance(NARROWED_RUNS)
            && let Some(root) = dice.pick(run)
        {
            grow_spur(draft, root, wall.inward, spur);
        }
        place += length + dice.between(2, WIDEST_GAP);
    }
}

/// Grows cells of wall out of a line, if they leave a way past them.
fn grow_spur(draft: &mut Draft, root: Pos, inward: Dir, length: u8) {
    let spur: Vec<Pos> = (1..=length).filter_map(|steps| root.step(inward, steps)).collect();
    let is_beyond = |at: Pos| match inward {
        Dir::N => at.y < root.y,
        Dir::E => at.x > root.x,
        Dir::S => at.y > root.y,
        Dir::W => at.x < root.x,
    };
    let is_clear = |&at: &Pos| draft.around(at, 1).all(|near| !is_beyond(near) || !draft.is_wall(near));
    if spur.iter().all(is_clear) {
        spur.into_iter().for_each(|at| draft.wall(at));
    }
}
