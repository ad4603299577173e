use crate::command::{Place, assert_says};

const ARCHETYPES: [&str; 6] = ["open", "corridors", "islands", "rich-centre", "many-beacons", "maze"];

#[test]
fn every_archetype_is_described_and_drawn() {
    let place = Place::new();
    let said = place.does("maps");
    assert_says(&said.out, &ARCHETYPES);
    assert_says(&said.out, &["finding the way", "% loose cargo"]);
    let widest = said.out.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 130, "{widest}");
}

#[test]
fn a_map_is_the_one_that_is_played_on() {
    let place = Place::new();
    let maps = place.does("maps --seed 9 --teams 4 --json").json();
    for (map, name) in maps.as_array().unwrap().iter().zip(ARCHETYPES) {
        assert_eq!(map["name"], name);
        assert_eq!(map["teams"], 4);
        let replay = format!("{name}.replay");
        place.does(&format!("run idle idle idle idle --map {name} --seed 9 --ticks 1 --out {replay}"));
        let shown = place.does(&format!("show {replay} --json")).json();
        assert_eq!(shown["map"], map["rows"], "{name}");
    }
}

#[test]
fn a_map_that_was_edited_badly_is_refused_with_the_place() {
    let place = Place::new();
    let text = place.does("maps --map open --text").out;
    place.write("good.map", &text);
    assert_says(&place.does("maps --map good.map").out, &["good.map", "2 teams"]);
    let row = text.lines().nth(2).unwrap();
    let bad = text.replacen(row, &row.replacen('.', "#", 1), 1);
    assert_ne!(bad, text);
    place.write("bad.map", bad);
    assert_says(&place.ends_with(1, "maps --map bad.map").err, &["error: map bad.map", "line 3"]);
    assert_says(&place.ends_with(1, "run idle idle --map bad.map").err, &["error: map bad.map", "line 3"]);
}
