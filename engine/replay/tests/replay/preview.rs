//! A match that is shown while it is written.

use replay::{Preview, Reader, Writer, verify};

use crate::arena::Recording;

/// Writes a match, and shows it from a turn on, in pieces of so many turns. What was shown by each piece's turn, and the
/// replay that is kept.
fn show(recording: &Recording, from: usize, every: usize) -> (Vec<(usize, Vec<u8>)>, Vec<u8>) {
    let mut kept = Writer::new(Vec::new(), &recording.header).unwrap();
    let (mut preview, mut pieces) = (None::<Preview>, Vec::new());
    recording.each_turn(|turn, game| {
        kept.push(game, &recording.turns[turn], &recording.logs[turn]).unwrap();
        match &mut preview {
            Some(preview) => preview.push(game, &recording.turns[turn]).unwrap(),
            None if turn >= from => preview = Some(Preview::of(&kept).unwrap()),
            None => {}
        }
        if let Some(preview) = &mut preview
            && turn % every == 0
        {
            pieces.push((turn, preview.news().unwrap()));
        }
    });
    (pieces, kept.finish(&recording.outcome).unwrap())
}

#[test]
fn what_is_shown_is_the_match_up_to_the_last_turn_without_its_logs() {
    let recording = Recording::small(200);
    for (from, every) in [(0, 1), (1, 7), (63, 1), (64, 5), (65, 64), (150, 3)] {
        let (pieces, kept) = show(&recording, from, every);
        let mut file = Vec::new();
        for (turn, piece) in pieces {
            file.extend_from_slice(&piece);
            let reader = Reader::from_bytes(file.clone()).unwrap();
            assert_eq!(reader.turns() as usize, turn + 1, "from {from} on");
            assert_eq!(reader.digest(), Some(recording.turns[turn].digest), "from {from} on");
            assert!(!reader.has_logs() && !reader.is_complete());
            assert_eq!(reader.torn_bytes(), 0);
        }
        verify(&Reader::from_bytes(file).unwrap()).unwrap();
        assert!(kept == recording.write(), "showing from {from} on changed what is kept");
    }
}
