//! The maps made by hand, under `assets/maps`: each can be played, and says what it is.

use std::{fs, path::PathBuf};

use rules::beacons::Map;

/// The name and the text of every map, by name.
fn files() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/maps");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of maps is part of the checkout") {
        let path = entry.expect("the folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "map") {
            let name =
                path.file_stem().expect("a path with an extension has a name").to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(&path).expect("a map is text")));
        }
    }
    files.sort();
    files
}

#[test]
fn every_map_can_be_played_and_is_as_wide_as_its_teams_want() {
    let names: Vec<String> = files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["four-gardens", "old-quarry", "the-crossing", "twin-keeps"]);
    for (name, text) in files() {
        let map = Map::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((map.teams(), map.width()), (2, 25), "{name}");
        assert!((3..=9).contains(&map.beacons().len()), "{name} has {} beacons", map.beacons().len());
    }
}

#[test]
fn every_map_names_its_title_its_author_and_its_licence() {
    for (name, text) in files() {
        let comments: Vec<&str> = text.lines().take_while(|line| line.starts_with(';')).collect();
        let title = comments[0].trim_start_matches("; ").to_lowercase().replace(' ', "-");
        assert_eq!(title, name);
        assert!(
            comments.iter().any(|line| line.contains("By ") && line.contains("MIT OR Apache-2.0")),
            "{name}"
        );
    }
}
