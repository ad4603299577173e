use std::fmt;

use protocol::{FuelPlan, ModuleHash};
use serde::{Deserialize, Serialize};

use crate::cursor::Flaw;
use crate::{Escaped, limits};

/// Everything that decides a match. With the bots' modules it is enough to play the match again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`rules::EPOCH`] of the engine that played it.
    pub epoch: u32,
    /// The game's name.
    pub game: String,
    /// Every number of its rules, as JSON.
    pub params: String,
    /// The map's text; empty in a game with one board.
    pub map: String,
    /// Any text: it seeds the bots' random numbers, and what a game draws itself.
    pub seed: String,
    /// How fuel was handed out.
    pub fuel: FuelPlan,
    /// Who played, by seat.
    pub seats: Vec<SeatInfo>,
}

/// Who sat in a seat. The texts are whatever their authors chose: show them with [`Display`](fmt::Display), which
/// escapes what would disturb a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatInfo {
    /// The bot's name in this match.
    pub name: String,
    /// Who wrote it.
    pub author: String,
    /// The language it was written in.
    pub language: String,
    /// BLAKE3 of its module as uploaded.
    pub module: ModuleHash,
}

impl fmt::Display for SeatInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Escaped(&self.name))?;
        if !self.author.is_empty() {
            write!(f, " by {}", Escaped(&self.author))?;
        }
        if !self.language.is_empty() {
            write!(f, " ({})", Escaped(&self.language))?;
        }
        Ok(())
    }
}

/// The header's section: whether logs follow, and the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) logs: bool,
    pub(crate) header: Header,
}

impl Opening {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let body = vec![u8::from(self.logs)];
        postcard::to_extend(&self.header, body).expect("a header has nothing that postcard cannot write")
    }

    pub(crate) fn decode(body: &[u8]) -> Result<Opening, Flaw> {
        let (&flags, rest) = body.split_first().ok_or(Flaw::Malformed("is empty"))?;
        if flags > 1 {
            return Err(Flaw::Malformed("has flags that format 1 does not know"));
        }
        let header = postcard::from_bytes(rest)
            .map_err(|_| Flaw::Malformed("does not hold the fields of a header"))?;
        let opening = Opening { logs: flags == 1, header };
        opening.header.check()?;
        if opening.encode() != body {
            return Err(Flaw::Malformed("is not in its one canonical form"));
        }
        Ok(opening)
    }
}

impl Header {
    /// Whether a replay can hold it.
    pub(crate) fn check(&self) -> Result<(), Flaw> {
        let texts = [
            ("bytes of a game's name", &self.game, limits::NAME_BYTES),
            ("bytes of parameters", &self.params, limits::PARAMS_BYTES),
            ("bytes of a map", &self.map, limits::MAP_BYTES),
            ("bytes of a seed", &self.seed, limits::SEED_BYTES),
        ];
        let people = self.seats.iter().flat_map(|seat| {
            [
                ("bytes of a bot's name", &seat.name, limits::NAME_BYTES),
                ("bytes of an author's name", &seat.author, limits::NAME_BYTES),
                ("bytes of a language's name", &seat.language, limits::NAME_BYTES),
            ]
        });
        for (of, text, limit) in texts.into_iter().chain(people) {
            Flaw::limit(of, text.len() as u64, limit)?;
        }
        Flaw::limit("seats", self.seats.len() as u64, limits::SEATS)?;
        if self.seats.is_empty() {
            return Err(Flaw::Malformed("names no seat"));
        }
        Ok(())
    }
}
