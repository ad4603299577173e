//! The board drawn at a lower resolution than the window: the image that it is drawn to, and the pane that shows it.

use bevy::asset::{RenderAssetUsages, embedded_asset};
use bevy::camera::RenderTarget;
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::image::ImageSampler;
use bevy::mesh::{MeshVertexBufferLayoutRef, PrimitiveTopology};
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, Extent3d, RenderPipelineDescriptor, SpecializedMeshPipelineError, TextureDimension,
    TextureFormat, TextureUsages,
};

use crate::picture::stroke::{self, drawn_by};

/// What the camera of the window shows while the board is drawn elsewhere: the pane alone.
pub(crate) fn layer() -> RenderLayers {
    RenderLayers::layer(1)
}

/// An image over the whole window.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
pub(crate) struct Pane {
    #[texture(0)]
    #[sampler(1)]
    shown: Handle<Image>,
}

impl Material for Pane {
    drawn_by!("pane.wgsl");

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        _: MaterialPipelineKey<Pane>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        stroke::take(&[(0, Mesh::ATTRIBUTE_POSITION)], layout, descriptor)
    }
}

pub(crate) fn plugin(app: &mut App) {
    embedded_asset!(app, "pane.wgsl");
    app.add_plugins(MaterialPlugin::<Pane>::default());
}

/// An image of this size that a camera can draw to.
pub(crate) fn canvas(images: &mut Assets<Image>, size: UVec2) -> Handle<Image> {
    let extent = Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let usage = RenderAssetUsages::RENDER_WORLD;
    let mut image = Image::new_uninit(extent, TextureDimension::D2, format, usage);
    image.texture_descriptor.usage = TextureUsages::TEXTURE_BINDING | TextureUsages::RENDER_ATTACHMENT;
    image.sampler = ImageSampler::linear();
    images.add(image)
}

/// Where a camera draws that draws to an image.
pub(crate) fn target(image: &Handle<Image>) -> RenderTarget {
    RenderTarget::Image(image.clone().into())
}

/// What shows an image: one triangle that is larger than the window.
pub(crate) fn bundle(
    meshes: &mut Assets<Mesh>,
    panes: &mut Assets<Pane>,
    shown: Handle<Image>,
) -> impl Bundle {
    let corners = vec![[-1.0, -1.0, 0.0], [3.0, -1.0, 0.0], [-1.0, 3.0, 0.0_f32]];
    let mesh = Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, corners);
    (Mesh3d(meshes.add(mesh)), MeshMaterial3d(panes.add(Pane { shown })), NoFrustumCulling, layer())
}
