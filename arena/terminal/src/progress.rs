//! A bar on stderr for work that turns out to be long.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that is drawn only on a terminal, and only where it is worth it.
pub struct Progress {
    began: Instant,
    length: u64,
    what: String,
    bar: Option<ProgressBar>,
}

/// Work that is done sooner than this needs no bar.
const PATIENCE: Duration = Duration::from_millis(400);

impl Progress {
    /// Begins work of so many steps.
    pub fn new(what: impl Into<String>, length: u64) -> Progress {
        Progress { began: Instant::now(), length, what: what.into(), bar: None }
    }

    /// So many steps are done.
    pub fn at(&mut self, done: u64) {
        if self.bar.is_none() && self.began.elapsed() >= PATIENCE {
            let template = "{msg} {wide_bar:.cyan/black} {pos}/{len}, {eta} left";
            let style =
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            let bar = ProgressBar::new(self.length).with_style(style).with_message(self.what.clone());
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
