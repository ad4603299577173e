//! What panels read, and how they ask for something.

use std::cell::RefCell;

use protocol::Seat;

use crate::{Action, Focus, Footage, Playhead, Scene, Settings, Story};

/// What the user asked for in this picture. Panels change nothing themselves.
#[derive(Default)]
pub(super) struct Asked(RefCell<Vec<Action>>);

impl Asked {
    /// Asks for an action.
    pub(super) fn ask(&self, action: Action) {
        self.0.borrow_mut().push(action);
    }

    /// All that was asked for, in order.
    pub(super) fn take(&self) -> Vec<Action> {
        self.0.take()
    }
}

/// Everything that a panel of a match may look at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) footage: &'a Footage,
    pub(super) story: &'a Story,
    pub(super) scene: &'a Scene,
    pub(super) focus: &'a Focus,
    pub(super) playhead: &'a Playhead,
    pub(super) settings: &'a Settings,
    pub(super) asked: &'a Asked,
}

impl View<'_> {
    /// Asks for an action.
    pub(super) fn ask(&self, action: Action) {
        self.asked.ask(action);
    }

    /// Every seat, in order.
    pub(super) fn seats(&self) -> impl Iterator<Item = Seat> + use<> {
        (0..u8::try_from(self.footage.names().len()).unwrap_or(u8::MAX)).map(Seat)
    }

    /// A bot's name.
    pub(super) fn name(&self, seat: Seat) -> &str {
        self.footage.names().get(seat.index()).map_or("", String::as_str)
    }
}
