//! Flat coloured figures with soft edges, gathered into one mesh.
//!
//! egui tessellates its shapes one by one, each with its own buffers. A board has thousands, so they are written as
//! triangles here and handed over at once. Edges fade over one pixel, as egui's do. Angles run clockwise from the top.

use std::f32::consts::TAU;
use std::sync::{Arc, LazyLock};

use bevy_egui::egui::epaint::TextShape;
use bevy_egui::egui::{
    Align2, Color32, Context, FontId, LayerId, Mesh, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2,
};
use protocol::Seat;

use crate::palette::{self, Rgb};

/// How far the corner of a stroke may stick out, in half widths.
const LONGEST_MITRE: f32 = 2.0;

/// A point of an outline, and which way is out; longer than 1 at corners, so that offset edges stay parallel.
type RimPoint = (Pos2, Vec2);

/// Gathers figures and words of one layer.
pub(crate) struct Pen {
    painter: Painter,
    mesh: Mesh,
    words: Vec<Shape>,
    rim: Vec<RimPoint>,
    /// Half of the width over which edges fade, in points.
    soft: f32,
}

/// An outline around the origin, ready to be drawn at any size. Every corner is seen from the origin.
pub(crate) struct Figure {
    corners: Vec<(Vec2, Vec2)>,
}

static TEAM_FIGURES: LazyLock<[Figure; 8]> = LazyLock::new(|| {
    std::array::from_fn(|seat| Figure::new(&palette::shape(Seat(u8::try_from(seat).unwrap_or(0))).outline()))
});

/// Points of radius below which a circle needs half of its corners.
const SMALL: f32 = 7.0;

static SMALL_CIRCLE: LazyLock<Figure> = LazyLock::new(|| {
    let corners: Vec<[f32; 2]> = palette::Shape::Circle.outline().into_iter().step_by(2).collect();
    Figure::new(&corners)
});

/// The figure of a team's shape as it is drawn at a radius in points.
pub(crate) fn figure_for(seat: Seat, radius: f32) -> &'static Figure {
    let is_circle = palette::shape(seat) == palette::Shape::Circle;
    if is_circle && radius < SMALL { &SMALL_CIRCLE } else { figure(seat) }
}

/// The figure of a team's shape, within the circle of radius 1.
pub(crate) fn figure(seat: Seat) -> &'static Figure {
    &TEAM_FIGURES[seat.index() % TEAM_FIGURES.len()]
}

/// The four corners of a gem: ore and cargo.
pub(crate) static GEM: LazyLock<Figure> =
    LazyLock::new(|| Figure::new(&[[0.0, -1.0], [0.72, 0.0], [0.0, 1.0], [-0.72, 0.0]]));

/// The outline of a guard.
pub(crate) static SHIELD: LazyLock<Figure> =
    LazyLock::new(|| Figure::new(&palette::Shape::Hexagon.outline()));

/// A colour with an opacity.
pub(crate) fn tint([red, green, blue]: Rgb, opacity: f32) -> Color32 {
    Color32::from_rgb(red, green, blue).gamma_multiply(opacity.clamp(0.0, 1.0))
}

/// A colour between two.
pub(crate) fn mix(from: Rgb, to: Rgb, t: f32) -> Rgb {
    std::array::from_fn(|i| (f32::from(from[i]) + (f32::from(to[i]) - f32::from(from[i])) * t) as u8)
}

impl Figure {
    /// From corners that go clockwise, y down.
    pub(crate) fn new(corners: &[[f32; 2]]) -> Figure {
        let at = |i: usize| Vec2::from(corners[i % corners.len()]);
        let count = corners.len();
        let corners =
            (0..count).map(|i| (at(i), corner_normal(at(i + count - 1), at(i), at(i + 1)))).collect();
        Figure { corners }
    }
}

/// Which way is out at the corner between two edges of an outline that goes clockwise.
fn corner_normal(before: Vec2, at: Vec2, after: Vec2) -> Vec2 {
    let out = |way: Vec2| vec2(way.y, -way.x).normalized();
    let (a, b) = (out(at - before), out(after - at));
    let sum = a + b;
    let length = sum.length_sq() / 2.0; // 1 + cos of the angle between them
    if length < 1e-3 { a } else { (sum / length).normalized() * (sum / length).length().min(LONGEST_MITRE) }
}

impl Pen {
    /// Draws on the layer below all panels, within a part of the window.
    pub(crate) fn new(context: &Context, clip: Rect) -> Pen {
        let painter = Painter::new(context.clone(), LayerId::background(), clip);
        let soft = 0.5 / painter.pixels_per_point();
        Pen { painter, mesh: Mesh::default(), words: Vec::new(), rim: Vec::new(), soft }
    }

    /// Puts what was drawn on the layer: figures first, words over them.
    pub(crate) fn finish(self) {
        if !self.mesh.is_empty() {
            self.painter.add(Shape::mesh(self.mesh));
        }
        self.painter.extend(self.words);
    }

    /// Takes the figures to be drawn again as long as nothing changes; see [`Pen::again`].
    pub(crate) fn into_mesh(self) -> Arc<Mesh> {
        Arc::new(self.mesh)
    }

    /// Puts figures on the layer that were drawn earlier.
    pub(crate) fn again(&self, mesh: &Arc<Mesh>) {
        self.painter.add(Shape::Mesh(mesh.clone()));
    }

    /// Where it can be seen.
    pub(crate) fn clip(&self) -> Rect {
        self.painter.clip_rect()
    }

    /// The nearest position between two pixels.
    pub(crate) fn sharp(&self, at: Pos2) -> Pos2 {
        let pixel = self.soft * 2.0;
        pos2((at.x / pixel).round() * pixel, (at.y / pixel).round() * pixel)
    }

    /// One pixel, in points.
    pub(crate) fn pixel(&self) -> f32 {
        self.soft * 2.0
    }

    /// An upright rectangle with sharp edges.
    pub(crate) fn rect(&mut self, rect: Rect, color: Color32) {
        self.mesh.add_colored_rect(rect, color);
    }

    /// The inside edge of an upright rectangle, sharp.
    pub(crate) fn frame(&mut self, rect: Rect, width: f32, color: Color32) {
        let Rect { min, max } = rect;
        let inner = rect.shrink(width);
        self.rect(Rect::from_min_max(min, pos2(max.x, inner.min.y)), color);
        self.rect(Rect::from_min_max(pos2(min.x, inner.max.y), max), color);
        self.rect(Rect::from_min_max(pos2(min.x, inner.min.y), pos2(inner.min.x, inner.max.y)), color);
        self.rect(Rect::from_min_max(pos2(inner.max.x, inner.min.y), pos2(max.x, inner.max.y)), color);
    }

    /// A filled figure; `grow` moves its outline out, in points.
    pub(crate) fn fill(&mut self, figure: &Figure, at: Pos2, radius: f32, grow: f32, color: Color32) {
        let mut rim = std::mem::take(&mut self.rim);
        rim.clear();
        rim.extend(figure.corners.iter().map(|(corner, out)| (at + *corner * radius + *out * grow, *out)));
        self.fill_rim(at, &rim, color);
        self.rim = rim;
    }

    /// A figure's dark edge, to be filled over: its own border needs no softness, and takes a third of the triangles.
    pub(crate) fn shade(&mut self, figure: &Figure, at: Pos2, radius: f32, grow: f32, color: Color32) {
        let Ok(first) = u32::try_from(self.mesh.vertices.len()) else { return };
        self.mesh.colored_vertex(at, color);
        for (corner, out) in &figure.corners {
            self.mesh.colored_vertex(at + *corner * radius + *out * grow, color);
        }
        let count = figure.corners.len() as u32;
        for i in 0..count {
            self.mesh.add_triangle(first, first + 1 + i, first + 1 + (i + 1) % count);
        }
    }

    /// The outline of a figure.
    pub(crate) fn outline(&mut self, figure: &Figure, at: Pos2, radius: f32, width: f32, color: Color32) {
        let mut rim = std::mem::take(&mut self.rim);
        rim.clear();
        rim.extend(figure.corners.iter().map(|(corner, out)| (at + *corner * radius, *out)));
        self.band(&rim, true, width, color);
        self.rim = rim;
    }

    /// A filled polygon that its first corner sees all of; its corners go clockwise.
    pub(crate) fn polygon(&mut self, corners: &[Pos2], color: Color32) {
        let count = corners.len();
        let at = |i: usize| corners[i % count].to_vec2();
        let normal = |i: usize| corner_normal(at(i + count - 1), at(i), at(i + 1));
        let rim: Vec<RimPoint> = (0..count).map(|i| (corners[i], normal(i))).collect();
        self.fill_rim(corners[0], &rim, color);
    }

    /// A filled circle.
    pub(crate) fn disc(&mut self, at: Pos2, radius: f32, color: Color32) {
        let mut rim = std::mem::take(&mut self.rim);
        write_arc(&mut rim, at, radius, 0.0, TAU);
        rim.pop();
        self.fill_rim(at, &rim, color);
        self.rim = rim;
    }

    /// A circle's line.
    pub(crate) fn ring(&mut self, at: Pos2, radius: f32, width: f32, color: Color32) {
        self.arc(at, radius, 0.0, TAU, width, color);
    }

    /// A circle's dark line, to be drawn over; see [`Pen::shade`].
    pub(crate) fn track(&mut self, at: Pos2, radius: f32, width: f32, color: Color32) {
        let mut rim = std::mem::take(&mut self.rim);
        write_arc(&mut rim, at, radius, 0.0, TAU);
        let Ok(first) = u32::try_from(self.mesh.vertices.len()) else { return };
        for (at, out) in &rim {
            self.mesh.colored_vertex(*at - *out * (width / 2.0), color);
            self.mesh.colored_vertex(*at + *out * (width / 2.0), color);
        }
        for i in 0..rim.len().saturating_sub(1) as u32 {
            let here = first + i * 2;
            self.mesh.add_triangle(here, here + 1, here + 2);
            self.mesh.add_triangle(here + 2, here + 1, here + 3);
        }
        self.rim = rim;
    }

    /// A part of a circle's line.
    pub(crate) fn arc(&mut self, at: Pos2, radius: f32, from: f32, sweep: f32, width: f32, color: Color32) {
        let mut rim = std::mem::take(&mut self.rim);
        write_arc(&mut rim, at, radius, from, sweep);
        self.band(&rim, false, width, color);
        self.rim = rim;
    }

    /// A straight line.
    pub(crate) fn line(&mut self, from: Pos2, to: Pos2, width: f32, color: Color32) {
        let way = (to - from).normalized();
        let out = vec2(way.y, -way.x);
        self.band(&[(from, out), (to, out)], false, width, color);
    }

    /// A line through points; `closed` joins the last with the first.
    pub(crate) fn path(&mut self, points: &[Pos2], closed: bool, width: f32, color: Color32) {
        let last = points.len().saturating_sub(1);
        if last == 0 {
            return;
        }
        let mut rim = std::mem::take(&mut self.rim);
        rim.clear();
        rim.extend(points.iter().enumerate().map(|(i, point)| {
            let before = if i > 0 {
                points[i - 1]
            } else if closed {
                points[last]
            } else {
                *point - (points[1] - *point)
            };
            let after = if i < last {
                points[i + 1]
            } else if closed {
                points[0]
            } else {
                *point + (*point - points[i - 1])
            };
            (*point, corner_normal(before.to_vec2(), point.to_vec2(), after.to_vec2()))
        }));
        self.band(&rim, closed, width, color);
        self.rim = rim;
    }

    /// A line with a head at its end.
    pub(crate) fn arrow(&mut self, from: Pos2, to: Pos2, width: f32, color: Color32) {
        let way = (to - from).normalized();
        let (head, side) = (width * 3.2, vec2(-way.y, way.x) * width * 2.1);
        let neck = to - way * head;
        self.line(from, neck, width, color);
        self.polygon(&[to, neck + side, neck - side], color);
    }

    /// Two crossed lines.
    pub(crate) fn cross(&mut self, at: Pos2, radius: f32, width: f32, color: Color32) {
        for way in [vec2(radius, radius), vec2(radius, -radius)] {
            self.line(at - way, at + way, width, color);
        }
    }

    /// Words in the panels' font; the size is rounded, so that zooming does not fill the font's atlas.
    pub(crate) fn text(&mut self, at: Pos2, anchor: Align2, text: &str, size: f32, color: Color32) -> Rect {
        let font = FontId::proportional(size.round());
        let galley = self.painter.layout_no_wrap(text.to_owned(), font, color);
        let rect = anchor.anchor_size(at, galley.size());
        self.words.push(Shape::galley(rect.min, galley, color));
        rect
    }

    /// Words over whatever is there: with a dark edge.
    pub(crate) fn text_over(
        &mut self,
        at: Pos2,
        anchor: Align2,
        text: &str,
        size: f32,
        color: Color32,
    ) -> Rect {
        let font = FontId::proportional(size.round());
        let galley = self.painter.layout_no_wrap(text.to_owned(), font, color);
        let rect = anchor.anchor_size(at, galley.size());
        let edge = Color32::from_black_alpha(color.a().saturating_sub(40));
        for way in [vec2(-1.0, 0.0), vec2(1.0, 0.0), vec2(0.0, -1.0), vec2(0.0, 1.0)] {
            let text = TextShape::new(rect.min + way * self.pixel(), galley.clone(), edge);
            self.words.push(text.with_override_text_color(edge).into());
        }
        self.words.push(Shape::galley(rect.min, galley, color));
        rect
    }

    /// How much room words take.
    pub(crate) fn text_size(&self, text: &str, size: f32) -> Vec2 {
        let font = FontId::proportional(size.round());
        self.painter.layout_no_wrap(text.to_owned(), font, Color32::WHITE).size()
    }

    fn fill_rim(&mut self, middle: Pos2, rim: &[RimPoint], color: Color32) {
        let (Ok(first), Ok(count)) = (u32::try_from(self.mesh.vertices.len()), u32::try_from(rim.len()))
        else {
            return;
        };
        self.mesh.colored_vertex(middle, color);
        for (at, out) in rim {
            self.mesh.colored_vertex(*at - *out * self.soft, color);
            self.mesh.colored_vertex(*at + *out * self.soft, Color32::TRANSPARENT);
        }
        for i in 0..count {
            let (a, b) = (first + 1 + 2 * i, first + 1 + 2 * ((i + 1) % count));
            self.mesh.add_triangle(first, a, b);
            self.mesh.add_triangle(a, a + 1, b);
            self.mesh.add_triangle(b, a + 1, b + 1);
        }
    }

    /// A line of some width along a rim.
    fn band(&mut self, rim: &[RimPoint], closed: bool, width: f32, color: Color32) {
        let (Ok(first), Ok(count)) = (u32::try_from(self.mesh.vertices.len()), u32::try_from(rim.len()))
        else {
            return;
        };
        let half = width / 2.0;
        let lanes = if half > self.soft {
            for (at, out) in rim {
                self.mesh.colored_vertex(*at - *out * (half + self.soft), Color32::TRANSPARENT);
                self.mesh.colored_vertex(*at - *out * (half - self.soft), color);
                self.mesh.colored_vertex(*at + *out * (half - self.soft), color);
                self.mesh.colored_vertex(*at + *out * (half + self.soft), Color32::TRANSPARENT);
            }
            4
        } else {
            // Thinner than a pixel: one pixel, fainter.
            let faint = color.gamma_multiply(half / self.soft);
            for (at, out) in rim {
                self.mesh.colored_vertex(*at - *out * self.soft * 2.0, Color32::TRANSPARENT);
                self.mesh.colored_vertex(*at, faint);
                self.mesh.colored_vertex(*at + *out * self.soft * 2.0, Color32::TRANSPARENT);
            }
            3
        };
        let joints = if closed { count } else { count.saturating_sub(1) };
        for i in 0..joints {
            let (here, next) = (first + i * lanes, first + (i + 1) % count * lanes);
            for lane in 0..lanes - 1 {
                self.mesh.add_triangle(here + lane, here + lane + 1, next + lane);
                self.mesh.add_triangle(next + lane, here + lane + 1, next + lane + 1);
            }
        }
    }
}

/// As many corners as the eye needs.
fn write_arc(rim: &mut Vec<RimPoint>, at: Pos2, radius: f32, from: f32, sweep: f32) {
    rim.clear();
    let fine = (radius.max(0.0).sqrt() * 6.0).clamp(8.0, 64.0);
    let steps = (fine * sweep.abs() / TAU).ceil().max(1.0) as usize;
    rim.extend((0..=steps).map(|i| {
        let (sin, cos) = (from + sweep * i as f32 / steps as f32).sin_cos();
        let out = vec2(sin, -cos);
        (at + out * radius, out)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen() -> Pen {
        Pen::new(&Context::default(), Rect::EVERYTHING)
    }

    /// The area that triangles cover, soft edges by half.
    fn area(pen: &Pen) -> f32 {
        let vertex = |i: u32| &pen.mesh.vertices[i as usize];
        let solid = pen.mesh.triangles().map(|[a, b, c]| {
            let (a, b, c) = (vertex(a), vertex(b), vertex(c));
            let (u, v) = (b.pos - a.pos, c.pos - a.pos);
            let opacity: f32 = [a, b, c].iter().map(|v| f32::from(v.color.a()) / 255.0).sum::<f32>() / 3.0;
            (u.x * v.y - u.y * v.x).abs() / 2.0 * opacity
        });
        solid.sum()
    }

    #[test]
    fn figures_cover_the_area_that_they_should() {
        let check = |name: &str, draw: &dyn Fn(&mut Pen), expected: f32| {
            let mut pen = pen();
            draw(&mut pen);
            let found = area(&pen);
            assert!((found / expected - 1.0).abs() < 0.03, "{name}: {found}, not {expected}");
        };
        let (at, white) = (pos2(50.0, 50.0), Color32::WHITE);
        check("shade", &|pen| pen.shade(&GEM, at, 20.0, 0.0, white), 2.0 * 0.72 * 400.0);
        check("track", &|pen| pen.track(at, 20.0, 4.0, white), TAU * 20.0 * 4.0);
        check("disc", &|pen| pen.disc(at, 20.0, white), TAU / 2.0 * 400.0);
        check("ring", &|pen| pen.ring(at, 20.0, 4.0, white), TAU * 20.0 * 4.0);
        check("arc", &|pen| pen.arc(at, 20.0, 0.0, TAU / 4.0, 4.0, white), TAU * 5.0 * 4.0);
        check("line", &|pen| pen.line(at, at + vec2(30.0, 40.0), 4.0, white), 200.0);
        check("frame", &|pen| pen.frame(Rect::from_center_size(at, vec2(10.0, 20.0)), 1.0, white), 56.0);
        let square = [pos2(0.0, 0.0), pos2(40.0, 0.0), pos2(40.0, 40.0), pos2(0.0, 40.0)];
        check("polygon", &|pen| pen.polygon(&square, white), 1600.0);
        check("closed path", &|pen| pen.path(&square, true, 2.0, white), 320.0);
        // A hairline is drawn over a pixel on each side, and covers as much as it should.
        check("hairline", &|pen| pen.line(at, at + vec2(100.0, 0.0), 0.5, white), 50.0);
    }

    #[test]
    fn outlines_of_all_teams_go_clockwise_so_that_out_is_out() {
        for seat in (0..8).map(Seat) {
            let mut small = pen();
            small.fill(figure(seat), Pos2::ZERO, 20.0, 0.0, Color32::WHITE);
            let mut large = pen();
            large.fill(figure(seat), Pos2::ZERO, 20.0, 2.0, Color32::WHITE);
            assert!(area(&large) > area(&small) * 1.1, "{seat}");
        }
    }
}
