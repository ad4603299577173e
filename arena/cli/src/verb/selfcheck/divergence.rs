use battle::{Difference, ReExecutionError};
use serde::{Deserialize, Serialize};

use super::golden::Golden;
use crate::exit::Failure;

/// The first thing in which a match that was played here differs from the golden one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Divergence {
    /// The match.
    pub(super) golden: String,
    /// The turn; `None` where it is not of any turn.
    pub(super) tick: Option<u32>,
    /// The seat; `None` where it is of all.
    pub(super) seat: Option<u8>,
    /// What differs.
    pub(super) field: String,
    /// As it should be.
    pub(super) expected: String,
    /// As it came out.
    pub(super) found: String,
}

impl Divergence {
    /// What playing a golden match again came to. Only what the host failed at is an error.
    pub(super) fn of(golden: &Golden, error: ReExecutionError) -> Result<Divergence, Failure> {
        match error {
            ReExecutionError::Differs(difference) => {
                let Difference { tick, seat, field, recorded, played } = *difference;
                Ok(Divergence {
                    golden: golden.name.to_owned(),
                    tick: Some(tick.0),
                    seat: seat.map(|seat| seat.0),
                    field: field.to_string(),
                    expected: recorded,
                    found: played,
                })
            }
            other => Err(other.into()),
        }
    }

    /// Bytes that are not those of the golden replay, though every turn is.
    pub(super) fn of_bytes(golden: &Golden, found: &[u8]) -> Option<Divergence> {
        if golden.bytes == found {
            return None;
        }
        let at = golden.bytes.iter().zip(found).take_while(|(a, b)| a == b).count();
        let tell = |bytes: &[u8]| format!("{} bytes, {:02x?} at {at}", bytes.len(), bytes.get(at));
        Some(Divergence {
            golden: golden.name.to_owned(),
            tick: None,
            seat: None,
            field: "file".to_owned(),
            expected: tell(golden.bytes),
            found: tell(found),
        })
    }
}

impl std::fmt::Display for Divergence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.golden)?;
        if let Some(tick) = self.tick {
            write!(f, ", tick {tick}")?;
        }
        if let Some(seat) = self.seat {
            write!(f, ", seat {seat}")?;
        }
        write!(f, ", {}: it should be {}, and here it is {}", self.field, self.expected, self.found)
    }
}
