//! What lies behind the start screen: a dark floor that runs to a horizon, and the shapes of the teams on it.

use std::sync::Arc;

use bevy_egui::egui::epaint::Mesh;
use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};
use protocol::Seat;

use crate::palette;
use crate::panel::theme;

/// Drawn once for each size of the window.
#[derive(Default)]
pub(super) struct Backdrop {
    window: Option<Rect>,
    shapes: Vec<Shape>,
}

impl Backdrop {
    pub(super) fn paint(&mut self, painter: &Painter, window: Rect) {
        if self.window != Some(window) {
            self.window = Some(window);
            self.shapes = shapes(window);
        }
        painter.extend(self.shapes.iter().cloned());
    }
}

fn shapes(window: Rect) -> Vec<Shape> {
    let horizon = window.top() + window.height() * 0.6;
    let sky = [Color32::from_rgb(9, 12, 20), Color32::from_rgb(19, 26, 42)];
    let floor = [Color32::from_rgb(16, 21, 34), Color32::from_rgb(5, 7, 12)];
    let mut shapes =
        vec![gradient(window.with_max_y(horizon), sky), gradient(window.with_min_y(horizon), floor)];
    // A place on the floor: `x` from the middle, `depth` from 1, near, to far away.
    let depth_of_field = window.bottom() - horizon;
    let at = |x: f32, depth: f32| {
        pos2(window.center().x + x / depth * window.width() * 0.22, horizon + depth_of_field / depth)
    };
    for column in -24..=24 {
        let x = column as f32 * 0.5;
        shapes.push(Shape::line_segment([at(x, 1.0), at(x, 14.0)], Stroke::new(1.0, theme::veil(9))));
    }
    for row in 0..26 {
        let depth = 1.0 + row as f32 * 0.5;
        let alpha = (14.0 / depth.sqrt()) as u8;
        let line = [at(-24.0 * depth, depth), at(24.0 * depth, depth)];
        shapes.push(Shape::line_segment(line, Stroke::new(1.0, theme::veil(alpha))));
    }
    for (seat, x, depth) in [
        (0, -2.25, 1.25),
        (1, 2.25, 1.25),
        (2, -0.75, 1.25),
        (3, 0.75, 1.25),
        (4, -4.25, 1.75),
        (5, 4.25, 1.75),
        (6, -2.75, 2.25),
        (7, 2.75, 2.25),
    ] {
        shapes.extend(standing(Seat(seat), &|dx, dz| at(x + dx, depth - dz)));
    }
    shapes
}

/// A team's shape lying on the floor, as light.
fn standing(seat: Seat, at: &dyn Fn(f32, f32) -> Pos2) -> Vec<Shape> {
    let outline = |scale: f32| -> Vec<Pos2> {
        let corners = palette::shape(seat).outline().into_iter();
        corners.map(|[x, y]| at(x * scale, -y * scale)).collect()
    };
    let color = theme::team(seat);
    let glow = (1..5).map(|ring| {
        let alpha = 0.10 / ring as f32;
        Shape::closed_line(outline(0.2 + 0.02 * ring as f32), Stroke::new(2.5, color.gamma_multiply(alpha)))
    });
    glow.chain([Shape::closed_line(outline(0.2), Stroke::new(1.5, color.gamma_multiply(0.35)))]).collect()
}

fn gradient(rect: Rect, [top, bottom]: [Color32; 2]) -> Shape {
    let mut mesh = Mesh::default();
    for (corner, color) in [
        (rect.left_top(), top),
        (rect.right_top(), top),
        (rect.right_bottom(), bottom),
        (rect.left_bottom(), bottom),
    ] {
        mesh.colored_vertex(corner, color);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    Shape::Mesh(Arc::new(mesh))
}
