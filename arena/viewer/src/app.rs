//! Puts the program together: plugins, screens, and the order of a frame.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;

use crate::{
    Action, Notices, Projection, Settings, ink, keymap, overlay, panel, picture, settings, source, tactical,
    watch,
};

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

/// What is painted with egui in a frame, from below, in `EguiPrimaryContextPass`.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// The tactical board.
    Board,
    /// Tags, marks and trails over either board.
    Overlay,
    /// Everything around the board.
    Panels,
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
        .configure_sets(EguiPrimaryContextPass, (Layer::Board, Layer::Overlay, Layer::Panels).chain())
        .add_plugins((
            ink::plugin,
            watch::plugin,
            keymap::plugin,
            settings::plugin,
            source::plugin,
            picture::plugin,
            tactical::plugin,
            overlay::plugin,
            panel::plugin,
        ));
}
