//! NaN bits: canonical after everything that may make a NaN, untouched everywhere else.

use wasmer::Value;

use crate::guest::{PLENTY, both, module};

const NAN32: u64 = 0x7fc0_0000;
const NAN64: u64 = 0x7ff8_0000_0000_0000;

/// Bits that `expression`, of this float type, has when it is stored.
fn check(ty: &str, expression: &str, expected: u64) {
    let int = ty.replace('f', "i");
    for carry in [
        format!("({int}.reinterpret_{ty} {expression})"),
        format!("(local.set $x {expression}) ({int}.reinterpret_{ty} (local.get $x))"),
        format!("({ty}.store (i32.const 8) {expression}) ({int}.load (i32.const 8))"),
        format!("({int}.reinterpret_{ty} (call $id {expression}))"),
        format!("({int}.reinterpret_{ty} (block (result {ty}) (br 0 {expression})))"),
        format!("(global.set $g {expression}) ({int}.reinterpret_{ty} (global.get $g))"),
        format!("({int}.reinterpret_{ty} (select {expression} ({ty}.const 1) (i32.const 1)))"),
    ] {
        let fields = format!(
            r#"(global $g (mut {ty}) ({ty}.const 0))
               (func $id (param {ty}) (result {ty}) (local.get 0))
               (func (export "run") (param $f f32) (param $d f64) (result {int}) (local $x {ty}) {carry})"#
        );
        let arguments =
            [Value::F32(f32::from_bits(0xffa1_2345)), Value::F64(f64::from_bits(0xfff4_dead_beef_0001))];
        let outcome = both(&module(&fields), "run", &arguments, PLENTY, 0);
        assert_eq!(outcome.result, Ok(vec![expected]), "{carry}");
    }
}

#[test]
fn arithmetic_makes_canonical_nans() {
    for (ty, value, nan) in [("f32", "(local.get $f)", NAN32), ("f64", "(local.get $d)", NAN64)] {
        for op in ["add", "sub", "mul", "div", "min", "max"] {
            check(ty, &format!("({ty}.{op} {value} {value})"), nan);
            check(ty, &format!("({ty}.{op} {value} ({ty}.const 1))"), nan);
            check(ty, &format!("({ty}.{op} ({ty}.const 1) {value})"), nan);
        }
        for op in ["sqrt", "ceil", "floor", "trunc", "nearest"] {
            check(ty, &format!("({ty}.{op} {value})"), nan);
        }
        check(ty, &format!("({ty}.sqrt ({ty}.const -1))"), nan);
        check(ty, &format!("({ty}.div ({ty}.const 0) ({ty}.const 0))"), nan);
        check(ty, &format!("({ty}.sub ({ty}.const inf) ({ty}.const inf))"), nan);
        check(ty, &format!("({ty}.mul ({ty}.const 0) ({ty}.const inf))"), nan);
        // Chains, where only the end is made canonical.
        check(ty, &format!("({ty}.add ({ty}.mul {value} {value}) ({ty}.sub {value} {value}))"), nan);
    }
    check("f32", "(f32.demote_f64 (local.get $d))", NAN32);
    check("f64", "(f64.promote_f32 (local.get $f))", NAN64);
}

#[test]
fn sign_operations_work_on_bits() {
    check("f64", "(f64.neg (local.get $d))", 0x7ff4_dead_beef_0001);
    check("f64", "(f64.abs (local.get $d))", 0x7ff4_dead_beef_0001);
    check("f64", "(f64.copysign (local.get $d) (f64.const 1))", 0x7ff4_dead_beef_0001);
    check("f32", "(f32.neg (local.get $f))", 0x7fa1_2345);
    check("f64", "(f64.neg (f64.add (local.get $d) (local.get $d)))", NAN64 | 1 << 63);
    check("f64", "(f64.abs (f64.neg (f64.add (local.get $d) (local.get $d))))", NAN64);
    check("f64", "(f64.copysign (f64.const 1) (f64.sqrt (f64.const -1)))", 1f64.to_bits());
}

#[test]
fn nans_of_the_program_keep_their_bits() {
    check("f64", "(local.get $d)", 0xfff4_dead_beef_0001);
    check("f32", "(local.get $f)", 0xffa1_2345);
    check("f64", "(f64.const nan:0x123)", 0x7ff0_0000_0000_0123);
    check("f64", "(f64.reinterpret_i64 (i64.const 0x7ff0000000000abc))", 0x7ff0_0000_0000_0abc);
}

/// A local that both arithmetic and the program's own NaNs are written to.
#[test]
fn locals_of_mixed_origin() {
    let run = |flag: i32| {
        let fields = r#"(func (export "run") (param $n i32) (result i64) (local $x f64) (local $i i32)
            (loop $l
              (local.set $x (f64.sub (local.get $x) (f64.const inf)))
              (local.set $x (f64.add (local.get $x) (f64.const inf)))
              (if (local.get $n) (then (local.set $x (f64.const nan:0x77))))
              (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
            (i64.reinterpret_f64 (local.get $x)))"#;
        both(&module(fields), "run", &[Value::I32(flag)], PLENTY, 0).result
    };
    assert_eq!(run(0), Ok(vec![NAN64]));
    assert_eq!(run(1), Ok(vec![0x7ff0_0000_0000_0077]));
}

/// An accumulator is made canonical where it is read, not in the loop.
#[test]
fn accumulators_keep_their_value() {
    let fields = r#"(func (export "run") (param $n i32) (result i64) (local $sum f64)
        (loop $l
          (local.set $sum (f64.add (local.get $sum) (f64.mul (f64.const -1) (f64.sqrt (f64.convert_i32_s (local.get $n))))))
          (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -3))))
        (f64.store (i32.const 0) (local.get $sum))
        (i64.load (i32.const 0)))"#;
    assert_eq!(both(&module(fields), "run", &[Value::I32(3)], PLENTY, 0).result, Ok(vec![NAN64]));
}
