use protocol::{Dir, UnitId};
use serde::{Deserialize, Serialize};

/// An order that stood when its line was read: in the board's frame, ready to be played, as a replay stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Order {
    /// The unit, numbered within its team; `None` for the team's core.
    pub unit: Option<UnitId>,
    /// The verb, as an index into [`Game::verbs`](crate::Game::verbs).
    pub verb: u8,
    /// The direction, for verbs that take one.
    pub to: Option<Dir>,
    /// The amount, for verbs that take one; else 0.
    pub amount: u32,
}
