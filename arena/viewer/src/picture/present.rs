//! The last pass of each picture, which hands it over to the window: the engine's, with a shader of our own.

use bevy::asset::{embedded_asset, load_embedded_asset};
use bevy::core_pipeline::blit::{BlitPipeline, init_blit_pipeline};
use bevy::prelude::*;
use bevy::render::{RenderApp, RenderStartup};

pub(crate) fn plugin(app: &mut App) {
    embedded_asset!(app, "present.wgsl");
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        render_app.add_systems(RenderStartup, replace.after(init_blit_pipeline));
    }
}

/// The engine's shader takes three powers a pixel, and samples.
fn replace(mut pipeline: ResMut<BlitPipeline>, assets: Res<AssetServer>) {
    pipeline.fragment_shader = load_embedded_asset!(assets.as_ref(), "present.wgsl");
}
