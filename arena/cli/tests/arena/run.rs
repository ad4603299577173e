use serde_json::json;

use crate::command::{Place, assert_says};

#[test]
fn a_match_gives_a_result_and_a_replay() {
    let place = Place::new();
    place.short_match("unused.replay");
    let result = place.does("run greedy twin.wasm --ticks 80 --out match.replay --json").json();
    assert_eq!(result["ticks"], 80);
    assert_eq!(result["reason"], "last_tick");
    assert_eq!(result["epoch"], rules::EPOCH);
    assert_eq!(result["replay"], "match.replay");
    assert_eq!(result["scores"].as_array().unwrap().len(), 2);
    assert_eq!(result["digest"].as_str().unwrap().len(), 32);
    assert!(result["winner"].is_null() || result["winner"].as_u64().unwrap() < 2);
    for (seat, name) in result["seats"].as_array().unwrap().iter().zip(["greedy", "twin"]) {
        assert_eq!(seat["name"], name);
        assert_eq!(seat["module"].as_str().unwrap().len(), 64);
        assert_eq!(seat["status"], "waiting");
        assert!(seat["fuel"].as_u64().unwrap() > 80_000, "{seat}");
        assert_eq!(seat["dropped"], 0);
    }
    assert!(place.read("match.replay").len() > 500);
}

#[test]
fn without_bots_the_two_strongest_play() {
    let place = Place::new();
    let result = place.does("--json").json();
    let names = [&result["seats"][0]["name"], &result["seats"][1]["name"]];
    assert_ne!(names[0], names[1]);
    assert!(place.path(result["replay"].as_str().unwrap()).is_file());
}

/// The program `garrison` that somebody built beside it is not the bot of that name.
#[test]
fn a_file_takes_no_name_from_a_bot_that_comes_with_the_engine() {
    let place = Place::new();
    place.write("idle", "\u{7f}ELF");
    place.does("run idle idle --ticks 3 --no-replay");
    let said = place.ends_with(1, "run ./idle idle --ticks 3 --no-replay");
    assert_says(&said.err, &["./idle is refused: not_wasm"]);
}

#[test]
fn the_summary_says_who_won_and_what_to_do_next() {
    let place = Place::new();
    let said = place.does("run simple idle --ticks 80");
    assert_says(&said.out, &["simple wins at tick ", " points to "]);
    assert_says(
        &said.out,
        &[
            "place",
            "most a tick",
            "dropped",
            "next    arena show simple-vs-idle-",
            "arena verify simple-vs-idle-",
        ],
    );
    assert!(!said.out.contains('\u{1b}'), "colours in a pipe: {:?}", said.out);
    let replays = std::fs::read_dir(place.path("")).unwrap().count();
    assert_eq!(replays, 1);
}

#[test]
fn colours_can_be_had_and_refused() {
    let place = Place::new();
    let line = "run idle idle --ticks 3 --no-replay";
    assert!(place.does(&format!("{line} --color always")).out.contains("\u{1b}["));
    let plain = place.arena(&format!("{line} --color never")).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(!String::from_utf8(plain.stdout).unwrap().contains('\u{1b}'));
    assert_eq!(std::fs::read_dir(place.path("")).unwrap().count(), 0, "a replay was written");
}

/// The promise that everything else rests on.
#[test]
fn nothing_but_the_match_changes_its_replay() {
    let place = Place::new();
    let cold = place.path("cold");
    let cold = cold.display();
    place.does("run greedy simple --ticks 120 --map maze --seed 7 --out first.replay");
    let first = place.read("first.replay");
    for variation in [
        "",
        "--no-cache",
        "--backend singlepass",
        "--backend singlepass --no-cache",
        &format!("--cache {cold}"),
        &format!("--cache {cold}"),
        &format!("--cache {cold} --backend singlepass"),
        "--log trace",
        "-vv --no-cache --backend singlepass --json",
        "--fast --color always",
    ] {
        place.does(&format!(
            "run greedy simple --ticks 120 --map maze --seed 7 --out again.replay {variation}"
        ));
        assert!(place.read("again.replay") == first, "another replay with `{variation}`");
    }
}

#[test]
fn what_decides_the_match_changes_its_replay() {
    let place = Place::new();
    let play = |line: &str| {
        place.does(&format!("run {line} --out one.replay"));
        place.read("one.replay")
    };
    let base = play("greedy simple --ticks 60");
    for other in [
        "greedy simple --ticks 61",
        "greedy simple --ticks 60 --seed 2",
        "greedy simple --ticks 60 --map islands",
        "greedy simple --ticks 60 --size 27",
        "greedy simple --ticks 60 --set fog=false",
        "greedy simple --ticks 60 --set fuel.per_tick=24_000_000",
        "simple greedy --ticks 60",
    ] {
        assert!(play(other) != base, "{other}");
    }
}

/// Identical bots draw, on every archetype: seats are equal.
#[test]
fn a_bot_against_itself_draws() {
    let place = Place::new();
    for map in ["open", "corridors", "islands", "rich-centre", "many-beacons", "maze"] {
        let result = place.does(&format!("run greedy greedy --map {map} --seed 3 --no-replay --json")).json();
        assert!(result["winner"].is_null(), "{map}: {result}");
        assert_eq!(result["scores"][0], result["scores"][1], "{map}");
        assert_eq!(result["seats"][0]["fuel"], result["seats"][1]["fuel"], "{map}");
    }
}

#[test]
fn four_and_eight_bots_play() {
    let place = Place::new();
    for (bots, teams) in
        [("greedy simple idle greedy", 4), ("greedy simple idle idle greedy simple idle idle", 8)]
    {
        let result = place.does(&format!("run {bots} --ticks 40 --json")).json();
        assert_eq!(result["scores"].as_array().unwrap().len(), teams);
        place.does(&format!("verify --bots . {}", result["replay"].as_str().unwrap()));
    }
}

#[test]
fn rules_and_maps_can_be_files() {
    let place = Place::new();
    let rules =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/rulesets/beacons.toml"));
    place.write("mine.toml", rules.unwrap().replace("ticks = 450", "ticks = 9"));
    place.write("mine.map", place.does("maps --map islands --seed 5 --text").out);
    let result = place.does("run idle idle --rules mine.toml --map mine.map --json --no-replay").json();
    assert_eq!(result["ticks"], 9);
    assert_eq!(result["replay"], json!(null));
}
