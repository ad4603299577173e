//! Between the board and the window, whichever way the board is drawn.

use bevy::math::{Mat4, Vec2, Vec3, Vec4};
use bevy::prelude::Resource;

/// How the board lies in the window at this instant. Whoever draws the board sets it; labels, marks and picking use it.
/// Window positions are in egui's points, from the top left corner.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// Seen by a camera in space.
    Space {
        /// From world space to clip space, see [`in_space`].
        clip_from_world: Mat4,
        /// The board's size in cells.
        board: Vec2,
        /// The window's size in points.
        window: Vec2,
    },
    /// Drawn flat.
    Flat {
        /// Where the board's top left corner is, in points.
        origin: Vec2,
        /// Points a cell.
        scale: f32,
    },
}

impl Default for Projection {
    fn default() -> Projection {
        Projection::Flat { origin: Vec2::ZERO, scale: 1.0 }
    }
}

/// Where a place on the board is in the world of the arena: one unit a cell, the board's middle at the origin, y up.
pub fn in_space(at: [f32; 2], height: f32, board: Vec2) -> Vec3 {
    Vec3::new(at[0] - board.x / 2.0, height, at[1] - board.y / 2.0)
}

impl Projection {
    /// Where a place is seen; `height` is above the ground, in cells. `None` behind the camera.
    pub fn to_window(&self, at: [f32; 2], height: f32) -> Option<Vec2> {
        match *self {
            Projection::Flat { origin, scale } => Some(origin + Vec2::from(at) * scale),
            Projection::Space { clip_from_world, board, window } => {
                let clip = clip_from_world * in_space(at, height, board).extend(1.0);
                let ndc = clip.truncate() / clip.w;
                (clip.w > 1e-4).then(|| Vec2::new(ndc.x + 1.0, 1.0 - ndc.y) * 0.5 * window)
            }
        }
    }

    /// The place on the ground that is seen at a position of the window, also beyond the board; `None` in the sky.
    pub fn to_board(&self, position: Vec2) -> Option<[f32; 2]> {
        match *self {
            Projection::Flat { origin, scale } => Some(((position - origin) / scale).to_array()),
            Projection::Space { clip_from_world, board, window } => {
                let ndc = Vec2::new(position.x / window.x * 2.0 - 1.0, 1.0 - position.y / window.y * 2.0);
                let world_from_clip = clip_from_world.inverse();
                let point = |depth: f32| {
                    let world: Vec4 = world_from_clip * Vec4::new(ndc.x, ndc.y, depth, 1.0);
                    world.truncate() / world.w
                };
                // Depth is reversed: 1 is near; the far end may lie at infinity.
                let (near, beyond) = (point(1.0), point(0.5));
                let way = beyond - near;
                let t = -near.y / way.y;
                let hit = near + way * t;
                (way.y.abs() > 1e-6 && t > 0.0).then(|| [hit.x + board.x / 2.0, hit.z + board.y / 2.0])
            }
        }
    }

    /// Points that a cell is wide around a place.
    pub fn points_per_cell(&self, at: [f32; 2]) -> f32 {
        match *self {
            Projection::Flat { scale, .. } => scale,
            Projection::Space { .. } => {
                let side = |dx: f32, dy: f32| self.to_window([at[0] + dx, at[1] + dy], 0.0);
                let span = |a: Option<Vec2>, b: Option<Vec2>| a.zip(b).map_or(0.0, |(a, b)| a.distance(b));
                span(side(-0.5, 0.0), side(0.5, 0.0)).max(span(side(0.0, -0.5), side(0.0, 0.5)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space() -> Projection {
        let window = Vec2::new(1280.0, 720.0);
        let eye = Mat4::look_at_rh(Vec3::new(6.0, 18.0, 22.0), Vec3::ZERO, Vec3::Y);
        let lens = Mat4::perspective_infinite_reverse_rh(0.8, window.x / window.y, 0.1);
        Projection::Space { clip_from_world: lens * eye, board: Vec2::new(25.0, 25.0), window }
    }

    #[test]
    fn what_is_seen_at_a_place_of_the_window_is_where_it_is_drawn() {
        for projection in [space(), Projection::Flat { origin: Vec2::new(40.0, -7.0), scale: 21.5 }] {
            for at in [[0.5, 0.5], [12.5, 12.5], [24.9, 3.0], [-3.0, 30.0]] {
                let seen = projection.to_window(at, 0.0).unwrap();
                let back = projection.to_board(seen).unwrap();
                let close = (back[0] - at[0]).abs() < 1e-2 && (back[1] - at[1]).abs() < 1e-2;
                assert!(close, "{at:?} came back as {back:?} in {projection:?}");
            }
        }
    }

    #[test]
    fn the_sky_is_no_place_and_behind_is_not_seen() {
        assert_eq!(space().to_board(Vec2::new(640.0, -5000.0)), None);
        assert_eq!(space().to_window([12.5, 80.0], 0.0), None);
    }

    #[test]
    fn near_cells_are_wider() {
        assert!(space().points_per_cell([12.5, 24.0]) > space().points_per_cell([12.5, 1.0]));
    }
}
