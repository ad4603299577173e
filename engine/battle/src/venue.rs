use rules::rumble;

use crate::{MapError, Ruleset, find_map};

/// Where a match is played: on a map, or on the one board of a game that has no maps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// The map as it was asked for, or what to call the board.
    pub name: String,
    /// The map's text, as a [`Setup`](crate::Setup) takes it; empty for a game without maps.
    pub text: String,
    /// Teams that it has room for.
    pub teams: u8,
}

/// The map that is played on where none is asked for.
const USUAL_MAP: &str = "open";

impl Venue {
    /// Finds it. `map` is as for [`find_map`]; `teams`, `size` and `seed` are what a generated map is made for.
    ///
    /// # Errors
    /// Those of [`find_map`]; and a map is asked for in a game that has none.
    pub fn find(
        ruleset: &Ruleset,
        map: Option<&str>,
        teams: u8,
        size: Option<u8>,
        seed: &str,
    ) -> Result<Venue, MapError> {
        if ruleset.rules.has_maps() {
            let name = map.unwrap_or(USUAL_MAP);
            let map = find_map(name, teams, size, seed)?;
            return Ok(Venue { name: name.to_owned(), text: map.to_text(), teams: map.teams() });
        }
        match map {
            Some(map) => Err(MapError::NoMaps { game: ruleset.game.clone(), map: map.to_owned() }),
            None => Ok(Venue { name: "its own board".to_owned(), text: String::new(), teams: rumble::SEATS }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(game: &str, map: Option<&str>) -> Result<Venue, String> {
        let ruleset = Ruleset::bundled(game).expect("a game");
        Venue::find(&ruleset, map, 4, None, "1").map_err(|error| error.to_string())
    }

    #[test]
    fn games_with_maps_have_a_usual_one() {
        let venue = find("beacons", None).unwrap();
        assert_eq!((venue.name.as_str(), venue.teams), ("open", 4));
        assert_eq!(find("beacons", Some("open")).unwrap(), venue);
        assert!(find("beacons", Some("nowhere")).unwrap_err().contains("nowhere"));
    }

    #[test]
    fn a_game_without_maps_takes_none() {
        let venue = find("rumble", None).unwrap();
        assert_eq!((venue.text.as_str(), venue.teams), ("", 2));
        assert!(find("rumble", Some("open")).unwrap_err().contains("has no maps"));
    }
}
