//! Where matches come from: files, files that grow, and matches that are played here.

mod offer;

use bevy::prelude::*;

pub use offer::{Offer, offers};

/// What is being opened or set up at present, in a few words; `None` when nothing is.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Loading(pub Option<String>);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Loading>();
}
