//! A line on stderr while somebody else has to do something first.

use std::borrow::Cow;
use std::time::Duration;

use indicatif::ProgressBar;

/// A line that is drawn only on a terminal, and gone when it is dropped.
pub struct Waiting(ProgressBar);

/// How often it moves.
const STEP: Duration = Duration::from_millis(120);

impl Waiting {
    /// Begins to wait.
    pub fn on(what: impl Into<Cow<'static, str>>) -> Waiting {
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(STEP);
        Waiting(bar)
    }

    /// It is waited for something else now.
    pub fn now_on(&self, what: impl Into<Cow<'static, str>>) {
        self.0.set_message(what);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
