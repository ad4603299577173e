use std::fmt::Write;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::pool::Verdict;

/// A bar on stderr with the rate and the time left. It is drawn only on a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    failed: u64,
}

impl Progress {
    /// Begins with so many matches finished of all.
    pub(super) fn new(finished: usize, all: usize) -> Progress {
        let template = "{wide_bar:.cyan/black} {pos}/{len} matches, {rate} a second, {eta} left{msg}";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
            // A rate that cannot be written is left out.
            let _ = write!(text, "{:.1}", state.per_sec());
        });
        let bar = ProgressBar::new(all as u64).with_style(style);
        bar.set_position(finished as u64);
        // What was finished before says nothing about the rate.
        bar.reset_eta();
        Progress { bar, failed: 0 }
    }

    /// Counts a match in.
    pub(super) fn finished(&mut self, verdict: &Verdict) {
        if verdict.failed().is_some() {
            self.failed += 1;
            self.bar.set_message(format!(", {} failed", self.failed));
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
