//! Signs drawn from lines, so that they are sharp at every size and need no font.

use std::f32::consts::TAU;
use std::sync::Arc;

use bevy_egui::egui::epaint::Mesh;
use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};
use protocol::Seat;

use super::theme;
use crate::palette;

/// What a button does, as a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    Play,
    Pause,
    StepBack,
    StepOn,
    ToStart,
    ToEnd,
    Previous,
    Next,
    Loop,
    Eye,
    Pen,
    Gear,
    Help,
    Camera,
    Close,
    Target,
    Frame,
    Film,
    Grid,
    Cup,
    Search,
    Folder,
    Left,
    Right,
    Warning,
    Info,
    Dice,
    Robot,
}

impl Icon {
    /// Draws it into the largest square in the middle of a rectangle.
    pub(super) fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let half = rect.width().min(rect.height()) / 2.0;
        let brush = Brush { painter, middle: rect.center(), half, color };
        match self {
            Icon::Play => brush.fill(&[(-0.6, -0.9), (0.95, 0.0), (-0.6, 0.9)]),
            Icon::Pause => {
                brush.block(-0.65, -0.85, -0.18, 0.85);
                brush.block(0.18, -0.85, 0.65, 0.85);
            }
            Icon::StepBack => brush.step(-1.0),
            Icon::StepOn => brush.step(1.0),
            Icon::ToStart => brush.to_end(-1.0),
            Icon::ToEnd => brush.to_end(1.0),
            Icon::Previous => brush.jump(-1.0),
            Icon::Next => brush.jump(1.0),
            Icon::Loop => brush.turn_around(),
            Icon::Eye => brush.eye(),
            Icon::Pen => {
                brush.outline(&[(-0.85, 0.85), (-0.7, 0.3), (0.45, -0.85), (0.85, -0.45), (-0.3, 0.7)]);
                brush.line(&[(0.15, -0.55), (0.55, -0.15)]);
            }
            Icon::Gear => brush.gear(),
            Icon::Help => {
                brush.line(&[
                    (-0.45, -0.4),
                    (-0.35, -0.75),
                    (0.0, -0.88),
                    (0.38, -0.72),
                    (0.45, -0.38),
                    (0.3, -0.1),
                    (0.0, 0.08),
                    (0.0, 0.38),
                ]);
                brush.dot(0.0, 0.78, 0.15);
            }
            Icon::Camera => {
                brush.outline(&[(-0.95, -0.5), (0.95, -0.5), (0.95, 0.75), (-0.95, 0.75)]);
                brush.line(&[(-0.4, -0.5), (-0.22, -0.82), (0.22, -0.82), (0.4, -0.5)]);
                brush.ring(0.0, 0.12, 0.34);
            }
            Icon::Close => {
                brush.line(&[(-0.65, -0.65), (0.65, 0.65)]);
                brush.line(&[(0.65, -0.65), (-0.65, 0.65)]);
            }
            Icon::Target => {
                brush.ring(0.0, 0.0, 0.6);
                brush.dot(0.0, 0.0, 0.16);
                for (x, y) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                    brush.line(&[(x * 0.6, y * 0.6), (x, y)]);
                }
            }
            Icon::Frame => {
                for (x, y) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)] {
                    brush.line(&[(x * 0.3, y * 0.85), (x * 0.85, y * 0.85), (x * 0.85, y * 0.3)]);
                }
            }
            Icon::Film => {
                brush.outline(&[(-0.9, -0.55), (0.25, -0.55), (0.25, 0.55), (-0.9, 0.55)]);
                brush.fill(&[(0.4, 0.0), (0.95, -0.45), (0.95, 0.45)]);
            }
            Icon::Grid => {
                brush.outline(&[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]);
                for at in [-0.27, 0.27] {
                    brush.line(&[(at, -0.8), (at, 0.8)]);
                    brush.line(&[(-0.8, at), (0.8, at)]);
                }
            }
            Icon::Cup => {
                brush.outline(&[(-0.5, -0.85), (0.5, -0.85), (0.42, 0.0), (0.0, 0.3), (-0.42, 0.0)]);
                brush.line(&[(-0.5, -0.6), (-0.9, -0.6), (-0.8, -0.2), (-0.42, -0.1)]);
                brush.line(&[(0.5, -0.6), (0.9, -0.6), (0.8, -0.2), (0.42, -0.1)]);
                brush.line(&[(0.0, 0.3), (0.0, 0.8)]);
                brush.line(&[(-0.45, 0.85), (0.45, 0.85)]);
            }
            Icon::Search => {
                brush.ring(-0.15, -0.15, 0.55);
                brush.line(&[(0.27, 0.27), (0.85, 0.85)]);
            }
            Icon::Folder => {
                brush.outline(&[
                    (-0.9, -0.65),
                    (-0.25, -0.65),
                    (-0.05, -0.4),
                    (0.9, -0.4),
                    (0.9, 0.7),
                    (-0.9, 0.7),
                ]);
            }
            Icon::Left => brush.line(&[(0.35, -0.75), (-0.4, 0.0), (0.35, 0.75)]),
            Icon::Right => brush.line(&[(-0.35, -0.75), (0.4, 0.0), (-0.35, 0.75)]),
            Icon::Warning => {
                brush.outline(&[(0.0, -0.85), (0.95, 0.8), (-0.95, 0.8)]);
                brush.line(&[(0.0, -0.25), (0.0, 0.28)]);
                brush.dot(0.0, 0.54, 0.11);
            }
            Icon::Info => {
                brush.ring(0.0, 0.0, 0.9);
                brush.line(&[(0.0, -0.05), (0.0, 0.5)]);
                brush.dot(0.0, -0.4, 0.12);
            }
            Icon::Robot => {
                brush.outline(&[(-0.75, -0.35), (0.75, -0.35), (0.75, 0.8), (-0.75, 0.8)]);
                brush.line(&[(0.0, -0.35), (0.0, -0.9)]);
                brush.dot(-0.3, 0.18, 0.16);
                brush.dot(0.3, 0.18, 0.16);
            }
            Icon::Dice => {
                brush.outline(&[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]);
                for (x, y) in [(-0.38, -0.38), (0.0, 0.0), (0.38, 0.38)] {
                    brush.dot(x, y, 0.14);
                }
            }
        }
    }
}

/// A team's shape in its colour.
pub(super) fn paint_team(painter: &Painter, middle: Pos2, radius: f32, seat: Seat, color: Color32) {
    let shape = palette::shape(seat);
    let corners: Vec<Pos2> = shape.outline().into_iter().map(|[x, y]| middle + vec2(x, y) * radius).collect();
    if shape.is_convex() {
        painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
        return;
    }
    // All of a star or a cross is seen from its middle, so a fan fills it; a thin line makes its edge smooth.
    let mut fan = Mesh::default();
    fan.colored_vertex(middle, color);
    let count = corners.len() as u32;
    for (index, corner) in (0..count).zip(&corners) {
        fan.colored_vertex(*corner, color);
        fan.add_triangle(0, 1 + index, 1 + (index + 1) % count);
    }
    painter.add(Shape::Mesh(Arc::new(fan)));
    painter.add(Shape::closed_line(corners, Stroke::new(0.7, color)));
}

/// Draws in a square from -1 to 1, y down.
struct Brush<'a> {
    painter: &'a Painter,
    middle: Pos2,
    half: f32,
    color: Color32,
}

impl Brush<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.middle + vec2(x, y) * self.half
    }

    fn stroke(&self) -> Stroke {
        Stroke::new((self.half * 0.2).clamp(1.1, 2.2), self.color)
    }

    fn line(&self, points: &[(f32, f32)]) {
        self.painter.line(points.iter().map(|point| self.at(*point)).collect(), self.stroke());
    }

    fn outline(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        self.painter.add(Shape::closed_line(points, self.stroke()));
    }

    fn fill(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        self.painter.add(Shape::convex_polygon(points, self.color, Stroke::NONE));
    }

    fn block(&self, left: f32, top: f32, right: f32, bottom: f32) {
        let rect = Rect::from_min_max(self.at((left, top)), self.at((right, bottom)));
        self.painter.rect_filled(rect, 1, self.color);
    }

    fn dot(&self, x: f32, y: f32, radius: f32) {
        self.painter.circle_filled(self.at((x, y)), radius * self.half, self.color);
    }

    fn ring(&self, x: f32, y: f32, radius: f32) {
        self.painter.circle_stroke(self.at((x, y)), radius * self.half, self.stroke());
    }

    fn arc(&self, radius: f32, from: f32, to: f32) {
        let points: Vec<(f32, f32)> = (0..=14)
            .map(|i| from + (to - from) * i as f32 / 14.0)
            .map(|turn| ((turn * TAU).sin() * radius, -(turn * TAU).cos() * radius))
            .collect();
        self.line(&points);
    }

    fn step(&self, way: f32) {
        self.fill(&[(-0.3 * way, -0.75), (0.8 * way, 0.0), (-0.3 * way, 0.75)]);
        let (left, right) = if way > 0.0 { (-0.8, -0.52) } else { (0.52, 0.8) };
        self.block(left, -0.75, right, 0.75);
    }

    fn to_end(&self, way: f32) {
        self.fill(&[(-0.85 * way, -0.7), (-0.1 * way, 0.0), (-0.85 * way, 0.7)]);
        self.fill(&[(-0.1 * way, -0.7), (0.62 * way, 0.0), (-0.1 * way, 0.7)]);
        let (left, right) = if way > 0.0 { (0.64, 0.9) } else { (-0.9, -0.64) };
        self.block(left, -0.7, right, 0.7);
    }

    /// To an event: an arrow at a diamond.
    fn jump(&self, way: f32) {
        self.line(&[(-0.9 * way, -0.6), (-0.3 * way, 0.0), (-0.9 * way, 0.6)]);
        let x = 0.4 * way;
        self.fill(&[(x, -0.62), (x + 0.5, 0.0), (x, 0.62), (x - 0.5, 0.0)]);
    }

    fn turn_around(&self) {
        self.arc(0.72, 0.06, 0.44);
        self.arc(0.72, 0.56, 0.94);
        self.fill(&[(-0.05, -0.72 - 0.36), (0.4, -0.72), (-0.05, -0.72 + 0.36)]);
        self.fill(&[(0.05, 0.72 - 0.36), (-0.4, 0.72), (0.05, 0.72 + 0.36)]);
    }

    fn eye(&self) {
        let lid = |way: f32| -> Vec<(f32, f32)> {
            (0..=10).map(|i| i as f32 / 5.0 - 1.0).map(|x| (x * 0.98, way * 0.62 * (1.0 - x * x))).collect()
        };
        self.line(&lid(-1.0));
        self.line(&lid(1.0));
        self.dot(0.0, 0.0, 0.3);
    }

    fn gear(&self) {
        self.ring(0.0, 0.0, 0.58);
        self.ring(0.0, 0.0, 0.2);
        for tooth in 0..8 {
            let (sin, cos) = (tooth as f32 / 8.0 * TAU).sin_cos();
            self.line(&[(sin * 0.62, cos * 0.62), (sin * 0.95, cos * 0.95)]);
        }
    }
}

/// A ring around what the keyboard is at.
pub(super) fn paint_focus(painter: &Painter, rect: Rect) {
    painter.rect_stroke(rect.expand(1.5), 6, Stroke::new(1.5, theme::INK), StrokeKind::Outside);
}

/// The space that a sign of this height takes beside text.
pub(super) fn room(height: f32) -> Vec2 {
    Vec2::splat(height)
}

/// A small downward mark, for what opens a list.
pub(super) fn paint_caret(painter: &Painter, at: Pos2, color: Color32) {
    let corners = vec![pos2(at.x - 3.5, at.y - 2.0), pos2(at.x + 3.5, at.y - 2.0), pos2(at.x, at.y + 2.5)];
    painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
}
