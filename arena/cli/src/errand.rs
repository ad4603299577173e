use std::time::{Duration, Instant};

use client::{Heard, Ladder, Outage};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::exit::Failure;

/// What a ladder was asked for and does in its own time: a match, a look into a version.
pub(crate) struct Errand<'a> {
    /// Who does it.
    pub(crate) ladder: &'a Ladder,
    /// Where its state is to be read, in the ladder's interface.
    pub(crate) path: [&'a str; 2],
    /// How long it may take: a ladder that is busy has others to serve before us.
    pub(crate) patience: Duration,
}

/// How often it is asked after: what takes a moment is not told much later, and a ladder can bear it.
const ASK_EVERY: Duration = Duration::from_millis(250);

impl Errand<'_> {
    /// Asks after it until it is done, and gives the last answer, as it came and as it reads. A ladder that is away for a while
    /// is waited for. `late` says what to do where it takes too long.
    pub(crate) fn wait<T: DeserializeOwned>(
        &self,
        mut is_done: impl FnMut(&T) -> bool,
        late: impl FnOnce(&T) -> Failure,
    ) -> Result<(Value, T), Failure> {
        let (began, mut outage) = (Instant::now(), Outage::default());
        loop {
            if let Heard::Answer(answer) = outage.hear(self.ladder.get(&self.path, &[]))? {
                let state: T = self.ladder.read(answer.clone())?;
                if is_done(&state) {
                    return Ok((answer, state));
                }
                if began.elapsed() > self.patience {
                    return Err(late(&state));
                }
            }
            std::thread::sleep(ASK_EVERY);
        }
    }
}
