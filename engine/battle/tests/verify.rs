//! Playing a match again with its bots finds whatever was changed in its replay, also where every sum was made anew.

mod play;

use std::path::Path;

use battle::{Field, ReExecutionError, Setup, Shelf, verify_with_bots};
use play::{bundled_bot, record, sandbox, setup, wat, written_module};
use protocol::{Digest, Reason, Seat, Status, Tick};
use replay::{Reader, SeatLog, TurnRecord, Writer, strip_logs, verify};
use rules::Report;
use tempfile::TempDir;

/// A bot that leaves something to compare everywhere: it orders, is refused an order, logs, marks and watches.
fn talker() -> Vec<u8> {
    let line = br#"{"orders":[{"unit":0,"do":"guard"},{"unit":0,"do":"mine"}],
        "marks":[{"kind":"circle","at":[3,4],"radius":1}],"watch":{"plan":"talk"}}"#;
    let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != b'\n').collect();
    wat(&[&line], "(loop $turn (if (call $read) (then (call $log) (call $line0) (br $turn))))")
}

/// A match of the talker against greedy that ends before anybody can have won, with a folder of its modules.
struct Recorded {
    folder: TempDir,
    reader: Reader,
}

const TICKS: u32 = 12;

impl Recorded {
    fn new() -> Recorded {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("talker.wasm"), talker()).expect("writable");
        let path = folder.path().join("match.replay");
        record(sandbox(), &Recorded::setup(), &path);
        let reader = Reader::open(path).expect("a replay");
        Recorded { folder, reader }
    }

    fn setup() -> Setup {
        setup(
            vec![written_module(&talker()), bundled_bot("greedy")],
            "open",
            "verify",
            &[&format!("ticks={TICKS}")],
        )
    }

    fn shelf(&self) -> Shelf {
        Shelf::folder(self.folder.path()).expect("a folder")
    }

    /// The replay with one turn edited, and every state and sum that follows from it made anew.
    fn forged(&self, edit: impl Fn(Tick, &mut TurnRecord, &mut [SeatLog])) -> Reader {
        let mut game = self.reader.start().expect("a game");
        let mut writer = Writer::new(Vec::new(), self.reader.header()).expect("a header");
        let (mut report, mut digest, mut scratch) = (Report::default(), Digest::default(), Vec::new());
        for turn in (0..=self.reader.last_turn().0).map(Tick) {
            let mut record = self.reader.turn(turn).expect("a turn");
            let mut logs = self.reader.logs(turn).expect("logs");
            edit(turn, &mut record, &mut logs);
            if (1..=self.reader.last_tick().0).contains(&turn.0) {
                let orders: Vec<_> = record.seats.iter().map(|seat| seat.orders.clone()).collect();
                game.play(&orders, &mut report);
            }
            if turn <= self.reader.last_tick() {
                digest = rules::chain(digest, &*game, &mut scratch);
            }
            record.digest = digest;
            writer.push(&*game, &record, &logs).expect("a turn that a replay can hold");
        }
        let outcome = game.outcome().expect("it is over");
        Reader::from_bytes(writer.finish(&outcome).expect("a farewell")).expect("a replay")
    }
}

/// Edits a match and expects the difference to be found where it is.
fn check(field: Field, tick: u32, seat: u8, edit: impl Fn(&mut TurnRecord, &mut [SeatLog])) {
    let recorded = Recorded::new();
    let forged = recorded.forged(|turn, record, logs| {
        if turn.0 == tick {
            edit(record, logs);
        }
    });
    verify(&forged).expect("without bots, nothing is wrong with it");
    match verify_with_bots(sandbox(), &forged, &recorded.shelf()) {
        Err(ReExecutionError::Differs(found)) => {
            assert_eq!(
                (found.tick, found.seat, found.field),
                (Tick(tick), Some(Seat(seat)), field),
                "{found}"
            );
            assert_ne!(found.recorded, found.played);
        }
        Err(other) => panic!("{field}: {other}"),
        Ok(_) => panic!("{field}: the change was not found"),
    }
}

#[test]
fn an_honest_replay_is_confirmed() {
    let recorded = Recorded::new();
    let verified = verify(&recorded.reader).expect("its digests hold");
    let again =
        verify_with_bots(sandbox(), &recorded.reader, &recorded.shelf()).expect("its bots do the same");
    assert_eq!((again.turns, again.digest, again.logs), (TICKS + 2, verified.digest, true));
    let untouched = recorded.forged(|_, _, _| {});
    assert!(verify_with_bots(sandbox(), &untouched, &recorded.shelf()).is_ok());
}

#[test]
fn a_replay_without_logs_is_confirmed_in_the_rest() {
    let recorded = Recorded::new();
    let file = std::fs::read(recorded.folder.path().join("match.replay")).expect("a replay");
    let reader = Reader::from_bytes(strip_logs(file).expect("a replay")).expect("a replay");
    assert!(!verify_with_bots(sandbox(), &reader, &recorded.shelf()).expect("its bots do the same").logs);
}

#[test]
fn orders_that_were_not_given_are_found() {
    for tick in [1, TICKS] {
        check(Field::Orders, tick, 1, |record, _| {
            record.seats[1].orders.pop().expect("greedy has something to do");
        });
        check(Field::Orders, tick, 0, |record, _| record.seats[0].orders.clear());
    }
}

#[test]
fn changed_drops_are_found() {
    check(Field::Drops, 5, 0, |record, _| record.seats[0].drops[0].why = Reason::NoSuchUnit);
    check(Field::Drops, 5, 0, |record, _| record.seats[0].drops.clear());
    check(Field::Drops, 0, 0, |record, _| record.seats[0].drops.clear());
}

#[test]
fn changed_fuel_and_status_are_found() {
    check(Field::Fuel, 7, 1, |record, _| record.seats[1].fuel.0 += 1);
    check(Field::Fuel, TICKS + 1, 0, |record, _| record.seats[0].fuel.0 -= 1);
    check(Field::Status, 7, 1, |record, _| record.seats[1].status = Status::OutOfFuel);
}

#[test]
fn changed_logs_are_found() {
    check(Field::Log, 3, 0, |_, logs| *logs[0].stderr.last_mut().expect("a log") ^= 1);
    check(Field::Log, 3, 0, |_, logs| logs[0].lost += 1);
    check(Field::Log, 0, 0, |_, logs| logs[0].stderr.clear());
    check(Field::Marks, 4, 0, |_, logs| logs[0].marks.clear());
    check(Field::Watches, 4, 0, |_, logs| logs[0].watches[0].value.push('!'));
}

#[test]
fn another_name_or_seed_is_found_by_what_the_bots_did_then() {
    let recorded = Recorded::new();
    let mut header = recorded.reader.header().clone();
    header.fuel.per_tick.0 = 100;
    header.fuel.bank.0 = 100;
    let mut writer = Writer::new(Vec::new(), &header).expect("a header");
    for turn in (0..=recorded.reader.last_turn().0).map(Tick) {
        let game = recorded.reader.game_at(turn).expect("a state");
        let (record, logs) =
            (recorded.reader.turn(turn).expect("a turn"), recorded.reader.logs(turn).expect("logs"));
        writer.push(&*game, &record, &logs).expect("a turn");
    }
    let outcome = recorded.reader.outcome().expect("it is over").clone();
    let forged = Reader::from_bytes(writer.finish(&outcome).expect("a farewell")).expect("a replay");
    verify(&forged).expect("without bots, nothing is wrong with it");
    let found = verify_with_bots(sandbox(), &forged, &recorded.shelf());
    assert!(matches!(found, Err(ReExecutionError::Differs(_))), "{found:?}");
}

#[test]
fn a_missing_module_is_named() {
    let recorded = Recorded::new();
    match verify_with_bots(sandbox(), &recorded.reader, &Shelf::bundled()) {
        Err(ReExecutionError::MissingModule { seat, module, .. }) => {
            assert_eq!((seat, module), (Seat(0), recorded.reader.header().seats[0].module));
        }
        other => panic!("{other:?}"),
    }
    assert!(Shelf::folder(Path::new("no such folder")).is_err());
}
