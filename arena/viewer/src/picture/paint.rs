//! The material of everything solid.

use bevy::asset::embedded_asset;
use bevy::mesh::MeshVertexBufferLayoutRef;
use bevy::pbr::{Material, MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError,
};
use bevy::shader::ShaderDefVal;

use crate::picture::solid::GROWTH;
use crate::picture::stroke::{self, drawn_by};

/// Towards the sun, as `paint.wgsl` has it.
pub(crate) const SUN: Vec3 = Vec3::new(-0.5514, 0.7018, -0.4511);

/// The colour of the distance, in linear light.
pub(crate) const HAZE: Vec3 = Vec3::new(0.044, 0.052, 0.112);

/// Paint, see `paint.wgsl`. There is one for the whole arena.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
#[bind_group_data(PaintKey)]
pub(crate) struct Paint {
    #[uniform(0, visibility(vertex))]
    around: Surroundings,
    #[texture(1, visibility(vertex))]
    #[sampler(2, visibility(vertex))]
    light: Handle<Image>,
    key: PaintKey,
}

/// What decides which shader is built.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct PaintKey {
    /// Shadows fall.
    pub shadowed: bool,
    /// What shines is brighter than white, for bloom to spread.
    pub glowing: bool,
    /// The picture stores colours as they are seen.
    pub seen: bool,
    /// There is fog or storm on the map of light.
    pub mapped: bool,
}

#[derive(ShaderType, Clone, Copy, Debug, Default)]
struct Surroundings {
    board: Vec4,
}

impl From<&Paint> for PaintKey {
    fn from(paint: &Paint) -> PaintKey {
        paint.key
    }
}

impl Paint {
    /// Paint for a board of this size, lit by this map.
    pub(crate) fn new(board: Vec2, light: Handle<Image>, key: PaintKey) -> Paint {
        Paint { around: Surroundings { board: board.extend(0.0).extend(0.0) }, light, key }
    }

    /// The same paint for another quality.
    pub(crate) fn set_key(&mut self, key: PaintKey) {
        self.key = key;
    }

    /// What it is built for.
    pub(crate) fn key(&self) -> PaintKey {
        self.key
    }
}

impl Material for Paint {
    drawn_by!("paint.wgsl");

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        key: MaterialPipelineKey<Paint>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        if descriptor.vertex.shader_defs.contains(&"PREPASS_PIPELINE".into()) {
            return Ok(()); // The shadow map is drawn with the engine's own shader.
        }
        let mut attributes = vec![(0, Mesh::ATTRIBUTE_POSITION), (2, Mesh::ATTRIBUTE_COLOR)];
        let mut features: Vec<ShaderDefVal> = Vec::new();
        let lit = layout.0.contains(Mesh::ATTRIBUTE_NORMAL);
        if lit {
            attributes.push((1, Mesh::ATTRIBUTE_NORMAL));
            features.push("LIT".into());
        }
        if layout.0.contains(Mesh::ATTRIBUTE_UV_0) {
            attributes.push((3, Mesh::ATTRIBUTE_UV_0));
            features.push("FLOOR".into());
        }
        if layout.0.contains(GROWTH) {
            attributes.push((4, GROWTH));
            features.push("GROWS".into());
        }
        if key.bind_group_data.shadowed && lit {
            features.push("SHADOWED".into());
        }
        if key.bind_group_data.glowing {
            features.push("GLOWING".into());
        }
        if key.bind_group_data.seen {
            features.push("SEEN".into());
        }
        if key.bind_group_data.mapped {
            features.push("MAPPED".into());
        }
        descriptor.vertex.shader_defs.extend(features.iter().cloned());
        if let Some(fragment) = descriptor.fragment.as_mut() {
            fragment.shader_defs.extend(features);
        }
        stroke::take(&attributes, layout, descriptor)
    }
}

/// The arena's paint.
#[derive(Resource, Clone)]
pub(crate) struct ArenaPaint(pub Handle<Paint>);

pub(crate) fn plugin(app: &mut App) {
    embedded_asset!(app, "paint.wgsl");
    app.add_plugins(MaterialPlugin::<Paint>::default());
}
