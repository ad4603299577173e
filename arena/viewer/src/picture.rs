use bevy::prelude::*;

use crate::windowless::Canvas;

/// Why nothing can be drawn any more.
#[derive(Resource, Clone, Debug, PartialEq, Eq)]
pub struct Lost(pub String);

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Startup, open_eye);
}

fn open_eye(mut commands: Commands, canvas: Option<Res<Canvas>>) {
    let target = canvas.map_or_else(Default::default, |canvas| canvas.0.clone());
    commands.spawn((Camera3d::default(), target));
}
