//! Damaged and hostile files are refused with a clear error.

use protocol::Tick;
use replay::{Reader, ReplayError, verify};

use crate::arena::Recording;
use crate::file::{file, file_of_format, forge, sections, varint};

/// Opens a file and touches everything in it.
fn touch(bytes: Vec<u8>) -> Result<(), ReplayError> {
    let reader = Reader::from_bytes(bytes)?;
    for turn in (0..reader.turns()).map(Tick) {
        reader.seats(turn)?;
        if reader.has_logs() {
            reader.logs(turn)?;
        }
    }
    verify(&reader).map(drop)
}

#[test]
fn every_flipped_bit_is_refused() {
    let whole = Recording::small(4).write();
    touch(whole.clone()).unwrap();
    for byte in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[byte] ^= 1 << bit;
            let Err(error) = Reader::from_bytes(flipped) else { panic!("bit {bit} of byte {byte}") };
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn bytes_put_in_taken_out_or_added_are_refused() {
    let whole = Recording::small(4).write();
    for at in 0..whole.len() {
        let mut longer = whole.clone();
        longer.insert(at, whole[at] ^ 0x55);
        assert!(Reader::from_bytes(longer).is_err(), "a byte put in at {at}");
        let mut shorter = whole.clone();
        shorter.remove(at);
        if let Ok(reader) = Reader::from_bytes(shorter) {
            assert!(!reader.is_complete(), "a byte taken out at {at}");
        }
    }
    let mut longer = whole;
    longer.push(0);
    assert!(matches!(Reader::from_bytes(longer), Err(ReplayError::Malformed { what: "trailer", .. })));
}

#[test]
fn other_files_are_told_apart() {
    #[track_caller]
    fn not_a_replay(bytes: &[u8]) {
        assert!(matches!(Reader::from_bytes(bytes.to_vec()), Err(ReplayError::NotAReplay)), "{bytes:x?}");
    }
    not_a_replay(b"\x89PNG\r\n\x1a\n");
    not_a_replay(b"\0asm\x01\0\0\0");
    not_a_replay(b"{}");
    // A transfer as text that changed the line end.
    not_a_replay(b"\x89RDRM\n\x1a\x01\0\0\0");
    assert!(matches!(Reader::from_bytes(Vec::new()), Err(ReplayError::NoHeader { length: 0 })));
}

#[test]
fn a_newer_format_is_named() {
    let whole = Recording::small(4).write();
    for format in [0, 3, u32::MAX] {
        let future = file_of_format(format, &sections(&whole));
        let error = Reader::from_bytes(future).expect_err("refused");
        let ReplayError::UnknownFormat { found, newest: 2 } = error else { panic!("{error}") };
        assert_eq!(found, format);
        assert!(error.to_string().contains(&format!("format {format}")), "{error}");
    }
}

#[test]
fn another_epoch_opens_but_is_not_played() {
    let whole = Recording::small(4).write();
    let other = forge(&whole, b'H', |body| body[1] += 1);
    let reader = Reader::from_bytes(other).unwrap();
    let recorded = rules::EPOCH + 1;
    assert_eq!(reader.header().epoch, recorded);
    assert_eq!(reader.seats(Tick(1)).unwrap().len(), 2);
    assert_eq!(reader.logs(Tick(1)).unwrap().len(), 2);
    let refused = |error: Option<ReplayError>| matches!(error, Some(ReplayError::OtherEpoch { recorded: r, .. }) if r == recorded);
    assert!(refused(reader.turn(Tick(1)).err()));
    assert!(refused(reader.game_at(Tick(1)).err()));
    assert!(refused(reader.play().next().err()));
    assert!(refused(verify(&reader).err()));
}

#[test]
fn claims_of_any_size_are_refused_before_memory_is_taken() {
    let whole = Recording::small(4).write();
    for claim in [1 << 28, u64::from(u32::MAX), 1 << 63, u64::MAX] {
        let claim = varint(claim);
        // After the fixed front of a block, the first number is the size of its keyframe.
        let front = 38 + 4 * 5;
        let block = forge(&whole, b'B', |body| body[front..front + claim.len()].copy_from_slice(&claim));
        let reader = Reader::from_bytes(block).unwrap();
        assert!(matches!(reader.seats(Tick(0)), Err(ReplayError::OverLimit { what: "block of turns", .. })));

        let logs = forge(&whole, b'L', |body| body[5..5 + claim.len()].copy_from_slice(&claim));
        let reader = Reader::from_bytes(logs).unwrap();
        assert!(matches!(reader.logs(Tick(0)), Err(ReplayError::OverLimit { what: "block of logs", .. })));

        let header = forge(&whole, b'H', |body| body[2..2 + claim.len()].copy_from_slice(&claim));
        assert!(Reader::from_bytes(header).is_err());
    }
}

#[test]
fn a_decompression_bomb_is_refused() {
    let whole = Recording::small(4).write();
    let mut parts = sections(&whole);
    let at = parts.iter().position(|part| part.0 == b'L').unwrap();
    let bomb = zstd::bulk::compress(&vec![0; 200 << 20], 3).unwrap();
    for claim in [200 << 20, 32 << 20, 1000] {
        parts[at].1.truncate(5);
        parts[at].1.extend_from_slice(&varint(claim));
        parts[at].1.extend_from_slice(&varint(bomb.len() as u64));
        parts[at].1.extend_from_slice(&bomb);
        let reader = Reader::from_bytes(file(&parts[..at + 2])).unwrap();
        let error = reader.logs(Tick(0)).expect_err("refused");
        assert!(matches!(error, ReplayError::OverLimit { .. } | ReplayError::Malformed { .. }), "{error}");
        assert!(reader.seats(Tick(0)).is_ok(), "the turns are not touched by it");
    }
}

#[test]
fn sections_in_another_order_are_refused() {
    let parts = sections(&Recording::small(70).write());
    for i in 0..parts.len() {
        let mut missing = parts.clone();
        missing.remove(i);
        if let Ok(reader) = Reader::from_bytes(file(&missing)) {
            assert!(!reader.is_complete(), "without section {i}");
        }
        let mut twice = parts.clone();
        twice.insert(i, parts[i].clone());
        assert!(Reader::from_bytes(file(&twice)).is_err(), "section {i} twice");
        for j in 0..i {
            let mut swapped = parts.clone();
            swapped.swap(i, j);
            assert!(Reader::from_bytes(file(&swapped)).is_err(), "sections {j} and {i} swapped");
        }
    }
    let unknown = file(&[parts[0].clone(), (b'X', Vec::new())]);
    assert!(matches!(Reader::from_bytes(unknown), Err(ReplayError::Malformed { what: "section", .. })));
}

#[test]
fn a_block_of_another_match_does_not_fit() {
    // Both begin alike but for one number of the header, so the block itself is the same, checksum and all.
    let (ours, theirs) = (Recording::small(150).write(), Recording::small(149).write());
    let header = file(&sections(&ours)[..1]).len();
    assert_eq!(header, file(&sections(&theirs)[..1]).len());
    assert_eq!(sections(&ours)[2], sections(&theirs)[2]);
    let spliced = [&ours[..header], &theirs[header..]].concat();
    assert!(matches!(Reader::from_bytes(spliced), Err(ReplayError::Damaged { .. })));
}

/// With right checksums every byte of a body reaches the decoders: they must answer, not panic.
#[test]
fn any_change_behind_a_right_checksum_is_an_error_or_a_mismatch() {
    let whole = Recording::small(4).write();
    for kind in *b"HLBET" {
        let length = sections(&whole).iter().find(|part| part.0 == kind).unwrap().1.len();
        for at in 0..length {
            for change in [1, 0x80, 0xff] {
                let forged = forge(&whole, kind, |body| body[at] ^= change);
                let result = touch(forged);
                // A name, a log byte or a fuel count can be another one; the ending and the trailer cannot.
                let free = matches!(kind, b'H' | b'L' | b'B');
                assert!(free || result.is_err(), "byte {at} of section {}", kind as char);
            }
        }
    }
}
