//! A bot that is out of fuel loses time, not its life, and costs the others nothing.

mod play;

use play::{Match, bundled_bot, setup, written_bot};
use protocol::Status;

const PER_TICK: u64 = 1_000_000;

/// A tenth of a tick's allowance may be saved, and initialisation is ample.
const FUEL: [&str; 3] = ["fuel.start=50_000_000", "fuel.per_tick=1_000_000", "fuel.bank=1_000_000"];

/// Most fuel that a guest of these tests spends between two checks.
const CHECK_INTERVAL: u64 = 600;

fn settings(ticks: &str) -> Vec<&str> {
    let mut settings = FUEL.to_vec();
    settings.push(ticks);
    settings
}

#[test]
fn orders_that_took_three_ticks_apply_in_the_third() {
    let order = br#"{"orders":[{"unit":0,"do":"mine"}]}"#;
    let slow = written_bot(
        &[order],
        "(drop (call $read))
         (loop $turn
            (if (call $read) (then (call $log) (call $burn (i32.const 500000)) (call $line0) (br $turn))))",
    );
    let all = Match::play(&setup(vec![slow, bundled_bot("idle")], "open", "late", &settings("ticks=12")));
    assert_eq!(all.ticks, 12);
    let arrived: Vec<usize> = all
        .ticks()
        .filter(|(_, turn)| !turn.record.seats[0].orders.is_empty())
        .map(|(tick, _)| tick)
        .collect();
    assert_eq!(arrived.first(), Some(&3));
    assert!(
        arrived.len() >= 4 && arrived.windows(2).all(|pair| (2..=3).contains(&(pair[1] - pair[0]))),
        "{arrived:?}"
    );
    for (tick, turn) in all.ticks() {
        let (record, report) = (&turn.record.seats[0], &turn.report);
        assert_eq!(record.status, Status::OutOfFuel, "tick {tick}");
        assert!(record.drops.is_empty(), "tick {tick}: {:?}", record.drops);
        // Nobody starts on ore: the order is carried out where it arrives, and fails there.
        assert_eq!(report.failed[0].len(), record.orders.len(), "tick {tick}");
    }
}

#[test]
fn a_bot_that_fell_behind_reads_the_newest_tick_only() {
    let slow = written_bot(
        &[br#"{"orders":[]}"#],
        "(drop (call $read))
         (loop $turn
            (if (call $read) (then (call $log) (call $burn (i32.const 500000)) (call $line0) (br $turn))))",
    );
    let all = Match::play(&setup(vec![slow, bundled_bot("idle")], "open", "late", &settings("ticks=12")));
    let mut seen = Vec::new();
    for (tick, turn) in all.ticks() {
        let log = std::str::from_utf8(&turn.logs[0].stderr).expect("UTF-8");
        for line in log.lines() {
            let read: serde_json::Value = serde_json::from_str(line).expect("a whole line");
            assert_eq!(read["tick"], tick, "a line is read in its own tick, or never");
            seen.push(tick);
        }
    }
    assert_eq!(seen[..2], [1, 3]);
    assert!(seen.windows(2).all(|pair| (2..=3).contains(&(pair[1] - pair[0]))), "{seen:?}");
}

#[test]
fn an_endless_loop_costs_its_fuel_and_nobody_else_anything() {
    let loops = [
        ("at once", "(loop $on (br $on))"),
        ("after the start line", "(drop (call $read)) (loop $on (br $on))"),
        (
            "in the third tick",
            "(loop $on (local.set $turn (i32.add (local.get $turn) (i32.const 1)))
            (drop (call $read)) (br_if $on (i32.lt_u (local.get $turn) (i32.const 4))))
            (loop $on (br $on))",
        ),
    ];
    let against = |bot| Match::play(&setup(vec![bot, bundled_bot("greedy")], "open", "loop", &["ticks=40"]));
    let idle = against(bundled_bot("idle"));
    for (name, body) in loops {
        let all = against(written_bot(&[], body));
        assert_eq!(all.outcome, idle.outcome, "{name}");
        for (number, (one, other)) in all.turns.iter().zip(&idle.turns).enumerate() {
            assert_eq!(one.sent[1], other.sent[1], "{name}, turn {number}");
            assert_eq!(one.record.seats[1], other.record.seats[1], "{name}, turn {number}");
            assert_eq!(one.logs[1], other.logs[1], "{name}, turn {number}");
            assert_eq!(one.record.digest, other.record.digest, "{name}, turn {number}");
        }
    }
}

#[test]
fn an_endless_loop_spends_its_allowance_in_every_tick() {
    let endless = written_bot(&[], "(drop (call $read)) (loop $on (br $on))");
    let all = Match::play(&setup(vec![endless, bundled_bot("idle")], "open", "loop", &settings("ticks=30")));
    let start = all.turns[0].record.seats[0].fuel.0;
    assert!((50_000_000..=50_000_000 + CHECK_INTERVAL).contains(&start), "{start}");
    for (number, turn) in all.turns.iter().enumerate().skip(1) {
        let (record, left) = (&turn.record.seats[0], turn.left[0]);
        assert_eq!(record.status, Status::OutOfFuel, "turn {number}");
        assert!(record.fuel.0.abs_diff(PER_TICK) <= CHECK_INTERVAL, "turn {number}: {}", record.fuel);
        assert!((-(CHECK_INTERVAL as i64)..0).contains(&left), "turn {number}: {left}");
    }
}
