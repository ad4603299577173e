use alloc::vec::Vec;
use protocol::Seat;
use serde::{Deserialize, Serialize};

/// Why a match ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// At most one team was left.
    Elimination,
    /// Nobody could catch up with the leader any more.
    UncatchableLead,
    /// The last tick was played.
    LastTick,
    /// A team's program failed, in a game in which that ends the match.
    ProgramError,
}

impl EndReason {
    /// The stable word for it.
    pub const fn word(self) -> &'static str {
        match self {
            EndReason::Elimination => "elimination",
            EndReason::UncatchableLead => "uncatchable_lead",
            EndReason::LastTick => "last_tick",
            EndReason::ProgramError => "program_error",
        }
    }
}

/// The result of a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The seat that won, or `None` for a draw.
    pub winner: Option<Seat>,
    /// Why it ended.
    pub reason: EndReason,
    /// Points by seat.
    pub scores: Vec<u32>,
    /// Place by seat, 1 is best; seats that nothing separates share a place.
    pub places: Vec<u8>,
}
