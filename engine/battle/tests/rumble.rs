//! Rumble as it is played by programs: what they say before the first turn, how they fail, and that all of it is in the replay.

mod play;

use battle::{Entrant, Ruleset, Setup, Shelf, bundled, verify_with_bots};
use play::{Match, record, sandbox, wat, written_module};
use protocol::rumble::{Failure, Verb};
use protocol::{Reason, Seat, Status, Tick};
use replay::{Reader, verify};
use rules::EndReason;

fn setup(entrants: Vec<Entrant>, settings: &[&str]) -> Setup {
    let mut ruleset = Ruleset::bundled("rumble").expect("bundled");
    for setting in settings {
        ruleset.set(setting).expect("a setting");
    }
    Setup { ruleset, map: String::new(), seed: "battle".to_owned(), entrants }
}

fn chaser() -> Entrant {
    let bot = bundled::bot("rumble-chaser").expect("a bundled bot");
    Entrant::load(sandbox(), bot.name, bot.wasm).expect("admitted")
}

const INIT: &[u8] = br#"__rr_init:{"Ok":null}"#;
const PASS: &[u8] = br#"__rr_output:{"Ok":{"robot_actions":{"113":{"Ok":null}},"logs":["said\n"]}}"#;

/// A robot that says that it is ready, then does this in each turn, and leaves at the end of the input.
fn robot(lines: &[&[u8]], deed: &str) -> Vec<u8> {
    let lines = [&[INIT], lines].concat();
    wat(
        &lines,
        &format!(
            "(call $line0) (loop $on (if (call $read) (then (local.set $turn (i32.add (local.get $turn) (i32.const 1))) {deed} (br $on))))"
        ),
    )
}

/// Plays a robot against another; it has to fail like this, in this tick. Its replay has to tell the same.
fn check(name: &str, wasm: &[u8], settings: &[&str], tick: usize, failure: Failure) {
    let setup = setup(vec![written_module(wasm), chaser()], settings);
    let all = Match::play(&setup);
    assert_eq!((all.ticks, all.outcome.reason), (tick, EndReason::ProgramError), "{name}");
    assert_eq!(all.outcome.winner, Some(Seat(1)), "{name}");
    let forfeit = all.turns[tick].record.seats[0].orders.last().expect("an order");
    assert_eq!(
        (forfeit.unit, forfeit.verb, forfeit.amount),
        (None, Verb::Forfeit as u8, failure.code()),
        "{name}"
    );

    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("robot.wasm"), wasm).expect("writable");
    let path = folder.path().join("match.replay");
    record(sandbox(), &setup, &path);
    let reader = Reader::open(path).expect("a replay");
    verify(&reader).unwrap_or_else(|error| panic!("{name}: {error}"));
    let shelf = Shelf::folder(folder.path()).expect("a folder");
    verify_with_bots(sandbox(), &reader, &shelf).unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn programs_fail_in_the_turn_in_which_they_have_no_answer() {
    check("fault at once", &wat(&[], "(unreachable)"), &[], 1, Failure::NoData);
    check("exit", &robot(&[], "(call $proc_exit (i32.const 3))"), &[], 1, Failure::NoData);
    check(
        "exit after an answer",
        &robot(&[PASS], "(call $line1) (call $proc_exit (i32.const 3))"),
        &[],
        2,
        Failure::NoData,
    );
    check("no answer", &robot(&[b"__rr_output:{}"], "(call $line1)"), &[], 1, Failure::BadData);
    let poor = ["fuel.per_tick=20_000_000", "fuel.bank=20_000_000"];
    check("endless loop", &robot(&[], "(loop $for_ever (br $for_ever))"), &poor, 1, Failure::OutOfFuel);
    let late =
        "(call $line1) (if (i32.eq (local.get $turn) (i32.const 40)) (then (loop $for_ever (br $for_ever))))";
    check("endless loop after an answer", &robot(&[PASS], late), &poor, 41, Failure::OutOfFuel);
}

/// What a robot says of its loading decides the first turn.
#[test]
fn a_robot_that_could_not_be_loaded_fails_in_the_first_turn() {
    let error = br#"__rr_init:{"Err":{"InitError":{"summary":"SyntaxError","details":"line 7","loc":null}}}"#;
    let wasm = wat(&[error], "(call $line0) (loop $on (br_if $on (call $read)))");
    check("init error", &wasm, &[], 1, Failure::Init);
    let all = Match::play(&setup(vec![written_module(&wasm), chaser()], &[]));
    let (first, log) = (&all.turns[0].record.seats[0], &all.turns[0].logs[0].stderr);
    assert_eq!(
        (first.orders.len(), first.drops.len()),
        (0, 0),
        "it is recorded in the first turn, as what it is"
    );
    assert!(String::from_utf8_lossy(log).ends_with("init_error: SyntaxError\ninit_error: line 7\n"));
}

#[test]
fn only_what_is_about_loading_is_heard_before_the_first_turn() {
    let wasm = wat(
        &[INIT, b"hello", PASS],
        "(call $line1) (call $line0) (call $line2) (loop $on (br_if $on (call $read)))",
    );
    let all = Match::play(&setup(vec![written_module(&wasm), chaser()], &["turns=2"]));
    let (first, log) = (&all.turns[0].record.seats[0], &all.turns[0].logs[0].stderr);
    let whys: Vec<Reason> = first.drops.iter().map(|drop| drop.why).collect();
    assert_eq!((whys, &log[..]), (vec![Reason::OutOfTurn], &b"hello\n"[..]));
    assert!(all.turns[0].sent[0].is_empty(), "there is no start line");
    assert!(all.turns[3].sent[0].is_empty(), "and no last one");
}

#[test]
fn what_robots_print_is_in_the_log_after_what_they_wrote_to_stderr() {
    let all =
        Match::play(&setup(vec![written_module(&robot(&[PASS], "(call $line1)")), chaser()], &["turns=2"]));
    let turn = &all.turns[1];
    assert!(turn.logs[0].stderr.ends_with(b"said\n"), "{:?}", turn.logs[0]);
    // The chaser shows the number of each unit's target.
    assert_eq!(turn.logs[1].watches.len(), 4);
}

/// The unit that the robot names moves on; those that it does not name, and a robot that says nothing, stand still.
#[test]
fn a_robot_that_says_nothing_plays_on() {
    let silent = written_module(&wat(&[], "(loop $on (br_if $on (call $read)))"));
    let all = Match::play(&setup(vec![silent, chaser()], &["turns=30"]));
    assert_eq!((all.ticks, all.outcome.reason), (30, EndReason::LastTick));
    assert!(all.records(0).all(|record| record.orders.is_empty() && record.drops.is_empty()));
    assert!(all.records(0).take(31).all(|record| record.status == Status::Waiting));
}

#[test]
fn any_turn_of_a_replay_can_be_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("match.replay");
    let setup = setup(vec![chaser(), chaser()], &[]);
    let all = Match::play(&setup);
    record(sandbox(), &setup, &path);
    let reader = Reader::open(path).expect("a replay");
    for turn in [0, 1, 10, 11, 64, 65, 100, 101] {
        let tick = Tick(turn);
        assert_eq!(reader.turn(tick).expect("a turn"), all.turns[turn as usize].record, "turn {turn}");
        for seat in [Seat(0), Seat(1)] {
            let sent = &all.turns[turn as usize].sent[seat.index()];
            assert!(reader.line(tick, seat).expect("a line") == *sent, "turn {turn}, seat {seat}");
        }
    }
}
