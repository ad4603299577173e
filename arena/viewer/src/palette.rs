//! Team colours and shapes, and the colours of marks.
//!
//! Eight colours that differ in brightness as well as in hue, for viewers who do not see every hue, in the order that
//! the terminal uses too; and a shape for each team, for whoever sees none.

use protocol::{Color as MarkColor, Seat};

/// A colour as red, green and blue in sRGB.
pub type Rgb = [u8; 3];

/// Team colours by seat.
pub const TEAMS: [Rgb; 8] = [
    [0x3d, 0xa9, 0xff], // blue
    [0xff, 0xa6, 0x1f], // orange
    [0x6d, 0xe8, 0x8b], // green
    [0xd9, 0x7f, 0xe0], // purple
    [0xff, 0x5c, 0x57], // red
    [0x5d, 0xf0, 0xf0], // cyan
    [0xe4, 0xf2, 0x6b], // yellow
    [0xdc, 0xe2, 0xea], // white
];

/// A team's shape: on its robots, its core, its panel and its curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shape {
    Circle,
    Square,
    Triangle,
    Diamond,
    Hexagon,
    Cross,
    Star,
    Bar,
}

const SHAPES: [Shape; 8] = [
    Shape::Circle,
    Shape::Square,
    Shape::Triangle,
    Shape::Diamond,
    Shape::Hexagon,
    Shape::Cross,
    Shape::Star,
    Shape::Bar,
];

/// A team's colour.
pub fn team(seat: Seat) -> Rgb {
    TEAMS[seat.index() % TEAMS.len()]
}

/// A team's shape.
pub fn shape(seat: Seat) -> Shape {
    SHAPES[seat.index() % SHAPES.len()]
}

impl Shape {
    /// Its outline, clockwise with y down, within the circle of radius 1. A circle comes as 20 corners.
    pub fn outline(self) -> Vec<[f32; 2]> {
        let ring = |corners: usize, turn: f32, radius: &dyn Fn(usize) -> f32| -> Vec<[f32; 2]> {
            let angle = |i: usize| (i as f32 / corners as f32 + turn) * std::f32::consts::TAU;
            (0..corners).map(|i| [angle(i).sin() * radius(i), -angle(i).cos() * radius(i)]).collect()
        };
        let even = |_: usize| 1.0;
        match self {
            Shape::Circle => ring(20, 0.0, &|_| 0.9),
            Shape::Square => ring(4, 0.125, &even),
            Shape::Triangle => ring(3, 0.0, &even),
            Shape::Diamond => ring(4, 0.0, &even),
            Shape::Hexagon => ring(6, 0.0, &even),
            Shape::Star => ring(10, 0.0, &|i| if i % 2 == 0 { 1.0 } else { 0.45 }),
            Shape::Bar => vec![[-0.4, -0.95], [0.4, -0.95], [0.4, 0.95], [-0.4, 0.95]],
            Shape::Cross => {
                let (a, b) = (0.32, 0.95);
                let corner = [[a, -b], [a, -a], [b, -a], [b, a], [a, a], [a, b]];
                corner.into_iter().chain(corner.into_iter().map(|[x, y]| [-x, -y])).collect()
            }
        }
    }

    /// Whether [`Shape::outline`] is convex, so that it can be filled as one fan.
    pub fn is_convex(self) -> bool {
        !matches!(self, Shape::Star | Shape::Cross)
    }
}

/// A mark's colour.
pub fn mark(color: MarkColor) -> Rgb {
    match color {
        MarkColor::White => [0xf2, 0xf5, 0xfa],
        MarkColor::Red => [0xff, 0x66, 0x5c],
        MarkColor::Orange => [0xff, 0xa2, 0x3a],
        MarkColor::Yellow => [0xf7, 0xe0, 0x5e],
        MarkColor::Green => [0x5f, 0xd9, 0x8c],
        MarkColor::Blue => [0x5b, 0xa8, 0xff],
        MarkColor::Purple => [0xc8, 0x8b, 0xf5],
    }
}
