//! What a child shows of a match while it plays it.

use std::time::Duration;

use battle::Battle;
use replay::{Preview, Writer};

/// How long a match is played before anything of it is shown, and how long it takes until more is shown: most matches are
/// over by then, and cost nothing.
pub(crate) const PACE: Duration = Duration::from_millis(500);

/// The most bytes that are shown at once: a hundred times what half a second of a lively match takes.
pub(crate) const PIECE_BYTES: usize = 1 << 20;

/// The most bytes that are shown of a match, which then goes on unseen: some forty minutes of a match of 450 ticks take
/// as many.
pub const SHOWN_BYTES: usize = 8 << 20;

/// The replay as it grows, without logs. A match that cannot be shown is played on all the same.
#[derive(Default)]
pub(crate) struct Footage {
    preview: Option<Preview>,
    shown_bytes: usize,
    is_given_up: bool,
}

impl Footage {
    /// Takes note of the turn that was played last.
    pub(crate) fn see(&mut self, battle: &Battle) {
        if let Some(preview) = &mut self.preview
            && preview.push(battle.game(), battle.record()).is_err()
        {
            self.give_up();
        }
    }

    /// What is to be shown now; nothing, where there is nothing or too much. `kept` has all turns that were played.
    pub(crate) fn news(&mut self, kept: &Writer<Vec<u8>>) -> Vec<u8> {
        if self.is_given_up {
            return Vec::new();
        }
        if self.preview.is_none() {
            self.preview = Preview::of(kept).ok();
        }
        let news = self.preview.as_mut().and_then(|preview| preview.news().ok());
        match news.filter(|news| fits(self.shown_bytes, news.len())) {
            Some(news) => {
                self.shown_bytes += news.len();
                news
            }
            None => {
                self.give_up();
                Vec::new()
            }
        }
    }

    fn give_up(&mut self) {
        (self.preview, self.is_given_up) = (None, true);
    }
}

/// Whether so many bytes may be shown after those that were.
pub(crate) fn fits(shown_bytes: usize, bytes: usize) -> bool {
    bytes <= PIECE_BYTES && shown_bytes.saturating_add(bytes) <= SHOWN_BYTES
}
