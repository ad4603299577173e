use alloc::{vec, vec::Vec};
use protocol::{Dir, Pos};

use super::{
    super::{Symmetry, dice::Dice, draft::Draft},
    lanes::divide,
};

/// Cells of wall between two gaps.
const SHORTEST_RUN: u8 = 5;
const LONGEST_RUN: u8 = 9;
/// Of a hundred runs of wall, so many narrow the lane beside them to one cell.
const NARROWED_RUNS: u32 = 45;

/// Draws long walls with gaps, and now and then a spur that narrows a lane.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice) {
    let lanes = divide(dice, draft.size, 3, 3);
    let lines: Vec<u8> = lanes.iter().take(lanes.len() / 2).map(|lane| lane.first + lane.width).collect();
    let layout = Layout::choose(dice, draft.symmetry);
    for (place, &line) in lines.iter().enumerate() {
        // Spurs from both sides would meet in the middle lane and close it.
        let spurs = place + 1 < lines.len();
        for wall in layout.walls(draft.size, line) {
            build(draft, dice, &wall, spurs);
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

    /// The walls on one line, counted from the edge.
    fn walls(self, size: u8, line: u8) -> Vec<Wall> {
        let last = size - 1;
        let across = |columns: core::ops::RangeInclusive<u8>| Wall {
            cells: columns.map(|x| Pos::new(x, line)).collect(),
            inward: Dir::S,
        };
        let down = |column: u8, rows: core::ops::RangeInclusive<u8>, inward| Wall {
            cells: rows.map(|y| Pos::new(column, y)).collect(),
            inward,
        };
        match self {
            Layout::Across => vec![across(0..=last)],
            Layout::Down => vec![down(line, 0..=last, Dir::E)],
            Layout::Pinwheel => vec![across(0..=last / 2 - 1)],
            Layout::Squares => {
                vec![across(line..=last - line), down(last - line, line..=last - line, Dir::W)]
            }
        }
    }
}

/// Builds a wall in runs with gaps of two or three cells between them.
fn build(draft: &mut Draft, dice: &mut Dice, wall: &Wall, spurs: bool) {
    let longest = LONGEST_RUN + draft.size / 16;
    let mut place = usize::from(dice.between(0, 3));
    while place < wall.cells.len() {
        let length = usize::from(dice.between(SHORTEST_RUN, longest));
        let run = &wall.cells[place..wall.cells.len().min(place + length)];
        run.iter().for_each(|&at| draft.wall(at));
        if spurs && dice.chance(NARROWED_RUNS) {
            if let Some(root) = dice.pick(run) {
                grow_spur(draft, root, wall.inward);
            }
        }
        place += length + usize::from(dice.between(2, 3));
    }
}

/// Grows two cells of wall out of a line, if they leave a way past them.
fn grow_spur(draft: &mut Draft, root: Pos, inward: Dir) {
    let spur: Vec<Pos> = (1..=2).filter_map(|steps| root.step(inward, steps)).collect();
    let is_clear = |tip: Pos| draft.around(tip, 1).all(|near| !draft.is_wall(near));
    if spur.last().is_some_and(|&tip| is_clear(tip)) {
        spur.into_iter().for_each(|at| draft.wall(at));
    }
}
