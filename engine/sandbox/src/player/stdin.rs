use super::Line;

/// What the guest has yet to read. Holds one line of each kind at most, whatever the guest does.
#[derive(Debug, Default)]
pub(crate) struct Stdin {
    /// A line of which the first bytes were read.
    open: Vec<u8>,
    /// How many bytes of it were.
    read: usize,
    start: Option<Vec<u8>>,
    tick: Option<Vec<u8>>,
    end: Option<Vec<u8>>,
    /// Nothing comes any more.
    closed: bool,
}

impl Stdin {
    /// Adds a line; an empty one is none. After an end, nothing is added any more.
    pub(super) fn push(&mut self, line: Line) {
        if self.closed {
            return;
        }
        let (place, mut bytes) = match line {
            Line::Start(bytes) => (&mut self.start, bytes),
            Line::Tick(bytes) => (&mut self.tick, bytes),
            Line::End(bytes) => {
                self.closed = true;
                (&mut self.end, bytes)
            }
        };
        if bytes.is_empty() {
            return;
        }
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        *place = Some(bytes);
    }

    /// What can be read now without waiting: the rest of a line, or the next one. Empty when there is nothing.
    pub(crate) fn front(&self) -> &[u8] {
        let rest = &self.open[self.read..];
        if !rest.is_empty() {
            return rest;
        }
        [&self.start, &self.tick, &self.end].into_iter().flatten().next().map_or(&[], Vec::as_slice)
    }

    /// Whether the end of the file is reached.
    pub(crate) fn is_at_end(&self) -> bool {
        self.closed && self.front().is_empty()
    }

    /// Takes `count` bytes off the front, which has as many. A line that was begun stays whole.
    pub(crate) fn consume(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        if self.read == self.open.len() {
            let next = [&mut self.start, &mut self.tick, &mut self.end].into_iter().find_map(Option::take);
            (self.open, self.read) = (next.unwrap_or_default(), 0);
        }
        self.read = (self.read + count).min(self.open.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stdin: &mut Stdin, most: usize) -> String {
        let bytes = stdin.front().iter().copied().take(most).collect::<Vec<_>>();
        stdin.consume(bytes.len());
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn newer_ticks_replace_unread_ones_and_nothing_else() {
        let mut stdin = Stdin::default();
        stdin.push(Line::Start(b"start".to_vec()));
        stdin.push(Line::Tick(b"one".to_vec()));
        assert_eq!(read(&mut stdin, 3), "sta");
        stdin.push(Line::Tick(b"two".to_vec()));
        assert_eq!(read(&mut stdin, 99), "rt\n");
        assert_eq!(read(&mut stdin, 1), "t");
        stdin.push(Line::Tick(b"three".to_vec()));
        assert_eq!(read(&mut stdin, 99), "wo\n");
        stdin.push(Line::Tick(b"four\n".to_vec()));
        stdin.push(Line::End(b"end".to_vec()));
        stdin.push(Line::Tick(b"late".to_vec()));
        assert_eq!(read(&mut stdin, 99), "four\n");
        assert!(!stdin.is_at_end());
        assert_eq!(read(&mut stdin, 99), "end\n");
        assert!(stdin.is_at_end());
    }

    #[test]
    fn nothing_is_no_line() {
        let mut stdin = Stdin::default();
        stdin.push(Line::Start(Vec::new()));
        assert_eq!((stdin.front(), stdin.is_at_end()), (&b""[..], false));
        stdin.push(Line::Tick(b"one".to_vec()));
        stdin.push(Line::End(Vec::new()));
        assert_eq!(read(&mut stdin, 99), "one\n");
        assert!(stdin.is_at_end());
    }
}
