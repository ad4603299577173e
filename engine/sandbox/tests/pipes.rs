//! What goes through stdin, stdout and stderr, and what of it is cut.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use play::{RICH, lines, main, module, play, run, start, text, tick};
use protocol::{Reason, Status};
use sandbox::{Limits, Line};

#[test]
fn lines_go_in_and_out() {
    let turns = play(&main("(loop $again (call $echo) (br $again))"), RICH, &lines(3));
    assert_eq!(turns.iter().map(text).collect::<Vec<_>>(), ["start|", "tick 1|", "tick 2|", "tick 3|"]);
    assert!(turns.iter().all(|turn| turn.status == Status::Waiting && turn.notes.is_empty()));
}

/// The start line is read in small pieces while newer ticks arrive: it stays whole, and so does a tick once begun.
#[test]
fn a_line_that_was_begun_stays_whole() {
    let wasm = module(
        r#"(func $bytes (param $n i32)
            (i32.store (i32.const 0x10) (i32.const 0x1000))
            (i32.store (i32.const 0x14) (local.get $n))
            (drop (call $fd_read (i32.const 0) (i32.const 0x10) (i32.const 1) (i32.const 0x18)))
            (call $print (i32.const 0x1000) (i32.load (i32.const 0x18))))
        (func (export "_start") (local $i i32)
            (call $bytes (i32.const 3))
            (loop $wait
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $wait (i32.lt_u (local.get $i) (i32.const 20000))))
            (loop $again (call $bytes (i32.const 4)) (br $again)))"#,
    );
    let turns = play(&wasm, play::plan(2_000, 30_000, 200_000), &lines(8));
    let said: String = turns.iter().map(text).collect();
    let begun = turns.iter().position(|turn| turn.status == Status::Waiting).unwrap();
    assert!(begun > 1, "the guest was to be late");
    let ticks: String = (begun as u32..=8).map(|n| format!("tick {n}|")).collect();
    assert_eq!(said, format!("start|{ticks}"));
}

#[test]
fn a_partial_line_waits_for_its_end() {
    let wasm = main(
        r#"(drop (call $read))
        (call $print (i32.const 0x30) (i32.const 4))
        (drop (call $read))
        (call $print (i32.const 0x34) (i32.const 4))
        (drop (call $read))
        (call $print (i32.const 0x28) (i32.const 1))
        (drop (call $read))"#,
    );
    let turns = play(&wasm, RICH, &lines(3));
    assert_eq!(turns.iter().map(text).collect::<Vec<_>>(), ["", "", "01234567|", ""]);
}

/// For each line that it reads, writes 60 KB of one letter so many times, ends that line on stdout, and says 1.
fn flood(fd: u32, times: u32) -> Vec<u8> {
    main(&format!(
        "(local $i i32)
        (loop $round
            (drop (call $read))
            (memory.fill (i32.const 0x1000) (i32.const 0x61) (i32.const 0xf000))
            (local.set $i (i32.const 0))
            (loop $again
                (i32.store (i32.const 0) (i32.const 0x1000))
                (i32.store (i32.const 4) (i32.const 0xf000))
                (drop (call $fd_write (i32.const {fd}) (i32.const 0) (i32.const 1) (i32.const 8)))
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $again (i32.lt_u (local.get $i) (i32.const {times}))))
            (call $print (i32.const 0x28) (i32.const 1))
            (call $say (i32.const 1))
            (br $round))"
    ))
}

fn notes(turn: &sandbox::TurnEnd) -> Vec<Reason> {
    assert!(turn.notes.iter().all(|note| note.unit.is_none()));
    turn.notes.iter().map(|note| note.why).collect()
}

#[test]
fn a_line_that_is_too_long_is_skipped() {
    // 120 KB in a line, then a short one.
    for turn in &play(&flood(1, 2), RICH, &lines(2)) {
        assert_eq!((text(turn).as_str(), notes(turn)), ("00000001|", vec![Reason::LineTooLong]));
    }
}

#[test]
fn a_flood_of_output_is_cut_and_noted_once() {
    // 10 MB in a line: what comes after the cap is dropped, the newline and the short line too.
    let turns = play(&flood(1, 170), RICH, &lines(2));
    for turn in &turns {
        assert_eq!(text(turn), "");
        assert_eq!(notes(turn), [Reason::LineTooLong, Reason::TooMuchOutput]);
        assert_eq!(turn.status, Status::Waiting);
    }
}

#[test]
fn a_flood_of_newlines_is_cut_and_noted_once() {
    let wasm = main(
        "(memory.fill (i32.const 0x1000) (i32.const 10) (i32.const 0xf000))
        (loop $again (call $print (i32.const 0x1000) (i32.const 0xf000)) (br $again))",
    );
    for turn in &play(&wasm, play::plan(1_000_000, 1_000_000, 1_000_000), &lines(1)) {
        assert_eq!(turn.lines.len() as u64, Limits::default().stdout_bytes);
        assert_eq!((notes(turn), turn.status), (vec![Reason::TooMuchOutput], Status::OutOfFuel));
    }
}

#[test]
fn a_flood_of_log_keeps_its_beginning() {
    let cap = Limits::default().log_bytes;
    for turn in &play(&flood(2, 20), RICH, &lines(2)) {
        assert_eq!(turn.log.len() as u64, cap);
        assert_eq!(turn.log_lost, 20 * 0xf000 - cap);
        assert_eq!((text(turn).as_str(), notes(turn)), ("|00000001|", vec![]));
    }
}

#[test]
fn bytes_of_any_kind_pass_unchanged() {
    let wasm = main("(loop $again (call $echo) (br $again))");
    let line = b"\xff\xfe\0\x1b[31m\xe2\x80\xae{}".to_vec();
    let turns = play(&wasm, RICH, &[start(), Line::Tick(line.clone())]);
    assert_eq!(turns[1].lines.iter().collect::<Vec<_>>(), [line]);
}

/// Each case is the list of buffers for a write of `abcdefgh`, at 0x200, and what comes of it: errno, bytes written.
#[test]
fn buffers_are_checked_before_anything_is_written() {
    for (iovecs, count, result, expected) in [
        // In order, overlapping, empty.
        (&[(0x200, 3), (0x205, 3)][..], 2, 0x100, "abcfgh|00000000|00000006|"),
        (&[(0x200, 8), (0x200, 8), (0x204, 2)], 3, 0x100, "abcdefghabcdefghef|00000000|00000012|"),
        (&[(0x200, 0), (0x200, 1), (0x20000, 0)], 3, 0x100, "a|00000000|00000001|"),
        (&[], 0, 0x100, "|00000000|00000000|"),
        // Out of bounds: nothing is written, also of the buffers that were right.
        (&[(0x200, 8), (0x1ffff, 2)], 2, 0x100, "|00000015|ffffffff|"),
        (&[(0x200, 8), (-1i32 as u32, 2)], 2, 0x100, "|00000015|ffffffff|"),
        (&[(0x200, 8), (0x200, u32::MAX)], 2, 0x100, "|00000015|ffffffff|"),
        (&[(0x20001, 0)], 1, 0x100, "|00000015|ffffffff|"),
        // The result has no place.
        (&[(0x200, 8)], 1, 0x1fffd, "|00000015|ffffffff|"),
        // More buffers than there may be, and more than memory can hold.
        (&[(0x200, 1)], 1025, 0x100, "|0000001c|ffffffff|"),
        (&[(0x200, 1)], u32::MAX, 0x100, "|0000001c|ffffffff|"),
    ] {
        let stores: String = iovecs
            .iter()
            .enumerate()
            .map(|(i, (ptr, len))| {
                let at = 0x180 + 8 * i;
                let (ptr, len) = (*ptr as i32, *len as i32);
                format!(
                    "(i32.store (i32.const {at}) (i32.const {ptr}))
                    (i32.store offset=4 (i32.const {at}) (i32.const {len}))"
                )
            })
            .collect();
        let wasm = module(&format!(
            r#"(data (i32.const 0x200) "abcdefgh") (data (i32.const 0x100) "\ff\ff\ff\ff")
            (func (export "_start") (local $errno i32) {stores}
                (local.set $errno
                    (call $fd_write (i32.const 1) (i32.const 0x180) (i32.const {}) (i32.const {result})))
                (call $print (i32.const 0x28) (i32.const 1))
                (call $say (local.get $errno))
                (call $say (i32.load (i32.const 0x100))))"#,
            count as i32
        ));
        assert_eq!(text(&run(&wasm)), expected, "{iovecs:x?}");
    }
}

/// A read scatters over its buffers; a bad one takes nothing off the line.
#[test]
fn a_read_that_fails_takes_nothing() {
    let wasm = main(
        r#"(i64.store (i32.const 0x100) (i64.const 0x0000000200001000))
        (i64.store (i32.const 0x108) (i64.const 0x000000020001ffff))
        (call $say (call $fd_read (i32.const 0) (i32.const 0x100) (i32.const 2) (i32.const 0x18)))
        (i64.store (i32.const 0x108) (i64.const 0x0000000300001001))
        (call $say (call $fd_read (i32.const 0) (i32.const 0x100) (i32.const 2) (i32.const 0x20000)))
        (call $say (call $fd_read (i32.const 0) (i32.const 0x100) (i32.const 2) (i32.const 0x18)))
        (call $print (i32.const 0x1000) (i32.load (i32.const 0x18)))
        (call $echo)
        ;; Room for nothing is filled at once, and does not wait.
        (call $say (call $fd_read (i32.const 0) (i32.const 0x100) (i32.const 0) (i32.const 0x18)))"#,
    );
    let turns = play(&wasm, RICH, &[start(), tick(1)]);
    // `st` goes to 0x1000, `art` to 0x1001: overlapping buffers are filled in their order.
    assert_eq!(text(&turns[0]), "00000015|00000015|00000000|sart\0|00000000|");
    assert_eq!(turns[0].status, Status::Exited(0));
}
