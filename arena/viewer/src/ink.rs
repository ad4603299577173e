//! The shader of all that egui paints: panels, labels and the tactical board. See `ink.wgsl` for why it is our own.

use bevy::prelude::*;
use bevy::shader::Shader;
use bevy_egui::render::EGUI_SHADER_HANDLE;

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Startup, replace);
}

/// Takes the place of the one that `bevy_egui` brings.
fn replace(mut shaders: ResMut<Assets<Shader>>) {
    let ours = Shader::from_wgsl(include_str!("ink.wgsl"), "arena/viewer/src/ink.wgsl");
    shaders
        .insert(EGUI_SHADER_HANDLE.id(), ours)
        .expect("its handle is a fixed number, which is never used up");
}
