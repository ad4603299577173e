//! Robots that do what robots must not, in their third turn: each costs its author what the rules say and nothing else, the author is
//! told why and where, and the other robot plays as if nothing had been.

use std::path::Path;

use serde_json::{Value, json};

use crate::place::Place;

/// The turn in which they misbehave.
const TURN: usize = 3;
const TURNS: usize = 6;

fn place() -> Place {
    let place = Place::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/robots");
    for file in std::fs::read_dir(folder).expect("a folder") {
        let file = file.expect("readable");
        let name = file.file_name();
        place.write(name.to_str().expect("a name"), &std::fs::read(file.path()).expect("readable"));
    }
    place
}

fn play(place: &Place, robot: &str) -> Value {
    place.raw(&[robot, "chaser.wasm", "-t", &TURNS.to_string(), "--seed", "5"])
}

fn turns(all: &Value) -> &[Value] {
    all["turns"].as_array().expect("a list")
}

/// The board before a turn, without which nothing can be seen by the other robot.
fn board(turn: &Value) -> &Value {
    &turn["state"]
}

/// Of the failed units in the turn: their summaries and details.
fn told(turn: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let actions = turn["robot_actions"].as_object().expect("an object").values();
    let errors = actions.filter_map(|action| action.get("Err")).map(|error| &error["RuntimeError"]);
    errors.map(|error| (text(&error["summary"]), text(&error["details"]))).collect()
}

/// Each of the robot's units fails, or one of them: the match goes on as if they had rested.
fn check_units(robot: &str, like: &str, units: usize, summary: &str, line: u32) {
    let place = place();
    let (played, rested) = (play(&place, robot), play(&place, like));
    assert_eq!(played["errors"], json!({}), "{robot}: the robot plays on");
    assert_eq!(turns(&played).len(), TURNS + 1, "{robot}");
    for (turn, as_rested) in turns(&played).iter().zip(turns(&rested)) {
        assert_eq!(board(turn), board(as_rested), "{robot}: the other is not disturbed");
    }
    let told = told(&turns(&played)[TURN - 1]);
    assert_eq!(told.len(), units, "{robot}: {told:?}");
    for (said, details) in &told {
        assert!(said.contains(summary), "{robot}: {said}");
        let place = [format!("line {line}"), format!("{robot}:{line}")];
        assert!(place.iter().any(|place| details.contains(place)), "{robot}: {details}");
    }
}

/// The robot is out of the match, which its opponent wins; the turns before stand.
fn check_program(robot: &str, turns_kept: usize, words: &[&str]) {
    let place = place();
    let (played, calm) = (play(&place, robot), play(&place, "east.py"));
    assert_eq!((&played["winner"], turns(&played).len()), (&json!("Red"), turns_kept), "{robot}");
    for (turn, as_calm) in turns(&played).iter().zip(turns(&calm)) {
        assert_eq!(turn, as_calm, "{robot}");
    }
    let text = place.does(&["run", "term", "--results-only", robot, "chaser.wasm", "--seed", "5"]);
    for word in words {
        assert!(text.contains(word), "{robot}: `{word}` is not in {text}");
    }
}

#[test]
fn an_endless_loop_loses_the_match_by_its_fuel() {
    for robot in ["endless.py", "endless.js"] {
        check_program(robot, TURN - 1, &["Red won", "Blue:", "fuel was used up", "endless loop"]);
    }
}

#[test]
fn a_syntax_error_is_told_with_its_line() {
    check_program("syntax.py", 0, &["Red won", "Blue:", "SyntaxError", "line 7", "def robot(state unit):"]);
    check_program("syntax.js", 0, &["Red won", "Blue:", "SyntaxError", "syntax.js:7"]);
}

#[test]
fn deep_recursion_costs_the_units_their_turn() {
    check_units("deep.py", "rests.py", 4, "RecursionError: maximum recursion depth exceeded", 2);
    check_units("deep.js", "rests.py", 4, "Maximum call stack size exceeded", 1);
}

#[test]
fn a_huge_list_costs_the_units_their_turn() {
    check_units("huge.py", "rests.py", 4, "MemoryError", 4);
    check_units("huge.js", "rests.py", 4, "out of memory", 3);
}

#[test]
fn an_exception_in_one_unit_costs_that_unit_its_turn() {
    check_units("one.py", "one_rests.py", 1, "AttributeError: 'Obj' object has no attribute 'helth'", 3);
    check_units("one.js", "one_rests.py", 1, "TypeError", 2);
}

#[test]
fn a_megabyte_of_print_is_cut_and_the_rest_counted() {
    let place = place();
    let calm = play(&place, "east.py");
    for robot in ["loud.py", "loud.js"] {
        let played = play(&place, robot);
        for (number, (turn, as_calm)) in turns(&played).iter().zip(turns(&calm)).enumerate() {
            assert_eq!(board(turn), board(as_calm), "{robot}");
            assert_eq!(turn["robot_actions"], as_calm["robot_actions"], "{robot}");
            if number + 1 != TURN {
                assert_eq!(turn["logs"], as_calm["logs"], "{robot}");
            }
        }
        let log = turns(&played)[TURN - 1]["logs"]["Blue"].as_array().expect("a list").clone();
        let [kept, cut] = &log[..] else { panic!("{robot}: {} lines", log.len()) };
        let kept = kept.as_str().expect("text").len();
        assert!(kept >= 1 << 14, "{robot}: {kept}");
        assert_eq!(
            *cut,
            json!(format!("(and {} bytes more, which were cut)\n", 1_000_001 - kept)),
            "{robot}"
        );
    }
}
