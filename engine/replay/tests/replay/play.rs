//! Playing through a file.

use replay::{Reader, Writer};

use crate::arena::Recording;

#[test]
fn a_playback_shows_every_tick_in_order() {
    let recording = Recording::small(130);
    let reader = Reader::from_bytes(recording.write()).unwrap();
    let mut playback = reader.play();
    let mut ticks = 0;
    let mut events = 0;
    while let Some(step) = playback.next().unwrap() {
        assert_eq!((step.tick.0, step.game.tick().0), (ticks, ticks));
        assert_eq!(step.record, &recording.turns[ticks as usize]);
        events += step.report.events.len();
        ticks += 1;
    }
    assert_eq!(ticks, 131);
    assert!(events > 130);
    assert!(playback.next().unwrap().is_none());
}

#[test]
fn a_file_without_turns_plays_nothing() {
    let recording = Recording::small(3);
    let mut bytes = Vec::new();
    drop(Writer::new(&mut bytes, &recording.header).unwrap());
    let reader = Reader::from_bytes(bytes).unwrap();
    assert_eq!((reader.turns(), reader.last_turn().0, reader.last_tick().0), (0, 0, 0));
    assert!(reader.play().next().unwrap().is_none());
    assert!(reader.turn(protocol::Tick(0)).is_err());
    assert_eq!(replay::verify(&reader).unwrap().ticks, 0);
}
