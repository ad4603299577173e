//! Taking the logs out.

use protocol::Tick;
use replay::{Reader, ReplayError, SigningKey, sign, strip_logs};

use crate::arena::Recording;
use crate::file::{file, sections};

#[test]
fn stripping_gives_what_a_writer_without_logs_writes() {
    for ticks in [1, 62, 63, 130] {
        let recording = Recording::small(ticks);
        let bare = recording.write_without_logs();
        assert_eq!(strip_logs(recording.write()).unwrap(), bare);
        assert_eq!(strip_logs(bare.clone()).unwrap(), bare);
        let reader = Reader::from_bytes(bare).unwrap();
        assert!(!reader.has_logs());
        assert!(matches!(reader.logs(Tick(0)), Err(ReplayError::NoLogs)));
        assert_eq!(reader.turn(Tick(1)).unwrap(), recording.turns[1]);
    }
}

#[test]
fn a_signature_goes_with_the_logs() {
    let recording = Recording::small(5);
    let signed = sign(recording.write(), &SigningKey::from_bytes(&[3; 32])).unwrap();
    assert_eq!(strip_logs(signed).unwrap(), recording.write_without_logs());
}

#[test]
fn an_unfinished_file_keeps_its_whole_blocks() {
    let recording = Recording::small(100);
    let (whole, bare) = (recording.write(), recording.write_without_logs());
    let header = file(&sections(&whole)[..1]).len();
    for cut in (header..whole.len()).step_by(97) {
        let turns = Reader::from_bytes(whole[..cut].to_vec()).unwrap().turns();
        let stripped = strip_logs(whole[..cut].to_vec()).unwrap();
        assert!(bare.starts_with(&stripped), "cut at {cut}");
        assert_eq!(Reader::from_bytes(stripped).unwrap().turns(), turns);
    }
}
