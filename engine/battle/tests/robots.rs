//! The robots of `bots/samples/rumble` play every turn of a recorded match without an error.

mod play;

use std::path::{Path, PathBuf};

use battle::{Entrant, Language, Script};
use play::new_sandbox;
use protocol::{Fuel, FuelPlan, Status, Tick};
use sandbox::{Backend, CacheMode, Identity, Line, Sandbox};
use serde_json::Value;

/// What the robots of a match saw, a line a turn.
const LINES: &str = include_str!("robots/lines.jsonl");

/// Never too little: what robots cost is told by benchmarks.
const PLAN: FuelPlan = FuelPlan { start: Fuel(1 << 40), per_tick: Fuel(1 << 40), bank: Fuel(1 << 40) };

fn robots() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/samples/rumble");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| Language::of_file(file).is_some());
    files.sort();
    files
}

/// Plays a robot, and gives each line that it wrote.
fn play(sandbox: &Sandbox, language: Language, source: &str) -> Vec<(String, Value)> {
    let entrant = Entrant::script(sandbox, "robot", language, source.as_bytes()).expect("a script");
    let identity = Identity { name: "robot".to_owned(), seed: [7; 32] };
    let mut player = sandbox.seat(&entrant.program, identity, PLAN).expect("a seat");
    let start = Script::new(language, source.as_bytes()).preamble("rumble");
    let mut lines = vec![Line::Start(start)];
    lines.extend(LINES.lines().map(|line| Line::Tick(line.as_bytes().to_vec())));
    let mut said = Vec::new();
    for (turn, line) in (0..).map(Tick).zip(lines) {
        player.begin(turn, line);
        let end = player.finish().expect("the host does not fail");
        let log = String::from_utf8_lossy(&end.log);
        assert_eq!((end.status, end.notes.len()), (Status::Waiting, 0), "turn {turn}: {log}");
        for line in end.lines.iter() {
            let text = std::str::from_utf8(line).expect("UTF-8");
            let (prefix, json) = text.split_once(':').expect("a prefix");
            said.push((prefix.to_owned(), serde_json::from_str(json).expect("JSON")));
        }
    }
    said
}

/// What each unit did in each turn; an error of a unit fails the test.
fn actions(said: &[(String, Value)]) -> Vec<Vec<(String, Value)>> {
    let [(init, ready), turns @ ..] = said else { panic!("the robot says nothing") };
    assert_eq!((init.as_str(), ready), ("__rr_init", &serde_json::json!({ "Ok": null })));
    let of_turn = |(prefix, output): &(String, Value)| {
        assert_eq!(prefix, "__rr_output");
        let actions = output["Ok"]["robot_actions"].as_object().expect("actions");
        let action = |(id, result): (&String, &Value)| {
            assert!(result.get("Ok").is_some(), "unit {id}: {result}");
            (id.clone(), result["Ok"].clone())
        };
        actions.iter().map(action).collect()
    };
    turns.iter().map(of_turn).collect()
}

#[test]
fn every_robot_plays_unmodified() {
    let sandbox = new_sandbox(Backend::Singlepass, CacheMode::Off);
    let robots = robots();
    let of = |language| robots.iter().filter(|file| Language::of_file(file) == Some(language)).count();
    assert!(of(Language::JavaScript) >= 5 && of(Language::Python) >= 5, "{robots:?}");
    for file in &robots {
        let language = Language::of_file(file).expect("a script");
        let source = std::fs::read_to_string(file).expect("a robot");
        let turns = actions(&play(&sandbox, language, &source));
        assert_eq!(turns.len(), LINES.lines().count(), "{file:?}");
        let acts: Vec<&Value> = turns.iter().flatten().map(|(_, action)| action).collect();
        let kinds = |kind: &str| acts.iter().filter(|action| action["type"] == kind).count();
        assert!(
            kinds("Move") > 20 && kinds("Attack") > 0,
            "{file:?}: {} moves of {}",
            kinds("Move"),
            acts.len()
        );
    }
}

/// The whole API, tried by a robot in each language that throws where something is not as documented.
#[test]
fn the_robot_api_is_as_documented() {
    let sandbox = new_sandbox(Backend::Singlepass, CacheMode::Off);
    for (language, source) in [
        (Language::JavaScript, include_str!("robots/api.js")),
        (Language::Python, include_str!("robots/api.py")),
    ] {
        let said = play(&sandbox, language, source);
        let output = &said[1].1["Ok"];
        let units = output["robot_actions"].as_object().expect("actions");
        assert!(units.len() >= 4, "{output}");
        for (id, result) in units {
            match result["Ok"]["type"].as_str() {
                Some("Heal") => assert_eq!(result["Ok"]["direction"], "South"),
                _ => assert_eq!(*result, serde_json::json!({ "Ok": null }), "{language}: unit {id}"),
            }
        }
        let first = units.keys().next().expect("a unit");
        assert_eq!(output["debug_inspect_tables"][first]["number"], "5", "{language}: {output}");
        assert_eq!(output["debug_locate_queries"].as_array().map(Vec::len), Some(units.len()), "{language}");
    }
}

/// A board as `robots/memory.js` tells it.
fn told(line: &str) -> String {
    let state: Value = serde_json::from_str(line).expect("JSON");
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut objs: Vec<(u32, String)> = Vec::new();
    for obj in state["objs"].as_object().expect("objs").values() {
        let [id, x, y] = [&obj["id"], &obj["coords"][0], &obj["coords"][1]].map(text);
        let [team, health] = ["team", "health"].map(|key| obj.get(key).map(text).unwrap_or_default());
        let team = if team.is_empty() { team } else { format!("Team.{team}") };
        objs.push((id.parse().expect("a number"), format!("{id} ({x}, {y}) {team} {health}")));
    }
    objs.sort();
    let objs: Vec<String> = objs.into_iter().map(|(_, obj)| obj).collect();
    let rows = state["grid"].as_array().expect("rows");
    let cells = rows.iter().flat_map(|row| row.as_array().expect("cells"));
    let cells: Vec<String> = cells.map(|id| id.as_str().unwrap_or_default().to_owned()).collect();
    format!("{} | {}", objs.join("; "), cells.join(","))
}

/// The JavaScript runner keeps what stays as it is from turn to turn; a robot finds each turn's board all the same.
#[test]
fn every_turn_has_a_board_of_its_own() {
    let sandbox = new_sandbox(Backend::Singlepass, CacheMode::Off);
    let said = play(&sandbox, Language::JavaScript, include_str!("robots/memory.js"));
    assert_eq!(said.len(), 1 + LINES.lines().count());
    for ((_, output), line) in said[1..].iter().zip(LINES.lines()) {
        let tables = output["Ok"]["debug_inspect_tables"].as_object();
        let table = tables.and_then(|tables| tables.values().next()).unwrap_or_else(|| panic!("{output}"));
        assert_eq!(table["board"].as_str(), Some(&*told(line)));
    }
}

/// What goes wrong with a unit is told with its line, and costs that unit only.
#[test]
fn an_exception_costs_its_unit_only() {
    let sandbox = new_sandbox(Backend::Singlepass, CacheMode::Off);
    for (language, source, kind) in [
        (
            Language::JavaScript,
            "let first\nfunction initTurn(state) {\n  first = state.idsByTeam(state.ourTeam)[0]\n}\n\nfunction robot(state, unit) {\n  return unit.id === first ? null.x : null\n}\n",
            "TypeError",
        ),
        (
            Language::Python,
            "def init_turn(state):\n    global first\n    first = state.ids_by_team(state.our_team)[0]\n\n\ndef robot(state, unit):\n    return 1 // 0 if unit.id == first else None\n",
            "ZeroDivisionError",
        ),
    ] {
        let said = play(&sandbox, language, source);
        for (_, output) in &said[1..] {
            let units = output["Ok"]["robot_actions"].as_object().expect("actions");
            let failed: Vec<&Value> = units.values().filter_map(|result| result.get("Err")).collect();
            assert_eq!(failed.len(), 1, "{language}: {output}");
            assert_eq!(failed[0]["loc"]["start"][0], 7, "{language}: {}", failed[0]);
            let summary = failed[0]["summary"].as_str().expect("a text");
            assert!(summary.contains(kind), "{language}: {summary}");
        }
    }
}

/// A robot that cannot play says so in place of its first answer.
#[test]
fn a_robot_that_cannot_play_says_why() {
    let sandbox = new_sandbox(Backend::Singlepass, CacheMode::Off);
    for (language, source, words, line) in [
        (Language::JavaScript, "\n\n\n\n\n\nlet x = = 3", "SyntaxError", Some(7)),
        (Language::JavaScript, "const x = 3", "robot", None),
        (Language::JavaScript, "function robot(state) {}", "has to take 2 arguments", None),
        (Language::Python, "\n\n\n\n\n\nx = = 3", "SyntaxError", Some(7)),
        (Language::Python, "def robot(state): pass", "has to take 2 arguments", None),
        (Language::Python, "x = 3", "robot(state, unit)", None),
    ] {
        let entrant = Entrant::script(&sandbox, "robot", language, source.as_bytes()).expect("a script");
        let identity = Identity { name: "robot".to_owned(), seed: [7; 32] };
        let mut player = sandbox.seat(&entrant.program, identity, PLAN).expect("a seat");
        player.begin(Tick(0), Line::Start(Script::new(language, source.as_bytes()).preamble("rumble")));
        let end = player.finish().expect("the host does not fail");
        assert_eq!(end.status, Status::Exited(1), "{source}");
        let text = end.lines.iter().next().map(String::from_utf8_lossy).expect("a line");
        let init: Value =
            serde_json::from_str(text.strip_prefix("__rr_init:").expect("the prefix")).expect("JSON");
        let error = &init["Err"]["InitError"];
        assert!(error["summary"].as_str().is_some_and(|summary| summary.contains(words)), "{text}");
        assert_eq!(error["loc"]["start"][0].as_u64(), line, "{text}");
    }
}
