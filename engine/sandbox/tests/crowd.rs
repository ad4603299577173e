//! Many players in one process: none harms another, and none is left behind.

mod play;

use play::{RICH, main, module, plan, sandbox, seat, start, tick, turn};
use protocol::{Fault, Status, Tick};
use sandbox::{Backend, Limits, Program, Sandbox};

/// Bots of every kind of end, with what their second turn is to come to.
fn kinds(sandbox: &Sandbox) -> Vec<(Program, Status)> {
    let after_a_line =
        |body: &str| main(&format!("(local $zero i32) (drop (call $read)) (drop (call $read)) {body}"));
    let recursion = "(func $deep (call $deep) (call $deep)) (func (export \"_start\")
        (drop (call $read)) (drop (call $read)) (call $deep))";
    let kinds = [
        (after_a_line("(loop $again (call $echo) (br $again))"), Status::Waiting),
        (after_a_line("(loop $again (br $again))"), Status::OutOfFuel),
        (after_a_line("(call $proc_exit (i32.const 3))"), Status::Exited(3)),
        (after_a_line("(unreachable)"), Status::Faulted(Fault::Unreachable)),
        (after_a_line("(i32.store (i32.const -4) (i32.const 1))"), Status::Faulted(Fault::MemoryOutOfBounds)),
        (
            after_a_line("(drop (i32.div_u (i32.const 1) (local.get $zero)))"),
            Status::Faulted(Fault::DivisionByZero),
        ),
        (after_a_line("(drop (i32.trunc_f32_s (f32.const nan)))"), Status::Faulted(Fault::BadConversion)),
        (module(recursion), Status::Faulted(Fault::StackOverflow)),
    ];
    kinds.into_iter().map(|(wasm, status)| (sandbox.load(&wasm).unwrap(), status)).collect()
}

#[test]
fn five_hundred_players_of_every_kind() {
    for backend in Backend::ALL {
        let sandbox = sandbox(backend, Limits::default());
        let kinds = kinds(&sandbox);
        let mut players: Vec<_> = (0..250)
            .map(|n| {
                let (program, status) = &kinds[n % kinds.len()];
                (seat(&sandbox, program, plan(1_000_000, 20_000_000, 20_000_000)), *status)
            })
            .collect();
        for n in 0..3 {
            for (player, _) in &mut players {
                player.begin(Tick(n), if n == 0 { start() } else { tick(n) });
            }
            for (player, expected) in &mut players {
                let end = player.finish().unwrap();
                assert_eq!(end.status, if n == 0 { Status::Waiting } else { *expected }, "turn {n}");
            }
        }
    }
}

/// A thousand matches later the process has as many threads as before, and not noticeably more memory.
#[cfg(target_os = "linux")]
#[test]
fn a_thousand_players_leave_nothing_behind() {
    fn field(name: &str) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
    let sandbox = sandbox(Backend::Singlepass, Limits::default());
    let kinds = kinds(&sandbox);
    let round = |n: usize| {
        let (program, _) = &kinds[n % kinds.len()];
        let mut player = seat(&sandbox, program, RICH);
        turn(&mut player, 0, start());
        turn(&mut player, 1, tick(1));
    };
    let mappings = || std::fs::read_to_string("/proc/self/maps").unwrap().lines().count();
    (0..100).for_each(round);
    let before = (field("VmRSS:"), mappings());
    (0..1000).for_each(round);
    let after = (field("VmRSS:"), mappings());
    // The other tests of this file may run at the same time, with players and threads of their own; each player of
    // theirs has some mappings. A leak would show as one for each of a thousand.
    let threads = field("Threads:");
    assert!(threads < 400, "{threads} threads");
    assert!(after.0 < before.0 + 64 * 1024, "resident memory went from {} to {} KB", before.0, after.0);
    println!("memory {before:?} to {after:?}");
}

/// Modules that were loaded and dropped leave no machine code behind.
#[cfg(target_os = "linux")]
#[test]
fn dropped_programs_are_freed() {
    let sandbox = sandbox(Backend::Singlepass, Limits::default());
    let load = |n: usize| {
        let wasm = main(&format!("(call $say (i32.const {n})) (call $say (i32.const {}))", n + 1));
        drop(sandbox.load(&wasm).unwrap());
    };
    let executable = || {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        maps.lines().filter(|line| line.contains(" r-xp 00000000 00:00 0")).count()
    };
    (0..20).for_each(load);
    let before = executable();
    (20..220).for_each(load);
    let after = executable();
    assert!(after < before + 100, "mappings with code went from {before} to {after}");
}
