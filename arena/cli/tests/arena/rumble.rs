//! The other game: every verb knows that there is more than Beacons.

use crate::command::{Place, assert_says};
use serde_json::json;

#[test]
fn a_match_is_played_and_its_replay_is_true() {
    let place = Place::new();
    let said = place.does("run rumble-chaser rumble-sitter --game rumble --seed 7 --out a.replay");
    assert_says(
        &said.out,
        &["rumble on its own board, seed 7", "wins at tick 100", "rumble-chaser", "points"],
    );
    assert!(!said.out.contains("core"), "there is none: {}", said.out);
    place.does("verify --bots . a.replay");
    // The same, by another word for it.
    place.does("run rumble-chaser rumble-sitter --rules rumble --seed 7 --out b.replay");
    assert!(place.read("a.replay") == place.read("b.replay"));
}

#[test]
fn without_bots_those_of_the_game_play() {
    let place = Place::new();
    let result = place.does("run --game rumble --set mode=Hill --ticks 40 --json --no-replay").json();
    assert_eq!(result["game"], "rumble");
    assert_eq!(result["ticks"], 40);
    assert_eq!(result["winner"], 1, "only one of them sits on the hill: {result}");
}

#[test]
fn replays_are_shown_and_exported() {
    let place = Place::new();
    place.does("run rumble-chaser rumble-sitter --game rumble --seed 7 --ticks 12 --out a.replay --fast");
    let shown = place.does("show a.replay --tick 11 --seat 0").out;
    assert_says(
        &shown,
        &["tick 11 of 12", "attacks west", "target = 120", "112 walls are left out", "units of"],
    );
    assert!(!shown.contains("core"), "there is none: {shown}");
    assert_says(&place.does("show a.replay --tick 10").out, &["is born at"]);
    let rows: Vec<serde_json::Value> = place
        .does("export a.replay --jsonl")
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), 1 + 14 + 1);
    assert_eq!(rows[0]["rules"], json!({ "mode": "Normal", "turns": 12 }));
    let orders = rows[2]["seats"][0]["orders"].as_array().unwrap();
    assert_eq!((orders.len(), &orders[0]["unit"]), (4, &json!(113)));
}

#[test]
fn a_program_error_ends_the_match() {
    let place = Place::new();
    // A module that ends at once: it never answers.
    place.write("gone.wasm", b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x05\x03\x01\0\x01\x07\x13\x02\x06memory\x02\0\x06_start\0\0\x0a\x04\x01\x02\0\x0b");
    let said = place.does("run gone.wasm rumble-chaser --game rumble --out a.replay");
    assert_says(&said.out, &["rumble-chaser wins at tick 1", "the other's program failed"]);
    assert_says(
        &place.does("show a.replay --seat 0").out,
        &["team     forfeits: no_data", "the program of gone has failed"],
    );
    place.does("verify --bots . a.replay");
}

#[test]
fn what_rumble_has_not_is_refused() {
    let place = Place::new();
    for (words, says) in [
        ("run rumble-chaser rumble-sitter --game rumble --map maze", "has no maps: leave out the map `maze`"),
        ("run idle idle idle idle --game rumble", "rumble is for 2 bots, and 4 were named"),
        ("run idle idle --game rumble --set mode=Sumo", "unknown variant `Sumo`"),
        (
            "run idle idle --game rumble --set fog=true",
            "there is no `fog` in `rules`; there are: mode, turns",
        ),
        ("run idle idle --game tetris", "there are `beacons` and `rumble`"),
    ] {
        assert_says(&place.ends_with(2, words).err, &[says]);
    }
    assert_says(&place.ends_with(2, "run idle idle --game rumble --ticks 0").err, &["`turns`: is 0"]);
}

#[test]
fn a_tournament_needs_no_maps() {
    let place = Place::new();
    let result = place.does("tournament --game rumble --seeds 1..3 --ticks 20 --no-replays --json").json();
    assert_eq!(result["maps"], json!(["its own board"]));
    assert_eq!(result["matches"]["all"], 2);
}
