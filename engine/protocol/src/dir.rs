use serde::{Deserialize, Serialize};

/// One of the four directions. North is up: towards row 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Dir {
    /// Up, y - 1.
    N,
    /// Right, x + 1.
    E,
    /// Down, y + 1.
    S,
    /// Left, x - 1.
    W,
}

impl Dir {
    /// All four, clockwise from the north.
    pub const ALL: [Dir; 4] = [Dir::N, Dir::E, Dir::S, Dir::W];

    /// The way back.
    pub const fn opposite(self) -> Dir {
        self.turned(2)
    }

    /// A number of quarter turns clockwise.
    pub const fn turned(self, quarters: u8) -> Dir {
        Dir::ALL[((self as u8 + quarters) % 4) as usize]
    }

    /// The direction that a word of the protocol names: `n`, `e`, `s` or `w`.
    pub fn from_word(word: &str) -> Option<Dir> {
        Some(match word {
            "n" => Dir::N,
            "e" => Dir::E,
            "s" => Dir::S,
            "w" => Dir::W,
            _ => return None,
        })
    }

    /// The protocol's word for it.
    pub const fn word(self) -> &'static str {
        ["n", "e", "s", "w"][self as usize]
    }
}
