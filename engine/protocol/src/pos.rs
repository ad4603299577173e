use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Dir;

/// A cell of the board: `x` runs right, `y` runs down, both from 0. On the wire it is `[x, y]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "[u8; 2]"))]
pub struct Pos {
    /// Column, from the left.
    pub x: u8,
    /// Row, from the top.
    pub y: u8,
}

/// Reading order: row by row, each from left to right.
impl Ord for Pos {
    fn cmp(&self, other: &Pos) -> core::cmp::Ordering {
        (self.y, self.x).cmp(&(other.y, other.x))
    }
}

impl PartialOrd for Pos {
    fn partial_cmp(&self, other: &Pos) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Pos {
    /// The cell in column `x` and row `y`.
    pub const fn new(x: u8, y: u8) -> Pos {
        Pos { x, y }
    }

    /// The cell `n` steps away, or `None` where a coordinate would leave 0..=255. The board's edge is not checked.
    pub fn step(self, dir: Dir, n: u8) -> Option<Pos> {
        Some(match dir {
            Dir::N => Pos { y: self.y.checked_sub(n)?, ..self },
            Dir::S => Pos { y: self.y.checked_add(n)?, ..self },
            Dir::W => Pos { x: self.x.checked_sub(n)?, ..self },
            Dir::E => Pos { x: self.x.checked_add(n)?, ..self },
        })
    }

    /// Steps needed to walk there with nothing in the way.
    pub fn walk(self, to: Pos) -> u16 {
        u16::from(self.x.abs_diff(to.x)) + u16::from(self.y.abs_diff(to.y))
    }

    /// The larger of the two coordinate differences: the distance that sight and beacons use.
    pub fn chebyshev(self, to: Pos) -> u8 {
        self.x.abs_diff(to.x).max(self.y.abs_diff(to.y))
    }
}

impl fmt::Display for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({}, {})", self.x, self.y)
    }
}

impl Serialize for Pos {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        [self.x, self.y].serialize(s)
    }
}

impl<'de> Deserialize<'de> for Pos {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Pos, D::Error> {
        <[u8; 2]>::deserialize(d).map(|[x, y]| Pos { x, y })
    }
}
