use crate::command::{Place, assert_says};

const START: &str = include_str!("../../../../bots/sdk/examples/start.json");
const TICK: &str = include_str!("../../../../bots/sdk/examples/tick.json");
const END: &str = include_str!("../../../../bots/sdk/examples/end.json");

#[test]
fn a_bot_answers_each_tick_line() {
    let place = Place::new();
    let lines = [START, TICK, TICK, END].concat();
    let output = place.arena("feed greedy").write_stdin(lines).output().unwrap();
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), 2, "{answers}");
    assert_says(&answers, &[r#"{"unit":2,"do":"give","to":"w","amount":10}"#]);
}

/// Nobody else says a bot's log, so it must not be lost with the bot.
#[test]
fn a_bot_that_breaks_is_named_with_its_line() {
    let place = Place::new();
    let wat = r#"(module
        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 0) "\10\00\00\00\05\00\00\00")
        (data (i32.const 16) "oh \1b\0a")
        (func (export "_start")
            (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))
            unreachable))"#;
    place.write("weak.wasm", wat::parse_str(wat).unwrap());
    let output = place.arena("feed weak.wasm").write_stdin(START).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_says(&told, &[r"oh \u{1b}", "weak.wasm stopped in line 1", "unreachable"]);
}
