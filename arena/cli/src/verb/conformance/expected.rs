//! What comes of each attack: `bots/hostile/expected.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::exit::Failure;

/// The table, built into the program.
const TABLE: &str = include_str!("../../../../../bots/hostile/expected.toml");

/// What comes of one attack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    /// One line for people.
    pub(super) tries: String,
    /// How it ends: `reject CODE`, `fault WORD`, `exit CODE`, `waiting` or `out_of_fuel`; several with commas for a
    /// family of modules.
    pub(super) ends: String,
    /// Why orders and lines of it were dropped.
    #[serde(default)]
    pub(super) drops: BTreeSet<String>,
    /// Whether some of its orders stand.
    #[serde(default)]
    pub(super) orders: bool,
    /// How the turn after the last tick ends, where that is the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) farewell: Option<String>,
    /// Why a unit of fuel takes far longer than usual, where that is known and stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) slow: Option<String>,
}

/// Reads the table.
///
/// # Errors
/// A table that cannot be read, which is a mistake of the suite.
pub(super) fn table() -> Result<BTreeMap<String, Expected>, Failure> {
    toml::from_str(TABLE)
        .map_err(|error| Failure::host(format!("the table of the suite cannot be read: {error}")))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use protocol::{Fault, Reason};
    use sandbox::RejectCode;

    use super::super::attack::Attack;
    use super::super::written;
    use super::*;

    #[test]
    fn every_attack_has_an_entry_and_every_entry_an_attack() {
        let attacks: Vec<&str> = Attack::all().iter().map(|attack| attack.name).collect();
        let named: BTreeSet<&str> = attacks.iter().copied().collect();
        assert_eq!(named.len(), attacks.len(), "two attacks have the same name");
        let table = table().unwrap();
        let entries: BTreeSet<&str> = table.keys().map(String::as_str).collect();
        assert_eq!(named, entries);
    }

    #[test]
    fn every_file_is_built_in() {
        let built_in =
            |list: &[&'static str]| list.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let names =
            |list: &[(&'static str, &str)]| built_in(&list.iter().map(|file| file.0).collect::<Vec<_>>());
        assert_eq!(files("modules", "wat"), names(written::MODULES));
        assert_eq!(files("running", "wat"), names(written::RUNNING));
        let lines: Vec<_> = written::LINES.iter().map(|file| file.0).collect();
        assert_eq!(files("lines", "line"), built_in(&lines));
    }

    /// Names of the files in a folder of `bots/hostile`, all of which have this ending.
    fn files(folder: &str, ending: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/hostile").join(folder);
        let name = |path: PathBuf| {
            assert_eq!(path.extension().unwrap(), ending, "{}", path.display());
            path.file_stem().unwrap().to_str().unwrap().to_owned()
        };
        std::fs::read_dir(folder).unwrap().map(|entry| name(entry.unwrap().path())).collect()
    }

    #[test]
    fn every_word_is_one_that_the_engine_says() {
        for (name, expected) in table().unwrap() {
            assert!(expected.tries.len() > 10, "{name}");
            for end in expected.ends.split(", ").chain(expected.farewell.as_deref()) {
                let known = match end.split_once(' ') {
                    Some(("reject", code)) => RejectCode::ALL.iter().any(|known| known.word() == code),
                    Some(("fault", word)) => Fault::ALL.iter().any(|known| known.word() == word),
                    Some(("exit", code)) => code.parse::<u32>().is_ok(),
                    Some(_) => false,
                    None => matches!(end, "waiting" | "out_of_fuel"),
                };
                assert!(known, "{name}: {end}");
            }
            for drop in &expected.drops {
                assert!(Reason::ALL.iter().any(|known| known.word() == drop), "{name}: {drop}");
            }
        }
    }
}
