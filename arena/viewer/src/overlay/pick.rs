//! Which unit a place of the window means.

use bevy::math::Vec2;
use protocol::{Seat, UnitId};

use crate::fog::Fog;
use crate::{Projection, Scene};

/// How high above the ground a unit's middle is, in cells.
const HEIGHT: f32 = 0.35;

/// The unit that is seen nearest to a position, at most `reach` points away. What is out of sight in the fog cannot be
/// picked.
pub(crate) fn pick(
    scene: &Scene,
    projection: &Projection,
    position: Vec2,
    reach: f32,
    fog: Option<&Fog>,
) -> Option<(Seat, UnitId)> {
    let seen = scene.poses.iter().filter(|pose| fog.is_none_or(|fog| fog.shows(pose)));
    let near = seen.filter_map(|pose| {
        let distance = projection.to_window(pose.at, HEIGHT)?.distance(position);
        (distance <= reach).then_some((distance, (pose.seat, pose.unit)))
    });
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, unit)| unit)
}

#[cfg(test)]
mod tests {
    use bevy::math::{Mat4, Vec3};

    use super::*;
    use crate::testing::{golden, watch};
    use crate::{Focus, sample};

    fn projections() -> [Projection; 2] {
        let window = Vec2::new(1280.0, 720.0);
        let eye = Mat4::look_at_rh(Vec3::new(0.0, 26.0, 18.0), Vec3::ZERO, Vec3::Y);
        let lens = Mat4::perspective_infinite_reverse_rh(0.8, window.x / window.y, 0.1);
        [
            Projection::Flat { origin: Vec2::new(300.0, 60.0), scale: 22.0 },
            Projection::Space { clip_from_world: lens * eye, board: Vec2::new(25.0, 25.0), window },
        ]
    }

    #[test]
    fn each_unit_is_picked_where_it_is_seen_and_none_where_none_is() {
        let (footage, story) = watch(&golden()[0]);
        let scene = sample(&footage, &story, 90.3).unwrap();
        assert!(scene.poses.len() > 4);
        for projection in projections() {
            for pose in &scene.poses {
                let seen = projection.to_window(pose.at, HEIGHT).unwrap() + Vec2::new(1.0, -1.0);
                let picked = pick(&scene, &projection, seen, 10.0, None);
                assert_eq!(picked, Some((pose.seat, pose.unit)));
            }
            assert_eq!(pick(&scene, &projection, Vec2::new(-50.0, -50.0), 10.0, None), None);
        }
    }

    #[test]
    fn what_the_fog_hides_cannot_be_picked() {
        let (footage, story) = watch(&golden()[0]);
        let scene = sample(&footage, &story, 0.0).unwrap();
        let fog = Fog::of(&footage, &scene, &Focus { fog: Some(Seat(0)), ..Focus::default() });
        for projection in projections() {
            for pose in &scene.poses {
                let seen = projection.to_window(pose.at, HEIGHT).unwrap();
                let picked = pick(&scene, &projection, seen, 5.0, fog.as_ref());
                assert_eq!(picked.is_some(), pose.seat == Seat(0), "{pose:?}");
            }
        }
    }
}
