//! The real program, run: what it prints is what scripts read that were written for the original.

mod misbehaving;
mod place;

use place::{Place, robot};
use serde_json::{Value, json};

#[test]
fn text_reads_as_the_original_s_does() {
    let place = Place::new();
    let said = place.does(&["run", "term", "chaser.wasm", "sitter.wasm", "-t", "2", "--seed", "text"]);
    insta::assert_snapshot!("text", said);
}

#[test]
fn results_only_is_what_callers_look_at() {
    let place = Place::new();
    let said = place.does(&["run", "term", "--results-only", "chaser.wasm", "sitter.wasm", "--seed", "text"]);
    insta::assert_snapshot!("results_only", said);
    let lines: Vec<&str> = said.trim().lines().collect();
    assert!(lines[lines.len() - 2..].iter().any(|line| line.contains("Blue won")), "{said}");
}

#[test]
fn raw_is_one_object() {
    let place = Place::new();
    let said =
        place.does(&["run", "term", "--raw", "chaser.wasm", "sitter.wasm", "-t", "1", "--seed", "text"]);
    insta::assert_snapshot!("raw", said);
    let all: Value = serde_json::from_str(&said).expect("JSON");
    let keys: Vec<&String> = all.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["errors", "turns", "winner"]);
    let turns = all["turns"].as_array().expect("a list");
    assert_eq!(turns.len(), 2, "the turn, and the board after it");
    assert_eq!(turns[0]["state"]["objs"].as_object().expect("an object").len(), 120);
    let passes = turns[1]["robot_actions"].as_object().expect("an object");
    assert_eq!(passes.len(), 120, "walls pass too");
    assert!(passes.values().all(|action| *action == json!({ "Ok": null })));
}

#[test]
fn a_whole_match_has_its_turns_and_one_more() {
    let place = Place::new();
    let all = place.raw(&["chaser.wasm", "chaser.wasm"]);
    let turns = all["turns"].as_array().expect("a list");
    let numbers: Vec<u64> =
        turns.iter().map(|turn| turn["state"]["turn"].as_u64().expect("a number")).collect();
    assert_eq!(numbers, (1..=101).collect::<Vec<u64>>());
    assert_eq!(all["errors"], json!({}));
    // Every unit of both teams is in the actions of a turn.
    let units = |turn: &Value| {
        let objs = turn["state"]["objs"].as_object().expect("an object").values();
        objs.filter(|obj| obj["obj_type"] == "Unit").count()
    };
    assert!(
        turns[..100]
            .iter()
            .all(|turn| turn["robot_actions"].as_object().expect("an object").len() == units(turn))
    );
}

#[test]
fn the_same_command_gives_the_same_bytes_on_both_compilers() {
    let place = Place::new();
    let words = ["run", "term", "--raw", "chaser.wasm", "sitter.wasm", "--game-mode", "Hill"];
    let once = place.does(&words);
    assert!(once == place.does(&words));
    assert!(once == place.does(&[&words[..], &["--backend", "singlepass", "--no-cache"]].concat()));
    assert!(once != place.does(&[&words[..], &["--seed", "another"]].concat()));
}

#[test]
fn the_hill_is_won_by_sitting_on_it() {
    let place = Place::new();
    for seed in ["1", "2", "3"] {
        let words = [
            "run",
            "term",
            "--results-only",
            "idle.wasm",
            "sitter.wasm",
            "--game-mode",
            "Hill",
            "--seed",
            seed,
        ];
        assert!(place.does(&words).starts_with("Done! Red won\n"), "seed {seed}");
    }
}

/// A robot that does all that is wrong with single units.
#[test]
fn errors_of_units_are_told_and_disturb_nobody() {
    let place = Place::new();
    place.write("odd.wasm", &robot(&[
        r#"__rr_init:{"Ok":null}"#,
        concat!(
            r#"__rr_output:{"Ok":{"robot_actions":{"113":{"Err":{"summary":"ZeroDivisionError","details":"line 7","loc":null}},"#,
            r#""114":{"Ok":{"type":"Move","direction":"North"}},"1":{"Ok":null},"999":{"Ok":null},"115":{"Ok":null}},"#,
            r#""logs":["from the answer\n"],"debug_inspect_tables":{"113":{"plan":"none"}},"debug_locate_queries":["114"]}}"#,
        ),
    ], "(call $say1)"));
    let all = place.raw(&["odd.wasm", "chaser.wasm", "-t", "1"]);
    let turn = &all["turns"][0];
    let actions = &turn["robot_actions"];
    assert_eq!(
        actions["113"],
        json!({ "Err": { "RuntimeError": { "summary": "ZeroDivisionError", "details": "line 7", "loc": null } } })
    );
    assert_eq!(actions["1"], json!({ "Err": { "InvalidAction": "Action ID points to terrain" } }));
    assert_eq!(
        actions["999"],
        json!({ "Err": { "InvalidAction": "Action ID points to nonexistent object" } })
    );
    assert_eq!(actions["115"], json!({ "Ok": null }));
    assert!(actions["114"]["Ok"].is_object(), "the unit's own order stands: {}", actions["114"]);
    assert_eq!(actions.get("117"), None, "nobody spoke of it");
    assert_eq!(turn["logs"], json!({ "Red": [], "Blue": ["from the answer\n"] }));
    assert_eq!(turn["debug_inspect_tables"]["113"], json!({ "plan": "none" }));
    assert_eq!(turn["debug_locate_queries"], json!({ "Red": [], "Blue": ["114"] }));
    assert_eq!(all["errors"], json!({}));
}

#[test]
fn logs_are_shown_to_whom_they_are_asked_for() {
    let place = Place::new();
    let lines = [r#"__rr_init:{"Ok":null}"#, "hello\u{1b}[31m", r#"__rr_output:{"Ok":{"robot_actions":{}}}"#];
    place.write("chatty.wasm", &robot(&lines, "(call $say1) (call $say2)"));
    let shown = |flag: &str| {
        let words = ["run", "term", "chatty.wasm", "chatty.wasm", "-t", "1", flag];
        let said = place.does(&words[..words.len() - usize::from(flag.is_empty())]);
        said.lines().filter(|line| line.contains("hello")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (red, blue) = (r"|Red| hello\u{1b}[31m".to_owned(), r"|Blue| hello\u{1b}[31m".to_owned());
    assert_eq!(shown(""), [red.clone(), blue.clone()]);
    assert_eq!(shown("--red-logs-only"), [red]);
    assert_eq!(shown("--blue-logs-only"), [blue]);
    assert!(shown("--results-only").is_empty());
}

/// Every way in which a program can fail: the other wins, and it is told why.
#[test]
fn program_errors_end_the_match() {
    let place = Place::new();
    let init = r#"__rr_init:{"Ok":null}"#;
    let cases: [(&str, Vec<u8>); 6] = [
        (
            "syntax",
            robot(
                &[
                    r#"__rr_init:{"Err":{"InitError":{"summary":"SyntaxError: invalid syntax","details":"line 7\n","loc":{"start":[7,null],"end":null}}}}"#,
                ],
                "",
            ),
        ),
        ("internal", robot(&[init, r#"__rr_output:{"Err":{"InternalError":null}}"#], "(call $say1)")),
        ("data", robot(&[init, "__rr_output:{"], "(call $say1)")),
        ("exit", robot(&[init], "(call $proc_exit (i32.const 3))")),
        ("fault", robot(&[init], "(unreachable)")),
        ("recursion", robot(&[init], "(call $recurse)")),
    ];
    let mut told = String::new();
    for (name, wasm) in cases {
        place.write("broken.wasm", &wasm);
        let said = place.does(&["run", "term", "--results-only", "chaser.wasm", "broken.wasm"]);
        assert!(said.starts_with("Done! Blue won\n"), "{name}: {said}");
        let raw = place.raw(&["broken.wasm", "chaser.wasm"]);
        assert_eq!(raw["winner"], "Red", "{name}");
        assert_eq!(raw["turns"], json!([]), "{name}: the turn that it failed in is not one");
        told += &format!("== {name}\n{said}{}\n\n", raw["errors"]);
    }
    insta::assert_snapshot!("program_errors", told);
}

#[test]
fn if_both_fail_it_is_a_tie() {
    let place = Place::new();
    place.write("broken.wasm", &robot(&[], "(unreachable)"));
    let raw = place.raw(&["broken.wasm", "broken.wasm"]);
    assert_eq!(
        (&raw["winner"], &raw["errors"]),
        (&Value::Null, &json!({ "Red": "NoData", "Blue": "NoData" }))
    );
}

#[test]
fn a_later_failure_keeps_the_turns_before() {
    let place = Place::new();
    let lines = [r#"__rr_init:{"Ok":null}"#, r#"__rr_output:{"Ok":{"robot_actions":{}}}"#];
    let body = "(if (i32.eq (local.get $turn) (i32.const 5)) (then (unreachable))) (call $say1)";
    place.write("late.wasm", &robot(&lines, body));
    let raw = place.raw(&["late.wasm", "chaser.wasm"]);
    assert_eq!(raw["turns"].as_array().expect("a list").len(), 4);
    assert_eq!(raw["errors"], json!({ "Blue": "NoData" }));
}

/// Scripts of either language, in files and on the command line.
#[test]
fn scripts_play() {
    let place = Place::new();
    place.write(
        "walker.py",
        b"def robot(state, unit):\n    print(unit.id)\n    return Action.move(Direction.North)\n",
    );
    let raw =
        place.raw(&["walker.py", "inline:Javascript;function robot(state, unit) { return null }", "-t", "1"]);
    let turn = &raw["turns"][0];
    assert_eq!(turn["robot_actions"]["113"], json!({ "Ok": { "type": "Move", "direction": "North" } }));
    assert_eq!(turn["robot_actions"]["114"], json!({ "Ok": null }));
    assert_eq!(turn["logs"], json!({ "Red": [], "Blue": ["113\n", "115\n", "117\n", "119\n"] }));
}

/// What the author of a script needs to know: the line of a syntax error, and of an exception in one unit.
#[test]
fn errors_of_scripts_name_their_lines() {
    let place = Place::new();
    place.write("syntax.py", b"# 1\n# 2\n# 3\n# 4\n# 5\n# 6\ndef robot(state unit):\n    return None\n");
    let said = place.does(&["run", "term", "--results-only", "syntax.py", "chaser.wasm"]);
    assert!(
        said.starts_with("Done! Red won\n") && said.contains("Some errors occurred:\n  Blue:\n"),
        "{said}"
    );
    assert!(said.contains("SyntaxError") && said.contains("line 7"), "{said}");
    place.write("unit.py", b"def robot(state, unit):\n    if unit.id == '115':\n        return 1 // 0\n");
    let raw = place.raw(&["unit.py", "chaser.wasm", "-t", "1"]);
    let error = &raw["turns"][0]["robot_actions"]["115"]["Err"]["RuntimeError"];
    assert!(error["summary"].as_str().is_some_and(|text| text.contains("ZeroDivisionError")), "{error}");
    assert!(error["details"].as_str().is_some_and(|text| text.contains("line 3")), "{error}");
    assert_eq!(raw["turns"][0]["robot_actions"]["113"], json!({ "Ok": null }));
}

#[test]
fn a_replay_can_be_kept() {
    let place = Place::new();
    place.does(&["run", "term", "--results-only", "chaser.wasm", "sitter.wasm", "--replay", "kept.replay"]);
    assert!(std::fs::read(place.path("kept.replay")).expect("a replay").starts_with(b"\x89RDRM"));
}

#[test]
fn batches_are_told_in_their_order() {
    let place = Place::new();
    let mut lines = String::new();
    for turns in [100, 1, 60, 2, 30] {
        lines +=
            &json!({ "blue": "chaser.wasm", "red": "idle.wasm", "turn_num": turns, "seed": "b" }).to_string();
        lines += "\n";
    }
    lines += "nonsense\n";
    lines += "{\"blue\":\"idle.wasm\",\"red\":\"chaser.wasm\"}\n{\"blue\":\"idle.wasm\",\"red\":\"idle.wasm\",\"turn_num\":1}\n";
    let said = place.fed(&["run", "batch"], &lines);
    insta::assert_snapshot!("batch", said);
    for jobs in ["1", "2", "7"] {
        assert_eq!(place.fed(&["run", "batch", "--jobs", jobs], &lines), said, "{jobs} jobs");
    }
    assert_eq!(said.lines().count(), 8);
}

/// Whoever asks for one game after the other, and waits for each, is not left waiting.
#[test]
fn a_batch_answers_before_the_next_line_comes() {
    let place = Place::new();
    let mut talk = place.talk(&["run", "batch", "--game-mode", "Hill"]);
    for winner in ["Red", "Blue", "Red"] {
        let (blue, red) =
            if winner == "Red" { ("idle.wasm", "sitter.wasm") } else { ("sitter.wasm", "idle.wasm") };
        assert_eq!(
            talk.ask(&json!({ "blue": blue, "red": red }).to_string()),
            json!({ "winner": winner }).to_string()
        );
    }
    assert!(talk.end().success());
}

#[test]
fn what_cannot_be_played_is_an_error_with_a_reason() {
    let place = Place::new();
    place.write("broken.wasm", b"no module");
    for (words, says) in [
        (&["run", "term", "nowhere.wasm", "idle.wasm"][..], "Couldn't read nowhere.wasm"),
        (&["run", "term", "some/robot", "idle.wasm"], "save the robot's code as a file"),
        (&["run", "term", "broken.wasm", "idle.wasm"], "Couldn't load broken.wasm"),
        (&["run", "term", "idle.wasm", "idle.wasm", "-t", "0"], "`turns`: is 0; it must be from 1 to 50000"),
    ] {
        let said = place.fails(words);
        assert!(said.starts_with("ERROR: ") && said.contains(says), "{words:?}: {said}");
    }
    // Games before it are told.
    let lines = "{\"blue\":\"idle.wasm\",\"red\":\"idle.wasm\",\"turn_num\":1}\n{\"blue\":\"nowhere.wasm\",\"red\":\"idle.wasm\"}\n";
    let (out, err) = place.fed_to_fail(&["run", "batch"], lines);
    assert_eq!(out, "{\"winner\":null}\n");
    assert!(err.contains("Couldn't read nowhere.wasm"), "{err}");
}
