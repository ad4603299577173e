//! Stack depth: the same on both back ends, whatever way a function is left.

use sandbox::Limits;
use wasmer::Value;

use crate::guest::{BOTH, Guest, PLENTY, both, instrumented, module};

/// How deep `f`, which counts its calls at 0, recurses before it is stopped.
fn depth(function: &str) -> u64 {
    let fields = format!(
        r#"{function} (func (export "run") (call $f (i32.const 0)))
           (func (export "count") (result i32) (i32.load (i32.const 0)))"#
    );
    let wasm = instrumented(&module(&fields));
    let [first, second] = BOTH.map(|on| {
        let mut guest = Guest::new(on, &wasm, PLENTY, 0);
        assert_eq!(guest.call("run", &[]).result, Err("stack overflow".into()));
        guest.call("count", &[]).result.unwrap()[0]
    });
    assert_eq!(first, second);
    first
}

const COUNT: &str = "(i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))";

#[test]
fn endless_recursion_ends_at_the_limit() {
    // 1 parameter, 3 operands at most, and 8.
    let calls = Limits::default().stack_units / 12;
    let plain = depth(&format!("(func $f (param i32) {COUNT} (call $f (local.get 0)))"));
    assert!(plain.abs_diff(calls) <= 1, "{plain} calls, expected about {calls}");
}

#[test]
fn locals_make_frames_larger() {
    let locals = "i64 ".repeat(1_000);
    let deep = depth(&format!("(func $f (param i32) (local {locals}) {COUNT} (call $f (local.get 0)))"));
    assert!(deep.abs_diff(Limits::default().stack_units / 1_012) <= 1, "{deep}");
}

#[test]
fn recursion_through_a_table_and_between_functions() {
    let table = format!(
        "(table funcref (elem $f)) (func $f (param i32) {COUNT} (call_indirect (param i32) (local.get 0) (i32.const 0)))"
    );
    let mutual = format!(
        "(func $f (param i32) {COUNT} (call $g (local.get 0))) (func $g (param i32) (call $f (local.get 0)))"
    );
    assert!(depth(&table) > 10_000);
    assert!(depth(&mutual) > 10_000);
}

/// A compiler may keep every value that it sees twice; whatever it does, depth ends first.
#[test]
fn many_values_kept_over_a_recursion() {
    let mut sums = String::new();
    for _ in 0..2 {
        for n in 0..400 {
            sums += &format!(
                "(i32.store offset={} (local.get 0) (i32.mul (local.get 0) (i32.const {})))",
                4 + 4 * n,
                n * 7 + 3
            );
        }
        sums += "(call $f (local.get 0))";
    }
    assert!(depth(&format!("(func $f (param i32) {COUNT} {sums})")) > 1_000);
    let mut floats = String::new();
    let sum = |n: usize| {
        format!("(f64.store offset={} (i32.const 0) (f64.add (local.get 1) (f64.const {n}.5)))", 8 + 8 * n)
    };
    for _ in 0..2 {
        floats += &(0..300).map(sum).collect::<String>();
        floats += "(call $f (local.get 0))";
    }
    assert!(depth(&format!("(func $f (param i32) (local f64) {COUNT} {floats})")) > 1_000);
}

/// A million calls, left in every way, leave nothing behind.
#[test]
fn leaving_restores_depth() {
    for exit in [
        "(return (local.get 0))",
        "(br 0 (local.get 0))",
        "(br_if 0 (local.get 0) (i32.const 1))",
        "(block (br_table 1 1 (local.get 0) (i32.const 0))) (unreachable)",
        "(local.get 0)",
    ] {
        let fields = format!(
            r#"(func $g (result i32) (drop (memory.grow (i32.const 0))) (call $h))
               (func $h (result i32) (local {}) (i32.const 1))
               (func $f (param i32) (result i32) (drop (call $g)) {exit})
               (func (export "run") (param $n i32) (result i32)
                 (loop $l (drop (call $f (i32.const 5)))
                   (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                 (i32.const 77))"#,
            "i64 ".repeat(500)
        );
        let outcome = both(&module(&fields), "run", &[Value::I32(20_000)], PLENTY, 0);
        assert_eq!(outcome.result, Ok(vec![77]), "{exit}");
    }
}

/// A large frame counts even where the function calls nothing.
#[test]
fn large_leaves_are_stopped_too() {
    let fields = format!(
        r#"(func $leaf (local {}) (local.set 3999 (i64.const 1)))
           (func $f (param i32) {COUNT} (call $leaf) (call $f (local.get 0)))"#,
        "i64 ".repeat(4_000)
    );
    let with = depth(&fields);
    let without = depth(&format!("(func $f (param i32) {COUNT} (call $f (local.get 0)))"));
    assert!(with < without && without - with < 500, "{with} {without}");
}

/// The start function runs before `_start` and may leave the depth anywhere.
#[test]
fn the_start_function_leaves_the_whole_stack() {
    let fields = r#"(func $down (param i32) (if (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1))) (call $down (i32.const 0)))))
        (func $init (call $down (i32.const 5000)))
        (func (export "run") (call $down (i32.const 5000)))
        (start $init)"#;
    let wasm = instrumented(&module(fields));
    for on in BOTH {
        let mut guest = Guest::new(on, &wasm, PLENTY, 0);
        assert_eq!(guest.call("robodrome:start", &[]).result, Ok(vec![]));
        assert_eq!(guest.depth(), 0);
        assert_eq!(guest.call("run", &[]).result, Ok(vec![]));
    }
}
