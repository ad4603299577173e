//! The land around the board: a sky, a lower plane in haze, and a town of plinths on it.

use bevy::prelude::*;

use crate::eased;
use crate::picture::chance::{between, chance};
use crate::picture::paint::{HAZE, SUN};
use crate::picture::solid::{Ink, Solid, at, ring};

/// How far below the board the lower plane lies, in cells.
pub(crate) const DEPTH: f32 = 9.0;

const SEGMENTS: usize = 40;
const GROUND: Ink = Ink::linear(0.0075, 0.0105, 0.025);
const TOWER: Ink = Ink::linear(0.022, 0.028, 0.055);
const WINDOWS: [Ink; 3] =
    [Ink::linear(0.28, 0.62, 0.85), Ink::linear(0.95, 0.62, 0.28), Ink::linear(0.62, 0.42, 0.92)];

/// Everything around a board of this size.
pub(crate) fn land(board: Vec2) -> Mesh {
    let radius = board.max_element();
    let mut solid = Solid::default();
    add_sky(&mut solid, radius * 14.0);
    add_plane(&mut solid, radius);
    add_towers(&mut solid, board);
    solid.build_lit(|position, normal, ink| {
        let sun = Vec3::new(1.62, 1.36, 1.04) * normal.dot(SUN).max(0.0);
        let sky = Vec3::new(0.13, 0.12, 0.20).lerp(Vec3::new(0.30, 0.38, 0.60), normal.y * 0.5 + 0.5);
        let lit = ink.rgb() * (sun + sky).lerp(Vec3::ONE, ink.shine());
        let haze = if ink.shine() < 1.0 { eased((position.xz().length() / radius - 0.9) / 3.6) } else { 0.0 };
        lit.lerp(HAZE, haze)
    })
}

fn add_sky(solid: &mut Solid, radius: f32) {
    let haze = Ink::linear(HAZE.x, HAZE.y, HAZE.z);
    // Height as the sine of the angle above the horizon, and the colour there.
    let bands = [
        (-0.35, haze),
        (0.0, haze),
        (0.04, Ink::linear(0.16, 0.095, 0.16)),
        (0.11, Ink::linear(0.085, 0.07, 0.165)),
        (0.32, Ink::linear(0.025, 0.035, 0.10)),
        (1.0, Ink::linear(0.009, 0.015, 0.05)),
    ];
    let outline = ring(SEGMENTS);
    let point = |[x, z]: [f32; 2], sine: f32| {
        let flat = (1.0 - sine * sine).sqrt();
        Vec3::new(x * flat, sine, z * flat) * radius
    };
    for pair in bands.windows(2) {
        let ((low, below), (high, above)) = (pair[0], pair[1]);
        let (below, above) = (below.shining(1.0), above.shining(1.0));
        for (index, &here) in outline.iter().enumerate() {
            let next = outline[(index + 1) % SEGMENTS];
            let corners = [point(here, low), point(next, low), point(next, high), point(here, high)];
            solid.shaded_quad(corners, [below, below, above, above]);
        }
    }
}

fn add_plane(solid: &mut Solid, radius: f32) {
    let haze = Ink::linear(HAZE.x, HAZE.y, HAZE.z);
    // Light that falls from under the board, then dark land, then haze.
    let bands = [
        (0.0, Ink::linear(0.030, 0.085, 0.125)),
        (0.6, Ink::linear(0.024, 0.066, 0.105)),
        (0.95, GROUND.mixed(Ink::linear(0.024, 0.066, 0.105), 0.3)),
        (1.5, GROUND),
        (2.4, GROUND.mixed(haze, 0.35)),
        (4.5, haze),
        (14.0, haze),
    ];
    let outline = ring(SEGMENTS);
    let point = |[x, z]: [f32; 2], far: f32| Vec3::new(x * far * radius, -DEPTH, z * far * radius);
    for pair in bands.windows(2) {
        let ((near, inner), (far, outer)) = (pair[0], pair[1]);
        let (inner, outer) = (inner.shining(1.0), outer.shining(1.0));
        for (index, &here) in outline.iter().enumerate() {
            let next = outline[(index + 1) % SEGMENTS];
            let corners = [point(here, near), point(next, near), point(next, far), point(here, far)];
            solid.shaded_quad(corners, [inner, inner, outer, outer]);
        }
    }
}

/// Towers stand well below the board where it is near, and rise only where haze has almost taken them.
fn add_towers(solid: &mut Solid, board: Vec2) {
    let radius = board.max_element();
    const RINGS: u32 = 6;
    for band in 0..RINGS {
        let far = 0.95 + 0.42 * band as f32;
        let count = 14 + band * 6;
        for index in 0..count {
            let seed = |what| [band, index, what];
            let angle = (index as f32 + between(-0.35, 0.35, seed(0))) / count as f32 * std::f32::consts::TAU;
            let away = radius * (far + between(-0.12, 0.12, seed(1)));
            let (x, z) = (angle.sin() * away, angle.cos() * away);
            let allowed = DEPTH * 0.55 + (far - 0.95) * DEPTH * 0.85;
            let height = allowed * between(0.2, 1.0, seed(2));
            let half = [between(0.03, 0.075, seed(3)) * radius, between(0.03, 0.075, seed(4)) * radius];
            add_tower(solid, Vec3::new(x, -DEPTH, z), half, height, seed(5));
        }
    }
}

fn add_tower(solid: &mut Solid, foot: Vec3, half: [f32; 2], height: f32, seed: [u32; 3]) {
    let place = at(foot.x, foot.y, foot.z);
    let ink = TOWER.times(between(0.8, 1.5, seed));
    solid.block(place, half, [half[0] * 0.92, half[1] * 0.92], height, ink);
    let stepped = chance([seed[0], seed[1], 6]) < 0.5;
    if stepped {
        let top = at(foot.x, foot.y + height, foot.z);
        solid.block(
            top,
            [half[0] * 0.6, half[1] * 0.6],
            [half[0] * 0.5, half[1] * 0.5],
            height * 0.16,
            ink.times(1.2),
        );
    }
    // A line of windows around it.
    if chance([seed[0], seed[1], 7]) < 0.55 {
        let ink = WINDOWS[(chance([seed[0], seed[1], 8]) * 3.0) as usize % 3].times(0.55).shining(1.0);
        let level = between(0.55, 0.9, [seed[0], seed[1], 9]);
        let line = at(foot.x, foot.y + height * level, foot.z);
        let wide = 1.01 - 0.08 * level;
        solid.block(line, [half[0] * wide, half[1] * wide], [half[0] * wide, half[1] * wide], 0.12, ink);
    }
}
