use rules::Outcome;
use serde::{Deserialize, Serialize};

use crate::cursor::{Cursor, Flaw};
use crate::limits;

/// The section before the trailer: how the match ended, and where each block stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ending {
    pub(crate) outcome: Outcome,
    pub(crate) index: Vec<IndexEntry>,
}

/// Where a block stands, for a reader that fetches parts of a file over a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IndexEntry {
    /// Number of the block's first turn.
    pub(crate) first: u32,
    /// Offset of its first section: its logs if the file has them, else the block itself.
    pub(crate) offset: u64,
}

impl Ending {
    pub(crate) fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("an ending has nothing that postcard cannot write")
    }

    pub(crate) fn decode(body: &[u8], seats: usize) -> Result<Ending, Flaw> {
        let ending: Ending = postcard::from_bytes(body)
            .map_err(|_| Flaw::Malformed("does not hold the fields of an ending"))?;
        if !fits(&ending.outcome, seats) {
            return Err(Flaw::Malformed("holds an outcome for another number of seats"));
        }
        if ending.encode() != body {
            return Err(Flaw::Malformed("is not in its one canonical form"));
        }
        Ok(ending)
    }
}

/// Whether an outcome is one of a match of so many seats.
pub(crate) fn fits(outcome: &Outcome, seats: usize) -> bool {
    let winner = outcome.winner.is_none_or(|winner| winner.index() < seats);
    winner && outcome.scores.len() == seats && outcome.places.len() == seats
}

/// The last section: what makes a file complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trailer {
    /// BLAKE3 of everything before the trailer.
    pub(crate) hash: [u8; 32],
    /// A public key, and what it signed.
    pub(crate) signature: Option<([u8; 32], [u8; 64])>,
    /// Offset of the ending. It stands last, so that the ending can be found from the end of the file.
    pub(crate) ending: u64,
}

impl Trailer {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut body = self.hash.to_vec();
        if let Some((key, signature)) = &self.signature {
            body.extend_from_slice(key);
            body.extend_from_slice(signature);
        }
        body.extend_from_slice(&self.ending.to_le_bytes());
        body
    }

    pub(crate) fn decode(body: &[u8]) -> Result<Trailer, Flaw> {
        let mut cursor = Cursor(body);
        let hash = cursor.array()?;
        let signed = body.len() > 40;
        let signature = if signed { Some((cursor.array()?, cursor.array()?)) } else { None };
        let ending = u64::from_le_bytes(cursor.array()?);
        cursor.finish()?;
        Flaw::limit("bytes before the ending", ending, limits::FILE_BYTES as usize)?;
        Ok(Trailer { hash, signature, ending })
    }
}
