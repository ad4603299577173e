//! The units: one mesh a team, one entity a unit, kept and used again.

use bevy::mesh::MeshTag;
use bevy::prelude::*;
use protocol::Seat;
use rules::Event;

use crate::palette::{self, Shape};
use crate::picture::light::{Looked, Seen};
use crate::picture::paint::ArenaPaint;
use crate::picture::solid::{Ink, Solid, at, forward, ring};
use crate::picture::stage::{Build, Stage};
use crate::picture::{Root, is_shown};
use crate::{Happening, Pose, Scene, Step, eased, stage};

/// Height of the plate with the team's shape.
pub(crate) const BACK: f32 = 0.5;

const TRACK: Ink = Ink::linear(0.016, 0.018, 0.024);
const FRAME: Ink = Ink::linear(0.055, 0.062, 0.085);
const METAL: Ink = Ink::linear(0.24, 0.26, 0.32);
/// Every team's colour is bright, so its shape is dark.
pub(crate) const BADGE: Ink = Ink::linear(0.006, 0.007, 0.012);
const VISOR: Ink = Ink::linear(0.75, 0.95, 1.0).shining(1.0);
/// The colour of ore.
pub(crate) const ORE: Ink = Ink::linear(0.60, 0.17, 0.98).shining(0.5);

/// Crystals on a full cargo bed, as `paint.wgsl` counts them.
const CRYSTALS: [[f32; 3]; 5] = [
    [0.0, -0.27, 0.22],
    [-0.14, -0.20, 0.17],
    [0.14, -0.34, 0.17],
    [-0.13, -0.36, 0.15],
    [0.13, -0.19, 0.15],
];

/// What varies from one robot to the next without being movement, in the four bytes of its mesh tag.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tag {
    /// White of a hit.
    pub flash: f32,
    /// Dark of damage.
    pub wear: f32,
    /// How full the cargo bed is.
    pub fill: f32,
    /// How much of it is still a hologram.
    pub absence: f32,
}

impl Tag {
    /// As the shader unpacks it.
    pub(crate) fn pack(self) -> MeshTag {
        let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
        let bytes = [byte(self.flash), byte(self.wear), byte(self.fill), byte(self.absence)];
        MeshTag(u32::from_le_bytes(bytes))
    }
}

/// The entities of each team; those beyond its units are hidden.
#[derive(Resource, Default)]
struct Crew {
    meshes: Vec<Handle<Mesh>>,
    robots: Vec<Vec<Entity>>,
}

#[derive(Component)]
struct Robot;

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Crew>()
        .add_systems(Update, draw.in_set(Step::Draw).after(Build).after(Looked).run_if(is_shown));
}

fn draw(
    mut commands: Commands,
    scene: Option<Res<Scene>>,
    stage: Option<Res<Stage>>,
    paint: Option<Res<ArenaPaint>>,
    seen: Res<Seen>,
    root: Res<Root>,
    mut crew: ResMut<Crew>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut robots: Query<
        (&mut Transform, &mut MeshTag, &mut Visibility, &mut MeshMaterial3d<crate::picture::paint::Paint>),
        With<Robot>,
    >,
) {
    let (Some(scene), Some(stage), Some(paint)) = (scene, stage, paint) else { return };
    if !scene.is_changed() && !seen.is_changed() && !paint.is_changed() {
        return;
    }
    let width = scene.before.frame.width;
    let mut used = vec![0; crew.robots.len()];
    for pose in &scene.poses {
        if pose.presence <= 0.0 || !seen.shows(pose.seat, pose_cell(pose), width) {
            continue;
        }
        let team = pose.seat.index();
        while crew.robots.len() <= team {
            let seat = Seat(crew.robots.len() as u8);
            crew.meshes.push(meshes.add(robot(seat)));
            crew.robots.push(Vec::new());
            used.push(0);
        }
        let (place, tag) = (place(&stage, pose, &scene.happenings), tag(pose, &scene.happenings));
        match crew.robots[team].get(used[team]).copied() {
            Some(entity) => {
                if let Ok((mut transform, mut old, mut visibility, mut material)) = robots.get_mut(entity) {
                    transform.set_if_neq(place);
                    old.set_if_neq(tag.pack());
                    visibility.set_if_neq(Visibility::Inherited);
                    if material.0 != paint.0 {
                        material.0 = paint.0.clone();
                    }
                }
            }
            None => {
                let look = (Mesh3d(crew.meshes[team].clone()), MeshMaterial3d(paint.0.clone()));
                let entity = commands.spawn((Robot, look, place, tag.pack(), ChildOf(root.0))).id();
                crew.robots[team].push(entity);
            }
        }
        used[team] += 1;
    }
    for (robots_of_team, used) in crew.robots.iter().zip(used) {
        for entity in robots_of_team.iter().skip(used) {
            if let Ok((_, _, mut visibility, _)) = robots.get_mut(*entity) {
                visibility.set_if_neq(Visibility::Hidden);
            }
        }
    }
}

/// The cell that a unit is in.
pub(crate) fn pose_cell(pose: &Pose) -> protocol::Pos {
    protocol::Pos::new(pose.at[0] as u8, pose.at[1] as u8)
}

fn tag(pose: &Pose, happenings: &[Happening]) -> Tag {
    let health = pose.hp / pose.hp_max.max(1.0);
    let flash = happenings.iter().map(|happening| match happening.event {
        Event::Hurt { seat, unit: Some(unit), .. } if (seat, unit) == (pose.seat, pose.unit) => {
            let after = happening.age - stage::HIT;
            if after < 0.0 { 0.0 } else { (1.0 - after / 0.22).max(0.0) * 0.55 }
        }
        _ => 0.0,
    });
    Tag {
        flash: flash.fold(0.0, f32::max),
        wear: (1.0 - health).clamp(0.0, 1.0).powf(1.4) * 0.75,
        fill: pose.cargo / pose.cargo_max.max(1.0),
        absence: 1.0 - pose.presence,
    }
}

/// Where a robot stands: it leans into its steps, recoils from its shots and lunges with its blows.
fn place(on: &Stage, pose: &Pose, happenings: &[Happening]) -> Transform {
    let bob = (pose.stride * std::f32::consts::TAU * 2.0).sin().abs() * 0.035;
    let lean = (pose.stride * std::f32::consts::PI).sin() * 0.10;
    let forth: f32 = happenings.iter().map(|happening| push(pose, happening)).sum();
    let mut place = on.place(pose.at, bob + (1.0 - pose.presence) * 0.5);
    place += Vec3::new(pose.heading.sin(), 0.0, pose.heading.cos()) * forth;
    let turn = Quat::from_rotation_y(pose.heading) * Quat::from_rotation_x(-lean);
    let scale = 0.4 + 0.6 * pose.presence;
    Transform { translation: place, rotation: turn, scale: Vec3::splat(scale) }
}

fn push(pose: &Pose, happening: &Happening) -> f32 {
    match happening.event {
        Event::Attacked { seat, unit, reach, .. } if (seat, unit) == (pose.seat, pose.unit) => {
            let t = (happening.age - stage::ATTACK + 0.08) / 0.4;
            if !(0.0..1.0).contains(&t) {
                return 0.0;
            }
            // Quickly there, slowly back.
            let swing = if t < 0.3 { eased(t / 0.3) } else { 1.0 - eased((t - 0.3) / 0.7) };
            if reach <= 1 { swing * 0.24 } else { -swing * 0.12 }
        }
        Event::Mined { seat, unit, .. } if (seat, unit) == (pose.seat, pose.unit) => {
            let t = (happening.age - stage::WORK) / (1.0 - stage::WORK);
            if (0.0..1.0).contains(&t) { (t * 28.0).sin() * 0.018 } else { 0.0 }
        }
        _ => 0.0,
    }
}

/// A tracked hauler that looks to positive z: visor, drill and barrel in front, the team's shape on its back, and
/// behind it an open bed for ore.
fn robot(seat: Seat) -> Mesh {
    let team = Ink::srgb(palette::team(seat));
    let mut solid = Solid::default();
    for side in [-1.0, 1.0] {
        solid.block(at(side * 0.315, 0.0, 0.0), [0.10, 0.34], [0.10, 0.42], 0.11, TRACK);
        solid.block(at(side * 0.315, 0.11, 0.0), [0.10, 0.42], [0.085, 0.35], 0.12, FRAME);
        solid.block(at(side * 0.33, 0.22, 0.0), [0.085, 0.31], [0.065, 0.27], 0.06, team.times(0.55));
    }
    solid.block(at(0.0, 0.07, 0.0), [0.23, 0.36], [0.25, 0.40], 0.17, FRAME);
    // The shell, and the visor under its brow.
    solid.block(at(0.0, 0.24, 0.10), [0.275, 0.30], [0.235, 0.20], 0.22, team);
    solid.block(at(0.0, 0.27, 0.335), [0.17, 0.07], [0.15, 0.03], 0.09, VISOR);
    solid.block(at(0.0, 0.36, 0.30), [0.21, 0.09], [0.19, 0.04], 0.07, team.times(0.8));
    // Blades for blows, and the drill.
    for side in [-1.0, 1.0] {
        solid.block(forward(side * 0.19, 0.16, 0.36), [0.035, 0.06], [0.012, 0.03], 0.16, METAL);
    }
    solid.rise(forward(0.0, 0.15, 0.36), &ring(5), 0.085, 0.0, 0.17, METAL.times(0.9));
    // The barrel.
    solid.block(at(0.275, 0.30, 0.02), [0.055, 0.13], [0.045, 0.10], 0.16, FRAME.times(1.4));
    solid.rise(forward(0.275, 0.40, 0.06), &ring(6), 0.045, 0.036, 0.36, METAL.times(0.8));
    solid.rise(forward(0.275, 0.40, 0.40), &ring(6), 0.055, 0.05, 0.05, VISOR.times(0.8));
    // The bed.
    solid.block(at(0.0, 0.24, -0.28), [0.25, 0.15], [0.25, 0.15], 0.03, FRAME.times(0.7));
    for side in [-1.0, 1.0] {
        solid.block(at(side * 0.24, 0.24, -0.28), [0.025, 0.16], [0.02, 0.15], 0.13, team.times(0.75));
    }
    solid.block(at(0.0, 0.24, -0.43), [0.25, 0.022], [0.24, 0.018], 0.11, team.times(0.75));
    add_badge(&mut solid, seat, team);
    for (number, [x, z, height]) in CRYSTALS.into_iter().enumerate() {
        let mut crystal = Solid::default();
        let turn = Quat::from_euler(EulerRot::YXZ, number as f32 * 1.3, 0.14 * x.signum(), -x * 0.9);
        let place = bevy::math::Affine3A::from_rotation_translation(turn, Vec3::new(x, 0.26, z));
        crystal.crystal(place, 0.085, height * 1.6, ORE);
        solid.grow(&crystal, Vec3::new(x, 0.26, z), number as u8);
    }
    solid.build()
}

/// The team's shape, dark on a plate in its colour: read from above and without colour.
fn add_badge(solid: &mut Solid, seat: Seat, team: Ink) {
    let plate = at(0.0, BACK - 0.045, 0.06);
    solid.rise(
        plate,
        &ring(8),
        0.265,
        0.25,
        0.03,
        team.mixed(Ink::linear(1.0, 1.0, 1.0), 0.12).shining(0.35),
    );
    let shape: Shape = palette::shape(seat);
    solid.rise(at(0.0, BACK - 0.015, 0.06), &shape.outline(), 0.175, 0.165, 0.02, BADGE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_packed_as_the_shader_unpacks_them() {
        let tag = Tag { flash: 1.0, wear: 0.0, fill: 0.5, absence: 0.2 };
        assert_eq!(tag.pack().0, 0x3380_00ff);
        assert_eq!(Tag::default().pack().0, 0, "an entity without a tag looks unhurt, empty and present");
    }
}
