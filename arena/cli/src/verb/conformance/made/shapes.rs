//! Functions of a shape for which some compiler, or some pass, takes more than its share of time or memory.

use super::{module, player};

type Family = wat::Result<Vec<Vec<u8>>>;

/// `open` so many times, then `inner`, then as many ends.
fn nested(open: &str, count: usize, inner: &str) -> String {
    format!("{} {inner} {}", open.repeat(count), "end ".repeat(count))
}

pub(super) fn nested_blocks() -> Family {
    Ok(vec![module(&format!("(func {})", nested("block ", 100_000, "")))?])
}

/// Eight thousand loop headers, all around one loop that never ends.
pub(super) fn nested_loops() -> Family {
    Ok(vec![module(&format!("(func $spin {}) (start $spin)", nested("loop ", 8_000, "br 0")))?])
}

pub(super) fn nested_ifs() -> Family {
    Ok(vec![player("", &nested("i32.const 1 if ", 8_000, "nop"))?])
}

/// A switch in the innermost of two thousand blocks, with a branch to each.
pub(super) fn branches_out_of_nested_blocks() -> Family {
    let targets: String = (0..2_000).map(|depth| format!("{depth} ")).collect();
    let switch = format!("(local.get 0) (br_table {targets})");
    let jump = format!("(func $jump (param i32) {})", nested("block ", 2_000, &switch));
    let calls = "(call $jump (i32.const 0)) (call $jump (i32.const 1000)) (call $jump (i32.const -1))";
    Ok(vec![player(&jump, calls)?])
}

pub(super) fn huge_branch_table() -> Family {
    Ok(vec![module(&switches(1, 100_000))?])
}

pub(super) fn many_branch_tables() -> Family {
    Ok(vec![module(&switches(30, 10_000))?])
}

pub(super) fn full_branch_tables() -> Family {
    let calls: String = (0..8).map(|i| format!("(call $switch{i} (i32.const {})) ", 4_000 * i)).collect();
    Ok(vec![player(&switches(8, 32_767), &calls)?])
}

/// Functions with one branch table each.
fn switches(count: usize, targets: usize) -> String {
    let table = "0 1 ".repeat(targets / 2);
    let switch =
        |i| format!("(func $switch{i} (param i32) block block local.get 0 br_table {table} 0 end end)");
    (0..count).map(switch).collect()
}

pub(super) fn branches_times_locals() -> Family {
    Ok(vec![module(&branchy(10_000, 4_000))?])
}

/// Just under the limit on branches times locals.
pub(super) fn branches_just_light_enough() -> Family {
    Ok(vec![
        player(&branchy(2_000, 4_000), "(call $branchy (i32.const 3))")?,
        player(&branchy(60_000, 500), "")?,
    ])
}

/// A function of so many branches among so many locals, all of which are alive at each.
fn branchy(branches: usize, locals: usize) -> String {
    let set: String =
        (1..locals).map(|i| format!("local.get 0 i32.const {i} i32.add local.set {i} ")).collect();
    let branch = |i: usize| format!("local.get {} br_if 0 ", i % locals);
    let branches: String = (0..branches).map(branch).collect();
    let sum: String = (1..locals).map(|i| format!("local.get {i} i32.add ")).collect();
    format!(
        "(func $branchy (param i32) (local {}) {set} block {branches} end local.get 0 {sum} drop)",
        "i32 ".repeat(locals - 1)
    )
}

/// Sets a thousand locals and adds them up in the other order, many times over, so that every one is alive while all
/// others are.
pub(super) fn live_ranges_that_all_cross() -> Family {
    const LOCALS: usize = 1_000;
    let set: String =
        (1..LOCALS).map(|i| format!("local.get 0 i64.const {i} i64.mul local.set {i} ")).collect();
    let sum: String = (1..LOCALS).rev().map(|i| format!("local.get {i} i64.add ")).collect();
    let round = format!("{set} local.get 0 {sum} local.set 0 ");
    let function =
        format!("(func $cross (param i64) (local {}) {})", "i64 ".repeat(LOCALS - 1), round.repeat(40));
    Ok(vec![player(&function, "(call $cross (i64.const 1))")?])
}

/// Work that costs nothing, as far as the price list goes.
pub(super) fn million_drops() -> Family {
    Ok(vec![player(&format!("(func $f {})", "i32.const 0 drop ".repeat(300_000)), "(call $f)")?])
}

pub(super) fn expression() -> Family {
    Ok(vec![module(&format!("(func {} {})", "i32.const 0 ".repeat(5_000), "drop ".repeat(5_000)))?])
}

pub(super) fn largest_frames() -> Family {
    let (locals, operands, drops) =
        ("i64 ".repeat(4_000), "i64.const 0 ".repeat(4_000), "drop ".repeat(4_000));
    let deeper = format!("(func $deeper (local {locals}) {operands} call $deeper {drops})");
    Ok(vec![player(&deeper, "(call $deeper)")?])
}

/// Spends all of the start's fuel but what a host call costs, a unit more or less of it in each member of the family, or
/// all of it but a unit more or less; and asks for the time in a loop then. So the fuel ends exactly at a host call, some
/// units short of it, and some past it.
pub(super) fn fuel_ends_around_a_host_call() -> Family {
    let member = |filling: usize| {
        wat::parse_str(format!(
            r#"(module
            (import "wasi_snapshot_preview1" "clock_time_get" (func $time (param i32 i64 i32) (result i32)))
            (memory (export "memory") 1)
            (func (export "_start") (local $i i32)
                (loop $burn
                    (local.set $i (i32.add (local.get $i) (i32.const 1)))
                    (br_if $burn (i32.lt_u (local.get $i) (i32.const 624985))))
                {}
                (loop $again
                    (if (call $time (i32.const 0) (i64.const 0) (i32.const 8)) (then (unreachable)))
                    (br $again))))"#,
            "(drop (i32.const 0)) ".repeat(filling)
        ))
    };
    // Without filling, 111 units are left at the first call, which costs 100.
    (8..15).chain(108..115).map(member).collect()
}
