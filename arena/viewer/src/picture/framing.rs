//! Where a camera has to stand so that a part of the board fills the free part of the window.

use bevy::math::{Mat4, Vec2, Vec3};

use crate::picture::camera::{FIELD_OF_VIEW, NEAR, View};

/// Parts of the window's height that panels cover.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Insets {
    /// At the top.
    pub top: f32,
    /// At the bottom.
    pub bottom: f32,
}

/// How much of the free part stays empty on each side.
const MARGIN: f32 = 0.03;

/// From world space to clip space.
pub(crate) fn clip_from_world(view: &View, aspect: f32) -> Mat4 {
    let lens = Mat4::perspective_infinite_reverse_rh(FIELD_OF_VIEW, aspect, NEAR);
    lens * Mat4::from(view.place().inverse())
}

/// The view with the yaw and pitch of `view` that shows a rectangle of the ground, and what stands on it.
pub(crate) fn fit(view: View, centre: Vec2, half: Vec2, aspect: f32, insets: Insets) -> View {
    let mut corners = Vec::with_capacity(8);
    for (x, z) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        for y in [-0.4, 0.5] {
            corners.push(Vec3::new(centre.x + half.x * x, y, centre.y + half.y * z));
        }
    }
    let low = Vec2::new(-1.0 + MARGIN, -1.0 + 2.0 * insets.bottom + MARGIN);
    let high = Vec2::new(1.0 - MARGIN, 1.0 - 2.0 * insets.top - MARGIN);
    let mut fitted = View { target: centre, distance: half.length() * 4.0, ..view };
    // Each round brings what is seen to its place and size; perspective makes that a guess that gets better.
    for _ in 0..24 {
        let Some((least, most)) = seen(&clip_from_world(&fitted, aspect), &corners) else { return fitted };
        let too_large = ((most - least) / (high - low)).max_element();
        let off = (least + most - low - high) / 2.0;
        let reach = fitted.distance * (FIELD_OF_VIEW / 2.0).tan();
        let right = Vec2::new(fitted.yaw.cos(), -fitted.yaw.sin());
        let away = Vec2::new(-fitted.yaw.sin(), -fitted.yaw.cos());
        fitted.target += right * (off.x * reach * aspect) + away * (off.y * reach / fitted.pitch.sin());
        fitted.distance *= too_large;
    }
    fitted
}

/// The box around what is seen, from -1 to 1 in both directions.
fn seen(clip_from_world: &Mat4, corners: &[Vec3]) -> Option<(Vec2, Vec2)> {
    let (mut least, mut most) = (Vec2::MAX, Vec2::MIN);
    for corner in corners {
        let clip = *clip_from_world * corner.extend(1.0);
        if clip.w <= NEAR {
            return None;
        }
        let ndc = clip.truncate().truncate() / clip.w;
        (least, most) = (least.min(ndc), most.max(ndc));
    }
    Some((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_fills_the_free_part_of_any_window() {
        for aspect in [0.6, 1.0, 16.0 / 9.0, 3.0] {
            for half in [9.5, 20.5] {
                let insets = Insets { top: 0.07, bottom: 0.13 };
                let half = Vec2::splat(half);
                let view = fit(View::default(), Vec2::ZERO, half, aspect, insets);
                let corners: Vec<Vec3> = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
                    .map(|(x, z)| Vec3::new(x * half.x, 0.0, z * half.y))
                    .to_vec();
                let (least, most) = seen(&clip_from_world(&view, aspect), &corners).unwrap();
                assert!(least.x > -1.0 && most.x < 1.0, "{aspect}: {least} {most}");
                assert!(least.y > -0.76 && most.y < 0.88, "{aspect}: {least} {most}");
                let fills = (most.x - least.x) > 1.6 || (most.y - least.y) > 1.25;
                assert!(fills, "{aspect}: {least} {most}");
            }
        }
    }
}
