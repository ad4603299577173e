//! Each function of preview1, as a guest sees it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use std::collections::BTreeSet;

use play::{RICH, check, lines, main, module, play, run, sandbox, text, turn};
use protocol::Status;
use sandbox::{Backend, Identity, Limits, PREVIEW1};

/// Functions that are more than an errno; each has a test in one of these files.
const IMPLEMENTED: &[&str] = &[
    "args_get",
    "args_sizes_get",
    "clock_res_get",
    "clock_time_get",
    "environ_get",
    "environ_sizes_get",
    "fd_close",
    "fd_fdstat_get",
    "fd_fdstat_set_flags",
    "fd_filestat_get",
    "fd_prestat_get",
    "fd_read",
    "fd_seek",
    "fd_tell",
    "fd_write",
    "poll_oneoff",
    "proc_exit",
    "random_get",
    "sched_yield",
];

const BADF: &str = "00000008|";
const FAULT: &str = "00000015|";
const INVAL: &str = "0000001c|";
const NOSYS: &str = "00000034|";
const SPIPE: &str = "00000046|";
const OK: &str = "00000000|";

#[test]
fn the_rest_of_preview1_answers_nosys() {
    let mut seen = BTreeSet::new();
    for signature in PREVIEW1.iter().filter(|signature| !IMPLEMENTED.contains(&signature.name)) {
        let args: String = signature.params.iter().map(|ty| format!("({ty}.const -1) ")).collect();
        check(&format!("(call $say (call ${} {args}))", signature.name), NOSYS);
        seen.insert(signature.name);
    }
    assert_eq!(seen.len() + IMPLEMENTED.len(), PREVIEW1.len());
}

#[test]
fn the_only_argument_is_the_name() {
    check(
        "(call $say (call $args_sizes_get (i32.const 0x100) (i32.const 0x104)))
        (call $say (i32.load (i32.const 0x100)))
        (call $say (i32.load (i32.const 0x104)))
        (call $say (call $args_get (i32.const 0x100) (i32.const 0x200)))
        (call $say (i32.load (i32.const 0x100)))
        (i32.store8 (i32.const 0x206) (i32.const 10))
        (call $print (i32.const 0x200) (i32.const 7))",
        "00000000|00000001|00000007|00000000|00000200|tester|",
    );
    for call in ["(i32.const 0x1fffd) (i32.const 0)", "(i32.const 0) (i32.const 0x1fffd)"] {
        check(&format!("(call $say (call $args_sizes_get {call}))"), FAULT);
        check(&format!("(call $say (call $args_get {call}))"), FAULT);
        check(&format!("(call $say (call $environ_sizes_get {call}))"), FAULT);
    }
}

#[test]
fn the_environment_is_empty() {
    check(
        "(i64.store (i32.const 0x100) (i64.const -1))
        (call $say (call $environ_sizes_get (i32.const 0x100) (i32.const 0x104)))
        (call $say (i32.load (i32.const 0x100)))
        (call $say (i32.load (i32.const 0x104)))
        (call $say (call $environ_get (i32.const -1) (i32.const -1)))",
        "00000000|00000000|00000000|00000000|",
    );
}

#[test]
fn the_clock_shows_the_tick() {
    // All four clocks, twice, each tick: seconds since 1970. Then reads on.
    let seconds = "(call $say (call $clock_time_get (local.get $id) (i64.const 0) (i32.const 0x100)))
        (call $say (i32.wrap_i64 (i64.div_u (i64.load (i32.const 0x100)) (i64.const 1000000000))))";
    let wasm = main(&format!(
        "(local $id i32) (loop $again
            (drop (call $read))
            (local.set $id (i32.const 0))
            (loop $clocks {seconds} {seconds}
                (local.set $id (i32.add (local.get $id) (i32.const 1)))
                (br_if $clocks (i32.lt_u (local.get $id) (i32.const 4))))
            (br $again))"
    ));
    for (n, turn) in play(&wasm, RICH, &lines(3)).iter().enumerate() {
        assert_eq!(text(turn), format!("{OK}{:08x}|", 946_684_800 + n).repeat(8));
    }
    check(
        "(call $say (call $clock_time_get (i32.const 4) (i64.const 0) (i32.const 0x100)))
        (call $say (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 0x1fff9)))
        (call $say (call $clock_res_get (i32.const 255) (i32.const 0x100)))
        (call $say (call $clock_res_get (i32.const 1) (i32.const 0x1fff9)))
        (call $say (call $clock_res_get (i32.const 1) (i32.const 0x100)))
        (call $say (i32.load (i32.const 0x100)))
        (call $say (i32.load (i32.const 0x104)))",
        &format!("{INVAL}{FAULT}{INVAL}{FAULT}{OK}3b9aca00|00000000|"),
    );
}

#[test]
fn standard_streams_are_character_devices() {
    for (fd, rights) in [(0, "0820000a"), (1, "08200048"), (2, "08200048")] {
        check(
            &format!(
                "(call $say (call $fd_fdstat_get (i32.const {fd}) (i32.const 0x100)))
                (call $say (i32.load (i32.const 0x100)))
                (call $say (i32.load (i32.const 0x108)))
                (call $say (call $fd_filestat_get (i32.const {fd}) (i32.const 0x100)))
                (call $say (i32.load (i32.const 0x108)))
                (call $say (i32.load (i32.const 0x110)))
                (call $say (i32.load (i32.const 0x118)))
                (call $say (i32.load (i32.const 0x120)))
                (call $say (call $fd_fdstat_set_flags (i32.const {fd}) (i32.const 4)))
                (call $say (call $fd_seek (i32.const {fd}) (i64.const 0) (i32.const 1) (i32.const 0x100)))
                (call $say (call $fd_tell (i32.const {fd}) (i32.const 0x100)))
                (call $say (call $fd_fdstat_get (i32.const {fd}) (i32.const 0x1ffe9)))
                (call $say (call $fd_filestat_get (i32.const {fd}) (i32.const 0x1ffc1)))"
            ),
            &format!(
                "{OK}00000002|{rights}|{OK}{fd:08x}|00000002|00000001|00000000|{OK}{SPIPE}{SPIPE}{FAULT}{FAULT}"
            ),
        );
    }
}

#[test]
fn there_are_no_other_descriptors() {
    for fd in [3, -1] {
        check(
            &format!(
                "(call $say (call $fd_fdstat_get (i32.const {fd}) (i32.const 0x100)))
                (call $say (call $fd_filestat_get (i32.const {fd}) (i32.const 0x100)))
                (call $say (call $fd_fdstat_set_flags (i32.const {fd}) (i32.const 0)))
                (call $say (call $fd_seek (i32.const {fd}) (i64.const 0) (i32.const 1) (i32.const 0x100)))
                (call $say (call $fd_tell (i32.const {fd}) (i32.const 0x100)))
                (call $say (call $fd_prestat_get (i32.const {fd}) (i32.const 0x100)))
                (call $say (call $fd_close (i32.const {fd})))
                (call $say (call $fd_read (i32.const {fd}) (i32.const 0) (i32.const 0) (i32.const 0x100)))
                (call $say (call $fd_write (i32.const {fd}) (i32.const 0) (i32.const 0) (i32.const 0x100)))"
            ),
            &BADF.repeat(9),
        );
    }
    // The right descriptor in the wrong direction.
    check(
        "(call $say (call $fd_read (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0x100)))
        (call $say (call $fd_write (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0x100)))",
        &BADF.repeat(2),
    );
}

#[test]
fn what_is_closed_stays_closed() {
    check(
        "(call $say (call $fd_close (i32.const 0)))
        (call $say (call $fd_close (i32.const 0)))
        (call $say (call $fd_read (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0x100)))
        (call $say (call $fd_close (i32.const 2)))
        (call $say (call $fd_write (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 0x100)))
        (call $say (call $fd_renumber (i32.const 1) (i32.const 2)))
        (drop (call $fd_close (i32.const 1)))
        (call $say (i32.const 1))",
        &format!("{OK}{BADF}{BADF}{OK}{BADF}{NOSYS}"),
    );
    // A guest that can read no more has no way to wait.
    let turns = play(
        &main("(drop (call $fd_close (i32.const 0))) (loop $again (drop (call $read)) (br $again))"),
        play::plan(100_000, 100_000, 100_000),
        &lines(2),
    );
    assert!(turns.iter().all(|turn| turn.status == Status::OutOfFuel));
}

#[test]
fn nobody_sleeps() {
    // A clock subscription for a century, one for stdin, one for stdout, and one for a descriptor that is not there.
    let wasm = module(
        r#"(data (i32.const 0x200) "\11\00\00\00\00\00\00\00" "\00\00\00\00\00\00\00\00" "\01\00\00\00\00\00\00\00" "\ff\ff\ff\ff\ff\ff\ff\2f")
        (data (i32.const 0x230) "\22\00\00\00\00\00\00\00" "\01\00\00\00\00\00\00\00" "\00\00\00\00")
        (data (i32.const 0x260) "\33\00\00\00\00\00\00\00" "\02\00\00\00\00\00\00\00" "\01\00\00\00")
        (data (i32.const 0x290) "\44\00\00\00\00\00\00\00" "\01\00\00\00\00\00\00\00" "\09\00\00\00")
        (func $event (param $at i32)
            (call $say (i32.load (local.get $at)))
            (call $say (i32.load offset=8 (local.get $at)))
            (call $say (i32.load offset=16 (local.get $at))))
        (func (export "_start")
            (call $say (call $poll_oneoff (i32.const 0x200) (i32.const 0x400) (i32.const 4) (i32.const 0x100)))
            (call $say (i32.load (i32.const 0x100)))
            (call $event (i32.const 0x400))
            (call $event (i32.const 0x420))
            (call $event (i32.const 0x440))
            (call $event (i32.const 0x460)))"#,
    );
    let expected = format!(
        "{OK}00000004|00000011|00000000|00000000|00000022|00010000|00000006|00000033|00020000|00000000|00000044|00010008|00000000|"
    );
    assert_eq!(text(&run(&wasm)), expected);
    check(
        "(call $say (call $poll_oneoff (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0x100)))
        (call $say (call $poll_oneoff (i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0x100)))
        (call $say (call $poll_oneoff (i32.const 0x1ffd1) (i32.const 0) (i32.const 1) (i32.const 0x100)))
        (call $say (call $poll_oneoff (i32.const 0x200) (i32.const 0x1ffe1) (i32.const 1) (i32.const 0x100)))
        (call $say (call $poll_oneoff (i32.const 0x200) (i32.const 0x300) (i32.const 1) (i32.const 0x1fffd)))
        (i32.store8 (i32.const 0x208) (i32.const 3))
        (call $say (call $poll_oneoff (i32.const 0x200) (i32.const 0x300) (i32.const 1) (i32.const 0x100)))",
        &format!("{INVAL}{INVAL}{FAULT}{FAULT}{FAULT}{INVAL}"),
    );
    check("(call $say (call $sched_yield))", OK);
}

/// The first random numbers of a seat with that seed, taken in pieces of that size.
fn random(seed: u8, piece: u32) -> String {
    let wasm = main(&format!(
        "(local $i i32)
        (loop $again
            (drop (call $random_get (i32.add (i32.const 0x2000) (local.get $i)) (i32.const {piece})))
            (local.set $i (i32.add (local.get $i) (i32.const {piece})))
            (br_if $again (i32.lt_u (local.get $i) (i32.const 64))))
        (call $say (i32.load (i32.const 0x2000)))
        (call $say (i32.load (i32.const 0x201c)))
        (call $say (i32.load (i32.const 0x203c)))"
    ));
    let [one, other] = Backend::ALL.map(|backend| {
        let sandbox = sandbox(backend, Limits::default());
        let identity = Identity { name: "dice".into(), seed: [seed; 32] };
        let mut player = sandbox.seat(&sandbox.load(&wasm).unwrap(), identity, RICH).unwrap();
        text(&turn(&mut player, 0, play::start()))
    });
    assert_eq!(one, other);
    one
}

#[test]
fn random_bytes_follow_from_the_seed() {
    // The ChaCha8 keystream of a key of zeros: 3e00ef2f895f40d6...
    assert!(random(0, 64).starts_with("2fef003e|"), "{}", random(0, 64));
    assert_eq!(random(1, 64), random(1, 16));
    assert_ne!(random(1, 64), random(2, 64));
}

#[test]
fn random_bytes_of_any_length_are_paid_for() {
    // A gigabyte does not fit: nothing is written, and nothing of that size is paid.
    let turn = run(&main(
        "(call $say (call $random_get (i32.const 0x2000) (i32.const 0x40000000)))
        (call $say (call $random_get (i32.const 0x1ffff) (i32.const 2)))
        (call $say (call $random_get (i32.const -1) (i32.const -1)))
        (call $say (i32.load (i32.const 0x2000)))
        (call $say (call $random_get (i32.const 0x20000) (i32.const 0)))",
    ));
    assert_eq!(text(&turn), format!("{FAULT}{FAULT}{FAULT}{OK}{OK}"));
    assert!(turn.fuel.0 < 20_000);
    let all = run(&main("(drop (call $random_get (i32.const 0) (i32.const 0x20000)))"));
    assert!(all.fuel.0 >= 0x20000);
}

/// Each call costs something, so that a million of them are not free.
#[test]
fn no_call_is_free() {
    let idle = run(&main("")).fuel.0;
    for signature in PREVIEW1.iter().filter(|signature| signature.name != "proc_exit") {
        let args: String = signature.params.iter().map(|ty| format!("({ty}.const -1) ")).collect();
        let turn = run(&main(&format!("(drop (call ${} {args}))", signature.name)));
        assert!(turn.fuel.0 >= idle + 100, "{} costs {}", signature.name, turn.fuel.0 - idle);
    }
}
