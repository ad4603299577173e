use protocol::{Dir, Pos};

use crate::Board;

/// Walking distances to a goal, for every cell: follow falling numbers to get there by a shortest path.
///
/// Made by [`Board::flood`]. Units in the way are not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flood {
    width: u8,
    height: u8,
    steps: Vec<u16>,
}

impl Flood {
    /// The distance of cells from which the goal cannot be reached.
    pub const UNREACHABLE: u16 = u16::MAX;

    pub(crate) fn new(
        board: &Board,
        goals: impl IntoIterator<Item = Pos>,
        closed: impl Fn(Pos) -> bool,
    ) -> Flood {
        let cells = usize::from(board.width()) * usize::from(board.height());
        let mut flood =
            Flood { width: board.width(), height: board.height(), steps: vec![Flood::UNREACHABLE; cells] };
        let mut queue = Vec::with_capacity(cells);
        for goal in goals {
            if board.contains(goal) && flood.at(goal) != 0 {
                flood.steps[board.index(goal)] = 0;
                queue.push(goal);
            }
        }
        let mut next = 0;
        while let Some(&from) = queue.get(next) {
            next += 1;
            let steps = flood.at(from) + 1;
            for (_, at) in board.around(from) {
                let index = board.index(at);
                if flood.steps[index] == Flood::UNREACHABLE && !closed(at) {
                    flood.steps[index] = steps;
                    queue.push(at);
                }
            }
        }
        flood
    }

    /// Steps from a cell to the nearest goal, or [`Flood::UNREACHABLE`].
    pub fn at(&self, cell: Pos) -> u16 {
        if cell.x >= self.width || cell.y >= self.height {
            return Flood::UNREACHABLE;
        }
        self.steps[usize::from(cell.y) * usize::from(self.width) + usize::from(cell.x)]
    }

    /// Whether a goal can be reached from a cell.
    pub fn reaches(&self, cell: Pos) -> bool {
        self.at(cell) != Flood::UNREACHABLE
    }

    /// The first step of a shortest path, `None` on a goal and where none can be reached.
    ///
    /// ```
    /// use robodrome::{Board, Dir, Pos};
    ///
    /// let flood = Board::from_rows(&["..", "#.", "0."]).flood([Pos::new(0, 2)]);
    /// assert_eq!(flood.step(Pos::new(0, 0)), Some(Dir::E));
    /// assert_eq!(flood.step(Pos::new(0, 2)), None);
    /// ```
    pub fn step(&self, from: Pos) -> Option<Dir> {
        let here = self.at(from);
        let nearer = |&dir: &Dir| from.step(dir, 1).is_some_and(|at| self.at(at) < here);
        Dir::ALL.into_iter().find(nearer)
    }
}
