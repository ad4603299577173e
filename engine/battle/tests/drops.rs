//! Everything that can be wrong with what a bot says: dropped with its reason, recorded, and told to the bot in its next
//! line, while the rest stands.

mod play;

use std::collections::BTreeSet;

use play::{Match, bundled_bot, setup, written_bot};
use protocol::{Note, Reason, UnitId};
use serde_json::Value;

/// A line, how many of its orders stand, and what is dropped: the unit where one is named, and the reason.
type Case<'a> = (&'a str, usize, &'a [(Option<u16>, Reason)]);

const CASES: &[Case<'_>] = &[
    (r#"{"orders":[{"unit":0,"do":"mine"}]}"#, 1, &[]),
    ("", 0, &[]),
    ("hello", 0, &[(None, Reason::BadJson)]),
    ("[1,2]", 0, &[(None, Reason::BadJson)]),
    (r#"{"orders":5}"#, 0, &[(None, Reason::BadJson)]),
    (r#"{"orders":[{"unit":0,"do":"mine"}"#, 0, &[(None, Reason::BadJson)]),
    (r#"{"orders":[7,{"unit":0,"do":"mine"}]}"#, 1, &[(None, Reason::BadOrder)]),
    (r#"{"orders":[{"unit":"zero","do":"mine"}]}"#, 0, &[(None, Reason::BadOrder)]),
    (r#"{"orders":[{"unit":2,"do":7}]}"#, 0, &[(Some(2), Reason::BadOrder)]),
    (r#"{"orders":[{"unit":1,"do":"dance"},{"unit":0,"do":"mine"}]}"#, 1, &[(Some(1), Reason::UnknownVerb)]),
    (r#"{"orders":[{"unit":1}]}"#, 0, &[(Some(1), Reason::UnknownVerb)]),
    (r#"{"orders":[{"unit":1,"do":"move","to":"up"}]}"#, 0, &[(Some(1), Reason::BadDirection)]),
    (r#"{"orders":[{"unit":1,"do":"move"}]}"#, 0, &[(Some(1), Reason::BadDirection)]),
    (r#"{"orders":[{"unit":3,"do":"give","to":"n"}]}"#, 0, &[(Some(3), Reason::BadAmount)]),
    (r#"{"orders":[{"unit":3,"do":"give","to":"n","amount":0}]}"#, 0, &[(Some(3), Reason::BadAmount)]),
    (r#"{"orders":[{"unit":3,"do":"give","to":"n","amount":1e400}]}"#, 0, &[(None, Reason::BadJson)]),
    (
        r#"{"orders":[{"unit":3,"do":"give","to":"n","amount":9223372036854775808}]}"#,
        0,
        &[(Some(3), Reason::BadAmount)],
    ),
    (r#"{"orders":[{"unit":77,"do":"mine"}]}"#, 0, &[(Some(77), Reason::NoSuchUnit)]),
    // A number that no unit can have is not repeated.
    (r#"{"orders":[{"unit":9223372036854775808,"do":"mine"}]}"#, 0, &[(None, Reason::NoSuchUnit)]),
    (
        r#"{"orders":[{"unit":0,"do":"mine"},{"unit":0,"do":"guard"}]}"#,
        1,
        &[(Some(0), Reason::DuplicateOrder)],
    ),
];

#[test]
fn every_case_of_a_line_has_its_reason() {
    for (line, stand, drops) in CASES {
        check(line, line.as_bytes(), *stand, &notes(drops));
    }
    check("not UTF-8", b"{\"orders\":[]}\xff", 0, &notes(&[(None, Reason::BadJson)]));
    check("brackets", &[b'['; 60_000], 0, &notes(&[(None, Reason::BadJson)]));
}

#[test]
fn every_reason_of_a_line_is_tested() {
    let mut tested: BTreeSet<Reason> =
        CASES.iter().flat_map(|(_, _, drops)| drops.iter().map(|drop| drop.1)).collect();
    // Those of the tests below.
    tested.extend([Reason::TooManyOrders, Reason::LineTooLong, Reason::TooMuchOutput, Reason::OutOfTurn]);
    // What only the state of the board can decide is the rules' own to test.
    let of_lines =
        Reason::ALL.iter().copied().filter(|why| *why < Reason::LanceNeedsCargo || *why == Reason::OutOfTurn);
    assert_eq!(tested, of_lines.collect());
}

#[test]
fn too_many_orders_are_cut_off() {
    let orders = |count| vec![r#"{"unit":0,"do":"mine"}"#; count].join(",");
    let twice = (Some(0), Reason::DuplicateOrder);
    let line = format!(r#"{{"orders":[{}]}}"#, orders(128));
    check("128 orders", line.as_bytes(), 1, &notes(&[twice; 127]));
    let line = format!(r#"{{"orders":[{}]}}"#, orders(200));
    let mut expected = vec![(None, Reason::TooManyOrders)];
    expected.resize(128, twice);
    check("200 orders", line.as_bytes(), 1, &notes(&expected));
}

#[test]
fn a_line_that_is_too_long_is_dropped_and_the_next_is_read() {
    let long = vec![b' '; protocol::limits::LINE_BYTES + 1];
    let fits = vec![b' '; protocol::limits::LINE_BYTES];
    check_lines(
        "too long",
        &[&long, MINE],
        "(call $line0) (call $line1)",
        1,
        &notes(&[(None, Reason::LineTooLong)]),
    );
    check_lines("fits", &[&fits, MINE], "(call $line0) (call $line1)", 1, &[]);
}

#[test]
fn too_much_output_is_cut_off_until_the_next_turn() {
    let blank = vec![b' '; 60_000];
    let flood =
        "(call $line1) (call $line0) (call $line0) (call $line0) (call $line0) (call $line0) (call $line2)";
    check_lines("flood", &[&blank, MINE, b"nonsense"], flood, 1, &notes(&[(None, Reason::TooMuchOutput)]));
}

#[test]
fn lines_before_the_first_tick_are_out_of_turn() {
    let early = written_bot(
        &[MINE, b""],
        "(call $line0) (call $line1) (call $line0) (loop $on (br_if $on (call $read)))",
    );
    let all = Match::play(&setup(vec![early, bundled_bot("idle")], "open", "drops", &["ticks=3"]));
    let expected = notes(&[(None, Reason::OutOfTurn); 2]);
    let record = &all.turns[0].record.seats[0];
    assert_eq!((record.orders.len(), &record.drops), (0, &expected), "blank lines are no lines");
    assert_eq!(told(&all, 1), expected);
    assert_eq!(told(&all, 2), []);
}

#[test]
fn lines_after_the_last_tick_are_out_of_turn() {
    let talker = written_bot(&[MINE], "(loop $on (if (call $read) (then (call $line0) (br $on))))");
    let all = Match::play(&setup(vec![talker, bundled_bot("idle")], "open", "drops", &["ticks=3"]));
    let farewell = &all.turns.last().expect("a farewell").record.seats[0];
    assert_eq!((farewell.orders.len(), &farewell.drops), (0, &notes(&[(None, Reason::OutOfTurn)])));
}

const MINE: &[u8] = br#"{"orders":[{"unit":0,"do":"mine"}]}"#;

fn notes(drops: &[(Option<u16>, Reason)]) -> Vec<Note> {
    drops.iter().map(|&(unit, why)| Note { unit: unit.map(UnitId), why }).collect()
}

fn check(what: &str, line: &[u8], stand: usize, drops: &[Note]) {
    check_lines(what, &[line], "(call $line0)", stand, drops);
}

/// A bot says this in tick 1, and one good order in tick 2.
fn check_lines(what: &str, lines: &[&[u8]], say: &str, stand: usize, drops: &[Note]) {
    let last = lines.len();
    let lines = [lines, &[MINE]].concat();
    let body = format!(
        "(drop (call $read)) (drop (call $read)) {say} (drop (call $read)) (call $line{last})
         (loop $on (br_if $on (call $read)))"
    );
    let all = Match::play(&setup(
        vec![written_bot(&lines, &body), bundled_bot("idle")],
        "open",
        "drops",
        &["ticks=4"],
    ));
    let record = &all.turns[1].record.seats[0];
    assert_eq!(record.orders.len(), stand, "{what}: {:?}", record.orders);
    assert_eq!(record.drops, drops, "{what}");
    assert!(record.status.is_live(), "{what}: {:?}", record.status);
    // Drops are told first, then what failed in the tick.
    let told = told(&all, 2);
    assert_eq!(told[..drops.len()], *drops, "{what}");
    assert_eq!(told[drops.len()..], all.turns[1].report.failed[0], "{what}");
    assert_eq!(all.turns[2].record.seats[0].orders.len(), 1, "{what}: the next turn is as ever");
    assert_eq!(all.turns[2].record.seats[0].drops, [], "{what}");
}

/// What the line that the bot is sent in a turn tells of its last orders.
fn told(all: &Match, turn: usize) -> Vec<Note> {
    let line: Value = serde_json::from_slice(&all.turns[turn].sent[0]).expect("a line is JSON");
    serde_json::from_value(line["failed"].clone()).expect("notes")
}
