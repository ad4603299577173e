//! What stays as it is for a whole match: floor, walls and rim, one mesh for all, and the land around.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::light::NotShadowCaster;
use bevy::prelude::*;
use protocol::Pos;
use rules::{Frame, Terrain};

use crate::picture::chance::{between, chance};
use crate::picture::light::LightMap;
use crate::picture::paint::{ArenaPaint, Paint};
use crate::picture::quality::Quality;
use crate::picture::solid::{Ink, Solid, at};
use crate::picture::{Root, backdrop, is_shown};
use crate::{Footage, Scene, Step, in_space, middle, palette};

/// Height of the walls, in cells.
pub(crate) const WALL: f32 = 0.62;

const FLOOR: Ink = Ink::linear(0.036, 0.049, 0.085);
const WALL_SIDE: Ink = Ink::linear(0.060, 0.072, 0.125);
const WALL_TOP: Ink = Ink::linear(0.125, 0.150, 0.235);
const WALL_INLAY: Ink = Ink::linear(0.065, 0.085, 0.15);
const RIM: Ink = Ink::linear(0.085, 0.10, 0.155);
const RIM_GLOW: Ink = Ink::linear(0.20, 0.72, 1.0).shining(1.0);

/// The board that is built, for whoever puts something on it.
#[derive(Resource, Clone, Debug, PartialEq)]
pub(crate) struct Stage {
    /// Width and height in cells.
    pub size: Vec2,
    /// Every cell, row by row.
    pub terrain: Vec<Terrain>,
    /// The most ore that a cell had at the start.
    pub full_ore: u32,
}

impl Stage {
    /// Where a place on the board is in space.
    pub(crate) fn place(&self, at: [f32; 2], height: f32) -> Vec3 {
        in_space(at, height, self.size)
    }

    /// The middle of a cell, in space.
    pub(crate) fn cell(&self, at: Pos, height: f32) -> Vec3 {
        self.place(middle(at), height)
    }

    /// The cell with this number.
    pub(crate) fn pos(&self, index: usize) -> Pos {
        let width = (self.size.x as usize).max(1);
        Pos::new((index % width) as u8, (index / width) as u8)
    }
}

/// What belongs to one board and goes with it.
#[derive(Component)]
pub(crate) struct OfStage;

/// Runs when another board is built.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Build;

pub(crate) fn plugin(app: &mut App) {
    app.configure_sets(Update, Build.in_set(Step::Draw).run_if(is_shown))
        .add_systems(Update, build.in_set(Build));
}

fn build(
    mut commands: Commands,
    scene: Option<Res<Scene>>,
    footage: Option<Res<Footage>>,
    stage: Option<Res<Stage>>,
    quality: Res<Quality>,
    root: Res<Root>,
    old: Query<Entity, With<OfStage>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut paints: ResMut<Assets<Paint>>,
    mut images: ResMut<Assets<Image>>,
) {
    let (Some(scene), Some(footage)) = (scene, footage) else { return };
    if !scene.is_changed() {
        return;
    }
    let frame = &scene.before.frame;
    let same = |stage: &Stage| {
        stage.size == size_of(frame)
            && frame.tiles.iter().map(|tile| tile.terrain).eq(stage.terrain.iter().copied())
    };
    if stage.is_some_and(|stage| same(&stage)) {
        return;
    }
    for entity in &old {
        commands.entity(entity).despawn();
    }
    // Where the first tick cannot be had, playing it will say so; the board shows what there is.
    let full_ore =
        footage.moment(protocol::Tick(0)).map_or(0, |start| fullest(&start.frame)).max(fullest(frame));
    let stage = Stage {
        size: size_of(frame),
        terrain: frame.tiles.iter().map(|tile| tile.terrain).collect(),
        full_ore: full_ore.max(1),
    };
    let light = LightMap::blank(&mut images, (frame.width, frame.height));
    let paint = paints.add(Paint::new(stage.size, light.image(), quality.paint(false)));
    // Only walls cast shadows on the board; the sky would cast one on everything.
    for (mesh, casts) in
        [(floor(frame).build(), false), (walls(frame).build(), true), (backdrop::land(stage.size), false)]
    {
        let look = (Mesh3d(meshes.add(mesh)), MeshMaterial3d(paint.clone()));
        let mut entity = commands.spawn((OfStage, look, NoFrustumCulling, ChildOf(root.0)));
        if !casts {
            entity.insert(NotShadowCaster);
        }
    }
    commands.insert_resource(light);
    commands.insert_resource(ArenaPaint(paint));
    commands.insert_resource(stage);
}

fn size_of(frame: &Frame) -> Vec2 {
    Vec2::new(f32::from(frame.width), f32::from(frame.height))
}

fn fullest(frame: &Frame) -> u32 {
    let ore = frame.tiles.iter().filter(|tile| tile.terrain == Terrain::Ore);
    ore.map(|tile| tile.amount).max().unwrap_or(0)
}

fn floor(frame: &Frame) -> Solid {
    let mut solid = Solid::default();
    let size = size_of(frame);
    for pos in cells(frame).filter(|pos| frame.tile(*pos).terrain != Terrain::Wall) {
        let (x, y) = (f32::from(pos.x), f32::from(pos.y));
        let corners = [[x, y + 1.0], [x + 1.0, y + 1.0], [x + 1.0, y], [x, y]];
        solid.floor(corners.map(|corner| in_space(corner, 0.0, size)), corners, floor_ink(frame, pos));
    }
    solid
}

fn walls(frame: &Frame) -> Solid {
    let mut solid = Solid::default();
    let size = size_of(frame);
    let is_wall = |x: i32, y: i32| {
        let inside = x >= 0 && y >= 0 && x < i32::from(frame.width) && y < i32::from(frame.height);
        inside && frame.tile(Pos::new(x as u8, y as u8)).terrain == Terrain::Wall
    };
    for pos in cells(frame).filter(|pos| frame.tile(*pos).terrain == Terrain::Wall) {
        let (x, y) = (i32::from(pos.x), i32::from(pos.y));
        let joined = [is_wall(x, y - 1), is_wall(x + 1, y), is_wall(x, y + 1), is_wall(x - 1, y)];
        add_wall(&mut solid, pos, size, joined);
    }
    add_rim(&mut solid, size);
    solid
}

fn cells(frame: &Frame) -> impl Iterator<Item = Pos> {
    let width = frame.width;
    (0..frame.height).flat_map(move |y| (0..width).map(move |x| Pos::new(x, y)))
}

/// Two tones, a little chance, and the colour of the team whose core is near.
fn floor_ink(frame: &Frame, pos: Pos) -> Ink {
    let tone = if (pos.x + pos.y).is_multiple_of(2) { 1.0 } else { 0.90 };
    let worn = between(0.93, 1.07, [u32::from(pos.x), u32::from(pos.y), 1]);
    let mut ink = FLOOR.times(tone * worn);
    if frame.tile(pos).terrain == Terrain::Ore {
        ink = ink.mixed(Ink::linear(0.10, 0.045, 0.16), 0.6);
    }
    for (index, tile) in frame.tiles.iter().enumerate() {
        let (Terrain::Core, Some(seat)) = (tile.terrain, tile.owner) else { continue };
        let core = (index % usize::from(frame.width), index / usize::from(frame.width));
        let (dx, dy) = (core.0 as f32 - f32::from(pos.x), core.1 as f32 - f32::from(pos.y));
        let near = 1.0 - (dx.hypot(dy) / 4.6).min(1.0);
        ink = ink.mixed(Ink::srgb(palette::team(seat)).times(0.42), near * near * 0.8);
    }
    ink
}

/// A bevelled block; where another one stands beside it, the two are one.
fn add_wall(solid: &mut Solid, pos: Pos, size: Vec2, joined: [bool; 4]) {
    const BEVEL: f32 = 0.1;
    let centre = in_space(middle(pos), 0.0, size);
    let seed = [u32::from(pos.x), u32::from(pos.y), 2];
    let top = WALL_TOP.times(between(0.9, 1.08, seed));
    let side = WALL_SIDE.times(between(0.92, 1.05, seed));
    let reach = |side: usize| if joined[side] { 0.5 } else { 0.5 - BEVEL };
    let (north, east, south, west) = (reach(0), reach(1), reach(2), reach(3));
    let high = [(-west, -north), (east, -north), (east, south), (-west, south)]
        .map(|(x, z)| centre + Vec3::new(x, WALL, z));
    let outer = |side: usize| if joined[side] { 0.5 } else { 0.48 };
    let low = [(-outer(3), -outer(0)), (outer(1), -outer(0)), (outer(1), outer(2)), (-outer(3), outer(2))]
        .map(|(x, z)| centre + Vec3::new(x, 0.0, z));
    let belt = low.map(|corner| corner + Vec3::Y * (WALL - BEVEL));
    for (index, joined) in joined.into_iter().enumerate() {
        let next = (index + 1) % 4;
        if !joined {
            solid.quad([low[index], belt[index], belt[next], low[next]], side);
        }
        if !joined || high[index].distance(belt[index]) > 0.11 {
            solid.quad([belt[index], high[index], high[next], belt[next]], side.mixed(top, 0.55));
        }
    }
    solid.quad([high[3], high[2], high[1], high[0]], top);
    if chance(seed) < 0.45 {
        let plate = |x: f32, z: f32| centre + Vec3::new(x * 0.24, WALL + 0.004, z * 0.24);
        solid.quad([plate(-1.0, 1.0), plate(1.0, 1.0), plate(1.0, -1.0), plate(-1.0, -1.0)], WALL_INLAY);
    }
}

/// The edge of the board: a kerb with a line of light, on a plinth that goes down.
fn add_rim(solid: &mut Solid, size: Vec2) {
    let half = size / 2.0;
    let profile: [(f32, f32, Ink); 9] = [
        (0.0, 0.0, RIM),
        (0.02, 0.16, RIM.times(0.8)),
        (0.10, 0.20, RIM_GLOW),
        (0.20, 0.20, RIM.times(1.2)),
        (0.62, 0.16, RIM),
        (0.78, 0.0, RIM.times(0.75)),
        (0.78, -0.5, RIM_GLOW.times(0.35)),
        (0.86, -0.62, RIM.times(0.5)),
        (0.5, -3.4, RIM.times(0.2)),
    ];
    let corner = |sx: f32, sz: f32, (out, up, _): (f32, f32, Ink)| {
        Vec3::new(sx * (half.x + out), up, sz * (half.y + out))
    };
    let sides = [
        ((-1.0, -1.0), (1.0, -1.0)),
        ((1.0, -1.0), (1.0, 1.0)),
        ((1.0, 1.0), (-1.0, 1.0)),
        ((-1.0, 1.0), (-1.0, -1.0)),
    ];
    for pair in profile.windows(2) {
        // Each part has the colour of where it begins.
        let (inner, outer, ink) = (pair[0], pair[1], pair[0].2);
        for ((ax, az), (bx, bz)) in sides {
            solid.quad(
                [corner(ax, az, outer), corner(ax, az, inner), corner(bx, bz, inner), corner(bx, bz, outer)],
                ink,
            );
        }
    }
    for (sx, sz) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        let place = at(sx * (half.x + 0.42), 0.12, sz * (half.y + 0.42));
        solid.block(place, [0.4, 0.4], [0.3, 0.3], 0.34, RIM.times(1.3));
        let lamp = at(sx * (half.x + 0.42), 0.46, sz * (half.y + 0.42));
        solid.block(lamp, [0.16, 0.16], [0.12, 0.12], 0.16, RIM_GLOW);
    }
}
