//! The chess clock: what is granted, spent, saved up and owed, and where exactly a guest stops.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use std::time::{Duration, Instant};

use play::{RICH, lines, main, plan, play, play_within, sandbox, seat, start, text, tick, turn};
use protocol::{Status, Tick};
use sandbox::{Backend, Limits, Line, Program, Sandbox};

const LOOP: &str = "(loop $again (br $again))";

#[test]
fn an_endless_loop_stops_at_the_same_fuel_each_tick() {
    let turns = play(&main(LOOP), plan(10_000, 5_000, 20_000), &lines(20));
    for (n, turn) in turns.iter().enumerate() {
        let granted = if n == 0 { 10_000 } else { 5_000 };
        assert_eq!(turn.status, Status::OutOfFuel);
        // Checks are lazy, by one round of the loop at most.
        assert!((-8..0).contains(&turn.left), "left {}", turn.left);
        let owed = if n == 0 { 0 } else { turns[n - 1].left };
        assert_eq!(turn.fuel.0 as i64, granted + owed - turn.left);
    }
}

#[test]
fn leftovers_are_saved_up_to_the_bank() {
    let echo = main("(loop $again (call $echo) (br $again))");
    let turns = play(&echo, plan(1_000_000, 10_000, 35_000), &lines(6));
    assert_eq!(turns[0].left, 35_000);
    for pair in turns.windows(2) {
        let expected = (pair[0].left + 10_000).min(35_000) - pair[1].fuel.0 as i64;
        assert_eq!(pair[1].left, expected);
    }
}

#[test]
fn a_late_decision_arrives_late_and_reads_the_newest_tick() {
    // Computes for about two and a half ticks, then answers with what it had read, and reads on.
    let wasm = main(
        "(local $i i32) (local $n i32)
        (drop (call $read))
        (loop $again
            (local.set $n (call $read))
            (local.set $i (i32.const 0))
            (loop $think
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $think (i32.lt_u (local.get $i) (i32.const 9000))))
            (call $print (i32.const 0x1000) (local.get $n))
            (br $again))",
    );
    let turns = play(&wasm, plan(10_000, 18_000, 18_000), &lines(16));
    let late: Vec<_> = turns.iter().map(|turn| (turn.status, text(turn))).collect();
    let busy = (Status::OutOfFuel, String::new());
    assert_eq!(late[0], (Status::Waiting, String::new()));
    assert_eq!(late[1], busy);
    let answers: Vec<_> = late.iter().enumerate().filter(|(_, (_, text))| !text.is_empty()).collect();
    // It read tick 1, answered some ticks later, and went on with the tick that was the newest then.
    assert_eq!(answers[0].1.1, "tick 1|");
    let answered = answers[0].0;
    assert!(answered >= 3, "answered in turn {answered}");
    assert_eq!(answers[1].1.1, format!("tick {answered}|"));
}

/// Whatever the allowance, the guest says the same and spends the same in all: so nothing depends on where it was
/// stopped, also when that is exactly at, one short of and one past a host call.
#[test]
fn where_the_fuel_ends_changes_nothing() {
    let wasm = main(
        "(drop (call $random_get (i32.const 0x2000) (i32.const 40)))
        (call $say (i32.load (i32.const 0x2024)))
        (call $echo)
        (call $say (i32.const 2))",
    );
    let total = |start: u64, per_tick: u64| {
        let sandbox = sandbox(Backend::Singlepass, Limits::default());
        let program = sandbox.load(&wasm).unwrap();
        let mut player = seat(&sandbox, &program, plan(start, per_tick, 1_000_000));
        let (mut spent, mut said) = (0, String::new());
        for n in 0..1000 {
            let line = if n == 0 { play::start() } else { Line::Tick(b"later".to_vec()) };
            let end = turn(&mut player, n, line);
            spent += end.fuel.0;
            said += &text(&end);
            if !end.status.is_live() {
                assert_eq!(end.status, Status::Exited(0));
                return (spent, said);
            }
        }
        panic!("did not end");
    };
    let expected = total(1_000_000, 0);
    for start in (0..expected.0 + 2).step_by(7) {
        assert_eq!(total(start, 211), expected, "start {start}");
    }
    let near: Vec<u64> = (expected.0 - 40..expected.0 + 2).collect();
    for start in near {
        assert_eq!(total(start, 1), expected, "start {start}");
    }
}

#[test]
fn slices_change_nothing() {
    let wasm = main(
        "(local $i i32) (loop $again
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (if (i32.eqz (i32.rem_u (local.get $i) (i32.const 1000))) (then (call $say (local.get $i))))
            (if (i32.eqz (i32.rem_u (local.get $i) (i32.const 500))) (then (call $echo)))
            (br $again))",
    );
    let run = |fuel_slice| {
        let limits = Limits { fuel_slice, ..Limits::default() };
        play_within(&limits, &wasm, plan(20_000, 34_567, 200_000), &lines(12))
    };
    let expected = run(u64::MAX);
    assert!(expected.iter().any(|turn| turn.status == Status::OutOfFuel));
    assert!(expected.iter().any(|turn| turn.status == Status::Waiting));
    for slice in [1, 10, 1000, 4_000_000] {
        assert_eq!(run(slice), expected, "slice {slice}");
    }
}

#[test]
fn without_any_fuel_nothing_runs() {
    let turns = play(&main("(call $say (i32.const 1)) (loop (br 0))"), plan(0, 0, 0), &lines(3));
    for turn in &turns {
        assert_eq!((turn.status, text(turn).as_str()), (Status::OutOfFuel, ""));
    }
    assert_eq!(turns[2].fuel.0, 0);
}

/// A price that the bank can never hold is paid off tick by tick.
#[test]
fn a_large_price_is_paid_in_instalments() {
    let wasm = main(
        "(drop (call $read)) (drop (call $random_get (i32.const 0x2000) (i32.const 0x8000))) (call $say (i32.const 1))",
    );
    let turns = play(&wasm, plan(5_000, 4_000, 4_000), &lines(12));
    assert!(turns[1..8].iter().all(|turn| turn.status == Status::OutOfFuel));
    assert!(turns.iter().any(|turn| text(turn) == "00000001|"));
}

/// A thread ends soon also when its guest computes and has fuel for hours.
#[test]
fn a_dropped_player_is_gone_at_once() {
    for backend in Backend::ALL {
        let sandbox = sandbox(backend, Limits::default());
        for body in [
            LOOP,
            "(loop $again (call $say (i32.const 1)) (br $again))",
            "(loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 131072)) (br $again))",
            "(loop $again (drop (call $random_get (i32.const 0) (i32.const 131072))) (br $again))",
            "(loop $again (drop (call $sched_yield)) (br $again))",
            "(loop $again (call $echo) (br $again))",
        ] {
            let wasm = main(&format!("(drop (call $read)) (drop (call $read)) {body}"));
            let program = sandbox.load(&wasm).unwrap();
            // The best of some: other processes may keep the processor for longer than all of this takes.
            let took = (0..4).map(|_| time_to_drop(&sandbox, &program)).min().unwrap();
            assert!(took < Duration::from_millis(50), "{backend}: {body} took {took:?}");
        }
    }
}

/// Drops a player in the middle of its second turn.
fn time_to_drop(sandbox: &Sandbox, program: &Program) -> Duration {
    let mut player = seat(sandbox, program, plan(1 << 50, 0, 1 << 50));
    assert_eq!(turn(&mut player, 0, start()).status, Status::Waiting);
    player.begin(Tick(1), tick(1));
    // Long enough for the guest to be in its loop; what is tested holds without that too.
    std::thread::sleep(Duration::from_millis(2));
    let begun = Instant::now();
    drop(player);
    begun.elapsed()
}

#[test]
fn calling_out_of_order_is_an_error_and_not_a_hang() {
    let sandbox = sandbox(Backend::Singlepass, Limits::default());
    let program = sandbox.load(&main("(loop $again (call $echo) (br $again))")).unwrap();
    let mut player = seat(&sandbox, &program, RICH);
    assert!(player.finish().is_err());
    let mut player = seat(&sandbox, &program, RICH);
    player.begin(Tick(0), start());
    player.begin(Tick(1), tick(1));
    assert!(player.finish().is_err());
    assert!(player.finish().is_err());
    let mut player = seat(&sandbox, &program, RICH);
    player.begin(Tick(0), Line::Start(vec![0; 17 << 20]));
    assert!(matches!(player.finish(), Err(sandbox::HostError::InputTooLong { .. })));
}
