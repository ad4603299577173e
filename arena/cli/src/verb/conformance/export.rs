//! The suite for other engines: every attack as modules, and what is expected of it.

use std::path::{Path, PathBuf};

use battle::Setup;
use protocol::FuelPlan;
use serde::Serialize;

use super::attack::{Attack, Target};
use super::expected::Expected;
use crate::exit::Failure;

/// What `expected.json` holds.
#[derive(Serialize)]
struct Suite<'a> {
    #[serde(rename = "match")]
    played: Played<'a>,
    attacks: Vec<Entry<'a>>,
}

/// The match that each attack plays in the first seat.
#[derive(Serialize)]
struct Played<'a> {
    game: &'a str,
    rules: &'a battle::GameRules,
    fuel: FuelPlan,
    map: &'a str,
    seed: &'a str,
    /// The bot in the second seat.
    opponent: &'a str,
}

/// One attack.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    target: Target,
    #[serde(flatten)]
    expected: &'a Expected,
    /// Its modules, one or a family.
    files: Vec<String>,
}

/// Writes every module and `expected.json` into a folder, and returns how many modules there are.
pub(super) fn write(folder: &Path, attacks: &[(Attack, Expected)], setup: &Setup) -> Result<usize, Failure> {
    let unwritten = |path: PathBuf| move |error| Failure::writing("suite", &path, &error);
    std::fs::create_dir_all(folder).map_err(unwritten(folder.to_owned()))?;
    let mut entries = Vec::new();
    for (attack, expected) in attacks {
        let modules = attack.modules()?;
        let mut files = Vec::new();
        for (number, wasm) in modules.iter().enumerate() {
            let file = match modules.len() {
                1 => format!("{}.wasm", attack.name),
                _ => format!("{}-{number:04}.wasm", attack.name),
            };
            let path = folder.join(&file);
            std::fs::write(&path, wasm).map_err(unwritten(path))?;
            files.push(file);
        }
        entries.push(Entry { name: attack.name, target: attack.target, expected, files });
    }
    let modules = entries.iter().map(|entry| entry.files.len()).sum();
    let suite = Suite { played: Played::of(setup), attacks: entries };
    let path = folder.join("expected.json");
    let text = serde_json::to_string_pretty(&suite).map_err(std::io::Error::from)?;
    std::fs::write(&path, text + "\n").map_err(unwritten(path))?;
    Ok(modules)
}

impl<'a> Played<'a> {
    fn of(setup: &'a Setup) -> Played<'a> {
        Played {
            game: &setup.ruleset.game,
            rules: &setup.ruleset.rules,
            fuel: setup.ruleset.fuel,
            map: &setup.map,
            seed: &setup.seed,
            opponent: setup.entrants.last().map_or("", |entrant| entrant.info.name.as_str()),
        }
    }
}
