use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::Pos;

/// A colour of a mark. The viewer picks shades that suit its board and colour-blind viewers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Color {
    #[default]
    White,
    Red,
    Orange,
    Yellow,
    Green,
    Blue,
    Purple,
}

/// Debug output drawn on the board: recorded, shown to the bot's author, never simulated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mark {
    /// A line between the middles of two cells.
    Line {
        /// One end.
        from: Pos,
        /// The other end.
        to: Pos,
        /// Its colour, white if left out.
        #[serde(default)]
        color: Color,
    },
    /// A circle around the middle of a cell.
    Circle {
        /// The cell.
        at: Pos,
        /// Radius in cells.
        radius: u8,
        /// Its colour, white if left out.
        #[serde(default)]
        color: Color,
    },
    /// A short text at a cell.
    Text {
        /// The cell.
        at: Pos,
        /// The text, cut after 80 bytes.
        text: String,
        /// Its colour, white if left out.
        #[serde(default)]
        color: Color,
    },
}
