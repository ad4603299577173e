//! Seats that play a script: format 2.

use protocol::ScriptHash;
use replay::{Header, Reader, ReplayError, SigningKey, sign, strip_logs};

use crate::arena::Recording;
use crate::file::{file, file_of_format, sections};

/// A match in which the second seat plays a script.
fn recording() -> Recording {
    let mut recording = Recording::small(4);
    recording.header.seats[1].script = Some(ScriptHash([0x5c; 32]));
    recording
}

fn format(file: &[u8]) -> u8 {
    file[8]
}

fn header(file: Vec<u8>) -> Header {
    Reader::from_bytes(file).expect("a replay").header().clone()
}

#[test]
fn a_script_takes_a_newer_format_and_comes_back() {
    let recording = recording();
    let written = recording.write();
    assert_eq!((format(&written), format(&Recording::small(4).write())), (2, 1));
    assert_eq!(header(written), recording.header);
}

#[test]
fn signing_and_stripping_keep_it() {
    let recording = recording();
    let signed = sign(recording.write(), &SigningKey::from_bytes(&[3; 32])).unwrap();
    assert!(Reader::from_bytes(signed.clone()).unwrap().signature().unwrap().valid);
    assert_eq!(header(signed.clone()), recording.header);
    assert_eq!(strip_logs(signed).unwrap(), recording.write_without_logs());
    assert_eq!(header(recording.write_without_logs()), recording.header);
}

#[test]
fn each_content_has_one_format() {
    let with_script = sections(&recording().write());
    let without = sections(&Recording::small(4).write());
    for odd in [file(&with_script), file_of_format(2, &without)] {
        let error = Reader::from_bytes(odd).expect_err("refused");
        assert!(matches!(error, ReplayError::Malformed { what: "header", .. }), "{error}");
    }
    // Format 2 with no script in any seat.
    let mut empty = without;
    empty[0].1.extend([2, 0, 0]);
    let error = Reader::from_bytes(file_of_format(2, &empty)).expect_err("refused");
    assert!(error.to_string().contains("canonical"), "{error}");
}

#[test]
fn scripts_of_another_number_of_seats_are_refused() {
    let mut parts = sections(&Recording::small(4).write());
    parts[0].1.extend([1, 1]);
    parts[0].1.extend([0x5c; 32]);
    let error = Reader::from_bytes(file_of_format(2, &parts)).expect_err("refused");
    assert!(error.to_string().contains("another number of seats"), "{error}");
}
