use std::path::{Path, PathBuf};

use rules::SetupError;
use rules::beacons::{Archetype, Map};
use thiserror::Error;

/// A map that cannot be had. The text names the place and the remedy.
#[derive(Debug, Error)]
pub enum MapError {
    /// The name is neither an archetype nor a file.
    #[error("there is no map `{name}`: it is neither a file nor one of {archetypes}")]
    Unknown {
        /// As given.
        name: String,
        /// What there is.
        archetypes: String,
    },
    /// The file cannot be read.
    #[error("cannot read the map {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The game is played on one board.
    #[error("{game} is played on a board of its own and has no maps: leave out the map `{map}`")]
    NoMaps {
        /// The game.
        game: String,
        /// As given.
        map: String,
    },
    /// The map cannot be played, or not be made.
    #[error("{place}: {source}")]
    Bad {
        /// The file or archetype.
        place: String,
        /// What is wrong.
        source: SetupError,
    },
}

/// Finds a map: an archetype is generated for this number of teams, size and seed; anything else is the path of a text
/// file. `size` is a board's width in cells; `None` takes the usual one for the number of teams.
pub fn find_map(name: &str, teams: u8, size: Option<u8>, seed: &str) -> Result<Map, MapError> {
    let bad = |source| MapError::Bad { place: format!("map {name}"), source };
    if let Some(archetype) = Archetype::from_word(name) {
        let size = size.unwrap_or_else(|| Archetype::default_size(teams));
        return Map::generate(archetype, size, teams, seed).map_err(bad);
    }
    let path = Path::new(name);
    if !path.exists() {
        let archetypes = Archetype::ALL.iter().map(|a| a.word()).collect::<Vec<_>>().join(", ");
        return Err(MapError::Unknown { name: name.to_owned(), archetypes });
    }
    let text =
        std::fs::read_to_string(path).map_err(|source| MapError::Read { path: path.to_owned(), source })?;
    Map::parse(&text).map_err(bad)
}
