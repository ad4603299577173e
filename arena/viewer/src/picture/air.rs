//! Everything without substance, and every loose bit: made anew for each frame from the scene alone.

use std::f32::consts::TAU;

use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use rules::Terrain;

use crate::palette;
use crate::picture::camera::{Aimed, View};
use crate::picture::chance::between;
use crate::picture::light::{Looked, Seen};
use crate::picture::paint::{ArenaPaint, Paint};
use crate::picture::quality::Quality;
use crate::picture::robot::{ORE, pose_cell};
use crate::picture::solid::Solid;
use crate::picture::sprite::{Profile, SpritePaint, Sprites, Tint, light_of};
use crate::picture::stage::Stage;
use crate::picture::{Root, effect, is_shown, storm};
use crate::{Focus, Pose, Preset, Scene, Step};

/// Colour of what lies in shadow.
const SHADE: Vec3 = Vec3::new(0.004, 0.005, 0.012);

/// What a frame's air is drawn into.
pub(crate) struct Air<'a> {
    /// What glows or veils.
    pub sprites: &'a mut Sprites,
    /// Bits of ore and debris.
    pub bits: &'a mut Solid,
    /// The board.
    pub stage: &'a Stage,
    /// What may be shown.
    pub seen: &'a Seen,
}

#[derive(Resource)]
struct Meshes {
    sprites: Entity,
    bits: Entity,
    look: Handle<SpritePaint>,
}

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Startup, set_up)
        .add_systems(Update, draw.in_set(Step::Draw).after(Aimed).after(Looked).run_if(is_shown));
}

fn set_up(mut commands: Commands, root: Res<Root>, mut looks: ResMut<Assets<SpritePaint>>) {
    let look = looks.add(SpritePaint::default());
    let hidden = || (Visibility::Hidden, Transform::default(), NoFrustumCulling, ChildOf(root.0));
    let sprites = commands.spawn((hidden(), MeshMaterial3d(look.clone()))).id();
    let bits = commands.spawn(hidden()).id();
    commands.insert_resource(Meshes { sprites, bits, look });
}

fn draw(
    mut commands: Commands,
    scene: Option<Res<Scene>>,
    stage: Option<Res<Stage>>,
    paint: Option<Res<ArenaPaint>>,
    seen: Res<Seen>,
    focus: Res<Focus>,
    view: Res<View>,
    quality: Res<Quality>,
    own: Res<Meshes>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut looks: ResMut<Assets<SpritePaint>>,
    mut entities: Query<(&mut Visibility, Option<&MeshMaterial3d<Paint>>)>,
) {
    let (Some(scene), Some(stage), Some(paint)) = (scene, stage, paint) else { return };
    let glowing = quality.0 != Preset::Low;
    if looks.get(&own.look).is_some_and(|look| look.glowing != glowing)
        && let Some(mut look) = looks.get_mut(&own.look)
    {
        look.glowing = glowing;
    }
    let changed = scene.is_changed() || seen.is_changed() || focus.is_changed() || view.is_changed();
    if !changed && !stage.is_changed() && !quality.is_changed() {
        return;
    }
    let (mut sprites, mut bits) = (Sprites::seen_from(view.place()), Solid::default());
    let mut air = Air { sprites: &mut sprites, bits: &mut bits, stage: &stage, seen: &seen };
    shadows(&mut air, &scene, quality.0);
    beacons(&mut air, &scene);
    storm::draw(air.sprites, &scene, &stage);
    selection(&mut air, &scene, &focus);
    loose_cargo(&mut air, &scene);
    for pose in shown_poses(&scene, &seen) {
        shield(&mut air, pose);
        smoke(&mut air, pose, scene.cursor as f32);
        birth(&mut air, pose);
    }
    for happening in &scene.happenings {
        effect::draw(&mut air, &scene, happening);
    }
    cores(&mut air, &scene);
    let mut put = |entity: Entity, mesh: Option<Mesh>| {
        let Ok((mut visibility, material)) = entities.get_mut(entity) else { return };
        visibility.set_if_neq(if mesh.is_some() { Visibility::Inherited } else { Visibility::Hidden });
        let Some(mesh) = mesh else { return };
        // A new asset, for the renderer has taken all that was in the old one.
        commands.entity(entity).insert(Mesh3d(meshes.add(mesh)));
        if entity == own.bits && material.is_none_or(|material| material.0 != paint.0) {
            commands.entity(entity).insert(MeshMaterial3d(paint.0.clone()));
        }
    };
    put(own.bits, (!bits.is_empty()).then(|| bits.build()));
    put(own.sprites, (!sprites.is_empty()).then(|| sprites.build()));
}

fn shown_poses<'a>(scene: &'a Scene, seen: &'a Seen) -> impl Iterator<Item = &'a Pose> {
    let width = scene.before.frame.width;
    scene
        .poses
        .iter()
        .filter(move |pose| pose.presence > 0.0 && seen.shows(pose.seat, pose_cell(pose), width))
}

/// Where things touch the ground it is dark, whatever the quality.
fn shadows(air: &mut Air, scene: &Scene, quality: Preset) {
    let depth = if quality == Preset::High { 0.55 } else { 0.9 };
    for pose in shown_poses(scene, air.seen) {
        let at = air.stage.place(pose.at, 0.012) + Vec3::new(0.05, 0.0, -0.03);
        let forward = Vec2::new(pose.heading.sin(), pose.heading.cos());
        let tint = Tint::veil(SHADE, depth * pose.presence);
        air.sprites.ground_ellipse(at, forward * 0.60, forward.perp() * 0.56, Profile::PUFF, tint);
    }
    for (index, tile) in scene.before.frame.tiles.iter().enumerate() {
        let (radius, depth) = match tile.terrain {
            Terrain::Core => (0.95, depth),
            Terrain::Ore if tile.amount > 0 => {
                let rich = (tile.amount as f32 / air.stage.full_ore as f32).clamp(0.2, 1.0);
                let glow = Tint::glow(ORE.rgb(), 0.20 * rich);
                air.sprites.ground(air.stage.cell(air.stage.pos(index), 0.011), 1.05, Profile::SOFT, glow);
                (0.62, depth * 0.4)
            }
            _ => continue,
        };
        let at = air.stage.cell(air.stage.pos(index), 0.01);
        air.sprites.ground(at, radius, Profile::PUFF, Tint::veil(SHADE, depth));
    }
}

/// A beacon that is held stands in a column of its holder's light.
fn beacons(air: &mut Air, scene: &Scene) {
    for (index, (before, after)) in scene.before.frame.tiles.iter().zip(&scene.after.frame.tiles).enumerate()
    {
        if before.terrain != Terrain::Beacon {
            continue;
        }
        let pos = air.stage.pos(index);
        let change = crate::eased((scene.phase - 0.8) / 0.2);
        let same = before.owner == after.owner;
        for (owner, strength) in [(before.owner, 1.0 - change), (after.owner, change)] {
            let strength = if same { 0.5 } else { strength };
            let Some(seat) = owner else { continue };
            let color = light_of(palette::team(seat));
            let breath = 0.92 + 0.08 * (scene.cursor as f32 * 0.8 + index as f32).sin();
            let foot = air.stage.cell(pos, 0.05);
            column(air, foot, 0.34, 3.0, Tint::glow(color, 0.34 * strength * breath));
            air.sprites.ground(
                air.stage.cell(pos, 0.014),
                1.5,
                Profile::SOFT,
                Tint::glow(color, 0.42 * strength),
            );
            let rim = Profile::ring(0.06);
            air.sprites.ground(air.stage.cell(pos, 0.016), 1.15, rim, Tint::glow(color, 0.5 * strength));
        }
    }
}

/// Light that rises and fades.
pub(crate) fn column(air: &mut Air, foot: Vec3, radius: f32, height: f32, tint: Tint) {
    const SIDES: usize = 7;
    let point = |side: usize, up: f32| {
        let angle = side as f32 / SIDES as f32 * TAU;
        foot + Vec3::new(angle.sin() * radius, up, angle.cos() * radius)
    };
    let nothing = tint.times(0.0);
    for side in 0..SIDES {
        let corners = [point(side, 0.0), point(side + 1, 0.0), point(side + 1, height), point(side, height)];
        air.sprites.sheet(corners, [tint, tint, nothing, nothing]);
    }
}

fn selection(air: &mut Air, scene: &Scene, focus: &Focus) {
    let picked = |pose: &&Pose| Some((pose.seat, pose.unit)) == focus.unit;
    let Some(pose) = shown_poses(scene, air.seen).find(picked) else { return };
    let at = air.stage.place(pose.at, 0.022);
    let white = Vec3::new(0.95, 0.97, 1.0);
    air.sprites.ground(at, 0.74, Profile::ring(0.16), Tint::veil(white, 0.95));
    air.sprites.ground(at, 1.25, Profile::SOFT, Tint::glow(white, 0.22));
}

/// Ore that lies about: one bit for each piece, up to what a heap shows.
fn loose_cargo(air: &mut Air, scene: &Scene) {
    for (index, tile) in scene.before.frame.tiles.iter().enumerate() {
        if tile.loose == 0 {
            continue;
        }
        let pos = air.stage.pos(index);
        for bit in 0..tile.loose.min(7) {
            let seed = |what| [index as u32, bit, what];
            let angle = between(0.0, TAU, seed(0));
            let away = between(0.08, 0.36, seed(1));
            let foot = air.stage.cell(pos, 0.0) + Vec3::new(angle.sin() * away, -0.01, angle.cos() * away);
            let lean = Quat::from_euler(EulerRot::YXZ, angle, between(0.3, 1.1, seed(2)), 0.0);
            let place = bevy::math::Affine3A::from_rotation_translation(lean, foot);
            air.bits.crystal(place, 0.07, between(0.18, 0.28, seed(3)), ORE);
        }
        let glow = Tint::glow(ORE.rgb(), 0.22);
        air.sprites.ground(air.stage.cell(pos, 0.013), 0.6, Profile::SOFT, glow);
    }
}

/// A dome of hexagonal plates.
fn shield(air: &mut Air, pose: &Pose) {
    if pose.guard <= 0.01 {
        return;
    }
    let color = light_of(palette::team(pose.seat)).lerp(Vec3::ONE, 0.35);
    let foot = air.stage.place(pose.at, 0.02);
    // Rings of corners from the ground to the top: radius and height.
    let rings = [(0.60, 0.0), (0.58, 0.30), (0.42, 0.58), (0.0, 0.76)];
    let point = |ring: usize, side: usize| {
        let (radius, height) = rings[ring];
        let angle = (side as f32 + 0.5 * (ring % 2) as f32) / 6.0 * TAU;
        foot + Vec3::new(angle.sin() * radius, height, angle.cos() * radius) * pose.guard.max(0.3)
    };
    let (face, edge) = (Tint::glow(color, 0.10 * pose.guard), Tint::glow(color, 0.42 * pose.guard));
    for ring in 0..3 {
        for side in 0..6 {
            let corners =
                [point(ring, side), point(ring, side + 1), point(ring + 1, side + 1), point(ring + 1, side)];
            let shade = if (ring + side) % 2 == 0 { face } else { face.times(2.0) };
            air.sprites.sheet(corners, [shade, face, face, shade]);
            air.sprites.streak(corners[0], corners[3], 0.022, edge);
            air.sprites.streak(corners[0], corners[1], 0.022, edge);
        }
    }
    air.sprites.ground(foot, 0.72, Profile::ring(0.14), Tint::glow(color, 0.6 * pose.guard));
}

/// Who is badly hurt smokes.
fn smoke(air: &mut Air, pose: &Pose, time: f32) {
    let health = pose.hp / pose.hp_max.max(1.0);
    if health > 0.45 || pose.presence < 1.0 {
        return;
    }
    let thick = (0.55 - health).min(0.45) * 1.3;
    plume(
        air,
        air.stage.place(pose.at, 0.36),
        [u32::from(pose.seat.0), u32::from(pose.unit.0)],
        time,
        0.2,
        thick,
    );
}

/// Puffs that rise and spread, one after the other.
fn plume(air: &mut Air, from: Vec3, seed: [u32; 2], time: f32, size: f32, thick: f32) {
    const PUFFS: u32 = 4;
    for puff in 0..PUFFS {
        let turn = time * 0.55 + puff as f32 / PUFFS as f32 + between(0.0, 1.0, [seed[0], seed[1], 8]);
        let (round, t) = (turn.floor(), turn.fract());
        let seed = |what: u32| [seed[0] * 97 + seed[1], puff + 11 * what, round.max(0.0) as u32];
        let drift = Vec3::new(between(-0.2, 0.3, seed(0)), 1.1, between(-0.2, 0.2, seed(1))) * t * size * 4.0;
        let fade = (t * 5.0).min(1.0) * (1.0 - t);
        let tint = Tint::veil(Vec3::splat(0.06), thick * fade);
        air.sprites.puff(from + drift, size * (0.7 + 1.5 * t), Profile::PUFF, tint);
    }
}

/// Who is being made stands in light.
fn birth(air: &mut Air, pose: &Pose) {
    if pose.presence >= 1.0 {
        return;
    }
    let color = light_of(palette::team(pose.seat)).lerp(Vec3::ONE, 0.3);
    let fade = (pose.presence * std::f32::consts::PI).sin();
    let foot = air.stage.place(pose.at, 0.03);
    column(air, foot, 0.46, 1.8, Tint::glow(color, 0.5 * fade));
    air.sprites.ground(foot, 0.75, Profile::ring(0.3), Tint::glow(color, fade));
}

/// Cores light their ground; hurt ones smoke, lost ones go on smoking.
fn cores(air: &mut Air, scene: &Scene) {
    let time = scene.cursor as f32;
    for (index, tile) in scene.before.frame.tiles.iter().enumerate() {
        let (Terrain::Core, Some(seat)) = (tile.terrain, tile.owner) else { continue };
        let pos = air.stage.pos(index);
        let most = scene.before.frame.teams.get(seat.index()).map_or(1, |team| team.core_hp_max.max(1));
        let health = tile.amount as f32 / f32::from(most);
        let lost = tile.amount == 0;
        if !lost {
            let color = light_of(palette::team(seat));
            let breath = 0.9 + 0.1 * (time * 1.3 + index as f32).sin();
            let glow = Tint::glow(color, 0.55 * breath * (0.3 + 0.7 * health));
            air.sprites.ground(air.stage.cell(pos, 0.015), 2.0, Profile::SOFT, glow);
            air.sprites.glow(air.stage.cell(pos, 0.7), 0.8, glow.times(0.5));
        }
        if health < 0.6 {
            let thick = if lost { 0.5 } else { 0.65 * (0.8 - health) };
            plume(air, air.stage.cell(pos, 0.45), [250, index as u32], time, 0.4, thick);
        }
    }
}

/// A small piece that is thrown or carried.
pub(crate) fn bit(air: &mut Air, place: Vec3, size: f32, turn: f32, ink: crate::picture::solid::Ink) {
    let rotation = Quat::from_euler(EulerRot::YXZ, turn * 1.7, turn, turn * 0.6);
    let place = bevy::math::Affine3A::from_scale_rotation_translation(Vec3::splat(size), rotation, place);
    air.bits.chip(place, ink);
}
