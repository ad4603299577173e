use replay::Header;
use rules::{Game, SetupError};

use crate::{Entrant, Ruleset};

/// Everything that decides a match. Equal setups give the same replay, byte for byte.
#[derive(Clone)]
pub struct Setup {
    /// The game and its numbers.
    pub ruleset: Ruleset,
    /// The map's text; empty in a game with one board.
    pub map: String,
    /// Any text: it seeds the bots' random numbers, generated maps, and what a game draws itself.
    pub seed: String,
    /// One a seat, in seat order.
    pub entrants: Vec<Entrant>,
}

impl Setup {
    /// What a replay says of this match before its first turn.
    pub fn header(&self) -> Header {
        let seats = self.entrants.iter().map(|entrant| entrant.info.clone()).collect();
        self.ruleset.header(&self.map, &self.seed, seats)
    }

    /// What identifies the match: see [`match_id`].
    pub fn id(&self) -> String {
        match_id(&self.header())
    }

    /// The game before its first tick.
    pub fn game(&self) -> Result<Box<dyn Game>, SetupError> {
        rules::start(&self.ruleset.game, &self.ruleset.params(), &self.map, &self.seed)
    }

    /// What a bot's random numbers follow from: the match's seed, and its own module and script, so that two seats with the
    /// same bot draw the same numbers, whatever their places.
    pub(crate) fn random_seed(&self, entrant: &Entrant) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("robodrome bot random numbers v1");
        let (module, script) = entrant.identity();
        hasher.update(&module.0);
        if let Some(script) = script {
            hasher.update(&script.0);
        }
        hasher.update(self.seed.as_bytes());
        *hasher.finalize().as_bytes()
    }
}

/// What identifies a match: BLAKE3, in 64 hexadecimal digits, of everything that decides it and of everything that its
/// replay says before the first turn. Matches with the same sum have the same replay.
pub fn match_id(header: &Header) -> String {
    let mut text = serde_json::to_vec(header).expect("a header has only text keys");
    for (seat, script) in header.scripts().iter().enumerate() {
        if let Some(script) = script {
            text.extend_from_slice(format!(" seat {seat} plays {script}").as_bytes());
        }
    }
    blake3::hash(&text).to_hex().to_string()
}
