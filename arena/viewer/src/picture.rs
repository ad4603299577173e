//! The arena in space: draws the [`Scene`](crate::Scene) with a camera in front of it.
//!
//! ```text
//! stage     what stays for a whole match: floor, walls, rim, and the land around
//! fixture   what stands on its cell: ore, beacons, cores
//! robot     the units
//! light     how bright each cell is: fog and storm
//! air       everything without substance, made anew for each frame: shadows, shields, storm, effects
//! ```
//!
//! All of it is painted with two materials, [`paint`] for what is solid and [`sprite`] for what glows or veils, so that
//! a software renderer keeps up: light is worked out at corners, not at pixels, and hundreds of robots are a few draws.
//! What varies from robot to robot without being movement travels in its mesh tag.

mod air;
mod backdrop;
mod camera;
mod chance;
mod core;
pub(crate) mod curtain;
mod director;
mod effect;
mod failure;
mod fixture;
mod framing;
mod light;
mod paint;
mod pane;
mod present;
mod quality;
mod robot;
mod solid;
mod sprite;
mod stage;
mod storm;
mod stroke;

use bevy::prelude::*;
use bevy_egui::EguiGlobalSettings;

pub use failure::{Lost, shader_errors};
pub(crate) use quality::suitable;

use crate::{Focus, Screen, Step};

/// What everything in the arena is a child of: hidden, it costs nothing.
#[derive(Resource, Clone, Copy)]
pub(crate) struct Root(pub Entity);

pub(crate) fn plugin(app: &mut App) {
    let root = app.world_mut().spawn((Transform::default(), Visibility::Hidden, Name::new("arena"))).id();
    app.insert_resource(Root(root));
    if let Some(mut egui) = app.world_mut().get_resource_mut::<EguiGlobalSettings>() {
        // The one context sits on the camera that draws to the canvas, see `quality`.
        egui.auto_create_primary_context = false;
    }
    app.add_plugins((
        failure::plugin,
        present::plugin,
        paint::plugin,
        sprite::plugin,
        quality::plugin,
        camera::plugin,
        stage::plugin,
        light::plugin,
        fixture::plugin,
        robot::plugin,
        air::plugin,
    ));
    app.add_systems(Update, show_or_hide.in_set(Step::Draw));
}

/// Whether the arena is what is being looked at.
pub(crate) fn is_shown(focus: Res<Focus>, screen: Res<State<Screen>>) -> bool {
    !focus.tactical && *screen.get() == Screen::Match
}

fn show_or_hide(
    focus: Res<Focus>,
    screen: Res<State<Screen>>,
    root: Res<Root>,
    mut roots: Query<&mut Visibility>,
) {
    let shown = if is_shown(focus, screen) { Visibility::Visible } else { Visibility::Hidden };
    if let Ok(mut visibility) = roots.get_mut(root.0) {
        visibility.set_if_neq(shown);
    }
}
