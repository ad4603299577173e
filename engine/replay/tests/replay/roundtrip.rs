//! What was pushed is read.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use protocol::{Color, Dir, Fault, Fuel, Mark, Note, Pos, Reason, Status, Tick, UnitId, Watch};
use replay::{Reader, RecordError, SeatLog, SeatRecord, Writer, verify};
use rules::Order;

use crate::arena::{self, Recording, header, short};

#[track_caller]
fn check(recording: &Recording, file: Vec<u8>) {
    let reader = Reader::from_bytes(file).unwrap();
    assert_eq!(reader.header(), &recording.header);
    assert_eq!(reader.turns() as usize, recording.turns.len());
    assert_eq!(reader.last_turn().0, reader.last_tick().0 + 1);
    assert_eq!(reader.outcome(), Some(&recording.outcome));
    assert_eq!(reader.digest(), recording.turns.last().map(|turn| turn.digest));
    assert!(reader.is_complete());
    assert_eq!(reader.torn_bytes(), 0);
    for (turn, record) in (0..).map(Tick).zip(&recording.turns) {
        assert_eq!(&reader.turn(turn).unwrap(), record, "turn {turn}");
        assert_eq!(&reader.seats(turn).unwrap(), &record.seats);
        if reader.has_logs() {
            assert_eq!(reader.logs(turn).unwrap(), recording.logs[turn.0 as usize], "logs of turn {turn}");
        }
    }
    let verified = verify(&reader).unwrap();
    assert_eq!(verified.ticks, reader.last_tick().0);
    assert_eq!(Some(verified.digest), reader.digest());
}

#[test]
fn a_tournament_match_comes_back_and_is_small() {
    let recording = Recording::tournament();
    assert!(recording.turns.len() > 300, "{} turns are no match to measure", recording.turns.len());
    let orders: usize =
        recording.turns.iter().flat_map(|turn| &turn.seats).map(|seat| seat.orders.len()).sum();
    assert!(orders > 7_000, "{orders} orders are no match to measure");
    let bare = recording.write_without_logs();
    println!("{} turns, {orders} orders: {} bytes", recording.turns.len(), bare.len());
    assert!(bare.len() <= 20_000, "{} bytes", bare.len());
    check(&recording, bare);
    check(&recording, recording.write());
}

#[test]
fn the_same_match_gives_the_same_bytes() {
    assert_eq!(Recording::small(70).write(), Recording::small(70).write());
}

#[test]
fn blocks_may_be_closed_after_any_turn() {
    let recording = Recording::small(70);
    let begin = || Writer::new(Vec::new(), &recording.header).unwrap();
    check(&recording, recording.write_with(begin(), |_| true));
    check(&recording, recording.write_with(begin(), |turn| turn % 10 == 3));
    let farewell = recording.turns.len() - 2;
    check(&recording, recording.write_with(begin(), |turn| turn == farewell));
}

#[test]
fn a_flood_of_logs_closes_blocks_early() {
    let mut recording = Recording::small(40);
    for logs in &mut recording.logs {
        logs[0].stderr = vec![b'x'; replay::limits::STDERR_BYTES];
    }
    let file = recording.write();
    let blocks = crate::file::sections(&file).iter().filter(|section| section.0 == b'B').count();
    assert!(blocks > 4, "{blocks} blocks");
    check(&recording, file);
}

#[test]
fn eight_teams_come_back() {
    check_all(Recording::plausible(header(41, 8, short(130))));
}

fn check_all(recording: Recording) {
    check(&recording, recording.write());
    check(&recording, recording.write_without_logs());
}

#[test]
fn a_writer_refuses_what_a_replay_cannot_hold() {
    #[track_caller]
    fn refused(recording: &Recording, expected: impl Fn(&RecordError) -> bool) {
        let mut writer = Writer::new(Vec::new(), &recording.header).unwrap();
        let mut errors = Vec::new();
        recording.each_turn(|turn, game| {
            errors.extend(writer.push(game, &recording.turns[turn], &recording.logs[turn]).err());
        });
        let error = errors.first().expect("refused").get_ref().expect("one of ours");
        let error = error.downcast_ref::<RecordError>().expect("a record error");
        assert!(expected(error), "{error:?}");
    }
    let good = Recording::small(3);
    let order = |unit| Order { unit, verb: 4, to: None, amount: 0 };

    let mut bad = good.clone();
    bad.turns[1].seats[0].orders = vec![order(None), order(Some(UnitId(1)))];
    refused(&bad, |error| matches!(error, RecordError::Unsorted { turn: Tick(1), seat: 0 }));

    let mut bad = good.clone();
    bad.turns[1].seats[1].orders = vec![order(Some(UnitId(1))); 2];
    refused(&bad, |error| matches!(error, RecordError::Unsorted { turn: Tick(1), seat: 1 }));

    let mut bad = good.clone();
    bad.turns[0].seats[0].orders = vec![order(None)];
    refused(&bad, |error| matches!(error, RecordError::OutOfTurn { turn: Tick(0) }));

    let mut bad = good.clone();
    bad.turns[2].seats.pop();
    refused(&bad, |error| matches!(error, RecordError::Seats { turn: Tick(2), what: "records", .. }));

    let mut bad = good.clone();
    bad.logs[2].pop();
    refused(&bad, |error| matches!(error, RecordError::Seats { turn: Tick(2), what: "logs", .. }));

    let mut bad = good.clone();
    bad.turns[2].seats[0].drops = vec![Note { unit: None, why: Reason::BadJson }; 129];
    refused(&bad, |error| matches!(error, RecordError::OverLimit { turn: Tick(2), .. }));

    let mut bad = good.clone();
    bad.turns[4].digest.0[9] ^= 1;
    refused(&bad, |error| matches!(error, RecordError::FarewellDigest { turn: Tick(4) }));
}

#[test]
fn a_writer_follows_the_game_turn_by_turn() {
    let recording = Recording::small(3);
    let mut writer = Writer::new(Vec::new(), &recording.header).unwrap();
    recording.each_turn(|turn, game| {
        let push =
            |writer: &mut Writer<Vec<u8>>| writer.push(game, &recording.turns[turn], &recording.logs[turn]);
        push(&mut writer).unwrap();
        // Again for the same turn: out of step, or a second farewell.
        assert!(push(&mut writer).is_err(), "turn {turn} twice");
    });
    let mut cut = Writer::new(Vec::new(), &recording.header).unwrap();
    recording.each_turn(|turn, game| {
        if turn < 3 {
            cut.push(game, &recording.turns[turn], &recording.logs[turn]).unwrap();
        }
    });
    assert!(cut.finish(&recording.outcome).is_err(), "finished without its farewell");
}

#[test]
fn a_header_has_limits_and_shows_names_escaped() {
    let mut header = header(17, 2, short(2));
    header.seats[0].name = "evil\u{1b}[2J\n\u{202e}x".to_owned();
    let recording = Recording::plausible(header);
    let reader = Reader::from_bytes(recording.write()).unwrap();
    let seat = &reader.header().seats[0];
    assert_eq!(seat.name, "evil\u{1b}[2J\n\u{202e}x");
    assert_eq!(seat.to_string(), r"evil\u{1b}[2J\n\u{202e}x by somebody (rust)");

    type Change = fn(&mut replay::Header);
    let changes: [Change; 6] = [
        |header| header.seats[1].author = "x".repeat(257),
        |header| header.game = "x".repeat(257),
        |header| header.seed = "x".repeat(1025),
        |header| header.map = "x".repeat(256 * 1024 + 1),
        |header| header.seats.clear(),
        |header| header.seats = vec![header.seats[0].clone(); 17],
    ];
    for change in changes {
        let mut header = recording.header.clone();
        change(&mut header);
        let error = Writer::new(Vec::new(), &header).err().expect("refused");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    }
}

fn any_order() -> impl Strategy<Value = (Option<u8>, Option<u8>, u32)> {
    (
        proptest::option::of(0_u8..12),
        proptest::option::of(0_u8..4),
        prop_oneof![Just(0), 1_u32..20, any::<u32>()],
    )
}

/// Orders of a seat: mostly for units that exist, sometimes for any number at all.
fn any_orders() -> impl Strategy<Value = Vec<Order>> {
    let key = prop_oneof![5 => 0_u32..12, 1 => 0_u32..=65_536];
    btree_map(key, any_order(), 0..14).prop_map(|orders| {
        let make = |(key, (verb, to, amount)): (u32, (Option<u8>, Option<u8>, u32))| Order {
            unit: u16::try_from(key).ok().map(UnitId),
            verb: verb.unwrap_or(255),
            to: to.map(|dir| Dir::ALL[usize::from(dir)]),
            amount,
        };
        orders.into_iter().map(make).collect()
    })
}

fn any_status() -> impl Strategy<Value = Status> {
    prop_oneof![
        5 => Just(Status::Waiting),
        1 => Just(Status::OutOfFuel),
        1 => any::<u32>().prop_map(Status::Exited),
        1 => (0..Fault::ALL.len()).prop_map(|fault| Status::Faulted(Fault::ALL[fault])),
    ]
}

fn any_note() -> impl Strategy<Value = Note> {
    (proptest::option::of(any::<u16>()), 0..Reason::ALL.len())
        .prop_map(|(unit, why)| Note { unit: unit.map(UnitId), why: Reason::ALL[why] })
}

fn any_mark() -> impl Strategy<Value = Mark> {
    let pos = || any::<(u8, u8)>().prop_map(|(x, y)| Pos::new(x, y));
    prop_oneof![
        (pos(), pos()).prop_map(|(from, to)| Mark::Line { from, to, color: Color::Purple }),
        (pos(), any::<u8>()).prop_map(|(at, radius)| Mark::Circle { at, radius, color: Color::White }),
        (pos(), ".{0,20}").prop_map(|(at, text)| Mark::Text { at, text, color: Color::Blue }),
    ]
}

fn any_log() -> impl Strategy<Value = SeatLog> {
    let watch = (proptest::option::of(any::<u16>()), ".{0,10}", ".{0,30}")
        .prop_map(|(unit, key, value)| Watch { unit: unit.map(UnitId), key, value });
    (vec(any::<u8>(), 0..60), any::<u64>(), vec(any_mark(), 0..4), vec(watch, 0..4))
        .prop_map(|(stderr, lost, marks, watches)| SeatLog { stderr, lost, marks, watches })
}

fn any_seat() -> impl Strategy<Value = (SeatRecord, SeatLog)> {
    (any_orders(), vec(any_note(), 0..5), any::<u64>(), any_status(), any_log()).prop_map(
        |(orders, drops, fuel, status, log)| (SeatRecord { orders, drops, fuel: Fuel(fuel), status }, log),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the seats did, sensible or not, comes back, and the rules bear it.
    #[test]
    fn any_records_come_back(script in vec(vec(any_seat(), 2), 1..70), step in 1_usize..40) {
        let ticks = script.len() as u32;
        let mut script = script.into_iter();
        let header = arena::header(17, 2, short(ticks));
        let recording = Recording::play(header, |_| script.next().expect("a match ends with its last tick"));
        check(&recording, recording.write_without_logs());
        let writer = Writer::new(Vec::new(), &recording.header).unwrap();
        check(&recording, recording.write_with(writer, |turn| turn % step == 0));
    }
}
