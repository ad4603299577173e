//! Any state of a match can be had, and it is the one that was played.

use protocol::{Seat, Tick};
use replay::{Reader, ReplayError};

use crate::arena::Recording;

/// The bytes of each state of a match, by turn.
fn states(recording: &Recording) -> Vec<Vec<u8>> {
    let mut states = Vec::new();
    recording.each_turn(|_, game| {
        let mut state = Vec::new();
        game.save(&mut state);
        states.push(state);
    });
    states
}

#[test]
fn a_seek_gives_the_state_that_was_played() {
    let recording = Recording::small(200);
    let reader = Reader::from_bytes(recording.write()).unwrap();
    let states = states(&recording);
    // To and fro, over borders of blocks, more blocks than are kept unpacked.
    for turn in (0..states.len()).map(|i| i * 79 % states.len()) {
        let mut state = Vec::new();
        reader.game_at(Tick(turn as u32)).unwrap().save(&mut state);
        assert_eq!(state, states[turn], "turn {turn}");
    }
    let beyond = Tick(states.len() as u32);
    assert!(matches!(reader.game_at(beyond), Err(ReplayError::NoSuchTurn { .. })));
    assert!(matches!(reader.turn(Tick(u32::MAX)), Err(ReplayError::NoSuchTurn { .. })));
    assert!(matches!(reader.logs(beyond), Err(ReplayError::NoSuchTurn { .. })));
}

#[test]
fn the_lines_that_bots_were_sent_can_be_written_again() {
    let recording = Recording::small(80);
    let reader = Reader::from_bytes(recording.write()).unwrap();
    let mut game = reader.start().unwrap();
    let mut report = rules::Report::default();
    let mut told = vec![Vec::new(); 2];
    let mut failures = 0;
    for turn in 1..=reader.last_tick().0 {
        let record = &recording.turns[turn as usize];
        assert_eq!(reader.notes_before(Tick(turn)).unwrap(), told, "turn {turn}");
        for (seat, told) in told.iter().enumerate() {
            let mut line = Vec::new();
            game.write_tick(Seat(seat as u8), told, &mut line);
            assert_eq!(reader.line(Tick(turn), Seat(seat as u8)).unwrap(), line);
        }
        let orders: Vec<_> = record.seats.iter().map(|seat| seat.orders.clone()).collect();
        game.play(&orders, &mut report);
        assert_eq!(reader.report(Tick(turn)).unwrap(), report);
        for ((told, seat), failed) in told.iter_mut().zip(&record.seats).zip(&report.failed) {
            failures += failed.len();
            *told = [&seat.drops[..], failed].concat();
        }
    }
    assert!(failures > 0, "nothing failed, so nothing was compared");
    let (mut first, mut last) = (Vec::new(), Vec::new());
    reader.start().unwrap().write_start(Seat(1), "bot-1", &mut first);
    game.write_end(Seat(1), &mut last);
    assert_eq!(reader.line(Tick(0), Seat(1)).unwrap(), first);
    assert_eq!(reader.line(reader.last_turn(), Seat(1)).unwrap(), last);
}
