use protocol::{Note, Reason};

use super::Lines;

/// Cuts what the guest writes into lines. Holds a turn's output at most: the cap, and a line that is not complete.
#[derive(Debug)]
pub(crate) struct Stdout {
    cap: usize,
    line_cap: usize,
    /// Bytes that may still be written in this turn.
    room: usize,
    lines: Lines,
    /// A byte of the current line was dropped: the rest of it is dropped too.
    skipping: bool,
    notes: Vec<Note>,
}

impl Stdout {
    /// An empty pipe that takes `cap` bytes a turn, and lines of at most `line_cap` bytes.
    pub(super) fn new(cap: u64, line_cap: u64) -> Stdout {
        let [cap, line_cap] = [cap, line_cap].map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        Stdout { cap, line_cap, room: cap, lines: Lines::default(), skipping: false, notes: Vec::new() }
    }

    /// Takes what the guest wrote. What is too much is dropped, which the guest does not notice.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let (kept, dropped) = bytes.split_at(bytes.len().min(self.room));
        self.room -= kept.len();
        for piece in kept.split_inclusive(|&byte| byte == b'\n') {
            self.write_piece(piece);
        }
        if !dropped.is_empty() {
            self.drop_output(dropped);
        }
    }

    /// Takes a piece of one line, which ends in `\n` only where the line does.
    fn write_piece(&mut self, piece: &[u8]) {
        let (text, ends) = match piece.split_last() {
            Some((b'\n', text)) => (text, true),
            _ => (piece, false),
        };
        if !self.skipping && self.lines.partial().len() + text.len() > self.line_cap {
            self.skip(Reason::LineTooLong);
        }
        if !self.skipping {
            self.lines.extend_partial(text);
        }
        if ends {
            if !self.skipping {
                self.lines.complete_partial();
            }
            self.skipping = false;
        }
    }

    fn drop_output(&mut self, dropped: &[u8]) {
        if self.notes.iter().all(|note| note.why != Reason::TooMuchOutput) {
            self.note(Reason::TooMuchOutput);
        }
        self.lines.drop_partial();
        self.skipping = dropped.last() != Some(&b'\n');
    }

    fn skip(&mut self, why: Reason) {
        self.lines.drop_partial();
        self.skipping = true;
        self.note(why);
    }

    fn note(&mut self, why: Reason) {
        self.notes.push(Note { unit: None, why });
    }

    /// Ends the turn: its complete lines, and what was wrong.
    pub(super) fn end_turn(&mut self) -> (Lines, Vec<Note>) {
        self.room = self.cap;
        (self.lines.take_complete(), std::mem::take(&mut self.notes))
    }
}

#[cfg(test)]
mod tests {
    use protocol::limits::LINE_BYTES;

    use super::*;

    /// What is written in a turn, and the lines and notes that come of it.
    type Turn<'a> = (&'a [&'a [u8]], &'a [&'a [u8]], &'a [Reason]);

    /// Writes the pieces of each turn and compares its lines and notes.
    fn check(cap: u64, turns: &[Turn<'_>]) {
        let mut stdout = Stdout::new(cap, LINE_BYTES as u64);
        for (turn, (pieces, lines, notes)) in turns.iter().enumerate() {
            pieces.iter().for_each(|piece| stdout.write(piece));
            let (written, noted) = stdout.end_turn();
            assert_eq!(written.iter().collect::<Vec<_>>(), *lines, "turn {turn}");
            assert_eq!(noted.iter().map(|note| note.why).collect::<Vec<_>>(), *notes, "turn {turn}");
        }
    }

    #[test]
    fn lines_are_cut_whatever_the_pieces() {
        check(
            99,
            &[(&[b"a", b"b\nc", b"", b"\n\n", b"d"], &[b"ab", b"c", b""], &[]), (&[b"e\n"], &[b"de"], &[])],
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_to_its_end() {
        let long = vec![b'x'; LINE_BYTES];
        check(
            1 << 20,
            &[
                (&[&long, b"\n"], &[&long], &[]),
                (&[&long, b"y\nok\n"], &[b"ok"], &[Reason::LineTooLong]),
                (&[&long, b"y", &long], &[], &[Reason::LineTooLong]),
                (&[b"still the same line\nok\n"], &[b"ok"], &[]),
            ],
        );
    }

    #[test]
    fn output_above_the_cap_is_dropped_and_noted_once() {
        check(
            4,
            &[
                (&[b"a\nbcdef", b"g", b"h"], &[b"a"], &[Reason::TooMuchOutput]),
                (&[b"h\ni\n"], &[b"i"], &[]),
                (&[b"abcde\n"], &[], &[Reason::TooMuchOutput]),
                (&[b"abc\n"], &[b"abc"], &[]),
                (&[b"abc\n", b"d\n"], &[b"abc"], &[Reason::TooMuchOutput]),
                (&[b"abc\n"], &[b"abc"], &[]),
            ],
        );
    }
}
