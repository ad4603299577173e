//! What a robot looks like: a tracked hauler that looks to positive z, with a visor, drill and barrel in front, the team's
//! shape on its back, and behind it an open bed for ore.

use bevy::math::Affine3A;
use bevy::prelude::*;
use protocol::Seat;

use crate::palette::{self, Shape};
use crate::picture::solid::{Ink, Solid, at, forward, ring};

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

/// All of it, for whoever comes near.
pub(super) fn near(seat: Seat) -> Mesh {
    let team = team(seat);
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
        crystal.crystal(crystal_place(number, x, z), 0.085, height * 1.6, ORE);
        solid.grow(&crystal, Vec3::new(x, 0.26, z), number as u8);
    }
    solid.build()
}

/// What is left of it where a cell is only some pixels wide: a third of the corners, which are most of what many robots
/// cost a software renderer.
pub(super) fn far(seat: Seat) -> Mesh {
    let team = team(seat);
    let mut solid = Solid::default();
    for side in [-1.0, 1.0] {
        solid.block(at(side * 0.32, 0.0, 0.0), [0.10, 0.40], [0.075, 0.30], 0.27, FRAME.mixed(team, 0.2));
    }
    solid.block(at(0.0, 0.10, 0.10), [0.275, 0.30], [0.235, 0.20], 0.36, team);
    solid.block(at(0.0, 0.27, 0.335), [0.19, 0.07], [0.17, 0.03], 0.11, VISOR);
    solid.rise(forward(0.275, 0.40, 0.06), &ring(4), 0.052, 0.046, 0.38, METAL.times(0.8));
    solid.block(at(0.0, 0.10, -0.28), [0.265, 0.175], [0.26, 0.17], 0.27, team.times(0.75));
    solid.lay(
        at(0.0, 0.374, -0.28),
        &[[-0.21, -0.13], [0.21, -0.13], [0.21, 0.13], [-0.21, 0.13]],
        1.0,
        FRAME.times(0.7),
    );
    solid.lay(at(0.0, BACK - 0.015, 0.06), &ring(8), 0.255, plate(team));
    let shape: Vec<[f32; 2]> = match palette::shape(seat) {
        Shape::Circle => ring(8),
        other => other.outline(),
    };
    solid.lay(at(0.0, BACK + 0.005, 0.06), &shape, 0.17, BADGE);
    for (number, [x, z, height]) in CRYSTALS.into_iter().enumerate().step_by(2) {
        let mut crystal = Solid::default();
        crystal.rise(crystal_place(number, x, z), &ring(4), 0.1, 0.0, height * 1.6, ORE);
        solid.grow(&crystal, Vec3::new(x, 0.26, z), number as u8);
    }
    solid.build()
}

fn team(seat: Seat) -> Ink {
    Ink::srgb(palette::team(seat))
}

fn plate(team: Ink) -> Ink {
    team.mixed(Ink::linear(1.0, 1.0, 1.0), 0.12).shining(0.35)
}

fn crystal_place(number: usize, x: f32, z: f32) -> Affine3A {
    let turn = Quat::from_euler(EulerRot::YXZ, number as f32 * 1.3, 0.14 * x.signum(), -x * 0.9);
    Affine3A::from_rotation_translation(turn, Vec3::new(x, 0.26, z))
}

/// The team's shape, dark on a plate in its colour: read from above and without colour.
fn add_badge(solid: &mut Solid, seat: Seat, team: Ink) {
    solid.rise(at(0.0, BACK - 0.045, 0.06), &ring(8), 0.265, 0.25, 0.03, plate(team));
    let shape: Shape = palette::shape(seat);
    solid.rise(at(0.0, BACK - 0.015, 0.06), &shape.outline(), 0.175, 0.165, 0.02, BADGE);
}
