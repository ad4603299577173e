//! What stands on its cell: ore that shrinks, beacons in their holder's colour, cores.

use std::f32::consts::TAU;

use bevy::mesh::MeshTag;
use bevy::prelude::*;
use protocol::{Pos, Seat};
use rules::{Event, Frame, Terrain, Tile};
use std::collections::HashMap;

use crate::palette;
use crate::picture::chance::between;
use crate::picture::paint::ArenaPaint;
use crate::picture::robot::{ORE, Tag};
use crate::picture::solid::{Ink, Solid, at, ring};
use crate::picture::stage::{Build, OfStage, Stage};
use crate::picture::{Root, core, is_shown};
use crate::{Happening, Scene, Step, stage};

const SPENT: Ink = Ink::linear(0.075, 0.075, 0.09);

/// What a fixture looks like: each is one mesh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Look {
    Ore(u8),
    Spent(u8),
    Beacon(Option<Seat>),
    Core(Option<Seat>),
    Wreck(Option<Seat>),
}

/// Kinds of ore, so that fields do not look stamped.
const ORE_KINDS: u8 = 3;

/// What stands on the cell with this number.
#[derive(Component, Clone, Copy, Debug)]
struct Fixture {
    cell: usize,
    look: Look,
}

/// The meshes made so far.
#[derive(Resource, Default)]
struct Looks(HashMap<Look, Handle<Mesh>>);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Looks>()
        .add_systems(Update, (set_up, update).chain().in_set(Step::Draw).after(Build).run_if(is_shown));
}

fn set_up(
    mut commands: Commands,
    stage: Option<Res<Stage>>,
    scene: Option<Res<Scene>>,
    paint: Option<Res<ArenaPaint>>,
    root: Res<Root>,
    mut looks: ResMut<Looks>,
    mut meshes: ResMut<Assets<Mesh>>,
) {
    let (Some(stage), Some(scene), Some(paint)) = (stage, scene, paint) else { return };
    if !stage.is_changed() {
        return;
    }
    for (cell, tile) in scene.before.frame.tiles.iter().enumerate() {
        let Some(look) = look(tile, stage.pos(cell)) else { continue };
        let mesh = looks.mesh(look, &mut meshes);
        let place = Transform::from_translation(stage.cell(stage.pos(cell), 0.0));
        let paint = MeshMaterial3d(paint.0.clone());
        commands.spawn((
            OfStage,
            Fixture { cell, look },
            Mesh3d(mesh),
            paint,
            place,
            MeshTag::default(),
            ChildOf(root.0),
        ));
    }
}

fn update(
    scene: Option<Res<Scene>>,
    stage: Option<Res<Stage>>,
    mut looks: ResMut<Looks>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut fixtures: Query<(&mut Fixture, &mut Mesh3d, &mut Transform, &mut MeshTag)>,
) {
    let (Some(scene), Some(stage)) = (scene, stage) else { return };
    if !scene.is_changed() && !stage.is_changed() {
        return;
    }
    let frames = (&scene.before.frame, &scene.after.frame);
    for (mut fixture, mut mesh, mut place, mut tag) in &mut fixtures {
        let (Some(before), Some(after)) =
            (frames.0.tiles.get(fixture.cell), frames.1.tiles.get(fixture.cell))
        else {
            continue;
        };
        let at = stage.pos(fixture.cell);
        let tile = now(before, after, scene.phase);
        if let Some(look) = look(&tile, at)
            && look != fixture.look
        {
            fixture.look = look;
            mesh.0 = looks.mesh(look, &mut meshes);
        }
        let (scale, wear) = state(frames.0, before, after, &stage, scene.phase);
        place.set_if_neq(Transform { scale, rotation: turn(&tile, at), ..*place });
        let flash = flash(&scene.happenings, at);
        tag.set_if_neq(Tag { flash, wear, ..Tag::default() }.pack());
    }
}

/// The tile between two ticks: attacks land, ore goes and beacons turn at their stage.
fn now(before: &Tile, after: &Tile, phase: f32) -> Tile {
    let turns = match before.terrain {
        Terrain::Core => stage::DEATH,
        Terrain::Ore => 0.9,
        _ => 0.85,
    };
    if phase < turns { *before } else { *after }
}

fn look(tile: &Tile, at: Pos) -> Option<Look> {
    let kind =
        (between(0.0, f32::from(ORE_KINDS), [u32::from(at.x), u32::from(at.y), 3]) as u8).min(ORE_KINDS - 1);
    match tile.terrain {
        Terrain::Floor | Terrain::Wall => None,
        Terrain::Ore if tile.amount == 0 => Some(Look::Spent(kind)),
        Terrain::Ore => Some(Look::Ore(kind)),
        Terrain::Beacon => Some(Look::Beacon(tile.owner)),
        Terrain::Core if tile.amount == 0 => Some(Look::Wreck(tile.owner)),
        Terrain::Core => Some(Look::Core(tile.owner)),
    }
}

/// The size of a fixture, and how worn it is.
fn state(frame: &Frame, before: &Tile, after: &Tile, stage: &Stage, phase: f32) -> (Vec3, f32) {
    let part = |begin: f32| crate::eased((phase - begin) / 0.3);
    let between = |begin: f32| {
        let (from, to) = (before.amount as f32, after.amount as f32);
        from + (to - from) * part(begin)
    };
    match before.terrain {
        Terrain::Ore if before.amount == 0 => (Vec3::ONE, 0.0),
        Terrain::Ore => {
            let left = between(0.6) / stage.full_ore as f32;
            let size = 0.45 + 0.55 * left.clamp(0.0, 1.0).sqrt();
            (Vec3::new(size, size * 1.05, size), 0.0)
        }
        Terrain::Core if before.amount > 0 => {
            let most = before
                .owner
                .and_then(|seat| frame.teams.get(seat.index()))
                .map_or(0, |team| team.core_hp_max);
            let health = between(stage::HIT) / f32::from(most.max(1));
            (Vec3::ONE, (1.0 - health).clamp(0.0, 1.0) * 0.8)
        }
        _ => (Vec3::ONE, 0.0),
    }
}

fn turn(tile: &Tile, at: Pos) -> Quat {
    match tile.terrain {
        Terrain::Ore => Quat::from_rotation_y(between(0.0, TAU, [u32::from(at.x), u32::from(at.y), 4])),
        _ => Quat::IDENTITY,
    }
}

fn flash(happenings: &[Happening], at: Pos) -> f32 {
    let of = |happening: &Happening| match happening.event {
        Event::Hurt { unit: None, at: hit, .. } if hit == at => {
            let after = happening.age - stage::HIT;
            if after < 0.0 { 0.0 } else { (1.0 - after / 0.22).max(0.0) * 0.45 }
        }
        _ => 0.0,
    };
    happenings.iter().map(of).fold(0.0, f32::max)
}

impl Looks {
    fn mesh(&mut self, look: Look, meshes: &mut Assets<Mesh>) -> Handle<Mesh> {
        self.0.entry(look).or_insert_with(|| meshes.add(build(look))).clone()
    }
}

fn build(look: Look) -> Mesh {
    match look {
        Look::Ore(kind) => ore(kind, ORE),
        Look::Spent(kind) => spent(kind),
        Look::Beacon(holder) => beacon(holder),
        Look::Core(seat) => core::reactor(seat),
        Look::Wreck(seat) => core::wreck(seat),
    }
}

/// A cluster around a tall one; units stand among them, so the middle stays low.
fn ore(kind: u8, ink: Ink) -> Mesh {
    let mut solid = Solid::default();
    let seed = |index: u32, what: u32| [u32::from(kind) * 16 + index, what, 5];
    for index in 0..7 {
        let angle = (index as f32 + between(-0.3, 0.3, seed(index, 0))) / 7.0 * TAU;
        let away = between(0.30, 0.40, seed(index, 1));
        let (x, z) = (angle.sin() * away, angle.cos() * away);
        let lean = Quat::from_euler(EulerRot::YXZ, angle, between(0.15, 0.5, seed(index, 2)), 0.0);
        let place = bevy::math::Affine3A::from_rotation_translation(lean, Vec3::new(x, -0.06, z));
        let height = between(0.42, 0.95, seed(index, 3));
        let shade = between(0.8, 1.15, seed(index, 4));
        solid.crystal(place, 0.085 + height * 0.12, height, ink.times(shade));
    }
    solid.build()
}

fn spent(kind: u8) -> Mesh {
    let mut solid = Solid::default();
    for index in 0..5_u32 {
        let seed = |what: u32| [u32::from(kind) * 16 + index, what, 6];
        let angle = index as f32 / 5.0 * TAU + between(-0.3, 0.3, seed(0));
        let away = between(0.28, 0.40, seed(1));
        let place = at(angle.sin() * away, -0.02, angle.cos() * away);
        solid.rise(place, &ring(5), between(0.06, 0.10, seed(2)), 0.04, between(0.05, 0.13, seed(3)), SPENT);
    }
    solid.build()
}

/// A low ring that units stand in, and four masts around it.
fn beacon(holder: Option<Seat>) -> Mesh {
    let color = holder.map_or(Ink::linear(0.55, 0.6, 0.68), |seat| Ink::srgb(palette::team(seat)));
    let light = if holder.is_some() { color.shining(1.0) } else { color.shining(0.35) };
    let mut solid = Solid::default();
    let metal = Ink::linear(0.17, 0.19, 0.24);
    solid.rise(at(0.0, 0.0, 0.0), &ring(16), 0.62, 0.59, 0.05, metal);
    solid.rise(at(0.0, 0.05, 0.0), &ring(16), 0.56, 0.55, 0.014, light);
    solid.rise(at(0.0, 0.064, 0.0), &ring(16), 0.40, 0.40, 0.004, metal.times(0.35));
    for index in 0..4 {
        let turn = Quat::from_rotation_y((index as f32 + 0.5) * std::f32::consts::FRAC_PI_2);
        let mast =
            |y: f32| bevy::math::Affine3A::from_rotation_translation(turn, turn * Vec3::new(0.0, y, 0.66));
        solid.block(mast(0.0), [0.12, 0.09], [0.07, 0.05], 0.62, metal.times(1.3));
        solid.block(mast(0.62), [0.10, 0.075], [0.05, 0.045], 0.30, light);
    }
    solid.build()
}
