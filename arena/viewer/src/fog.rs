//! What one team sees, for whoever draws or picks units.

use protocol::Seat;
use rules::Event;

use crate::{Focus, Footage, Pose, Scene, Sight};

/// The board as one team sees it after the scene's tick.
#[derive(Clone)]
pub(crate) struct Fog {
    /// The team.
    pub(crate) seat: Seat,
    /// Cells in sight, row by row.
    pub(crate) sight: Sight,
    width: usize,
}

impl Fog {
    /// What is in sight of the team that is looked over the shoulder of; `None` where all is shown.
    pub(crate) fn of(footage: &Footage, scene: &Scene, focus: &Focus) -> Option<Fog> {
        let seat = focus.fog?;
        // A tick that cannot be read is told of by whoever samples the board.
        let sight = footage.sight(scene.tick, seat).ok()?;
        Some(Fog { seat, sight, width: usize::from(scene.before.frame.width) })
    }

    /// Whether a place is in sight.
    pub(crate) fn sees(&self, [x, y]: [f32; 2]) -> bool {
        let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32;
        inside && self.sight.get(y as usize * self.width + x as usize).is_some_and(|seen| *seen)
    }

    /// Whether a unit is seen: the team's own always are.
    pub(crate) fn shows(&self, pose: &Pose) -> bool {
        pose.seat == self.seat || self.sees(pose.at)
    }

    /// Whether the team can know of an event. Points, cores, beacons and the storm are known to all.
    pub(crate) fn tells(&self, event: &Event) -> bool {
        let (seat, at) = match *event {
            Event::Moved { seat, to, .. } => (seat, to),
            Event::Attacked { seat, from, .. } | Event::Gave { seat, from, .. } => (seat, from),
            Event::Guarded { seat, at, .. }
            | Event::Hurt { seat, unit: Some(_), at, .. }
            | Event::Healed { seat, unit: Some(_), at, .. }
            | Event::Died { seat, at, .. }
            | Event::Mined { seat, at, .. }
            | Event::PickedUp { seat, at, .. }
            | Event::Spawned { seat, at, .. }
            | Event::Scorched { seat, at, .. }
            | Event::Removed { seat, at, .. } => (seat, at),
            Event::Hurt { .. }
            | Event::Healed { .. }
            | Event::CoreLost { .. }
            | Event::Scored { .. }
            | Event::Turned { .. }
            | Event::StormGrew { .. }
            | Event::Forfeited { .. } => return true,
        };
        seat == self.seat || self.sees(crate::middle(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::testing::{golden, watch};

    #[test]
    fn own_units_are_seen_and_some_enemies_are_not() {
        let (footage, story) = watch(&golden()[0]);
        let scene = sample(&footage, &story, 0.0).unwrap();
        let focus = Focus { fog: Some(Seat(1)), ..Focus::default() };
        let fog = Fog::of(&footage, &scene, &focus).unwrap();
        for pose in &scene.poses {
            assert_eq!(
                fog.shows(pose),
                pose.seat == Seat(1),
                "the teams begin far from each other: {pose:?}"
            );
        }
        assert!(Fog::of(&footage, &scene, &Focus::default()).is_none());
    }

    #[test]
    fn no_place_beyond_the_board_is_in_sight() {
        let fog = Fog { seat: Seat(0), sight: vec![true; 6].into(), width: 3 };
        assert!(fog.sees([2.9, 1.9]));
        for beyond in [[-0.1, 0.0], [0.0, -0.1], [3.0, 0.0], [0.0, 2.0]] {
            assert!(!fog.sees(beyond), "{beyond:?}");
        }
    }
}
