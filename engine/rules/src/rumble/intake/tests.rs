use alloc::{format, string::String, vec, vec::Vec};
use protocol::{
    Dir, Mark, Note, Pos, Reason, Seat, Status, UnitId,
    limits::LOG_BYTES_PER_TICK,
    rumble::{Failure, Mode, Params, Verb},
};

use super::{end_turn, read_early_line, read_line};
use crate::{
    EndReason, Game, Order, Report, Turn,
    rumble::{BLUE, RED, Rumble, state::State},
};

/// Blue has the units 113, 115, 117 and 119, Red those between.
fn state() -> State {
    Rumble::new(Params { mode: Mode::Normal, turns: 3 }, "intake").expect("a match").state
}

fn read(lines: &[&str]) -> Turn {
    let mut turn = Turn::default();
    lines.iter().for_each(|line| read_line(&state(), BLUE, line.as_bytes(), &mut turn));
    turn
}

fn order(unit: u16, verb: Verb, to: Option<Dir>) -> Order {
    Order { unit: Some(UnitId(unit)), verb: verb as u8, to, amount: 0 }
}

fn forfeit(failure: Failure) -> Order {
    Order { unit: None, verb: Verb::Forfeit as u8, to: None, amount: failure.code() }
}

fn note(unit: impl Into<Option<u16>>, why: Reason) -> Note {
    Note { unit: unit.into().map(UnitId), why }
}

/// What an answer with these fields comes to.
#[track_caller]
fn check(fields: &str, orders: &[Order], drops: &[Note]) {
    let turn = read(&[&format!(r#"__rr_output:{{"Ok":{{{fields}}}}}"#)]);
    assert_eq!(turn.orders, orders, "{fields}");
    assert_eq!(turn.drops, drops, "{fields}");
    assert!(turn.answered);
}

#[test]
fn answers_of_the_original_become_orders() {
    check(
        r#""robot_actions":{"119":{"Ok":null},"113":{"Ok":{"type":"Move","direction":"East"}},
            "115":{"Ok":{"type":"Attack","direction":"South"}},"117":{"Ok":{"type":"Heal","direction":"West"}}}"#,
        &[
            order(113, Verb::Move, Some(Dir::E)),
            order(115, Verb::Attack, Some(Dir::S)),
            order(117, Verb::Heal, Some(Dir::W)),
            order(119, Verb::Pass, None),
        ],
        &[],
    );
    check(r#""robot_actions":{}"#, &[], &[]);
}

#[test]
fn orders_for_others_are_dropped_and_disturb_nobody() {
    check(
        r#""robot_actions":{"1":{"Ok":null},"114":{"Ok":null},"121":{"Ok":null},"70000":{"Ok":null},
            "113":{"Ok":null},"115":{"Err":{"summary":"oops"}},"116":{"Err":{"summary":"theirs"}}}"#,
        &[order(113, Verb::Pass, None)],
        &[
            note(1, Reason::NoSuchUnit),
            note(114, Reason::NoSuchUnit),
            note(115, Reason::RobotError),
            note(116, Reason::NoSuchUnit),
            note(121, Reason::NoSuchUnit),
            note(None, Reason::NoSuchUnit),
        ],
    );
}

#[test]
fn a_second_answer_changes_nothing() {
    let turn = read(&[
        r#"__rr_output:{"Ok":{"robot_actions":{"113":{"Ok":null}}}}"#,
        r#"__rr_output:{"Ok":{"robot_actions":{"113":{"Ok":{"type":"Move","direction":"East"}}}}}"#,
    ]);
    assert_eq!(turn.orders, [order(113, Verb::Pass, None)]);
    assert_eq!(turn.drops, [note(113, Reason::DuplicateOrder)]);
}

#[test]
fn replies_of_other_games_are_understood() {
    let turn = read(&[r#"{"orders":[{"unit":115,"do":"attack","to":"n"},{"unit":113,"do":"pass","to":"n"},
        {"unit":117,"do":"heal"},{"unit":117,"do":"strike","to":"n"},{"unit":114,"do":"pass"},{"do":"pass"},
        {"do":"forfeit"},{"unit":113,"do":"move","to":"e"}],
        "marks":[{"kind":"circle","at":[3,4],"radius":1},{"kind":"circle","at":[19,4],"radius":1}],
        "watch":{"plan":"wait","113":{"hp":5}}}"#]);
    assert_eq!(turn.orders, [order(113, Verb::Pass, None), order(115, Verb::Attack, Some(Dir::N))]);
    let drops = [
        note(117, Reason::BadDirection),
        note(117, Reason::UnknownVerb),
        note(114, Reason::NoSuchUnit),
        note(None, Reason::BadOrder),
        note(None, Reason::UnknownVerb),
        note(113, Reason::DuplicateOrder),
    ];
    assert_eq!(turn.drops, drops);
    assert_eq!((turn.marks.len(), turn.watches.len()), (1, 2));
    assert!(turn.answered && turn.log.is_empty());
}

#[test]
fn other_lines_are_logged() {
    let turn = read(&["hello", "", "{'a': 1}"]);
    assert_eq!(turn.log, b"hello\n\n{'a': 1}\n");
    // The last might have been meant as a reply.
    assert_eq!(turn.drops, [note(None, Reason::BadJson)]);
    assert!(!turn.answered);
}

#[test]
fn what_robots_print_inspect_and_locate_is_kept() {
    let turn = read(&[r#"__rr_output:{"Ok":{"robot_actions":{"115":{"Err":{"summary":"KeyError: 1",
        "details":"File robot.py, line 7\n  x[1]\n","loc":null}}},"logs":["one\n","two\nthree"],
        "debug_inspect_tables":{"113":{"goal":"(9, 9)"},"114":{"not":"ours"}},"debug_locate_queries":["114","999"]}}"#]);
    let log = String::from_utf8(turn.log).unwrap();
    assert_eq!(
        log,
        "unit 115: KeyError: 1\nunit 115: File robot.py, line 7\nunit 115:   x[1]\none\ntwo\nthree\n"
    );
    let watches: Vec<String> =
        turn.watches.iter().map(|w| format!("{} {}={}", w.unit.unwrap(), w.key, w.value)).collect();
    assert_eq!(watches, ["113 goal=(9, 9)"]);
    let at = state().units[1].at;
    assert!(matches!(turn.marks[..], [Mark::Circle { at: place, radius: 1, .. }] if place == at));
}

#[test]
fn logs_are_cut() {
    let long = "x".repeat(10_000);
    let turn = read(&[&long, &long, &long]);
    assert_eq!(turn.log.len(), LOG_BYTES_PER_TICK);
    assert_eq!(turn.log.len() as u64 + turn.log_lost, 3 * 10_001);
}

#[test]
fn program_errors_forfeit() {
    let cases = [
        (r#"__rr_output:{"Err":"InternalError"}"#, Failure::Internal),
        (r#"__rr_output:{"Err":{"InitError":{"summary":"no robot"}}}"#, Failure::Init),
        (r#"__rr_output:{"Ok":7}"#, Failure::BadData),
        ("__rr_output:", Failure::BadData),
        (r#"__rr_init:{"Err":{"InitError":{"summary":"SyntaxError: line 7"}}}"#, Failure::Init),
    ];
    for (line, failure) in cases {
        let turn = read(&[line, r#"__rr_output:{"Ok":{"robot_actions":{"113":{"Ok":null}}}}"#, line]);
        assert_eq!(turn.orders, [order(113, Verb::Pass, None), forfeit(failure)], "{line}");
        assert!(turn.log.starts_with(failure.word().as_bytes()), "{line}");
    }
    let turn = read(&[r#"__rr_init:{"Err":{"InitError":{"summary":"SyntaxError","details":"line 7"}}}"#]);
    let log = String::from_utf8(turn.log).unwrap();
    assert!(log.ends_with("init_error: SyntaxError\ninit_error: line 7\n"), "{log}");
}

#[test]
fn a_program_that_ends_without_an_answer_forfeits() {
    let answered = Turn { answered: true, ..Turn::default() };
    let cases = [
        (Status::Waiting, None),
        (Status::OutOfFuel, Some(Failure::OutOfFuel)),
        (Status::Exited(0), Some(Failure::NoData)),
        (Status::Faulted(protocol::Fault::StackOverflow), Some(Failure::NoData)),
    ];
    for (status, failure) in cases {
        let mut turn = Turn::default();
        end_turn(status, &mut turn);
        assert_eq!(turn.orders, failure.map(forfeit).into_iter().collect::<Vec<_>>(), "{status}");
        let mut turn = answered.clone();
        end_turn(status, &mut turn);
        assert_eq!(turn, answered, "{status}");
    }
}

#[test]
fn before_the_first_turn_a_robot_can_only_say_how_it_was_loaded() {
    let early = |line: &str| {
        let mut turn = Turn::default();
        read_early_line(line.as_bytes(), &mut turn).then_some(turn)
    };
    assert_eq!(early(r#"__rr_init:{"Ok":null}"#), Some(Turn::default()));
    assert_eq!(early("loading").unwrap().log, b"loading\n");
    let failed = early(r#"__rr_init:{"Err":"NoInitError"}"#).unwrap();
    assert_eq!(failed.orders, [forfeit(Failure::NoInit)]);
    assert_eq!(early(r#"__rr_output:{"Ok":{"robot_actions":{}}}"#), None);
    assert_eq!(early(r#"{"orders":[]}"#), None);
}

/// Who forfeits, and who wins then.
#[test]
fn a_forfeit_ends_the_match() {
    let cases: [(&[Seat], Option<Seat>); 3] =
        [(&[BLUE], Some(RED)), (&[RED], Some(BLUE)), (&[BLUE, RED], None)];
    for (seats, winner) in cases {
        let mut game = Rumble::new(Params { mode: Mode::Normal, turns: 3 }, "forfeit").expect("a match");
        let mut orders = vec![Vec::new(); 2];
        seats.iter().for_each(|seat| orders[seat.index()].push(forfeit(Failure::NoData)));
        let before = game.frame().pieces;
        game.play(&orders, &mut Report::default());
        let outcome = game.outcome().expect("it is over");
        assert_eq!((outcome.winner, outcome.reason), (winner, EndReason::ProgramError));
        assert_eq!(
            outcome.places,
            [BLUE, RED].map(|seat| if winner.is_none_or(|w| w == seat) { 1 } else { 2 })
        );
        assert_eq!((game.tick().0, game.frame().pieces), (1, before), "nothing moves");
    }
}

#[test]
fn marks_may_touch_every_cell() {
    let turn = read(&[
        r#"{"marks":[{"kind":"line","from":[0,0],"to":[18,18]},{"kind":"line","from":[0,0],"to":[18,19]},
        {"kind":"text","at":[18,0],"text":"corner"}]}"#,
    ]);
    assert_eq!(turn.marks.len(), 2);
    assert!(matches!(&turn.marks[0], Mark::Line { to, .. } if *to == Pos::new(18, 18)));
}
