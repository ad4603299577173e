//! Files that are well formed and say what did not happen.

use protocol::{Dir, Tick, UnitId};
use replay::{Field, Reader, ReplayError, Writer, verify};
use rules::Order;

use crate::arena::Recording;
use crate::file::forge;

#[track_caller]
fn check(file: Vec<u8>, tick: u32, field: Field) {
    let reader = Reader::from_bytes(file).unwrap();
    match verify(&reader) {
        Err(ReplayError::Mismatch(mismatch)) => {
            assert_eq!((mismatch.tick, mismatch.field), (Tick(tick), field), "{mismatch}");
            assert_ne!(mismatch.recorded, mismatch.computed);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_wrong_digest_is_found_at_its_tick() {
    let good = Recording::small(150);
    for tick in [0, 1, 62, 63, 64, 65, 130, 150] {
        let mut forged = good.clone();
        forged.turns[tick].digest.0[2] ^= 0x10;
        let last = forged.turns.len() - 1;
        forged.turns[last].digest = forged.turns[last - 1].digest;
        check(forged.write(), tick as u32, Field::Digest);
    }
}

#[test]
fn an_edited_order_is_found_at_its_tick() {
    let good = Recording::small(150);
    for tick in [1, 40, 64, 101] {
        let mut forged = good.clone();
        let orders = &mut forged.turns[tick].seats[0].orders;
        let moved = orders.iter_mut().find(|order| order.verb == 0).expect("somebody moves");
        let other = Order { to: moved.to.map(Dir::opposite), ..*moved };
        *moved = other;
        let file = forged.write();
        check(file.clone(), tick as u32, Field::Digest);

        // A reader never shows a state that was not recorded, verified or not.
        let reader = Reader::from_bytes(file).unwrap();
        assert!(reader.game_at(Tick(tick as u32 - 1)).is_ok());
        assert!(matches!(reader.game_at(Tick(tick as u32)), Err(ReplayError::Mismatch(_))));
        assert!(matches!(reader.turn(Tick(tick as u32)), Err(ReplayError::Mismatch(_))));
    }
}

#[test]
fn an_edited_order_without_effect_is_still_the_match_that_was_recorded() {
    let mut recording = Recording::small(20);
    recording.turns[5].seats[1].orders.retain(|order| order.unit.is_some());
    let never = Order { unit: Some(UnitId(60_000)), verb: 4, to: None, amount: 0 };
    recording.turns[5].seats[1].orders.push(never);
    let file = recording.write();
    let reader = Reader::from_bytes(file).unwrap();
    assert!(reader.seats(Tick(5)).unwrap()[1].orders.contains(&never));
}

#[test]
fn a_wrong_outcome_is_found() {
    let mut forged = Recording::small(20);
    forged.outcome.scores[0] += 1;
    check(forged.write(), 20, Field::Outcome);
}

#[test]
fn a_wrong_keyframe_is_found() {
    let recording = Recording::small(150);
    let mut writer = Writer::new(Vec::new(), &recording.header).unwrap();
    let mut other = rules::start(
        &recording.header.game,
        &recording.header.params,
        &recording.header.map,
        &recording.header.seed,
    )
    .unwrap();
    for _ in 0..63 {
        other.play(&[Vec::new(), Vec::new()], &mut rules::Report::default());
    }
    recording.each_turn(|turn, game| {
        let game = if turn == 63 { &*other } else { game };
        writer.push(game, &recording.turns[turn], &recording.logs[turn]).unwrap();
    });
    let file = writer.finish(&recording.outcome).unwrap();
    let reader = Reader::from_bytes(file.clone()).unwrap();
    assert!(reader.game_at(Tick(63)).is_ok());
    let shown = reader.game_at(Tick(64)).map(drop);
    assert!(
        matches!(shown, Err(ReplayError::Mismatch(ref wrong)) if wrong.field == Field::Keyframe),
        "{shown:?}"
    );
    check(file, 63, Field::Keyframe);
}

#[test]
fn a_match_cut_short_or_drawn_out_is_found() {
    let recording = Recording::small(20);
    // A farewell while the rules of the header go on for another tick.
    let mut longer = recording.clone();
    longer.header.params = crate::arena::short(21);
    let mut writer = Writer::new(Vec::new(), &longer.header).unwrap();
    recording
        .each_turn(|turn, game| writer.push(game, &recording.turns[turn], &recording.logs[turn]).unwrap());
    let file = writer.finish(&recording.outcome).unwrap();
    check(file, 20, Field::Length);
}

#[test]
fn other_rules_in_the_header_are_found() {
    let recording = Recording::small(150);
    let file = forge(&recording.write(), b'H', |body| {
        let text = b"\"mine_amount\":1";
        let at = body.windows(text.len()).position(|window| window == text).unwrap();
        body[at + text.len() - 1] = b'2';
    });
    let reader = Reader::from_bytes(file).unwrap();
    assert!(matches!(verify(&reader), Err(ReplayError::Mismatch(_))));
}

#[test]
fn a_header_that_no_match_can_be_made_of_is_an_error() {
    let recording = Recording::small(5);
    let change = |change: fn(&mut replay::Header)| {
        let mut forged = recording.clone();
        change(&mut forged.header);
        let mut writer = Writer::new(Vec::new(), &forged.header).unwrap();
        let mut error = None;
        recording.each_turn(|turn, game| {
            error = error.take().or(writer.push(game, &recording.turns[turn], &recording.logs[turn]).err());
        });
        assert!(error.is_none());
        verify(&Reader::from_bytes(writer.finish(&recording.outcome).unwrap()).unwrap())
    };
    assert!(matches!(change(|header| header.game = "chess".to_owned()), Err(ReplayError::Setup(_))));
    assert!(matches!(change(|header| header.map = "?".to_owned()), Err(ReplayError::Setup(_))));
    assert!(matches!(change(|header| header.params = "{}".to_owned()), Err(ReplayError::Setup(_))));
    let four = |header: &mut replay::Header| header.map = crate::arena::header(31, 4, String::new()).map;
    assert!(matches!(change(four), Err(ReplayError::Seats { named: 2, seats: 4 })));
}
