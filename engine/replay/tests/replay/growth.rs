//! A file that grows, and one whose writer was killed.

use std::fs::OpenOptions;
use std::io::Write;

use protocol::Tick;
use replay::{Reader, ReplayError, Writer, verify};

use crate::arena::Recording;
use crate::file::{file, sections};

/// Where each block ends in a file, with the turns that are there from then on.
fn ends(bytes: &[u8]) -> Vec<(usize, u32)> {
    let parts = sections(bytes);
    let mut ends = Vec::new();
    let mut turns = 0;
    for (i, (kind, body)) in parts.iter().enumerate() {
        if *kind == b'B' {
            turns += u32::from(body[4]);
        }
        if *kind == b'B' || *kind == b'T' || *kind == b'H' {
            ends.push((file(&parts[..=i]).len(), turns));
        }
    }
    ends
}

#[test]
fn a_writer_killed_after_any_byte_leaves_its_whole_blocks() {
    let recording = Recording::small(20);
    let writer = Writer::new(Vec::new(), &recording.header).unwrap();
    let whole = recording.write_with(writer, |turn| turn % 8 == 7);
    let ends = ends(&whole);
    assert_eq!(ends.len(), 5, "a header, three blocks, a trailer");
    for cut in 0..whole.len() {
        let opened = Reader::from_bytes(whole[..cut].to_vec());
        let Some((_, turns)) = ends.iter().rev().find(|(end, _)| *end <= cut) else {
            assert!(matches!(opened, Err(ReplayError::NoHeader { .. })), "cut at {cut}");
            continue;
        };
        let reader = opened.unwrap_or_else(|error| panic!("cut at {cut}: {error}"));
        assert_eq!(reader.turns(), *turns, "cut at {cut}");
        assert!(!reader.is_complete());
        assert_eq!(reader.outcome(), None);
        assert!(reader.signature().is_none());
    }
}

#[test]
fn what_a_killed_writer_left_is_read_and_verified() {
    let recording = Recording::small(150);
    let whole = recording.write();
    let (_, turns) = ends(&whole)[1];
    assert_eq!(turns, 64);
    let cut = ends(&whole)[2].0 - 1;
    let reader = Reader::from_bytes(whole[..cut].to_vec()).unwrap();
    assert!(reader.torn_bytes() > 0);
    assert_eq!(reader.turn(Tick(63)).unwrap(), recording.turns[63]);
    assert_eq!(reader.logs(Tick(63)).unwrap(), recording.logs[63]);
    assert!(matches!(reader.turn(Tick(64)), Err(ReplayError::NoSuchTurn { complete: false, .. })));
    let verified = verify(&reader).unwrap();
    assert_eq!((verified.ticks, verified.complete), (63, false));
}

#[test]
fn a_growing_file_can_be_followed() {
    let recording = Recording::small(70);
    let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
    let file = OpenOptions::new().append(true).open(&path).unwrap();
    let mut writer = Writer::new(file, &recording.header).unwrap();
    let mut reader = Reader::open(&path).unwrap();
    assert_eq!(reader.turns(), 0);
    recording.each_turn(|turn, game| {
        writer.push(game, &recording.turns[turn], &recording.logs[turn]).unwrap();
        let full = turn == 5 + 64;
        assert_eq!(reader.refresh().unwrap(), full, "turn {turn}");
        if turn == 5 {
            writer.sync().unwrap();
            assert!(reader.refresh().unwrap());
            assert_eq!(reader.last_turn().0 as usize, turn);
            assert_eq!(reader.turn(reader.last_turn()).unwrap(), recording.turns[turn]);
        }
    });
    writer.finish(&recording.outcome).unwrap();
    assert!(reader.refresh().unwrap());
    assert!(reader.is_complete());
    assert!(!reader.refresh().unwrap());
    verify(&reader).unwrap();
}

#[test]
fn bytes_may_come_in_any_pieces() {
    let recording = Recording::small(70);
    let whole = recording.write();
    let header = ends(&whole)[0].0;
    for size in [1, 7, 1000] {
        let mut reader = Reader::from_bytes(whole[..header].to_vec()).unwrap();
        for piece in whole[header..].chunks(size) {
            reader.append(piece).unwrap();
        }
        assert!(reader.is_complete());
        assert_eq!(reader.turn(Tick(66)).unwrap(), recording.turns[66]);
    }
}

#[test]
fn a_file_that_shrinks_or_goes_wrong_while_it_is_followed_is_noticed() {
    let whole = Recording::small(70).write();
    let ends = ends(&whole);
    let path = tempfile::NamedTempFile::new().unwrap().into_temp_path();
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(&whole[..ends[1].0]).unwrap();
    let mut reader = Reader::open(&path).unwrap();
    assert_eq!(reader.turns(), 64);

    file.set_len(100).unwrap();
    assert!(matches!(reader.refresh(), Err(ReplayError::Replaced { has: 100, .. })));

    let mut other = whole[ends[1].0..].to_vec();
    other[20] ^= 1;
    assert!(reader.append(&other).is_err());
    assert_eq!(reader.turns(), 64);
    assert!(reader.turn(Tick(63)).is_ok(), "what was there before stays usable");
}
