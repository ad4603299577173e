//! Builds low-poly meshes with flat faces.

use bevy::asset::RenderAssetUsages;
use bevy::math::Affine3A;
use bevy::mesh::{Indices, MeshVertexAttribute, PrimitiveTopology, VertexFormat};
use bevy::prelude::*;

use crate::palette::Rgb;

/// Where a corner moves as its robot's cargo bed fills, and behind which crystal: see `paint.wgsl`.
pub(crate) const GROWTH: MeshVertexAttribute =
    MeshVertexAttribute::new("Growth", 0x0b0d_0001, VertexFormat::Float32x4);

/// The colour of a face, and how much of it shines by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink {
    rgb: Vec3,
    shine: f32,
}

impl Ink {
    /// A colour in linear light.
    pub(crate) const fn linear(r: f32, g: f32, b: f32) -> Ink {
        Ink { rgb: Vec3::new(r, g, b), shine: 0.0 }
    }

    /// A colour as the palette has it.
    pub(crate) fn srgb(rgb: Rgb) -> Ink {
        let linear = Color::srgb_u8(rgb[0], rgb[1], rgb[2]).to_linear();
        Ink::linear(linear.red, linear.green, linear.blue)
    }

    /// The same colour, shining: 0 is only lit, 1 is only light of its own.
    pub(crate) const fn shining(self, shine: f32) -> Ink {
        Ink { shine, ..self }
    }

    /// How much of it shines by itself.
    pub(crate) const fn shine(self) -> f32 {
        self.shine
    }

    /// Between two colours.
    pub(crate) fn mixed(self, other: Ink, part: f32) -> Ink {
        Ink { rgb: self.rgb.lerp(other.rgb, part), shine: self.shine + (other.shine - self.shine) * part }
    }

    /// Brighter or darker.
    pub(crate) fn times(self, factor: f32) -> Ink {
        Ink { rgb: self.rgb * factor, ..self }
    }

    /// The colour alone, in linear light.
    pub(crate) const fn rgb(self) -> Vec3 {
        self.rgb
    }

    fn corner(self) -> [f32; 4] {
        self.rgb.extend(self.shine).to_array()
    }
}

/// A mesh that is being built. Faces share no corners, so that each is flat.
///
/// Outlines lie in x and z and run clockwise as seen from above.
#[derive(Default, Clone)]
pub(crate) struct Solid {
    positions: Vec<[f32; 3]>,
    normals: Vec<[f32; 3]>,
    colors: Vec<[f32; 4]>,
    growth: Vec<[f32; 4]>,
    cells: Vec<[f32; 2]>,
    indices: Vec<u32>,
}

impl Solid {
    /// A triangle, counter-clockwise as seen from outside.
    pub(crate) fn tri(&mut self, corners: [Vec3; 3], ink: Ink) {
        self.face(&corners, &[ink; 3]);
    }

    /// A quadrangle, counter-clockwise as seen from outside.
    pub(crate) fn quad(&mut self, corners: [Vec3; 4], ink: Ink) {
        self.face(&corners, &[ink; 4]);
    }

    /// A quadrangle with a colour at each corner.
    pub(crate) fn shaded_quad(&mut self, corners: [Vec3; 4], inks: [Ink; 4]) {
        self.face(&corners, &inks);
    }

    /// A flat face that is seen whole from its first corner.
    fn face(&mut self, corners: &[Vec3], inks: &[Ink]) {
        let first = self.positions.len() as u32;
        let (along, across) = (corners[1] - corners[0], corners[2] - corners[0]);
        let normal = along.cross(across).normalize_or_zero().to_array();
        self.positions.extend(corners.iter().map(|corner| corner.to_array()));
        self.normals.extend(corners.iter().map(|_| normal));
        self.colors.extend(inks.iter().map(|ink| ink.corner()));
        for corner in 2..corners.len() as u32 {
            self.indices.extend([first, first + corner - 1, first + corner]);
        }
    }

    /// A piece of floor: as [`Solid::quad`], and each corner knows where on the board it is.
    pub(crate) fn floor(&mut self, corners: [Vec3; 4], cells: [[f32; 2]; 4], ink: Ink) {
        self.quad(corners, ink);
        self.cells.extend(cells);
    }

    /// A flat figure that looks up.
    pub(crate) fn lay(&mut self, place: Affine3A, outline: &[[f32; 2]], size: f32, ink: Ink) {
        let corner = |[x, z]: [f32; 2]| place.transform_point3(Vec3::new(x * size, 0.0, z * size));
        // Stars are seen whole from their middle only; once around, and the first corner again.
        let around = (0..=outline.len()).rev().map(|index| corner(outline[index % outline.len()]));
        let corners: Vec<Vec3> = std::iter::once(place.transform_point3(Vec3::ZERO)).chain(around).collect();
        self.face(&corners, &vec![ink; corners.len()]);
    }

    /// An outline that rises from its size `base` to its size `top`. Without a bottom: nobody looks there.
    pub(crate) fn rise(
        &mut self,
        place: Affine3A,
        outline: &[[f32; 2]],
        base: f32,
        top: f32,
        height: f32,
        ink: Ink,
    ) {
        let low = |[x, z]: [f32; 2]| place.transform_point3(Vec3::new(x * base, 0.0, z * base));
        let high = |[x, z]: [f32; 2]| place.transform_point3(Vec3::new(x * top, height, z * top));
        let centre = place.transform_point3(Vec3::Y * height);
        if top > 0.0 {
            self.lay(place * Affine3A::from_translation(Vec3::Y * height), outline, top, ink);
        }
        for (index, &here) in outline.iter().enumerate() {
            let next = outline[(index + 1) % outline.len()];
            if top > 0.0 {
                self.quad([low(here), high(here), high(next), low(next)], ink);
            } else {
                self.tri([low(here), centre, low(next)], ink);
            }
        }
    }

    /// A block on a rectangle of half sizes `base`, with a top of half sizes `top`.
    pub(crate) fn block(&mut self, place: Affine3A, base: [f32; 2], top: [f32; 2], height: f32, ink: Ink) {
        let ring = |[x, z]: [f32; 2], y: f32| {
            [[-x, -z], [x, -z], [x, z], [-x, z]].map(|[x, z]| place.transform_point3(Vec3::new(x, y, z)))
        };
        let (low, high) = (ring(base, 0.0), ring(top, height));
        for (here, next) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
            self.quad([low[here], high[here], high[next], low[next]], ink);
        }
        self.quad([high[3], high[2], high[1], high[0]], ink);
    }

    /// A crystal: a ring of corners at a third of its height, a point above and one below.
    pub(crate) fn crystal(&mut self, place: Affine3A, radius: f32, height: f32, ink: Ink) {
        let outline = ring(4);
        let belt =
            |[x, z]: [f32; 2]| place.transform_point3(Vec3::new(x * radius, height * 0.42, z * radius));
        let (tip, foot) = (place.transform_point3(Vec3::Y * height), place.transform_point3(Vec3::ZERO));
        for (index, &here) in outline.iter().enumerate() {
            let next = outline[(index + 1) % outline.len()];
            // Facets catch the light differently even where the sun does not reach.
            let facet = ink.times(if index % 2 == 0 { 1.0 } else { 0.8 });
            self.tri([belt(here), tip, belt(next)], facet);
            self.tri([belt(next), foot, belt(here)], facet.times(0.7));
        }
    }

    /// A small piece of debris or ore: four faces.
    pub(crate) fn chip(&mut self, place: Affine3A, ink: Ink) {
        let corner = |x, y, z| place.transform_point3(Vec3::new(x, y, z));
        let [a, b, c, d] =
            [corner(1.0, 0.7, 0.0), corner(-0.8, 0.8, 0.5), corner(0.1, 0.5, -1.0), corner(0.0, -0.9, 0.1)];
        for face in [[a, c, b], [a, b, d], [b, c, d], [c, a, d]] {
            self.tri(face, ink);
        }
    }

    /// Adds a part that is not there until its robot's cargo bed is filled to crystal `number`: it grows out of `seed`.
    pub(crate) fn grow(&mut self, part: &Solid, seed: Vec3, number: u8) {
        self.growth.resize(self.positions.len(), [0.0; 4]);
        let first = self.positions.len() as u32;
        self.indices.extend(part.indices.iter().map(|index| first + index));
        for &position in &part.positions {
            let way = Vec3::from(position) - seed;
            self.growth.push(way.extend(f32::from(number)).to_array());
            self.positions.push(seed.to_array());
        }
        self.normals.extend_from_slice(&part.normals);
        self.colors.extend_from_slice(&part.colors);
    }

    /// Whether there is nothing yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The finished mesh, with light that will never change: given for each corner, its normal and its ink.
    pub(crate) fn build_lit(self, light: impl Fn(Vec3, Vec3, Ink) -> Vec3) -> Mesh {
        let lit = |((position, normal), color): ((&[f32; 3], &[f32; 3]), &[f32; 4])| {
            let ink = Ink { rgb: Vec3::new(color[0], color[1], color[2]), shine: color[3] };
            light(Vec3::from(*position), Vec3::from(*normal), ink).extend(1.0).to_array()
        };
        let colors: Vec<[f32; 4]> =
            self.positions.iter().zip(&self.normals).zip(&self.colors).map(lit).collect();
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, colors)
            .with_inserted_indices(Indices::U32(self.indices))
    }

    /// The finished mesh. It goes to the renderer and nothing of it is kept here.
    pub(crate) fn build(mut self) -> Mesh {
        let corners = self.positions.len();
        let mut mesh = Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
            .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, self.normals)
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colors)
            .with_inserted_indices(Indices::U32(self.indices));
        if !self.growth.is_empty() {
            self.growth.resize(corners, [0.0; 4]);
            mesh.insert_attribute(GROWTH, self.growth);
        }
        if !self.cells.is_empty() {
            mesh.insert_attribute(Mesh::ATTRIBUTE_UV_0, self.cells);
        }
        mesh
    }
}

/// A regular outline, its first corner towards negative z.
pub(crate) fn ring(corners: usize) -> Vec<[f32; 2]> {
    let angle = |i: usize| i as f32 / corners as f32 * std::f32::consts::TAU;
    (0..corners).map(|i| [angle(i).sin(), -angle(i).cos()]).collect()
}

/// A place without a turn.
pub(crate) fn at(x: f32, y: f32, z: f32) -> Affine3A {
    Affine3A::from_translation(Vec3::new(x, y, z))
}

/// A place from which what would rise goes forward, to positive z.
pub(crate) fn forward(x: f32, y: f32, z: f32) -> Affine3A {
    Affine3A::from_rotation_translation(
        Quat::from_rotation_x(std::f32::consts::FRAC_PI_2),
        Vec3::new(x, y, z),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every face of a convex part looks away from its middle.
    fn looks_outward(solid: &Solid, middle: Vec3) -> bool {
        solid.indices.chunks(3).all(|face| {
            let [a, b, c] = [0, 1, 2].map(|corner| Vec3::from(solid.positions[face[corner] as usize]));
            let normal = Vec3::from(solid.normals[face[0] as usize]);
            let turns = (b - a).cross(c - a).dot(normal) > 0.0;
            turns && ((a + b + c) / 3.0 - middle).dot(normal) > 0.0
        })
    }

    #[test]
    fn faces_look_outward() {
        let ink = Ink::linear(1.0, 1.0, 1.0);
        let mut parts = [Solid::default(), Solid::default(), Solid::default(), Solid::default()];
        parts[0].block(at(0.0, 0.0, 0.0), [1.0, 2.0], [0.5, 0.5], 1.0, ink);
        parts[1].rise(at(0.0, 0.0, 0.0), &ring(6), 1.0, 0.8, 1.0, ink);
        parts[2].crystal(at(0.0, 0.0, 0.0), 0.5, 1.0, ink);
        parts[3].rise(at(0.0, 0.0, 0.0), &ring(5), 1.0, 0.0, 1.0, ink);
        for (index, part) in parts.iter().enumerate() {
            assert!(looks_outward(part, Vec3::Y * 0.4), "part {index}");
        }
        let mut chip = Solid::default();
        chip.chip(at(0.0, 0.0, 0.0), ink);
        assert!(looks_outward(&chip, Vec3::Y * 0.3), "chip");
    }

    #[test]
    fn every_corner_has_all_its_attributes() {
        let ink = Ink::linear(1.0, 1.0, 1.0);
        let (mut whole, mut part) = (Solid::default(), Solid::default());
        part.crystal(at(0.0, 0.0, 0.0), 0.1, 0.2, ink);
        whole.block(at(0.0, 0.0, 0.0), [1.0, 1.0], [1.0, 1.0], 1.0, ink);
        whole.grow(&part, Vec3::Y, 2);
        whole.block(at(0.0, 1.0, 0.0), [1.0, 1.0], [1.0, 1.0], 1.0, ink);
        let corners = whole.positions.len();
        let mesh = whole.build();
        for (attribute, values) in mesh.attributes() {
            assert_eq!(values.len(), corners, "{}", attribute.name);
        }
    }
}
