use std::path::{Path, PathBuf};

use protocol::FuelPlan;
use replay::{Header, SeatInfo};
use rules::EPOCH;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::game_rules::no_such_game;
use crate::{GameRules, bundled};

/// A game with its numbers: what a TOML file under `assets/rulesets/` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruleset {
    /// The game's name.
    pub game: String,
    /// The numbers of its rules.
    pub rules: GameRules,
    /// How fuel is handed out.
    pub fuel: FuelPlan,
}

/// As much of a rule set as every game has.
#[derive(Deserialize)]
struct Named {
    game: String,
}

/// A rule set as a file holds it, with the numbers of its game.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read<P> {
    game: String,
    rules: P,
    fuel: FuelPlan,
}

impl<P> Read<P> {
    fn into(self, rules: fn(P) -> GameRules) -> Ruleset {
        Ruleset { game: self.game, rules: rules(self.rules), fuel: self.fuel }
    }
}

/// Reads a rule set of this game.
fn read<'de, D: Deserializer<'de>>(game: &str, from: D) -> Result<Ruleset, D::Error> {
    match game {
        rules::beacons::NAME => Read::deserialize(from).map(|read| read.into(GameRules::Beacons)),
        rules::rumble::NAME => Read::deserialize(from).map(|read| read.into(GameRules::Rumble)),
        other => Err(D::Error::custom(no_such_game(other))),
    }
}

/// A rule set that cannot be used. The text names the place and the remedy.
#[derive(Debug, Error)]
pub enum RulesetError {
    /// The file cannot be read.
    #[error("cannot read the rule set {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The text is no rule set.
    #[error("{place}: {problem}")]
    Parse {
        /// The file, or the setting.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// There is no such game.
    #[error("{}", no_such_game(_0))]
    UnknownGame(String),
}

impl Ruleset {
    /// The rule set that comes with the engine for this game.
    pub fn bundled(game: &str) -> Result<Ruleset, RulesetError> {
        let (_, text) = bundled::RULESETS
            .iter()
            .find(|(name, _)| *name == game)
            .ok_or_else(|| RulesetError::UnknownGame(game.to_owned()))?;
        Ruleset::parse(text, game)
    }

    /// Finds a rule set: a file if there is one, else that of the game with this name.
    pub fn find(word: &Path) -> Result<Ruleset, RulesetError> {
        match word.to_str() {
            Some(name) if !word.exists() && bundled::RULESETS.iter().any(|(game, _)| *game == name) => {
                Ruleset::bundled(name)
            }
            _ => Ruleset::read(word),
        }
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<Ruleset, RulesetError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| RulesetError::Read { path: path.to_owned(), source })?;
        Ruleset::parse(&text, &path.display().to_string())
    }

    /// Reads a rule set; `place` names it in errors.
    pub fn parse(text: &str, place: &str) -> Result<Ruleset, RulesetError> {
        let read = || {
            let Named { game } = toml::from_str(text)?;
            read(&game, toml::Deserializer::parse(text)?)
        };
        read().map_err(|e: toml::de::Error| RulesetError::Parse {
            place: format!("rule set {place}"),
            problem: e.to_string().trim_end().to_owned(),
        })
    }

    /// Changes one number or word: `ticks=200`, `fog=false`, `mode=Hill` or `fuel.per_tick=1_000_000`. Keys without a dot are those of the
    /// rules; `ticks` is the last tick in every game.
    pub fn set(&mut self, assignment: &str) -> Result<(), RulesetError> {
        let wrong = |problem: String| RulesetError::Parse { place: format!("--set {assignment}"), problem };
        let (key, value) = assignment
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim()))
            .ok_or_else(|| wrong("write it as key=value, for example ticks=200".to_owned()))?;
        let (section, key) = match key.split_once('.').unwrap_or(("rules", key)) {
            ("rules", "ticks") => ("rules", self.rules.last_tick_key()),
            other => other,
        };
        let mut table = toml::Table::try_from(&*self).map_err(|e| wrong(e.to_string()))?;
        let known = match table.get_mut(section) {
            Some(toml::Value::Table(known)) => known,
            _ => return Err(wrong(format!("there is no section `{section}`; there are `rules` and `fuel`"))),
        };
        if !known.contains_key(key) {
            let keys = known.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(wrong(format!("there is no `{key}` in `{section}`; there are: {keys}")));
        }
        let value = toml::from_str::<toml::Table>(&format!("value = {value}"))
            .ok()
            .and_then(|mut one| one.remove("value"))
            // A word needs no quotes here: mode=Hill.
            .or_else(|| known[key].is_str().then(|| toml::Value::from(value)))
            .ok_or_else(|| wrong(format!("`{value}` is neither a number nor true or false")))?;
        known.insert(key.to_owned(), value);
        *self = read(&self.game, table)
            .map_err(|e: toml::de::Error| wrong(format!("{} for `{key}`", e.message())))?;
        Ok(())
    }

    /// What a replay says before the first turn of a match by this rule set.
    pub fn header(&self, map: &str, seed: &str, seats: Vec<SeatInfo>) -> Header {
        Header {
            epoch: EPOCH,
            game: self.game.clone(),
            params: self.params(),
            map: map.to_owned(),
            seed: seed.to_owned(),
            fuel: self.fuel,
            seats,
        }
    }

    /// The rules as a replay's header stores them.
    pub fn params(&self) -> String {
        serde_json::to_string(&self.rules).expect("numbers and truth values make valid JSON")
    }
}
