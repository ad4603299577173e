//! The units: one mesh a team, one entity a unit, kept and used again.

mod body;

use bevy::mesh::MeshTag;
use bevy::prelude::*;
use protocol::Seat;
use rules::Event;

use crate::picture::camera::{Aimed, FIELD_OF_VIEW, View};
use crate::picture::light::{Looked, Seen};
use crate::picture::paint::{ArenaPaint, Paint};
use crate::picture::quality::Eye;
use crate::picture::stage::Stage;
use crate::picture::{Root, is_shown};
use crate::{Happening, Pose, Scene, Step, eased, stage};

pub(crate) use body::{BACK, BADGE, ORE};

/// Pixels a cell from which robots are drawn in all their detail.
const DETAIL: f32 = 26.0;

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
    /// From far, and from near.
    meshes: Vec<[Handle<Mesh>; 2]>,
    robots: Vec<Vec<Entity>>,
    /// Which of the two is drawn.
    near: bool,
}

#[derive(Component)]
struct Robot;

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Crew>()
        .add_systems(Update, draw.in_set(Step::Draw).after(Aimed).after(Looked).run_if(is_shown));
}

fn draw(
    mut commands: Commands,
    scene: Option<Res<Scene>>,
    stage: Option<Res<Stage>>,
    paint: Option<Res<ArenaPaint>>,
    seen: Res<Seen>,
    root: Res<Root>,
    view: Res<View>,
    eyes: Query<&Camera, With<Eye>>,
    mut crew: ResMut<Crew>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut robots: Query<
        (&mut Transform, &mut MeshTag, &mut Visibility, &mut Mesh3d, &mut MeshMaterial3d<Paint>),
        With<Robot>,
    >,
) {
    let (Some(scene), Some(stage), Some(paint)) = (scene, stage, paint) else { return };
    let near = eyes.iter().any(|eye| pixels_per_cell(&view, eye) >= DETAIL);
    if !scene.is_changed() && !seen.is_changed() && !paint.is_changed() && near == crew.near {
        return;
    }
    crew.near = near;
    let width = scene.before.frame.width;
    let mut used = vec![0; crew.robots.len()];
    for pose in &scene.poses {
        if pose.presence <= 0.0 || !seen.shows(pose.seat, pose_cell(pose), width) {
            continue;
        }
        let team = pose.seat.index();
        while crew.robots.len() <= team {
            let seat = Seat(crew.robots.len() as u8);
            crew.meshes.push([body::far(seat), body::near(seat)].map(|mesh| meshes.add(mesh)));
            crew.robots.push(Vec::new());
            used.push(0);
        }
        let (place, tag) = (place(&stage, pose, &scene.happenings), tag(pose, &scene.happenings));
        let mesh = &crew.meshes[team][usize::from(near)];
        match crew.robots[team].get(used[team]).copied() {
            Some(entity) => {
                if let Ok((mut transform, mut old, mut visibility, mut drawn, mut material)) =
                    robots.get_mut(entity)
                {
                    transform.set_if_neq(place);
                    old.set_if_neq(tag.pack());
                    visibility.set_if_neq(Visibility::Inherited);
                    if drawn.0 != *mesh {
                        drawn.0 = mesh.clone();
                    }
                    if material.0 != paint.0 {
                        material.0 = paint.0.clone();
                    }
                }
            }
            None => {
                let look = (Mesh3d(mesh.clone()), MeshMaterial3d(paint.0.clone()));
                let entity = commands.spawn((Robot, look, place, tag.pack(), ChildOf(root.0))).id();
                crew.robots[team].push(entity);
            }
        }
        used[team] += 1;
    }
    for (robots_of_team, used) in crew.robots.iter().zip(used) {
        for entity in robots_of_team.iter().skip(used) {
            if let Ok((_, _, mut visibility, ..)) = robots.get_mut(*entity) {
                visibility.set_if_neq(Visibility::Hidden);
            }
        }
    }
}

/// How large a cell is in the middle of what the camera looks at. All robots are drawn alike, so that none changes while
/// it walks.
fn pixels_per_cell(view: &View, eye: &Camera) -> f32 {
    let height = eye.physical_target_size().map_or(0.0, |size| size.y as f32);
    height / (2.0 * (FIELD_OF_VIEW / 2.0).tan() * view.distance)
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
