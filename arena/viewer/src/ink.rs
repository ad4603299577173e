//! How egui's shapes get onto the picture: panels, labels and the tactical board.
//!
//! `bevy_egui` brings a shader and a pipeline; ours take their place, since its own spend most of a software renderer's
//! frame on converting colours. See `ink.wgsl`.

use bevy::camera::CompositingSpace;
use bevy::prelude::*;
use bevy::render::camera::ExtractedCamera;
use bevy::render::render_resource::{
    CachedRenderPipelineId, PipelineCache, SpecializedRenderPipeline, TextureFormat, TextureViewDescriptor,
};
use bevy::render::sync_world::MainEntity;
use bevy::render::{Render, RenderApp, RenderSystems};
use bevy::shader::{Shader, load_shader_library};
use bevy_egui::render::systems::{EguiPipelines, queue_pipelines_system};
use bevy_egui::render::{EGUI_SHADER_HANDLE, EguiPipeline, EguiPipelineKey};
use bevy_egui::{EguiManagedTextures, EguiPlugin, update_egui_textures_system};

/// egui as it is used here. There is one texture, so there is no use for arrays of them, in which a software renderer
/// looks for the right one at every pixel.
pub(crate) fn egui_plugin() -> EguiPlugin {
    EguiPlugin { bindless_mode_array_size: None }
}

pub(crate) fn plugin(app: &mut App) {
    load_shader_library!(app, "light.wgsl");
    app.add_systems(Startup, replace).add_systems(PostUpdate, unveil.after(update_egui_textures_system));
    if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
        let queue = queue.in_set(RenderSystems::Queue).after(queue_pipelines_system);
        render_app.add_systems(Render, queue);
    }
}

/// Our shader in place of the one that `bevy_egui` brings.
fn replace(mut shaders: ResMut<Assets<Shader>>) {
    let ours = Shader::from_wgsl(include_str!("ink.wgsl"), "arena/viewer/src/ink.wgsl");
    shaders
        .insert(EGUI_SHADER_HANDLE.id(), ours)
        .expect("its handle is a fixed number, which is never used up");
}

/// Lets the shader read egui's textures as they are, as colours that are seen, without turning each texel into light.
fn unveil(textures: Option<Res<EguiManagedTextures>>, mut images: ResMut<Assets<Image>>) {
    const AS_IT_IS: TextureFormat = TextureFormat::Rgba8Unorm;
    for texture in textures.iter().flat_map(|textures| textures.values()) {
        if images.get(&texture.handle).is_some_and(|image| image.texture_view_descriptor.is_none())
            && let Some(mut image) = images.get_mut(&texture.handle)
        {
            image.texture_descriptor.view_formats = &[AS_IT_IS];
            image.texture_view_descriptor =
                Some(TextureViewDescriptor { format: Some(AS_IT_IS), ..default() });
        }
    }
}

/// For cameras whose picture stores colours as they are seen: `bevy_egui` does not know of them.
fn queue(
    cameras: Query<(&MainEntity, &ExtractedCamera)>,
    theirs: Option<Res<EguiPipeline>>,
    cache: Res<PipelineCache>,
    pipelines: Option<ResMut<EguiPipelines>>,
    mut ours: Local<Option<CachedRenderPipelineId>>,
) {
    let (Some(theirs), Some(mut pipelines)) = (theirs, pipelines) else { return };
    for (camera, extracted) in &cameras {
        if extracted.compositing_space != Some(CompositingSpace::Srgb) {
            continue;
        }
        if let Some(pipeline) = pipelines.0.get_mut(camera) {
            *pipeline = *ours.get_or_insert_with(|| queue_seen(&theirs, &cache));
        }
    }
}

fn queue_seen(theirs: &EguiPipeline, cache: &PipelineCache) -> CachedRenderPipelineId {
    let mut pipeline = theirs.specialize(EguiPipelineKey { target_format: TextureFormat::Rgba8Unorm });
    if let Some(fragment) = pipeline.fragment.as_mut() {
        fragment.shader_defs.push("SEEN".into());
    }
    cache.queue_render_pipeline(pipeline)
}
