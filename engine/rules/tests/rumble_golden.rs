//! What was recorded from the original engine, turn by turn and unit by unit: see `tests/rumble/README.md`.
//!
//! The robots' actions go in as the lines that they wrote, so that reading them is tested too.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use protocol::rumble::{Mode, Params};
use protocol::{Seat, Status};
use rules::{
    EndReason, Game, Report, Turn,
    rumble::{BLUE, RED, Rumble},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// A recorded match.
#[derive(Deserialize)]
struct Match {
    name: String,
    seed: String,
    mode: Mode,
    turns: Vec<Recorded>,
    hill: Option<[u32; 2]>,
    winner: Option<String>,
}

/// What the robots saw in a turn, and what they did.
#[derive(Deserialize)]
struct Recorded {
    turn: u32,
    units: Vec<Unit>,
    #[serde(default)]
    actions: Vec<(u16, String, String)>,
    #[serde(default)]
    faults: Vec<u16>,
}

/// Number, team, x, y, hit points.
type Unit = (u16, String, u8, u8, u16);

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rumble").join(name)
}

/// The lines of a packed file.
fn lines(name: &str) -> impl Iterator<Item = String> {
    let packed = File::open(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    BufReader::new(GzDecoder::new(packed)).lines().map(|line| line.expect("a line of text"))
}

fn matches(name: &str) -> impl Iterator<Item = Match> {
    lines(name).map(|line| serde_json::from_str(&line).expect("a match"))
}

/// The units of a state as the recordings list them.
fn units(game: &Rumble) -> Vec<Unit> {
    let mut units: Vec<Unit> = game
        .frame()
        .pieces
        .iter()
        .map(|piece| {
            let team = if piece.seat == BLUE { "B" } else { "R" };
            (piece.unit.0, team.to_owned(), piece.at.x, piece.at.y, piece.hp)
        })
        .collect();
    units.sort();
    units
}

/// The line that a team's robot answered with.
fn answer(recorded: &Recorded, team: &str) -> Vec<u8> {
    let mut actions = serde_json::Map::new();
    for (id, ..) in recorded.units.iter().filter(|unit| unit.1 == team) {
        let action = recorded.actions.iter().find(|action| action.0 == *id);
        let result = match action {
            Some((_, kind, direction)) => {
                json!({ "Ok": { "type": full(kind, KINDS), "direction": full(direction, DIRECTIONS) } })
            }
            None if recorded.faults.contains(id) => json!({ "Err": { "summary": "a fault" } }),
            None => json!({ "Ok": null }),
        };
        actions.insert(id.to_string(), result);
    }
    let output = json!({ "Ok": {
        "robot_actions": actions, "logs": [], "debug_inspect_tables": {}, "debug_locate_queries": [],
    } });
    format!("__rr_output:{output}").into_bytes()
}

const KINDS: &[&str] = &["Move", "Attack", "Heal"];
const DIRECTIONS: &[&str] = &["North", "South", "East", "West"];

fn full(letter: &str, words: &'static [&'static str]) -> &'static str {
    words.iter().find(|word| word.starts_with(letter)).expect("a known letter")
}

/// Plays a match again and compares every state; gives the number of turns.
fn check(recorded: &Match) -> usize {
    let name = &recorded.name;
    let last = recorded.turns.len() as u32 - 1;
    let mut game =
        Rumble::new(Params { mode: recorded.mode, turns: last }, &recorded.seed).expect("good parameters");
    let mut report = Report::default();
    for turn in &recorded.turns {
        assert_eq!(units(&game), turn.units, "{name}: what the robots see in turn {}", turn.turn);
        if turn.turn > last {
            continue;
        }
        assert!(game.outcome().is_none(), "{name}: turn {}", turn.turn);
        let said = [(BLUE, "B"), (RED, "R")].map(|(seat, team)| read(&game, seat, &answer(turn, team)));
        let faults: usize = said.iter().map(|turn| turn.drops.len()).sum();
        assert_eq!(faults, turn.faults.len(), "{name}: nothing but faults is dropped in turn {}", turn.turn);
        game.play(&said.map(|turn| turn.orders), &mut report);
    }
    let outcome = game.outcome().expect("the last turn was played");
    assert_eq!(outcome.reason, EndReason::LastTick);
    let winner = outcome.winner.map(|seat| if seat == BLUE { "Blue" } else { "Red" });
    assert_eq!(winner, recorded.winner.as_deref(), "{name}");
    if let Some(hill) = recorded.hill {
        assert_eq!(outcome.scores, hill, "{name}");
    }
    recorded.turns.len()
}

fn read(game: &Rumble, seat: Seat, line: &[u8]) -> Turn {
    let mut turn = Turn::default();
    game.read_line(seat, line, &mut turn);
    game.end_turn(seat, Status::Waiting, &mut turn);
    turn
}

/// Every match of a file; there must be as many as were recorded.
fn check_all(name: &str, count: usize) {
    let turns: Vec<usize> = matches(name).map(|recorded| check(&recorded)).collect();
    assert_eq!(turns, vec![101; count], "{name}");
}

#[test]
fn movement() {
    check_all("movement.jsonl.gz", 23);
}

#[test]
fn combat() {
    check_all("combat.jsonl.gz", 11);
}

#[test]
fn heal() {
    check_all("heal.jsonl.gz", 5);
}

#[test]
fn hill() {
    check_all("hill.jsonl.gz", 5);
}

#[test]
fn mixed() {
    check_all("mixed.jsonl.gz", 2);
}

/// The cells of Blue's new units, wave by wave, in a match in which nobody does anything.
fn waves(seed: &str, turns: u32) -> Vec<Vec<[u8; 2]>> {
    let mut game = Rumble::new(Params { mode: Mode::Normal, turns }, seed).expect("good parameters");
    let mut report = Report::default();
    let mut waves = Vec::new();
    while game.outcome().is_none() {
        if game.tick().0.is_multiple_of(10) {
            let blue = units(&game).into_iter().filter(|unit| unit.1 == "B");
            let cells: Vec<[u8; 2]> = blue.map(|(_, _, x, y, _)| [x, y]).collect();
            waves.push(cells[cells.len() - 4..].to_vec());
        }
        game.play(&[Vec::new(), Vec::new()], &mut report);
    }
    waves
}

/// One `[x, y]` a unit, a wave a turn; the turns are the keys.
fn recorded_waves(blue: &Value) -> Vec<Vec<[u8; 2]>> {
    let blue = blue.as_object().expect("an object");
    let mut waves: Vec<(u32, Vec<[u8; 2]>)> = blue
        .iter()
        .map(|(turn, cells)| {
            (turn.parse().expect("a turn"), serde_json::from_value(cells.clone()).expect("cells"))
        })
        .collect();
    waves.sort();
    waves.into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn spawn_cells_of_the_documented_seeds() {
    let mut text = String::new();
    File::open(file("spawn-vectors.jsonl")).expect("a file").read_to_string(&mut text).expect("text");
    assert_eq!(text.lines().count(), 20);
    for line in text.lines() {
        let vector: Value = serde_json::from_str(line).expect("a vector");
        let seed = vector["seed"].as_str().expect("a seed");
        assert_eq!(waves(seed, 11), recorded_waves(&vector["blue"]), "{seed:?}");
    }
}

#[test]
fn spawn_cells_of_many_seeds() {
    let mut count = 0;
    for line in lines("spawn-seeds.jsonl.gz") {
        let vector: Value = serde_json::from_str(&line).expect("a vector");
        let seed = vector["seed"].as_str().expect("a seed");
        let blue: Vec<Vec<[u8; 2]>> = match &vector["blue"] {
            Value::Array(_) => serde_json::from_value(vector["blue"].clone()).expect("waves"),
            keyed => recorded_waves(keyed),
        };
        assert_eq!(waves(seed, 100), blue, "{seed:?}");
        count += 1;
    }
    assert_eq!(count, 238);
}
