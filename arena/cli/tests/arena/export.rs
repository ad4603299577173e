use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::command::Place;

#[test]
fn every_turn_is_a_line() {
    let place = Place::new();
    place.short_match("match.replay");
    let said = place.does("export match.replay --jsonl");
    let lines: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1 + 82 + 1);
    assert_eq!(lines[0]["type"], "header");
    assert_eq!(lines[0]["rules"]["ticks"], 80);
    assert_eq!(lines[0]["map"].as_array().unwrap().len(), 25);
    assert_eq!(lines[0]["seats"][1]["name"], "twin");
    for (line, tick) in lines[1..83].iter().zip(0..) {
        assert_eq!(line["type"], "turn");
        assert_eq!(line["tick"], tick);
        assert_eq!(line["phase"], ["start", "tick", "end"][usize::from(tick > 0) + usize::from(tick > 80)]);
        assert_eq!(line["frame"].is_object(), tick <= 80);
        assert_eq!(line["seats"].as_array().unwrap().len(), 2);
    }
    let orders: usize =
        lines[1..83].iter().map(|line| line["seats"][0]["orders"].as_array().unwrap().len()).sum();
    assert!(orders > 100, "{orders}");
    let result = &lines[83];
    assert_eq!(result["type"], "result");
    assert_eq!(result["complete"], true);
    let played = place.does("run greedy twin.wasm --ticks 80 --no-replay --json").json();
    assert_eq!(result["winner"], played["winner"]);
    assert_eq!(result["scores"], played["scores"]);
    let teams = lines[81]["frame"]["teams"].as_array().unwrap();
    assert_eq!(teams[0]["score"], played["scores"][0]);
}

#[test]
fn a_file_holds_the_same_as_the_pipe() {
    let place = Place::new();
    place.short_match("match.replay");
    place.does("export match.replay --jsonl --out match.jsonl");
    assert_eq!(place.read("match.jsonl"), place.does("export match.replay --jsonl").out.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_heard_enough_is_no_error() {
    let place = Place::new();
    place.short_match("match.replay");
    let mut child = Command::new(env!("CARGO_BIN_EXE_arena"))
        .current_dir(place.path(""))
        .args(["export", "match.replay", "--jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut beginning = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut beginning).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}
