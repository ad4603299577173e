//! What the arena's materials have in common.

use bevy::mesh::{MeshVertexAttribute, MeshVertexBufferLayoutRef};
use bevy::render::render_resource::{RenderPipelineDescriptor, SpecializedMeshPipelineError};

/// The part of a `Material` in which ours do not differ: one file has both stages, and nothing is drawn beforehand.
macro_rules! drawn_by {
    ($file:literal) => {
        fn vertex_shader() -> bevy::shader::ShaderRef {
            concat!("embedded://viewer/picture/", $file).into()
        }

        fn fragment_shader() -> bevy::shader::ShaderRef {
            Self::vertex_shader()
        }

        fn enable_prepass() -> bool {
            false
        }
    };
}

pub(crate) use drawn_by;

/// Hands the shader these attributes of each corner, by their places there.
pub(crate) fn take(
    attributes: &[(u32, MeshVertexAttribute)],
    layout: &MeshVertexBufferLayoutRef,
    descriptor: &mut RenderPipelineDescriptor,
) -> Result<(), SpecializedMeshPipelineError> {
    let placed: Vec<_> =
        attributes.iter().map(|(place, attribute)| attribute.at_shader_location(*place)).collect();
    descriptor.vertex.buffers = vec![layout.0.get_layout(&placed)?];
    Ok(())
}
