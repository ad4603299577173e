//! What the program has to say to its user.

use std::fmt::Display;

use bevy::prelude::Resource;

/// Notices that are kept; more than this nobody reads.
const KEPT: usize = 8;

/// Messages that wait to be read, the newest last. They are shown on the start screen, and over a match.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// The newest last.
    pub list: Vec<Notice>,
    shown: u64,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Rises by one with each message.
    pub number: u64,
    /// Whether something went wrong.
    pub is_error: bool,
    /// What to say: what happened, to what, and what to do.
    pub text: String,
}

impl Notices {
    /// Something went wrong.
    pub fn error(&mut self, text: impl Display) {
        self.add(true, text.to_string());
    }

    /// Something that is good to know.
    pub fn say(&mut self, text: impl Display) {
        self.add(false, text.to_string());
    }

    /// Takes one away.
    pub fn dismiss(&mut self, number: u64) {
        self.list.retain(|notice| notice.number != number);
    }

    fn add(&mut self, is_error: bool, text: String) {
        match is_error {
            true => tracing::error!("{text}"),
            false => tracing::info!("{text}"),
        }
        self.list.retain(|notice| notice.text != text);
        if self.list.len() >= KEPT {
            self.list.remove(0);
        }
        self.shown += 1;
        self.list.push(Notice { number: self.shown, is_error, text });
    }
}
