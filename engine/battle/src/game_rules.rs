use protocol::{beacons, rumble};
use serde::Serialize;

/// The numbers of a game's rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names of the games say it")]
pub enum GameRules {
    Beacons(beacons::Params),
    Rumble(rumble::Params),
}

impl GameRules {
    /// The last tick of a match; it may end before.
    pub fn last_tick(&self) -> u32 {
        match self {
            GameRules::Beacons(params) => params.ticks,
            GameRules::Rumble(params) => params.turns,
        }
    }

    /// What the number of the last tick is called among this game's numbers.
    pub(crate) fn last_tick_key(&self) -> &'static str {
        match self {
            GameRules::Beacons(_) => "ticks",
            GameRules::Rumble(_) => "turns",
        }
    }

    /// Whether the game is played on maps, and not on one board of its own.
    pub fn has_maps(&self) -> bool {
        matches!(self, GameRules::Beacons(_))
    }

    /// The numbers, if these are the rules of Beacons.
    pub fn beacons(&self) -> Option<&beacons::Params> {
        match self {
            GameRules::Beacons(params) => Some(params),
            GameRules::Rumble(_) => None,
        }
    }

    /// Reads the numbers of a game from JSON, as a replay's header holds them. The error is what is wrong.
    pub(crate) fn from_json(game: &str, json: &str) -> Result<GameRules, String> {
        let read = match game {
            rules::beacons::NAME => serde_json::from_str(json).map(GameRules::Beacons),
            rules::rumble::NAME => serde_json::from_str(json).map(GameRules::Rumble),
            other => return Err(no_such_game(other)),
        };
        read.map_err(|error| error.to_string())
    }
}

/// What to say to somebody who names a game that there is not.
pub(crate) fn no_such_game(name: &str) -> String {
    format!(
        "there is no game named `{name}`; there are `{}` and `{}`",
        rules::beacons::NAME,
        rules::rumble::NAME
    )
}
