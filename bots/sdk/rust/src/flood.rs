use protocol::{Dir, Pos};

use crate::Board;

/// Walking distances to a goal, for every cell: follow falling numbers to get there by a shortest path.
///
/// Made by [`Board::flood`]. Units in the way are not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flood {
    width: u8,
    height: u8,
    /// By cell, with a frame of cells around the board: see [`Board::framed`].
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
        let cells = board.framed_cells();
        let mut steps = vec![Flood::UNREACHABLE; cells];
        let mut queue = vec![0; cells];
        let mut queued = 0;
        for goal in goals {
            let at = board.framed(goal);
            if board.contains(goal) && steps[at] != 0 {
                steps[at] = 0;
                queue[queued] = at;
                queued += 1;
            }
        }
        // Where most bots spend most of their fuel: no cell of this loop is looked at twice, and none can be off the board,
        // since the frame is closed.
        let row = board.framed_row();
        let mut next = 0;
        while next < queued {
            let from = queue[next];
            next += 1;
            let further = steps[from] + 1;
            for at in [from - row, from + 1, from + row, from - 1] {
                if steps[at] == Flood::UNREACHABLE && board.is_framed_open(at) && !closed(board.unframed(at))
                {
                    steps[at] = further;
                    queue[queued] = at;
                    queued += 1;
                }
            }
        }
        Flood { width: board.width(), height: board.height(), steps }
    }

    /// Steps from a cell to the nearest goal, or [`Flood::UNREACHABLE`].
    pub fn at(&self, cell: Pos) -> u16 {
        if cell.x >= self.width || cell.y >= self.height {
            return Flood::UNREACHABLE;
        }
        self.steps[(usize::from(cell.y) + 1) * (usize::from(self.width) + 2) + usize::from(cell.x) + 1]
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
