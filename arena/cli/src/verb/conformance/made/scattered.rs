//! Code that is spread over more memory than a processor's caches for code hold, and never runs on in a line.

type Family = wat::Result<Vec<Vec<u8>>>;

/// Functions of such a module.
const FUNCTIONS: usize = 24_000;

/// A step of a generator of numbers whose lowest bits are dropped where they are used.
const STEP: &str =
    "(local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))";

/// Calls functions all over its code, in an order that no processor foresees, each of which costs next to nothing.
pub(super) fn calls() -> Family {
    let functions: String = (0..FUNCTIONS).map(|i| format!("(func $f{i} {})\n", leaf(i))).collect();
    // A full cycle: 7,919 is prime to the number of functions.
    let calls: String = (0..FUNCTIONS).map(|i| format!("(call $f{})\n", i * 7_919 % FUNCTIONS)).collect();
    running(&functions, &format!("(loop $again {calls} (br $again))"))
}

/// The same through a table of them, where nobody can tell who is called.
pub(super) fn indirect_calls() -> Family {
    let functions: String = (0..FUNCTIONS).map(|i| format!("(func $f{i} {})\n", leaf(i))).collect();
    let names: String = (0..FUNCTIONS).map(|i| format!("$f{i} ")).collect();
    let index = format!("(i32.rem_u (i32.shr_u (local.get $x) (i32.const 4)) (i32.const {FUNCTIONS}))");
    running(
        &format!("(type $leaf (func)) (table funcref (elem {names})) {functions}"),
        &format!("(local $x i32) (loop $again {STEP} (call_indirect (type $leaf) {index}) (br $again))"),
    )
}

/// Branches to arms all over one function, by the bits of a random stream.
pub(super) fn branches() -> Family {
    const ARMS: usize = 4_096;
    let arm = |i: usize| {
        format!(
            "end (local.set $x (i32.xor (local.get $x) (i32.const {}))) (br $again)\n",
            0x0101_0101 * (1 + i % 99)
        )
    };
    let (blocks, arms): (String, String) = ("block ".repeat(ARMS), (0..ARMS).map(arm).collect());
    let targets: String = (0..ARMS).map(|i| format!("{i} ")).collect();
    let table = format!("(br_table {targets} (i32.shr_u (local.get $x) (i32.const 20)))");
    running("", &format!("(local $x i32) (loop $again {STEP} {blocks} {table} {arms} (br $again))"))
}

/// What a short function does: its code is a line of a cache or two.
fn leaf(i: usize) -> String {
    format!("(i64.store (i32.const {}) (i64.const 0x{:016x}))", 8 * (i % 64), i * 0x0101_0101_0101)
}

fn running(fields: &str, body: &str) -> Family {
    let text = format!(r#"(module (memory (export "memory") 2) {fields} (func (export "_start") {body}))"#);
    Ok(vec![wat::parse_str(text)?])
}
