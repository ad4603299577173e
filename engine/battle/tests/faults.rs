//! A bot that faults or ends its process idles from then on; the match and its replay are complete.

mod play;

use battle::{Shelf, verify_with_bots};
use play::{Match, bundled_bot, record, sandbox, setup, wat, written_module};
use protocol::{Fault, Status};
use replay::{Reader, verify};

const TICKS: usize = 20;

/// Does the given thing in its fifth turn, which is tick 4, after giving an order.
fn in_tick_4(deed: &str) -> Vec<u8> {
    let line = br#"{"orders":[{"unit":1,"do":"mine"}]}"#;
    wat(
        &[line],
        &format!(
            "(drop (call $read))
             (loop $on
                (drop (call $read))
                (call $line0)
                (local.set $turn (i32.add (local.get $turn) (i32.const 1)))
                (br_if $on (i32.lt_u (local.get $turn) (i32.const 4))))
             {deed}"
        ),
    )
}

/// Plays against greedy. The bot has to end like this in the given turn, and idle afterwards.
fn check(name: &str, wasm: &[u8], last: usize, status: Status) {
    let setup = setup(
        vec![written_module(wasm), bundled_bot("greedy")],
        "open",
        "faults",
        &[&format!("ticks={TICKS}")],
    );
    let all = Match::play(&setup);
    assert_eq!(all.ticks, TICKS, "{name}");
    for (turn, record) in all.records(0).enumerate() {
        match turn.cmp(&last) {
            std::cmp::Ordering::Less => assert!(record.status.is_live(), "{name}, turn {turn}: {record:?}"),
            std::cmp::Ordering::Equal => {
                assert_eq!(record.status, status, "{name}, turn {turn}");
                assert_eq!(record.orders.len(), usize::from(turn > 0), "{name}: its last orders stand");
            }
            std::cmp::Ordering::Greater => {
                assert_eq!((record.status, record.fuel.0), (status, 0), "{name}, turn {turn}");
                assert!(record.orders.is_empty() && record.drops.is_empty(), "{name}, turn {turn}");
            }
        }
    }
    let busy = all.records(1).skip(1).take(TICKS).filter(|record| !record.orders.is_empty()).count();
    assert!(busy > TICKS / 2, "{name}: greedy plays on, it gave orders in {busy} ticks");

    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bot.wasm"), wasm).expect("writable");
    let path = folder.path().join("match.replay");
    record(sandbox(), &setup, &path);
    let reader = Reader::open(path).expect("a replay");
    assert!(reader.is_complete(), "{name}");
    verify(&reader).unwrap_or_else(|error| panic!("{name}: {error}"));
    let shelf = Shelf::folder(folder.path()).expect("a folder");
    verify_with_bots(sandbox(), &reader, &shelf).unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn every_kind_of_fault_idles_its_seat_only() {
    let deeds = [
        ("unreachable", "(unreachable)", Fault::Unreachable),
        ("memory", "(drop (i32.load (i32.const -4)))", Fault::MemoryOutOfBounds),
        ("division", "(drop (i32.div_u (i32.const 1) (i32.load (i32.const 12))))", Fault::DivisionByZero),
        (
            "overflow",
            "(drop (i32.div_s (i32.shl (i32.const 1) (i32.const 31)) (i32.sub (i32.load (i32.const 12)) (i32.const 1))))",
            Fault::IntegerOverflow,
        ),
        (
            "conversion",
            "(drop (i32.trunc_f64_s (f64.div (f64.const 0) (f64.const 0))))",
            Fault::BadConversion,
        ),
    ];
    for (name, deed, fault) in deeds {
        check(name, &in_tick_4(deed), 4, Status::Faulted(fault));
    }
}

#[test]
fn an_exit_idles_its_seat_only() {
    check("exit 3", &in_tick_4("(call $proc_exit (i32.const 3))"), 4, Status::Exited(3));
    check("return", &in_tick_4(""), 4, Status::Exited(0));
}

#[test]
fn a_fault_before_the_first_tick_leaves_an_idle_seat() {
    check("at once", &wat(&[], "(unreachable)"), 0, Status::Faulted(Fault::Unreachable));
    check("exit at once", &wat(&[], "(call $proc_exit (i32.const 7))"), 0, Status::Exited(7));
    check("return at once", &wat(&[], ""), 0, Status::Exited(0));
}
