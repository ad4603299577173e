use std::collections::BTreeMap;

use battle::Battle;
use protocol::{Note, Reason, Status, Tick};

/// What each seat did in a match so far, counted for people.
pub(crate) struct Tally {
    /// By seat.
    pub(crate) seats: Vec<SeatTally>,
}

/// What one seat did.
#[derive(Clone)]
pub(crate) struct SeatTally {
    /// Fuel spent before the first tick.
    pub(crate) start: u64,
    /// Fuel spent in the last turn.
    pub(crate) last: u64,
    /// Most fuel spent in one tick.
    pub(crate) peak: u64,
    /// Fuel spent so far.
    pub(crate) total: u64,
    /// Ticks that ended before its answer was complete.
    pub(crate) late: u32,
    /// How its last tick ended.
    pub(crate) status: Status,
    /// Orders that stood.
    pub(crate) orders: u64,
    /// Orders and lines that were dropped.
    pub(crate) dropped: Reasons,
    /// Orders that stood and came to nothing.
    pub(crate) failed: Reasons,
    /// What the interpreter of a script reported first, and how often it reported something.
    pub(crate) errors: Option<ScriptErrors>,
}

/// What went wrong in a script.
#[derive(Clone)]
pub(crate) struct ScriptErrors {
    /// The first report: place, kind and text.
    pub(crate) first: String,
    /// The turn in which it came.
    pub(crate) tick: Tick,
    /// Reports so far.
    pub(crate) times: u64,
}

/// What a line of the log begins with in which an interpreter reports an error of its script.
const REPORT: &[u8] = b"error: ";

/// How often each reason came up.
#[derive(Clone, Default)]
pub(crate) struct Reasons(BTreeMap<Reason, Count>);

/// How often a reason came up, and when first.
#[derive(Clone, Copy)]
pub(crate) struct Count {
    /// Times.
    pub(crate) times: u64,
    /// The turn in which it came up first.
    pub(crate) first: Tick,
}

impl Tally {
    /// Nothing yet, for so many seats.
    pub(crate) fn new(seats: usize) -> Tally {
        let seat = SeatTally {
            start: 0,
            last: 0,
            peak: 0,
            total: 0,
            late: 0,
            status: Status::Waiting,
            orders: 0,
            dropped: Reasons::default(),
            failed: Reasons::default(),
            errors: None,
        };
        Tally { seats: vec![seat; seats] }
    }

    /// Counts in the turn that was played last.
    pub(crate) fn count(&mut self, battle: &Battle) {
        let turn = battle.turn();
        for (seat, record) in self.seats.iter_mut().zip(&battle.record().seats) {
            let fuel = record.fuel.0;
            match turn.0 {
                0 => seat.start = fuel,
                _ => seat.peak = seat.peak.max(fuel),
            }
            seat.last = fuel;
            seat.total += fuel;
            seat.late += u32::from(record.status == Status::OutOfFuel);
            // A bot that leaves at the farewell does what it should.
            if !battle.is_over() {
                seat.status = record.status;
            }
            seat.orders += record.orders.len() as u64;
            seat.dropped.count(turn, &record.drops);
        }
        for (seat, failed) in self.seats.iter_mut().zip(&battle.report().failed) {
            seat.failed.count(turn, failed);
        }
        for ((seat, info), log) in self.seats.iter_mut().zip(&battle.header().seats).zip(battle.logs()) {
            if info.script.is_some() {
                seat.count_errors(turn, &log.stderr);
            }
        }
    }
}

impl SeatTally {
    fn count_errors(&mut self, tick: Tick, log: &[u8]) {
        for report in log.split(|&byte| byte == b'\n').filter_map(|line| line.strip_prefix(REPORT)) {
            let first =
                || ScriptErrors { first: String::from_utf8_lossy(report).into_owned(), tick, times: 0 };
            self.errors.get_or_insert_with(first).times += 1;
        }
    }
}

impl Reasons {
    fn count(&mut self, turn: Tick, notes: &[Note]) {
        for note in notes {
            self.0.entry(note.why).or_insert(Count { times: 0, first: turn }).times += 1;
        }
    }

    /// How often any reason came up.
    pub(crate) fn total(&self) -> u64 {
        self.0.values().map(|count| count.times).sum()
    }

    /// The reasons, the most frequent first.
    pub(crate) fn top(&self) -> Vec<(Reason, Count)> {
        let mut reasons: Vec<(Reason, Count)> = self.0.iter().map(|(&why, &count)| (why, count)).collect();
        reasons.sort_by_key(|&(why, count)| (std::cmp::Reverse(count.times), why));
        reasons
    }

    /// The total and the most frequent reasons: `14: contested 9, swap 5`.
    pub(crate) fn in_words(&self, most: usize) -> String {
        let top = self.top();
        let named: Vec<String> =
            top.iter().take(most).map(|(why, count)| format!("{} {}", why.word(), count.times)).collect();
        match top.len() {
            0 => "0".to_owned(),
            n if n > most => format!("{}: {}, ..", self.total(), named.join(", ")),
            _ => format!("{}: {}", self.total(), named.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_of_a_script_is_kept() {
        let mut seat = Tally::new(1).seats.remove(0);
        seat.count_errors(Tick(2), b"hello\nno error: at all\n");
        assert!(seat.errors.is_none());
        seat.count_errors(Tick(3), b"error: bot.js:7:1: Error: one\n    at tick\n");
        seat.count_errors(Tick(4), b"error: bot.js:8:1: Error: two\nerror: three");
        let errors = seat.errors.expect("there are some");
        assert_eq!(
            (errors.first.as_str(), errors.tick, errors.times),
            ("bot.js:7:1: Error: one", Tick(3), 3)
        );
    }

    #[test]
    fn the_most_frequent_reason_comes_first() {
        let note = |why| Note { unit: None, why };
        let mut reasons = Reasons::default();
        reasons.count(Tick(3), &[note(Reason::Swap), note(Reason::Contested)]);
        reasons.count(Tick(4), &[note(Reason::Contested), note(Reason::Died)]);
        assert_eq!(reasons.in_words(2), "4: contested 2, swap 1, ..");
        assert_eq!(reasons.top()[0].1.first, Tick(3));
        assert_eq!(Reasons::default().in_words(2), "0");
    }
}
