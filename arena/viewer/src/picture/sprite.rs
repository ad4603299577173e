//! Pictures without substance: quads with a round profile, all in one mesh that is made anew for each frame.

use bevy::asset::{RenderAssetUsages, embedded_asset};
use bevy::mesh::{Indices, MeshVertexBufferLayoutRef, PrimitiveTopology};
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, RenderPipelineDescriptor, SpecializedMeshPipelineError};

use crate::palette::Rgb;
use crate::picture::solid::Ink;
use crate::picture::stroke::{self, drawn_by};

/// The material of all sprites, see `sprite.wgsl`.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug, Default)]
#[bind_group_data(SpriteKey)]
pub(crate) struct SpritePaint {
    /// What glows is brighter than white, for bloom to spread. Otherwise the picture stores colours as they are seen.
    pub glowing: bool,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SpriteKey {
    glowing: bool,
}

impl From<&SpritePaint> for SpriteKey {
    fn from(paint: &SpritePaint) -> SpriteKey {
        SpriteKey { glowing: paint.glowing }
    }
}

impl Material for SpritePaint {
    drawn_by!("sprite.wgsl");

    fn alpha_mode(&self) -> AlphaMode {
        AlphaMode::Premultiplied
    }

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        layout: &MeshVertexBufferLayoutRef,
        key: MaterialPipelineKey<SpritePaint>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        descriptor.primitive.cull_mode = None;
        if let Some(fragment) = descriptor.fragment.as_mut() {
            fragment.shader_defs.push(if key.bind_group_data.glowing { "GLOWING" } else { "SEEN" }.into());
        }
        let attributes = [
            (0, Mesh::ATTRIBUTE_POSITION),
            (1, Mesh::ATTRIBUTE_COLOR),
            (2, Mesh::ATTRIBUTE_UV_0),
            (3, Mesh::ATTRIBUTE_UV_1),
        ];
        stroke::take(&attributes, layout, descriptor)
    }
}

pub(crate) fn plugin(app: &mut App) {
    embedded_asset!(app, "sprite.wgsl");
    app.add_plugins(MaterialPlugin::<SpritePaint>::default());
}

/// A premultiplied colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tint(Vec4);

impl Tint {
    /// Light that is added.
    pub(crate) fn glow(rgb: Vec3, strength: f32) -> Tint {
        Tint((rgb * strength).extend(0.0))
    }

    /// A veil that covers a part of what is behind it.
    pub(crate) fn veil(rgb: Vec3, alpha: f32) -> Tint {
        Tint((rgb * alpha).extend(alpha))
    }

    /// Weaker or stronger.
    pub(crate) fn times(self, factor: f32) -> Tint {
        Tint(self.0 * factor)
    }

    fn is_nothing(self) -> bool {
        self.0.max_element() < 0.003
    }
}

/// The colour of a palette entry, in linear light.
pub(crate) fn light_of(rgb: Rgb) -> Vec3 {
    Ink::srgb(rgb).rgb()
}

/// How a sprite fades from its middle to its edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Profile(Vec2);

impl Profile {
    /// Fades from the middle on.
    pub(crate) const SOFT: Profile = Profile(Vec2::new(1.0, 0.0));
    /// Fades in its outer part.
    pub(crate) const PUFF: Profile = Profile(Vec2::new(0.65, 0.0));
    /// Even: the colours of its corners are all that varies.
    pub(crate) const EVEN: Profile = Profile(Vec2::new(1e-4, 0.0));

    /// A ring: `width` is the part of the radius that it takes.
    pub(crate) fn ring(width: f32) -> Profile {
        Profile(Vec2::new(width * 0.5, 1.0 - width * 0.5))
    }
}

#[derive(Clone, Copy)]
struct Corner {
    position: Vec3,
    uv: Vec2,
    profile: Vec2,
    color: Vec4,
}

/// The sprites of one frame: marks on the ground below all, the rest from far to near.
pub(crate) struct Sprites {
    ground: Vec<[Corner; 4]>,
    air: Vec<(f32, [Corner; 4])>,
    eye: Vec3,
    right: Vec3,
    up: Vec3,
}

impl Sprites {
    /// None yet, for a camera that stands there.
    pub(crate) fn seen_from(place: bevy::math::Affine3A) -> Sprites {
        let axis = |local: Vec3| place.transform_vector3(local);
        Sprites {
            ground: Vec::new(),
            air: Vec::new(),
            eye: place.transform_point3(Vec3::ZERO),
            right: axis(Vec3::X),
            up: axis(Vec3::Y),
        }
    }

    /// Right and up, as the camera has them.
    pub(crate) fn axes(&self) -> (Vec3, Vec3) {
        (self.right, self.up)
    }

    /// A round picture that faces the camera.
    pub(crate) fn puff(&mut self, at: Vec3, radius: f32, profile: Profile, tint: Tint) {
        let (right, up) = (self.right * radius, self.up * radius);
        self.quad([at - right - up, at + right - up, at + right + up, at - right + up], profile, tint);
    }

    /// A light.
    pub(crate) fn glow(&mut self, at: Vec3, radius: f32, tint: Tint) {
        self.puff(at, radius, Profile::SOFT, tint);
    }

    /// A line of light from one place to another, wide in the middle.
    pub(crate) fn streak(&mut self, from: Vec3, to: Vec3, width: f32, tint: Tint) {
        let along = to - from;
        let side = along.cross(self.eye - from).normalize_or_zero() * width;
        let more = along * 0.12;
        self.quad(
            [from - more - side, to + more - side, to + more + side, from - more + side],
            Profile::SOFT,
            tint,
        );
    }

    /// A round mark on the ground.
    pub(crate) fn ground(&mut self, at: Vec3, radius: f32, profile: Profile, tint: Tint) {
        self.ground_ellipse(at, Vec2::X * radius, Vec2::Y * radius, profile, tint);
    }

    /// A mark on the ground, `along` and `across` from its middle to its edges.
    pub(crate) fn ground_ellipse(
        &mut self,
        at: Vec3,
        along: Vec2,
        across: Vec2,
        profile: Profile,
        tint: Tint,
    ) {
        if tint.is_nothing() {
            return;
        }
        let (along, across) = (Vec3::new(along.x, 0.0, along.y), Vec3::new(across.x, 0.0, across.y));
        let corners = [at - along - across, at + along - across, at + along + across, at - along + across];
        self.ground.push(square(corners, profile, tint));
    }

    /// A rectangle on the ground with even colour.
    pub(crate) fn carpet(&mut self, low: Vec3, high: Vec3, tint: Tint) {
        let corners = [low, Vec3::new(high.x, low.y, low.z), high, Vec3::new(low.x, low.y, high.z)];
        self.ground.push(corners.map(|position| Corner {
            position,
            uv: Vec2::ZERO,
            profile: Profile::EVEN.0,
            color: tint.0,
        }));
    }

    /// A quadrangle with a colour at each corner.
    pub(crate) fn sheet(&mut self, corners: [Vec3; 4], tints: [Tint; 4]) {
        let corner = |index: usize| Corner {
            position: corners[index],
            uv: Vec2::ZERO,
            profile: Profile::EVEN.0,
            color: tints[index].0,
        };
        let middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4.0;
        self.air.push((middle.distance_squared(self.eye), [0, 1, 2, 3].map(corner)));
    }

    fn quad(&mut self, corners: [Vec3; 4], profile: Profile, tint: Tint) {
        if tint.is_nothing() {
            return;
        }
        let far = ((corners[0] + corners[2]) / 2.0).distance_squared(self.eye);
        self.air.push((far, square(corners, profile, tint)));
    }

    /// The finished mesh.
    pub(crate) fn build(mut self) -> Mesh {
        // A stable sort: where two are equally far, the order in which they came decides, always.
        self.air.sort_by(|a, b| b.0.total_cmp(&a.0));
        let quads = self.ground.iter().chain(self.air.iter().map(|(_, quad)| quad));
        let count = self.ground.len() + self.air.len();
        let mut positions = Vec::with_capacity(count * 4);
        let mut colors = Vec::with_capacity(count * 4);
        let mut uvs = Vec::with_capacity(count * 4);
        let mut profiles = Vec::with_capacity(count * 4);
        for corner in quads.flatten() {
            positions.push(corner.position.to_array());
            colors.push(corner.color.to_array());
            uvs.push(corner.uv.to_array());
            profiles.push(corner.profile.to_array());
        }
        let indices = (0..count as u32).flat_map(|quad| [0, 1, 2, 0, 2, 3].map(|corner| quad * 4 + corner));
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, colors)
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_1, profiles)
            .with_inserted_indices(Indices::U32(indices.collect()))
    }

    /// Whether there is nothing yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.ground.is_empty() && self.air.is_empty()
    }
}

fn square(corners: [Vec3; 4], profile: Profile, tint: Tint) -> [Corner; 4] {
    let uvs = [Vec2::new(-1.0, -1.0), Vec2::new(1.0, -1.0), Vec2::ONE, Vec2::new(-1.0, 1.0)];
    [0, 1, 2, 3].map(|index| Corner {
        position: corners[index],
        uv: uvs[index],
        profile: profile.0,
        color: tint.0,
    })
}
