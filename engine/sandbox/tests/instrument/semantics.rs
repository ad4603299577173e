//! What a guest computes is the same with and without instrumentation, wherever it is suspended.

use wasmer::Value;

use crate::guest::{PLENTY, agree, both, module};
use crate::guests::GUESTS;

/// Fields of a module, its export `run`, arguments, and what it has to answer.
fn check(fields: &str, arguments: &[Value], expected: &[u64]) {
    for refill in [PLENTY, 40, 7] {
        let outcome = agree(&module(fields), "run", arguments, refill);
        assert_eq!(outcome.result.as_deref(), Ok(expected), "{fields}");
        assert!(refill == PLENTY || !outcome.suspensions.is_empty() || outcome.fuel >= Some(0));
    }
}

#[test]
fn guests_compute_the_same() {
    for guest in GUESTS {
        let size = Value::I32((guest.size / 20).max(15).min(guest.size));
        let whole = agree(&module(guest.fields), "run", std::slice::from_ref(&size), PLENTY);
        let pieces = agree(&module(guest.fields), "run", &[size], 500);
        assert_eq!(whole.visible(), pieces.visible(), "{}", guest.name);
        assert!(
            pieces.suspensions.len() > 5,
            "{} was suspended {} times",
            guest.name,
            pieces.suspensions.len()
        );
    }
}

#[test]
fn two_hundred_suspensions_in_a_loop_change_nothing() {
    let guest = GUESTS.iter().find(|guest| guest.name == "hash").unwrap();
    let size = [Value::I32(2_000)];
    let whole = both(&module(guest.fields), "run", &size, PLENTY, PLENTY);
    let spent = PLENTY - whole.fuel.unwrap();
    let pieces = both(&module(guest.fields), "run", &size, 0, spent / 200);
    assert_eq!(whole.visible(), pieces.visible());
    assert!((190..=210).contains(&pieces.suspensions.len()), "{}", pieces.suspensions.len());
}

/// While a guest is suspended in a loop, globals keep its locals: of every type, in loops within loops, and where some of
/// several loops have more than are kept.
#[test]
fn locals_outlive_a_suspension() {
    let sum = |locals: usize| {
        let names: Vec<String> = (0..locals).map(|n| format!("$x{n}")).collect();
        let declared: String = names.iter().map(|name| format!("(local {name} i64) ")).collect();
        let stepped: String = names
            .iter()
            .zip(1..)
            .map(|(name, n)| format!("(local.set {name} (i64.add (local.get {name}) (i64.const {n})))\n"))
            .collect();
        let total: String = names
            .iter()
            .map(|name| format!("(local.set $sum (i64.add (local.get $sum) (local.get {name})))\n"))
            .collect();
        format!(
            "(func $sum{locals} (result i64) (local $i i32) (local $sum i64) {declared}
              (loop $again {stepped}
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $again (i32.lt_u (local.get $i) (i32.const 4))))
              {total} (local.get $sum))"
        )
    };
    let fields = format!(
        r#"{} {} {}
        (func $mixed (result i64) (local $i i32) (local $j i32) (local $n i64) (local $f f32) (local $g f64) (local $r funcref)
          (local.set $r (ref.func $mixed))
          (loop $outer
            (local.set $g (f64.add (local.get $g) (f64.const 0.5)))
            (local.set $j (i32.const 0))
            (loop $inner
              (if (ref.is_null (local.get $r)) (then (unreachable)))
              (local.set $f (f32.add (local.get $f) (f32.const 0.25)))
              (local.set $n (i64.add (local.get $n) (i64.const 3)))
              (local.set $j (i32.add (local.get $j) (i32.const 1)))
              (br_if $inner (i32.lt_u (local.get $j) (i32.const 8))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $outer (i32.lt_u (local.get $i) (i32.const 6))))
          (i64.add (local.get $n)
            (i64.add (i64.trunc_f32_u (local.get $f)) (i64.trunc_f64_u (local.get $g)))))
        (elem declare func $mixed)
        (func (export "run") (result i64 i64 i64 i64) (call $sum20) (call $sum23) (call $sum24) (call $mixed))"#,
        sum(20),
        sum(23),
        sum(24),
    );
    let triangle = |n: u64| 4 * n * (n + 1) / 2;
    check(&fields, &[], &[triangle(20), triangle(23), triangle(24), 48 * 3 + 12 + 3]);
}

#[test]
fn every_way_out_of_a_function() {
    let body = |exit: &str| {
        format!(
            r#"(func $f (param $x i32) (result i32) (local $i i32)
              (loop $again
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $again (i32.lt_u (local.get $i) (i32.const 5))))
              {exit})
            (func (export "run") (param i32) (result i32)
              (i32.add (call $f (local.get 0)) (call $f (i32.const 100))))"#
        )
    };
    for exit in [
        "(i32.add (local.get $x) (local.get $i))",
        "(return (i32.add (local.get $x) (local.get $i)))",
        "(br 0 (i32.add (local.get $x) (local.get $i)))",
        "(block (br 1 (i32.add (local.get $x) (local.get $i)))) (unreachable)",
        "(drop (br_if 0 (i32.add (local.get $x) (local.get $i)) (i32.const 1))) (i32.const 7)",
        "(block (br_table 1 1 1 (i32.add (local.get $x) (local.get $i)) (local.get $x))) (i32.const 9)",
        "(loop (br 1 (i32.add (local.get $x) (local.get $i)))) (unreachable)",
    ] {
        check(&body(exit), &[Value::I32(1)], &[1 + 5 + 100 + 5]);
    }
}

#[test]
fn several_values() {
    check(
        r#"(func $swap (param i32 i64) (result i64 i32) (local $i i32)
             (loop $again (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
             (br_if 0 (local.get 1) (local.get 0) (i32.const 1)))
           (func (export "run") (result i64 i32 i32)
             (call $swap (i32.const 3) (i64.const 4))
             (i32.const 5))"#,
        &[],
        &[4, 3, 5],
    );
}

#[test]
fn blocks_and_loops_that_take_values() {
    check(
        r#"(func (export "run") (param $n i32) (result i32)
             (i32.const 0) (local.get $n)
             (loop $sum (param i32 i32) (result i32)
               (local.set $n)
               (i32.add (local.get $n))
               (block (param i32) (result i32) (br_if 0 (i32.const 1)))
               (i32.sub (local.get $n) (i32.const 1))
               (br_if $sum (local.get $n) (i32.const 1) (i32.gt_u))
               (drop)))"#,
        &[Value::I32(10)],
        &[55],
    );
}

#[test]
fn functions_are_renumbered_wherever_they_are_named() {
    check(
        r#"(import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
           (global $ref (mut funcref) (ref.func $three))
           (table $t 4 funcref)
           (elem (i32.const 1) $one $two)
           (elem declare func $three)
           (func $one (result i32) (i32.const 1))
           (func $two (result i32) (i32.const 2))
           (func $three (export "three") (result i32) (i32.const 3))
           (func (export "run") (result i32)
             (table.set $t (i32.const 3) (ref.func $three))
             (table.set $t (i32.const 0) (global.get $ref))
             (if (i32.ne (call $yield) (i32.const 0)) (then (unreachable)))
             (i32.add
               (i32.mul (call_indirect $t (result i32) (i32.const 1)) (i32.const 1000))
               (i32.add
                 (i32.mul (call_indirect $t (result i32) (i32.const 2)) (i32.const 100))
                 (i32.add
                   (i32.mul (call_indirect $t (result i32) (i32.const 3)) (i32.const 10))
                   (call_indirect $t (result i32) (i32.const 0))))))"#,
        &[],
        &[1233],
    );
}

#[test]
fn bulk_memory_and_tables() {
    check(
        r#"(data $hello "hello")
           (table $t 2 10 funcref)
           (elem $refs func $run)
           (func $run (export "run") (result i32)
             (memory.init $hello (i32.const 8) (i32.const 0) (i32.const 5))
             (data.drop $hello)
             (memory.copy (i32.const 100) (i32.const 8) (i32.const 5))
             (memory.fill (i32.const 105) (i32.const 33) (i32.const 3))
             (table.init $t $refs (i32.const 0) (i32.const 0) (i32.const 1))
             (elem.drop $refs)
             (table.copy $t $t (i32.const 1) (i32.const 0) (i32.const 1))
             (drop (table.grow $t (ref.func $run) (i32.const 3)))
             (table.fill $t (i32.const 2) (ref.null func) (i32.const 1))
             (i32.add
               (i32.add (memory.grow (i32.const 2)) (i32.mul (memory.grow (i32.const 9)) (i32.const 10)))
               (i32.add
                 (i32.mul (table.size $t) (i32.const 1000))
                 (i32.mul (i32.add (ref.is_null (table.get $t (i32.const 2))) (memory.size)) (i32.const 100)))))"#,
        &[],
        &[(1 - 10 + 5000 + 400) as u64],
    );
}

#[test]
fn traps_are_the_same() {
    for body in [
        "(unreachable)",
        "(drop (i32.div_u (i32.const 1) (local.get 0)))",
        "(drop (i32.load (i32.const 10000000)))",
        "(drop (i32.trunc_f64_s (f64.div (f64.const 0) (f64.const 0))))",
        "(call_indirect (i32.const 0))",
        "(call_indirect (i32.const 9))",
        "(memory.fill (i32.const 65535) (i32.const 0) (i32.const 2))",
    ] {
        let fields = format!("(table 1 funcref) (func (export \"run\") (param i32) {body})");
        let outcome = agree(&module(&fields), "run", &[Value::I32(0)], PLENTY);
        assert!(outcome.result.is_err(), "{body}");
    }
}

/// Dead code has operands that nothing pushed.
#[test]
fn dead_code() {
    check(
        r#"(func (export "run") (result f64)
             (block (result f64)
               (br 0 (f64.const 2))
               (f64.add)
               (drop)
               (loop (br 0))
               (if (param f64) (result f64) (i32.eqz) (then (f64.neg)) (else (br 1))))
             (return)
             (f64.sqrt) (call 0) (f64.add))"#,
        &[],
        &[2f64.to_bits()],
    );
}
