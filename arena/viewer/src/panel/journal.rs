//! A bot's log over a whole match: where its lines are, and a search through them.
//!
//! Logs may be large and are packed, so they are read a little in each picture. Nothing is kept of them but counts and
//! places; the text of a line is read again when it is shown.

use std::collections::VecDeque;
use std::ops::Range;

use protocol::{Seat, Tick};

use crate::Footage;

/// What is read for one picture: the first of the two that is reached ends it.
const TICKS_PER_PICTURE: usize = 96;
const BYTES_PER_PICTURE: usize = 512 << 10;

/// Ticks whose text is kept for showing: as many as there are rows on a screen.
const KEPT_TICKS: usize = 48;

/// Most hits of a search: more than this nobody reads.
pub(super) const MOST_HITS: usize = 5000;

/// The log of one seat.
pub(super) struct Journal {
    seat: Seat,
    /// Lines up to and with each tick that was read.
    ends: Vec<usize>,
    search: Search,
    kept: VecDeque<(Tick, Lines)>,
}

/// One tick's log, and where its lines are.
pub(super) struct Lines {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
}

/// Where a searched text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) tick: Tick,
    pub(super) line: usize,
}

#[derive(Default)]
struct Search {
    /// In lower case; empty where nothing is searched.
    query: String,
    /// The next tick to look at.
    next: u32,
    hits: Vec<Hit>,
}

impl Lines {
    /// The lines of a text. A last one without an end counts; an empty text has none.
    pub(super) fn of(bytes: Vec<u8>) -> Lines {
        let mut ranges = Vec::new();
        let mut start = 0;
        for end in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at) {
            ranges.push(start..end);
            start = end + 1;
        }
        if start < bytes.len() {
            ranges.push(start..bytes.len());
        }
        Lines { bytes, ranges }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// One of them, without its end.
    pub(super) fn get(&self, line: usize) -> &[u8] {
        self.ranges.get(line).map_or(&[], |range| &self.bytes[range.clone()])
    }
}

impl Journal {
    /// Nothing is read yet.
    pub(super) fn new(seat: Seat) -> Journal {
        Journal { seat, ends: Vec::new(), search: Search::default(), kept: VecDeque::new() }
    }

    /// Whose log it is.
    pub(super) fn seat(&self) -> Seat {
        self.seat
    }

    /// Reads on, up to and with a tick, as far as one picture may. `false` when more is left.
    pub(super) fn read_on(&mut self, footage: &Footage, until: Tick) -> bool {
        let (seat, mut budget) = (self.seat, Budget::default());
        while self.ends.len() <= until.0 as usize {
            if budget.is_spent() {
                return false;
            }
            let log = stderr(footage, Tick(self.ends.len() as u32), seat);
            budget.spend(log.len());
            self.ends.push(self.ends.last().copied().unwrap_or(0) + Lines::of(log).len());
        }
        true
    }

    /// Lines up to and with a tick, as far as they were read.
    pub(super) fn lines_until(&self, until: Tick) -> usize {
        let read = self.ends.len().min(until.0 as usize + 1);
        read.checked_sub(1).map_or(0, |last| self.ends[last])
    }

    /// The tick and the line within it of a line of the whole match.
    pub(super) fn place(&self, line: usize) -> Hit {
        let tick = self.ends.partition_point(|end| *end <= line);
        let before = tick.checked_sub(1).map_or(0, |tick| self.ends[tick]);
        Hit { tick: Tick(tick as u32), line: line - before }
    }

    /// Looks for a text, in upper or lower case. Another text than before begins anew.
    pub(super) fn look_for(&mut self, query: &str) {
        let query = query.to_ascii_lowercase();
        if self.search.query != query {
            self.search = Search { query, ..Search::default() };
        }
    }

    /// Searches on, up to and with a tick, as far as one picture may. `false` when more is left.
    pub(super) fn search_on(&mut self, footage: &Footage, until: Tick) -> bool {
        let (seat, mut budget) = (self.seat, Budget::default());
        while self.search.next <= until.0 && self.search.hits.len() < MOST_HITS {
            if budget.is_spent() {
                return false;
            }
            let tick = Tick(self.search.next);
            let log = stderr(footage, tick, seat);
            budget.spend(log.len());
            self.search.look_at(tick, &Lines::of(log));
        }
        true
    }

    /// What was found up to and with a tick, and the first tick that was not searched.
    pub(super) fn hits(&self, until: Tick) -> (&[Hit], Tick) {
        let found = self.search.hits.partition_point(|hit| hit.tick <= until);
        (&self.search.hits[..found], Tick(self.search.next))
    }

    /// The text of a line.
    pub(super) fn line(&mut self, footage: &Footage, hit: Hit) -> &[u8] {
        let at = self.kept.iter().position(|(tick, _)| *tick == hit.tick).unwrap_or_else(|| {
            self.kept.truncate(KEPT_TICKS - 1);
            self.kept.push_front((hit.tick, Lines::of(stderr(footage, hit.tick, self.seat))));
            0
        });
        self.kept[at].1.get(hit.line)
    }
}

impl Search {
    fn look_at(&mut self, tick: Tick, lines: &Lines) {
        self.next = tick.0 + 1;
        if self.query.is_empty() {
            return;
        }
        for line in 0..lines.len() {
            let text = String::from_utf8_lossy(lines.get(line)).to_ascii_lowercase();
            if text.contains(&self.query) && self.hits.len() < MOST_HITS {
                self.hits.push(Hit { tick, line });
            }
        }
    }
}

/// What may still be read for this picture.
struct Budget {
    ticks: usize,
    bytes: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { ticks: TICKS_PER_PICTURE, bytes: BYTES_PER_PICTURE }
    }
}

impl Budget {
    fn spend(&mut self, bytes: usize) {
        self.ticks = self.ticks.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    fn is_spent(&self) -> bool {
        self.ticks == 0 || self.bytes == 0
    }
}

/// What a bot wrote in a tick. What cannot be read is nothing: the board, which needs it too, says what is wrong.
fn stderr(footage: &Footage, tick: Tick, seat: Seat) -> Vec<u8> {
    let logs = footage.reader().logs(tick).unwrap_or_default();
    logs.into_iter().nth(seat.index()).map(|log| log.stderr).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{golden, watch};

    fn lines(text: &str) -> Lines {
        Lines::of(text.as_bytes().to_vec())
    }

    #[test]
    fn a_text_falls_into_lines() {
        let check = |text: &str, expected: &[&str]| {
            let lines = lines(text);
            let found: Vec<_> = (0..lines.len()).map(|line| lines.get(line)).collect();
            assert_eq!(found, expected.iter().map(|line| line.as_bytes()).collect::<Vec<_>>());
        };
        check("", &[]);
        check("a", &["a"]);
        check("a\n", &["a"]);
        check("a\n\nb", &["a", "", "b"]);
    }

    #[test]
    fn a_search_finds_upper_and_lower_case_and_goes_on_where_it_stopped() {
        let mut search = Search { query: "raid".to_owned(), ..Search::default() };
        search.look_at(Tick(0), &lines("start\nplan: RAID core\n"));
        search.look_at(Tick(1), &lines(""));
        search.look_at(Tick(2), &lines("raid, raid"));
        assert_eq!(search.hits, [Hit { tick: Tick(0), line: 1 }, Hit { tick: Tick(2), line: 0 }]);
        assert_eq!(search.next, 3);
    }

    #[test]
    fn another_query_begins_anew_and_the_same_does_not() {
        let mut journal = Journal::new(Seat(0));
        journal.look_for("raid");
        journal.search.look_at(Tick(0), &lines("Raid"));
        journal.look_for("RAID");
        assert_eq!(journal.hits(Tick(0)).0.len(), 1);
        journal.look_for("mine");
        assert_eq!(journal.hits(Tick(0)), (&[] as &[Hit], Tick(0)));
    }

    #[test]
    fn a_line_of_the_match_is_found_in_its_tick() {
        let journal = Journal { ends: vec![2, 2, 5, 6], ..Journal::new(Seat(0)) };
        let place = |line| {
            let hit = journal.place(line);
            (hit.tick.0, hit.line)
        };
        assert_eq!(
            [place(0), place(1), place(2), place(4), place(5)],
            [(0, 0), (0, 1), (2, 0), (2, 2), (3, 0)]
        );
        assert_eq!([0, 1, 2, 9].map(|tick| journal.lines_until(Tick(tick))), [2, 2, 5, 6]);
    }

    #[test]
    fn a_journal_counts_what_the_replay_holds() {
        for name in golden() {
            let (footage, _) = watch(&name);
            if !footage.reader().has_logs() {
                continue;
            }
            let mut journal = Journal::new(Seat(0));
            let mut pictures = 1;
            while !journal.read_on(&footage, footage.end()) {
                pictures += 1;
            }
            assert!(pictures >= (footage.end().0 as usize) / TICKS_PER_PICTURE);
            let counted = journal.lines_until(footage.end());
            let held: usize = (0..=footage.end().0)
                .map(|tick| Lines::of(stderr(&footage, Tick(tick), Seat(0))).len())
                .sum();
            assert_eq!(counted, held, "{}", name.display());
            if let Some(last) = counted.checked_sub(1) {
                let hit = journal.place(last);
                let tick = Lines::of(stderr(&footage, hit.tick, Seat(0)));
                assert_eq!(journal.line(&footage, hit).to_vec(), tick.get(hit.line));
            }
        }
    }
}
