//! Puts the program together: plugins, screens, and the order of a frame.

use bevy::prelude::*;

use crate::{Action, Notices, Projection, Settings, keymap, panel, picture, source, tactical, watch};

/// What fills the window.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Nothing is open: recent files, bundled matches, and what went wrong.
    #[default]
    Start,
    /// A match is being watched.
    Match,
}

/// The steps of a frame, in their order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Keys and files become actions, actions change what is looked at.
    Act,
    /// The playhead moves, the board is sampled.
    Sample,
    /// Entities follow the sample.
    Draw,
}

/// Everything but the window and the renderer: the same with a window, without one, and in tests.
pub(crate) fn plugin(app: &mut App) {
    // The pass is run whether or not anything is drawn in it.
    app.init_schedule(bevy_egui::EguiPrimaryContextPass)
        .init_state::<Screen>()
        .add_message::<Action>()
        .init_resource::<Notices>()
        .init_resource::<Projection>()
        .init_resource::<Settings>()
        .configure_sets(Update, (Step::Act, Step::Sample, Step::Draw).chain())
        .add_plugins((
            watch::plugin,
            keymap::plugin,
            source::plugin,
            picture::plugin,
            tactical::plugin,
            panel::plugin,
        ));
}
