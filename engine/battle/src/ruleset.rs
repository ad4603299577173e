use std::path::{Path, PathBuf};

use protocol::{FuelPlan, beacons};
use replay::{Header, SeatInfo};
use rules::EPOCH;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::bundled;

/// A game with its numbers: what a TOML file under `assets/rulesets/` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    /// The game's name.
    pub game: String,
    /// The numbers of its rules.
    pub rules: beacons::Params,
    /// How fuel is handed out.
    pub fuel: FuelPlan,
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
    #[error("there is no game named `{0}`; there is `beacons`")]
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

    /// Reads a file.
    pub fn read(path: &Path) -> Result<Ruleset, RulesetError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| RulesetError::Read { path: path.to_owned(), source })?;
        Ruleset::parse(&text, &path.display().to_string())
    }

    /// Reads a rule set; `place` names it in errors.
    pub fn parse(text: &str, place: &str) -> Result<Ruleset, RulesetError> {
        toml::from_str(text).map_err(|e| RulesetError::Parse {
            place: format!("rule set {place}"),
            problem: e.to_string().trim_end().to_owned(),
        })
    }

    /// Changes one number: `ticks=200`, `fog=false` or `fuel.per_tick=1_000_000`. Keys without a dot are those of the
    /// rules.
    pub fn set(&mut self, assignment: &str) -> Result<(), RulesetError> {
        let wrong = |problem: String| RulesetError::Parse { place: format!("--set {assignment}"), problem };
        let (key, value) = assignment
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim()))
            .ok_or_else(|| wrong("write it as key=value, for example ticks=200".to_owned()))?;
        let (section, key) = key.split_once('.').unwrap_or(("rules", key));
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
            .ok_or_else(|| wrong(format!("`{value}` is neither a number nor true or false")))?;
        known.insert(key.to_owned(), value);
        *self =
            table.try_into().map_err(|e: toml::de::Error| wrong(format!("{} for `{key}`", e.message())))?;
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
