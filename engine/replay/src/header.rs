use std::fmt;

use protocol::{FuelPlan, ModuleHash, ScriptHash};
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
    /// BLAKE3 of the script that it plays, where its module is an interpreter. The two are its identity.
    #[serde(skip)] // stored behind the rest, in format 2
    pub script: Option<ScriptHash>,
}

impl SeatInfo {
    /// What identifies the bot: two with the same identity do the same.
    pub fn identity(&self) -> (ModuleHash, Option<ScriptHash>) {
        (self.module, self.script)
    }
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
        const WRITABLE: &str = "a header has nothing that postcard cannot write";
        let body = vec![u8::from(self.logs)];
        let body = postcard::to_extend(&self.header, body).expect(WRITABLE);
        match self.format() {
            1 => body,
            _ => postcard::to_extend(&self.header.scripts(), body).expect(WRITABLE),
        }
    }

    /// Reads the header of a file of this format, 1 or 2.
    pub(crate) fn decode(body: &[u8], format: u32) -> Result<Opening, Flaw> {
        let (&flags, rest) = body.split_first().ok_or(Flaw::Malformed("is empty"))?;
        if flags > 1 {
            return Err(Flaw::Malformed("has flags that its format does not know"));
        }
        let unreadable = |_| Flaw::Malformed("does not hold the fields of a header");
        let (mut header, rest) = postcard::take_from_bytes::<Header>(rest).map_err(unreadable)?;
        header.check()?;
        if format > 1 {
            let scripts: Vec<Option<ScriptHash>> = postcard::from_bytes(rest).map_err(unreadable)?;
            if scripts.len() != header.seats.len() {
                return Err(Flaw::Malformed("names scripts for another number of seats"));
            }
            for (seat, script) in header.seats.iter_mut().zip(scripts) {
                seat.script = script;
            }
        }
        let opening = Opening { logs: flags == 1, header };
        if opening.format() != format || opening.encode() != body {
            return Err(Flaw::Malformed("is not in its one canonical form"));
        }
        Ok(opening)
    }

    /// The oldest format that can say this: 1, or 2 where a seat plays a script.
    pub(crate) fn format(&self) -> u32 {
        if self.header.scripts().iter().any(Option::is_some) { 2 } else { 1 }
    }
}

impl Header {
    /// The script of each seat.
    pub fn scripts(&self) -> Vec<Option<ScriptHash>> {
        self.seats.iter().map(|seat| seat.script).collect()
    }

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
