//! The storm: a veil over the rings that it has taken, and a curtain at its edge.

use bevy::prelude::*;
use rules::Event;

use crate::picture::chance::between;
use crate::picture::sprite::{Profile, Sprites, Tint};
use crate::picture::stage::Stage;
use crate::{Scene, eased};

const VIOLET: Vec3 = Vec3::new(0.42, 0.10, 0.62);
const EMBER: Vec3 = Vec3::new(0.95, 0.36, 0.62);

/// Height of the curtain, in cells.
const CURTAIN: f32 = 1.5;

pub(crate) fn draw(sprites: &mut Sprites, scene: &Scene, stage: &Stage) {
    let rings = rings(scene);
    if rings <= 0.0 {
        return;
    }
    let (outer, inner) = (stage.size / 2.0, (stage.size / 2.0 - rings).max(Vec2::ZERO));
    veil(sprites, outer, inner);
    curtain(sprites, inner, scene.cursor as f32);
    wisps(sprites, outer, inner, scene.cursor as f32);
}

/// How many rings it has taken, growing as it grows.
fn rings(scene: &Scene) -> f32 {
    let now = f32::from(scene.before.frame.rings);
    let grows = scene.happenings.iter().find_map(|happening| match happening.event {
        Event::StormGrew { rings } => Some(f32::from(rings) - 1.0 + eased(happening.age - 0.4)),
        _ => None,
    });
    grows.map_or(now, |growing| if growing.ceil() >= now { growing } else { now })
}

fn veil(sprites: &mut Sprites, outer: Vec2, inner: Vec2) {
    let tint = Tint::veil(VIOLET * 0.22, 0.42);
    let height = 0.02;
    let corner = |x: f32, z: f32| Vec3::new(x, height, z);
    sprites.carpet(corner(-outer.x, -outer.y), corner(outer.x, -inner.y), tint);
    sprites.carpet(corner(-outer.x, inner.y), corner(outer.x, outer.y), tint);
    sprites.carpet(corner(-outer.x, -inner.y), corner(-inner.x, inner.y), tint);
    sprites.carpet(corner(inner.x, -inner.y), corner(outer.x, inner.y), tint);
}

/// Panels of light that stand at the edge, brighter here and there as time passes.
fn curtain(sprites: &mut Sprites, half: Vec2, time: f32) {
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, z)| half * Vec2::new(x, z));
    for side in 0..4 {
        let (from, to) = (corners[side], corners[(side + 1) % 4]);
        let panels = (from.distance(to).ceil() as u32).clamp(1, 48);
        let bright = |index: u32| {
            let along = index as f32;
            let wave = (along * 0.9 + time * 1.1 + side as f32).sin() * (along * 0.37 - time * 0.7).sin();
            0.26 + 0.14 * wave
        };
        for index in 0..panels {
            let here = from.lerp(to, index as f32 / panels as f32);
            let next = from.lerp(to, (index + 1) as f32 / panels as f32);
            let low = |at: Vec2| Vec3::new(at.x, 0.02, at.y);
            let high = |at: Vec2| Vec3::new(at.x, CURTAIN, at.y);
            let (left, right) = (Tint::glow(EMBER, bright(index)), Tint::glow(EMBER, bright(index + 1)));
            let top = Tint::glow(VIOLET, 0.0);
            sprites.sheet([low(here), low(next), high(next), high(here)], [left, right, top, top]);
        }
    }
}

/// Slow clouds over what the storm has taken.
fn wisps(sprites: &mut Sprites, outer: Vec2, inner: Vec2, time: f32) {
    let area = 4.0 * (outer.x * outer.y - inner.x * inner.y);
    let count = (area / 7.0).clamp(8.0, 90.0) as u32;
    let mut found = 0;
    for index in 0..count * 8 {
        let seed = |what| [index, what, 77];
        let drift =
            Vec2::new((time * 0.11 + index as f32).sin(), (time * 0.09 + index as f32 * 1.7).cos()) * 0.6;
        let home = Vec2::new(between(-outer.x, outer.x, seed(0)), between(-outer.y, outer.y, seed(1)));
        if home.x.abs() < inner.x && home.y.abs() < inner.y {
            continue;
        }
        let at = (home + drift).clamp(-outer, outer);
        let place = Vec3::new(at.x, between(0.25, 0.8, seed(2)), at.y);
        let pulse = 0.75 + 0.25 * (time * 0.5 + index as f32 * 2.1).sin();
        let tint = Tint::veil(VIOLET * 0.5, 0.17 * pulse);
        sprites.puff(place, between(0.9, 1.7, seed(3)), Profile::SOFT, tint);
        found += 1;
        if found >= count {
            break;
        }
    }
}
