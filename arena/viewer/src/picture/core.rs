//! The cores: a reactor in the team's colour with its shape on top, and the wreck of one.

use bevy::prelude::*;
use protocol::Seat;

use crate::palette;
use crate::picture::robot::BADGE;
use crate::picture::solid::{Ink, Solid, at, ring};

/// How high the team's shape stands over a core.
pub(crate) const CROWN: f32 = 1.11;

const DARK: Ink = Ink::linear(0.05, 0.056, 0.078);
const METAL: Ink = Ink::linear(0.20, 0.22, 0.28);
const BURNT: Ink = Ink::linear(0.022, 0.02, 0.02);

/// A core that stands.
pub(crate) fn reactor(seat: Option<Seat>) -> Mesh {
    let team = color(seat);
    let mut solid = Solid::default();
    solid.rise(at(0.0, 0.0, 0.0), &ring(8), 0.56, 0.52, 0.14, DARK);
    solid.rise(at(0.0, 0.14, 0.0), &ring(8), 0.44, 0.42, 0.06, team.shining(0.85));
    solid.rise(at(0.0, 0.20, 0.0), &ring(8), 0.46, 0.34, 0.18, METAL);
    for index in 0..4 {
        let turn = Quat::from_rotation_y((index as f32 + 0.5) * std::f32::consts::FRAC_PI_2);
        let fin = |x: f32, y: f32, z: f32| {
            bevy::math::Affine3A::from_rotation_translation(turn, turn * Vec3::new(x, y, z))
        };
        solid.block(fin(0.0, 0.1, 0.43), [0.11, 0.09], [0.07, 0.05], 0.62, team.times(0.8));
        solid.block(fin(0.0, 0.72, 0.42), [0.05, 0.04], [0.03, 0.02], 0.14, METAL);
    }
    // The heart, free between the fins.
    solid.rise(
        at(0.0, 0.36, 0.0),
        &ring(6),
        0.16,
        0.27,
        0.26,
        team.mixed(Ink::linear(1.0, 1.0, 1.0), 0.35).shining(1.0),
    );
    solid.rise(
        at(0.0, 0.62, 0.0),
        &ring(6),
        0.27,
        0.10,
        0.24,
        team.mixed(Ink::linear(1.0, 1.0, 1.0), 0.2).shining(1.0),
    );
    solid.rise(at(0.0, 0.94, 0.0), &ring(8), 0.42, 0.54, 0.08, DARK);
    solid.rise(at(0.0, 1.02, 0.0), &ring(8), 0.54, 0.50, 0.05, team.shining(0.45));
    if let Some(seat) = seat {
        solid.rise(at(0.0, 1.07, 0.0), &palette::shape(seat).outline(), 0.36, 0.34, CROWN - 1.07, BADGE);
    }
    solid.build()
}

/// What is left of one.
pub(crate) fn wreck(seat: Option<Seat>) -> Mesh {
    let team = color(seat).times(0.16);
    let mut solid = Solid::default();
    solid.rise(at(0.0, 0.0, 0.0), &ring(8), 0.56, 0.50, 0.13, BURNT.times(1.4));
    solid.rise(at(0.0, 0.13, 0.0), &ring(7), 0.42, 0.20, 0.10, BURNT);
    for (index, height) in [0.46_f32, 0.2, 0.34, 0.12].into_iter().enumerate() {
        let turn = Quat::from_rotation_y((index as f32 + 0.5) * std::f32::consts::FRAC_PI_2)
            * Quat::from_rotation_x(0.12 + 0.22 * index as f32);
        let place = bevy::math::Affine3A::from_rotation_translation(turn, turn * Vec3::new(0.0, 0.05, 0.40));
        solid.block(place, [0.11, 0.09], [0.06, 0.04], height, team.mixed(BURNT, 0.5));
    }
    solid.crystal(at(0.05, 0.16, -0.04), 0.16, 0.3, BURNT.mixed(team, 0.4));
    solid.build()
}

fn color(seat: Option<Seat>) -> Ink {
    seat.map_or(Ink::linear(0.4, 0.42, 0.46), |seat| Ink::srgb(palette::team(seat)))
}
