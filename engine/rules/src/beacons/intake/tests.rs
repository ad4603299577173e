use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use protocol::{
    Color, Dir, Mark, Note, Pos, Reason, Seat, UnitId,
    beacons::Verb,
    limits::{DROPS_PER_TICK, LINE_BYTES, MARKS_PER_TICK, WATCHES_PER_TICK},
};

use crate::{
    Game, Order, Turn,
    beacons::{Archetype, Beacons, Map, scenario::tuned},
};

fn game(teams: u8) -> Beacons {
    let size = Archetype::default_size(teams);
    let map = Map::generate(Archetype::Open, size, teams, "intake").expect("the map is drawn");
    Beacons::new(tuned(), map).expect("the match is set up")
}

fn read(lines: &[&str]) -> Turn {
    let (game, mut turn) = (game(2), Turn::default());
    lines.iter().for_each(|line| game.read_line(Seat(0), line.as_bytes(), &mut turn));
    turn
}

fn order(unit: u16, verb: Verb, to: Option<Dir>, amount: u32) -> Order {
    Order { unit: Some(UnitId(unit)), verb: verb as u8, to, amount }
}

fn drops(lines: &[&str]) -> Vec<String> {
    let tell = |note: &Note| {
        note.unit.map_or(note.why.word().to_string(), |unit| format!("{unit} {}", note.why.word()))
    };
    read(lines).drops.iter().map(tell).collect()
}

#[test]
fn every_order_is_read() {
    let line = r#"{"orders":[
        {"do":"spawn","to":"s"},
        {"unit":3,"do":"give","to":"w","amount":4},{"unit":2,"do":"repair","to":"e"},
        {"unit":1,"do":"guard"},{"unit":0,"do":"lance","to":"n"}]}"#;
    let turn = read(&[&line.replace('\n', "")]);
    let spawn = Order { unit: None, verb: Verb::Spawn as u8, to: Some(Dir::S), amount: 0 };
    let expected = [
        order(0, Verb::Lance, Some(Dir::N), 0),
        order(1, Verb::Guard, None, 0),
        order(2, Verb::Repair, Some(Dir::E), 0),
        order(3, Verb::Give, Some(Dir::W), 4),
        spawn,
    ];
    assert_eq!(turn.orders, expected, "by rising number, the core's last");
    assert_eq!(turn.drops, []);
}

#[test]
fn fields_that_an_order_does_not_take_are_left_out() {
    let turn = read(&[
        r#"{"orders":[{"unit":0,"do":"mine","to":"n","amount":2},{"unit":1,"do":"move","to":"n","amount":-1}]}"#,
    ]);
    assert_eq!(turn.orders, [order(0, Verb::Mine, None, 0), order(1, Verb::Move, Some(Dir::N), 0)]);
    assert_eq!(turn.drops, []);
}

#[test]
fn what_is_wrong_is_dropped_with_a_reason() {
    let long = " ".repeat(LINE_BYTES + 1);
    let many = format!(r#"{{"orders":[{}]}}"#, [r#"{"unit":0,"do":"mine"}"#; 129].join(","));
    let cases: &[(&str, &[&str])] = &[
        (&long, &["line_too_long"]),
        ("orders", &["bad_json"]),
        ("[]", &["bad_json"]),
        (r#"{"orders":[7]}"#, &["bad_order"]),
        (r#"{"orders":[{"unit":"3","do":"mine"}]}"#, &["bad_order"]),
        (r#"{"orders":[{"do":"mine"}]}"#, &["bad_order"]),
        (r#"{"orders":[{"unit":0,"do":"spawn","to":"n"}]}"#, &["0 bad_order"]),
        (r#"{"orders":[{"unit":0}]}"#, &["0 unknown_verb"]),
        (r#"{"orders":[{"unit":0,"do":"fly"}]}"#, &["0 unknown_verb"]),
        (r#"{"orders":[{"unit":0,"do":"move"}]}"#, &["0 bad_direction"]),
        (r#"{"orders":[{"unit":0,"do":"move","to":"north"}]}"#, &["0 bad_direction"]),
        (r#"{"orders":[{"do":"spawn"}]}"#, &["bad_direction"]),
        (r#"{"orders":[{"unit":0,"do":"give","to":"n"}]}"#, &["0 bad_amount"]),
        (r#"{"orders":[{"unit":0,"do":"give","to":"n","amount":0}]}"#, &["0 bad_amount"]),
        (r#"{"orders":[{"unit":0,"do":"give","to":"n","amount":1.5}]}"#, &["0 bad_amount"]),
        (r#"{"orders":[{"unit":4,"do":"mine"}]}"#, &["4 no_such_unit"]),
        (r#"{"orders":[{"unit":-1,"do":"mine"}]}"#, &["no_such_unit"]),
        (r#"{"orders":[{"unit":70000,"do":"mine"}]}"#, &["no_such_unit"]),
        (r#"{"orders":[{"unit":0,"do":"mine"},{"unit":0,"do":"mine"}]}"#, &["0 duplicate_order"]),
        (r#"{"orders":[{"do":"spawn","to":"n"},{"do":"spawn","to":"s"}]}"#, &["duplicate_order"]),
    ];
    for (line, expected) in cases {
        assert_eq!(drops(&[line]), *expected, "{line:.80}");
    }
    assert_eq!(drops(&[&many])[0], "too_many_orders");
}

#[test]
fn a_dropped_order_does_not_use_up_the_units_turn() {
    let turn = read(&[r#"{"orders":[{"unit":0,"do":"move","to":"up"},{"unit":0,"do":"mine"}]}"#]);
    assert_eq!(turn.orders, [order(0, Verb::Mine, None, 0)]);
    assert_eq!(turn.drops, [Note { unit: Some(UnitId(0)), why: Reason::BadDirection }]);
}

#[test]
fn several_lines_make_one_turn() {
    let lines = [
        r#"{"orders":[{"unit":1,"do":"guard"}]}"#,
        r#"{"orders":[{"unit":0,"do":"mine"},{"unit":1,"do":"mine"}]}"#,
    ];
    let turn = read(&lines);
    assert_eq!(turn.orders, [order(0, Verb::Mine, None, 0), order(1, Verb::Guard, None, 0)]);
    assert_eq!(turn.drops, [Note { unit: Some(UnitId(1)), why: Reason::DuplicateOrder }]);
}

#[test]
fn a_turn_keeps_no_more_than_the_limits() {
    let mark = r#"{"kind":"circle","at":[0,0],"radius":1}"#;
    let marks = [mark; MARKS_PER_TICK - 1].join(",");
    let watches: Vec<String> = (0..WATCHES_PER_TICK - 1).map(|i| format!(r#""k{i}":1"#)).collect();
    let orders = ["7"; 100].join(",");
    let line = format!(r#"{{"orders":[{orders}],"marks":[{marks}],"watch":{{{}}}}}"#, watches.join(","));
    let turn = read(&[&line, &line]);
    assert_eq!(turn.drops.len(), DROPS_PER_TICK);
    assert_eq!(turn.marks.len(), MARKS_PER_TICK);
    assert_eq!(turn.watches.len(), WATCHES_PER_TICK);
}

#[test]
fn orders_and_marks_are_turned_into_the_boards_frame() {
    let line = br#"{"orders":[{"unit":0,"do":"move","to":"n"}],
        "marks":[{"kind":"line","from":[0,0],"to":[1,0]},{"kind":"text","at":[2,3],"text":"hi"}]}"#;
    for teams in [2, 4, 8] {
        let game = game(teams);
        for seat in (0..teams).map(Seat) {
            let mut turn = Turn::default();
            game.read_line(seat, line, &mut turn);
            let turning = game.map().symmetry().turning(seat, game.map().width(), game.map().height());
            assert_eq!(turn.orders, [order(0, Verb::Move, Some(turning.dir(Dir::N)), 0)]);
            let [from, to, at] = [(0, 0), (1, 0), (2, 3)].map(|(x, y)| turning.pos(Pos::new(x, y)));
            let color = Color::White;
            assert_eq!(
                turn.marks,
                [Mark::Line { from, to, color }, Mark::Text { at, text: "hi".to_string(), color }]
            );
        }
    }
}

#[test]
fn marks_off_the_board_are_left_out() {
    let turn = read(&[r#"{"orders":[],"marks":[
        {"kind":"line","from":[0,0],"to":[25,0]},{"kind":"circle","at":[0,255],"radius":1},
        {"kind":"text","at":[0,24],"text":"on it"}]}"#]);
    assert!(matches!(&turn.marks[..], [Mark::Text { text, .. }] if text == "on it"), "{:?}", turn.marks);
    assert_eq!(turn.drops, []);
}
