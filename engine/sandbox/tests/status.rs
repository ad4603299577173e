//! Every way in which a turn can end, the same on both back ends.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use play::{RICH, main, module, play, start, tick};
use protocol::{Fault, Status};
use sandbox::Line;

/// Plays a module for three turns and expects the first to end so; one that is over stays so and costs nothing.
fn check(wasm: &[u8], expected: Status) {
    let turns = play(wasm, RICH, &[start(), tick(1), Line::End(b"end".to_vec())]);
    assert_eq!(turns[0].status, expected, "{}", wasm_text(wasm));
    if !expected.is_live() {
        for turn in &turns[1..] {
            assert_eq!((turn.status, turn.fuel.0, turn.left), (expected, 0, turns[0].left));
            assert!(turn.lines.is_empty() && turn.log.is_empty() && turn.notes.is_empty());
        }
    }
}

fn wasm_text(wasm: &[u8]) -> String {
    format!("a module of {} bytes", wasm.len())
}

#[test]
fn every_status_is_reached() {
    check(&main("(loop $again (call $echo) (br $again))"), Status::Waiting);
    check(&main("(loop $again (br $again))"), Status::OutOfFuel);
    check(&main(""), Status::Exited(0));
    check(&main("(call $proc_exit (i32.const 7)) (unreachable)"), Status::Exited(7));
    check(&main("(call $proc_exit (i32.const -1))"), Status::Exited(u32::MAX));
    check(&main("(unreachable)"), Status::Faulted(Fault::Unreachable));
}

/// Bodies of `_start` and what they come to.
const FAULTS: &[(Fault, &str)] = &[
    (Fault::Unreachable, "(unreachable)"),
    (Fault::MemoryOutOfBounds, "(drop (i32.load (i32.const 131069)))"),
    (Fault::MemoryOutOfBounds, "(drop (i32.load offset=4294967295 (i32.const -1)))"),
    (Fault::MemoryOutOfBounds, "(i64.store (i32.const -8) (i64.const 1))"),
    (Fault::MemoryOutOfBounds, "(memory.fill (i32.const 131072) (i32.const 0) (i32.const 1))"),
    (Fault::MemoryOutOfBounds, "(memory.copy (i32.const 0) (i32.const -1) (i32.const 2))"),
    (Fault::MemoryOutOfBounds, "(memory.init $bytes (i32.const 0) (i32.const 4) (i32.const 1))"),
    (Fault::TableOutOfBounds, "(call_indirect (i32.const 4))"),
    (Fault::TableOutOfBounds, "(call_indirect (i32.const -1))"),
    (Fault::TableOutOfBounds, "(drop (table.get (i32.const 4)))"),
    (Fault::TableOutOfBounds, "(table.set (i32.const 4) (ref.null func))"),
    (Fault::TableOutOfBounds, "(table.fill (i32.const 3) (ref.null func) (i32.const 2))"),
    (Fault::TableOutOfBounds, "(table.copy (i32.const 3) (i32.const 0) (i32.const 2))"),
    (Fault::TableOutOfBounds, "(table.init $some (i32.const 0) (i32.const 0) (i32.const 3))"),
    (Fault::IndirectCallToNull, "(call_indirect (i32.const 3))"),
    (Fault::BadSignature, "(drop (call_indirect (result i32) (i32.const 0)))"),
    (Fault::DivisionByZero, "(drop (i32.div_s (i32.const 1) (local.get $zero)))"),
    (Fault::DivisionByZero, "(drop (i64.rem_u (i64.const 1) (i64.extend_i32_u (local.get $zero))))"),
    (
        Fault::IntegerOverflow,
        "(drop (i32.div_s (i32.const -2147483648) (i32.sub (local.get $zero) (i32.const 1))))",
    ),
    (
        Fault::BadConversion,
        "(drop (i32.trunc_f32_s (f32.div (f32.const 0) (f32.convert_i32_s (local.get $zero)))))",
    ),
    (
        Fault::BadConversion,
        "(drop (i64.trunc_f64_u (f64.div (f64.const 0) (f64.convert_i32_s (local.get $zero)))))",
    ),
    (Fault::StackOverflow, "(call $deep)"),
    (Fault::StackOverflow, "(drop (call $wide (i64.const 1)))"),
];

/// A table of four, two of them set; and two kinds of endless recursion.
const FIELDS: &str = r#"
    (table 4 4 funcref)
    (elem (i32.const 0) $nothing $nothing)
    (elem $some func $nothing $nothing)
    (data $bytes "1234")
    (func $nothing)
    (func $deep (call $deep) (call $nothing))
    (func $wide (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
        (i64.add (call $wide (i64.add (local.get 0) (i64.const 1))) (local.get 5)))
"#;

#[test]
fn every_fault_is_reached() {
    for (fault, body) in FAULTS {
        let wasm = module(&format!("{FIELDS} (func (export \"_start\") (local $zero i32) {body})"));
        let turns = play(&wasm, RICH, &[start()]);
        assert_eq!(turns[0].status, Status::Faulted(*fault), "{body}");
    }
    for fault in Fault::ALL {
        assert!(FAULTS.iter().any(|(reached, _)| reached == fault), "{fault:?} is not reached");
    }
}

/// Out of range is an overflow to one compiler and a bad conversion to the other: whatever it is called here, both must
/// call it the same.
#[test]
fn floats_out_of_range_fault_alike() {
    for body in [
        "(drop (i32.trunc_f32_s (f32.const inf)))",
        "(drop (i32.trunc_f64_u (f64.const -1)))",
        "(drop (i64.trunc_f32_s (f32.const 1e30)))",
        "(drop (i64.trunc_f64_u (f64.const 1e300)))",
        "(drop (i32.trunc_f64_s (f64.const 2147483648)))",
    ] {
        let status = play(&main(body), RICH, &[start()])[0].status;
        assert!(
            matches!(status, Status::Faulted(Fault::IntegerOverflow | Fault::BadConversion)),
            "{body}: {status}"
        );
    }
}

#[test]
fn a_module_that_cannot_even_begin_faults_in_its_first_turn() {
    let start = "(func (export \"_start\"))";
    check(
        &module(&format!("{start} (data (i32.const 131071) \"ab\")")),
        Status::Faulted(Fault::MemoryOutOfBounds),
    );
    check(
        &module(&format!("{start} (table 1 funcref) (func $f) (elem (i32.const 1) $f)")),
        Status::Faulted(Fault::TableOutOfBounds),
    );
}

#[test]
fn the_start_section_runs_first_and_pays() {
    let both = "(func $first (call $say (i32.const 1))) (start $first)
        (func (export \"_start\") (call $say (i32.const 2)))";
    assert_eq!(play::text(&play::run(&module(both))), "00000001|00000002|");
    let start = "(func (export \"_start\")) (start $first)";
    check(&module(&format!("(func $first (unreachable)) {start}")), Status::Faulted(Fault::Unreachable));
    check(&module(&format!("(func $first (loop (br 0))) {start}")), Status::OutOfFuel);
    check(&module(&format!("(func $first (call $proc_exit (i32.const 3))) {start}")), Status::Exited(3));
}

#[test]
fn output_before_the_end_stands() {
    for (end, status) in [
        ("(call $proc_exit (i32.const 5))", Status::Exited(5)),
        ("(unreachable)", Status::Faulted(Fault::Unreachable)),
        ("(call $print (i32.const 0x30) (i32.const 3))", Status::Exited(0)),
    ] {
        let turn = play::run(&main(&format!("(call $say (i32.const 255)) {end}")));
        assert_eq!((play::text(&turn).as_str(), turn.status), ("000000ff|", status));
    }
}

#[test]
fn after_the_end_comes_end_of_file() {
    let wasm = main(
        "(local $n i32) (loop $again
        (call $say (local.tee $n (call $read)))
        (br_if $again (local.get $n)))",
    );
    let turns = play(&wasm, RICH, &[start(), tick(1), Line::End(b"end".to_vec())]);
    assert_eq!(
        turns.iter().map(play::text).collect::<Vec<_>>(),
        ["00000006|", "00000007|", "00000004|00000000|"]
    );
    assert_eq!(turns[2].status, Status::Exited(0));
}
