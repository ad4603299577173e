use protocol::{Dir, Pos};

/// A way to lay a square board onto itself: a number of quarter turns, after a reflection or without one.
///
/// As [`Symmetry::turning`](crate::beacons::Symmetry::turning) gives it, it leads from a seat's own frame to the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turning {
    /// Whether left and right are exchanged, before turning.
    mirrored: bool,
    /// Quarter turns clockwise, 0 to 3.
    quarters: u8,
    /// The last column, and the last row.
    last: u8,
}

impl Turning {
    /// The turning of a board of this width that first exchanges left and right, if asked to, and then makes a number
    /// of quarter turns clockwise.
    pub(super) const fn new(mirrored: bool, quarters: u8, width: u8) -> Turning {
        assert!(width > 0, "a board has at least one column");
        Turning { mirrored, quarters: quarters % 4, last: width - 1 }
    }

    /// Whether left and right are exchanged, and the quarter turns that follow.
    pub(super) const fn parts(self) -> (bool, u8) {
        (self.mirrored, self.quarters)
    }

    /// Where a cell of the board comes to lie.
    ///
    /// # Panics
    ///
    /// When the cell is not on the board.
    pub const fn pos(self, at: Pos) -> Pos {
        let Turning { mirrored, quarters, last } = self;
        assert!(at.x <= last && at.y <= last, "the cell is on the board");
        let x = if mirrored { last - at.x } else { at.x };
        let y = at.y;
        match quarters {
            0 => Pos::new(x, y),
            1 => Pos::new(last - y, x),
            2 => Pos::new(last - x, last - y),
            _ => Pos::new(y, last - x),
        }
    }

    /// Where a direction comes to point.
    pub const fn dir(self, dir: Dir) -> Dir {
        let dir = match dir {
            Dir::E | Dir::W if self.mirrored => dir.opposite(),
            _ => dir,
        };
        dir.turned(self.quarters)
    }

    /// The way back.
    pub const fn inverse(self) -> Turning {
        // A reflection undoes itself, whatever turn follows it.
        let quarters = if self.mirrored { self.quarters } else { (4 - self.quarters) % 4 };
        Turning { quarters, ..self }
    }

    /// This turning, and `next` after it. Both must be of the same board.
    pub const fn then(self, next: Turning) -> Turning {
        assert!(self.last == next.last, "both turnings are of the same board");
        // Reflecting after a turn equals turning the other way after reflecting.
        let first = if next.mirrored { 4 - self.quarters } else { self.quarters };
        Turning {
            mirrored: self.mirrored != next.mirrored,
            quarters: (first + next.quarters) % 4,
            last: self.last,
        }
    }
}
