//! What is charged, and when the fuel is looked at.

use sandbox::cost::COSTS;
use wasmer::Value;

use crate::guest::{PLENTY, both, module};

/// Fuel that a run of `body` costs more than an empty one.
fn price(body: &str) -> i64 {
    let cost = |body: &str| {
        let fields = format!(
            "(table $t 1 100 funcref) (elem $e func) (data $d \"0123456789abcdef0123456789abcdef\") (memory (export \"memory\") 1) \
             (func (export \"run\") (local f64 i32) (block (br_if 0 (i32.const 0)) {body} (drop (memory.grow (i32.const 0)))))"
        );
        PLENTY - both(&module(&fields), "run", &[], PLENTY, PLENTY).fuel.unwrap()
    };
    cost(body) - cost("")
}

fn cost(price: u32) -> i64 {
    price.into()
}

#[test]
fn prices_are_those_of_the_table() {
    let fixed = [
        ("(nop) (block) (loop)", 0),
        ("(drop (i32.const 1))", cost(COSTS.simple)),
        ("(drop (i32.div_u (i32.const 1) (i32.const 1)))", 2 + cost(COSTS.int_div)),
        ("(drop (i64.rem_s (i64.const 1) (i64.const 1)))", 2 + cost(COSTS.int_div)),
        ("(drop (f64.add (f64.const 1) (f64.const 1)))", 2 + cost(COSTS.float)),
        ("(drop (f32.sqrt (f32.const 1)))", 1 + cost(COSTS.float_div)),
        ("(drop (i32.load (i32.const 1)))", 1 + cost(COSTS.load)),
        ("(drop (i64.load32_s offset=3 (i32.const 1)))", 1 + cost(COSTS.load)),
        ("(drop (f64.load (i32.const 1)))", 1 + cost(COSTS.load)),
        ("(i32.store8 (i32.const 1) (i32.const 1))", 2 + cost(COSTS.store)),
        ("(f32.store (i32.const 1) (f32.const 1))", 2 + cost(COSTS.store)),
        ("(drop (memory.size)) (drop (table.size $t))", 2 * cost(COSTS.runtime)),
        ("(table.set $t (i32.const 0) (table.get $t (i32.const 0)))", 2 + 2 * cost(COSTS.runtime)),
        ("(elem.drop $e) (data.drop $d)", 2 * cost(COSTS.runtime)),
        ("(block (br_table 0 0 (i32.const 1)))", 1 + cost(COSTS.br_table)),
    ];
    for (body, expected) in fixed {
        assert_eq!(price(body), expected, "{body}");
    }
}

#[test]
fn lengths_are_priced() {
    let bulk = 3 + cost(COSTS.bulk);
    let page = cost(COSTS.memory_page);
    let entry = cost(COSTS.table_entry);
    let cases = [
        ("(memory.fill (i32.const 0) (i32.const 0) (i32.const 15))", bulk),
        ("(memory.fill (i32.const 0) (i32.const 0) (i32.const 16000))", bulk + 1_000),
        ("(memory.copy (i32.const 0) (i32.const 1) (i32.const 3200))", bulk + 200),
        ("(memory.init $d (i32.const 0) (i32.const 0) (i32.const 32))", bulk + 2),
        ("(table.fill $t (i32.const 0) (ref.null func) (i32.const 1))", bulk + entry),
        ("(table.copy $t $t (i32.const 0) (i32.const 0) (i32.const 1))", bulk + entry),
        ("(table.init $t $e (i32.const 0) (i32.const 0) (i32.const 0))", bulk),
        ("(drop (memory.grow (i32.const 3)))", 1 + cost(COSTS.grow) + 3 * page),
        ("(drop (memory.grow (i32.const -1)))", 1 + cost(COSTS.grow) + 256 * page),
        ("(drop (table.grow $t (ref.null func) (i32.const 7)))", 2 + cost(COSTS.grow) + 7 * entry),
        ("(drop (table.grow $t (ref.null func) (i32.const -1)))", 2 + cost(COSTS.grow) + 65_536 * entry),
    ];
    for (body, expected) in cases {
        assert_eq!(price(body), expected, "{body}");
    }
}

/// 16 MB must not be filled by a guest that cannot pay for it.
#[test]
fn lengths_are_paid_before_anything_is_done() {
    let fields = r#"(func (export "run") (memory.fill (i32.const 0) (i32.const 1) (i32.const 60000)))"#;
    let outcome = both(&module(fields), "run", &[], 100, 0);
    let untouched = both(&module(r#"(func (export "run"))"#), "run", &[], 100, 0);
    assert_eq!(outcome.result, Err("out of fuel".into()));
    assert_eq!(outcome.memory, untouched.memory);
    let fields = r#"(func (export "run") (drop (memory.grow (i32.const 3))))"#;
    assert_eq!(both(&module(fields), "run", &[], 100, 0).pages, 1);
}

#[test]
fn locals_are_priced() {
    let with = |locals: usize| {
        let fields = format!(
            "(func (export \"run\") (local {}) (drop (memory.grow (i32.const 0))))",
            "i64 ".repeat(locals)
        );
        PLENTY - both(&module(&fields), "run", &[], PLENTY, PLENTY).fuel.unwrap()
    };
    assert_eq!(with(16), with(0));
    assert_eq!(with(4_016) - with(0), 4_000 / cost(COSTS.locals_per_fuel));
}

#[test]
fn fuel_that_ends_exactly_one_short_and_one_past() {
    let fields = r#"(func $f (param i32) (result i32) (local i32)
        (loop $l (drop (i32.load (local.tee 1 (i32.add (local.get 1) (i32.const 1)))))
          (br_if $l (i32.lt_u (local.get 1) (local.get 0)))) (local.get 1))
      (func (export "run") (result i32) (drop (call $f (i32.const 9))) (call $f (i32.const 5)))"#;
    let wasm = module(fields);
    let spent = PLENTY - both(&wasm, "run", &[], PLENTY, PLENTY).fuel.unwrap();
    let exact = both(&wasm, "run", &[], spent, 0);
    assert_eq!((exact.result, exact.fuel), (Ok(vec![5]), Some(0)));
    let past = both(&wasm, "run", &[], spent + 1, 0);
    assert_eq!((past.result, past.fuel), (Ok(vec![5]), Some(1)));
    // Checks are lazy: what the last segment overdraws is owed when the guest is next looked at.
    let short = both(&wasm, "run", &[], spent - 1, 0);
    assert_eq!((short.result, short.fuel), (Ok(vec![5]), Some(-1)));
    // At every amount of fuel both back ends end in the same place with the same debt; `both` asserts it.
    for fuel in 0..spent {
        both(&wasm, "run", &[], fuel, 0);
    }
}

#[test]
fn every_endless_guest_is_suspended() {
    for fields in [
        r#"(func (export "run") (loop (br 0)))"#,
        r#"(func $f (export "run") (loop (call $leaf) (br 0))) (func $leaf)"#,
        r#"(table funcref (elem $f)) (func $f (export "run") (loop (call_indirect (i32.const 0)) (br 0)))"#,
        r#"(func (export "run") (loop (br_table 0 0 0 (i32.const 1))))"#,
        r#"(func (export "run") (loop (block (loop (br_if 1 (i32.const 1)) (br 2))) (br 0)))"#,
        r#"(func (export "run") (loop (if (i32.const 1) (then (br 1)))))"#,
        r#"(func (export "run") (loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 60000)) (br 0)))"#,
        r#"(func (export "run") (i32.const 1) (loop (param i32) (drop) (br_if 0 (i32.const 1) (i32.const 1)) (drop)))"#,
    ] {
        let outcome = both(&module(fields), "run", &[], 100_000, 0);
        let error = outcome.result.unwrap_err();
        assert!(error == "out of fuel" || error == "stack overflow", "{fields}: {error}");
        assert!(outcome.fuel > Some(-5_000), "{fields} overdrew to {:?}", outcome.fuel);
    }
}

/// A tower of calls, each twice, does 2^40 units of work without a loop.
#[test]
fn exponential_work_without_loops_is_suspended() {
    let mut fields =
        String::from("(func $f0 (drop (i32.load (i32.const 0))) (drop (memory.grow (i32.const 0))))");
    for n in 1..40 {
        fields += &format!("(func $f{n} (call $f{0}) (call $f{0}))", n - 1);
    }
    fields += r#"(func (export "run") (call $f39))"#;
    assert_eq!(both(&module(&fields), "run", &[], 100_000, 0).result, Err("out of fuel".into()));
}

/// Each arm of a large switch pays for itself only.
#[test]
fn a_switch_is_charged_for_the_arm_that_runs() {
    let arms = 200;
    let mut fields =
        String::from("(func (export \"run\") (param i32) (result i64) (local i64)\n (loop $l (block $out\n");
    fields += &"(block ".repeat(arms);
    fields += &format!(
        "(br_table {} (local.get 0))",
        (0..arms).map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
    );
    for _ in 0..arms {
        fields += ")";
        fields += &"(local.set 1 (i64.add (local.get 1) (i64.const 1)))".repeat(10);
        fields += "(br $out)\n";
    }
    fields += ")) (local.get 1))";
    let run =
        |arm: i32| PLENTY - both(&module(&fields), "run", &[Value::I32(arm)], PLENTY, PLENTY).fuel.unwrap();
    for arm in [0, 1, 100, 199] {
        assert!((40..=80).contains(&run(arm)), "arm {arm} costs {}", run(arm));
    }
}
