//! The part of the timeline that is dragged.

use std::sync::Arc;

use bevy_egui::egui::epaint::ClippedShape;
use bevy_egui::egui::epaint::Primitive;
use bevy_egui::egui::{
    Align2, Area, Color32, EventFilter, Id, Key, Order, Painter, Rect, Response, RichText, Sense, Shape,
    Stroke, Ui, pos2, vec2,
};
use protocol::Seat;

use super::Timeline;
use super::bunch::{self, Bunch};
use super::curve::Curve;
use crate::panel::theme;
use crate::panel::view::View;
use crate::panel::{icon, text, words};
use crate::{Action, HighlightKind};

/// Points of the timeline that share an event mark.
const COLUMN: f32 = 4.0;
/// Points of the timeline for each point of a curve.
const CURVE_STEP: f32 = 1.5;
/// Heights of the marks, and of the numbers below.
const MARKS: f32 = 17.0;
const NUMBERS: f32 = 14.0;
/// Fewest ticks that a match that is still being played is drawn for, and how much room it has to grow.
const LIVE_TICKS: f64 = 64.0;
const LIVE_ROOM: f64 = 1.12;

/// What was drawn, until the match, the place or the curve changes.
pub(super) struct Painted {
    of: Drawn,
    shapes: Vec<Shape>,
    bunches: Vec<Bunch>,
}

#[derive(Clone, Copy, PartialEq)]
struct Drawn {
    scale: Scale,
    pixels_per_point: f32,
    beats: usize,
    highlights: usize,
    curve: Option<Curve>,
    live: bool,
}

/// Between ticks and points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    rect: Rect,
    span: f64,
}

impl Scale {
    fn of(view: &View, rect: Rect) -> Scale {
        let end = f64::from(view.footage.end().0);
        let span = if view.footage.is_live() { (end * LIVE_ROOM).max(LIVE_TICKS) } else { end.max(1.0) };
        Scale { rect, span }
    }

    fn x(&self, tick: f64) -> f32 {
        self.rect.left() + (tick / self.span) as f32 * self.rect.width()
    }

    fn tick(&self, x: f32) -> f64 {
        f64::from((x - self.rect.left()) / self.rect.width().max(1.0)).clamp(0.0, 1.0) * self.span
    }

    /// Columns of event marks.
    fn columns(&self) -> u32 {
        ((self.rect.width() / COLUMN) as u32).max(1)
    }

    /// The middle of a column.
    fn column_x(&self, column: u32) -> f32 {
        self.rect.left() + (column as f32 + 0.5) * self.rect.width() / self.columns() as f32
    }

    /// A round number of ticks such that labels stand at least `apart` points from each other.
    fn label_step(&self, apart: f32) -> u32 {
        let least = self.span * f64::from(apart / self.rect.width().max(1.0));
        let steps = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)));
        steps.into_iter().find(|step| f64::from(*step) >= least).unwrap_or(u32::MAX)
    }
}

/// Shows the track, and turns drags into seeks.
pub(super) fn show(ui: &mut Ui, view: &View, timeline: &mut Timeline, rect: Rect, curves: bool) {
    let response = ui.interact(rect, ui.id().with("track"), Sense::click_and_drag());
    let scale = Scale::of(view, rect);
    let of = Drawn {
        scale,
        pixels_per_point: ui.pixels_per_point(),
        beats: view.story.beats.len(),
        highlights: view.story.highlights.len(),
        curve: curves.then_some(timeline.curve),
        live: view.footage.is_live(),
    };
    if timeline.painted.as_ref().is_none_or(|painted| painted.of != of) {
        timeline.painted = Some(repaint(ui, view, of));
    }
    let Some(painted) = &timeline.painted else { return };
    let painter = ui.painter();
    painter.extend(painted.shapes.iter().cloned());
    paint_cursor(painter, view, scale);
    if response.has_focus() {
        icon::paint_focus(painter, rect);
        step_by_keys(ui, view, &response);
    }

    let end = f64::from(view.footage.end().0);
    if let Some(pointer) = response.interact_pointer_pos()
        && response.is_pointer_button_down_on()
    {
        let tick = scale.tick(pointer.x).min(end);
        if (tick - view.playhead.cursor).abs() > 1e-9 {
            view.ask(Action::Seek(tick));
        }
    }
    if let Some(pointer) = response.hover_pos().or(response.interact_pointer_pos()) {
        preview(ui, view, &response, scale, &painted.bunches, pointer.x, timeline.curve);
    }
}

/// While the keyboard is at the track, arrows step instead of leading elsewhere.
fn step_by_keys(ui: &Ui, view: &View, response: &Response) {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    for (key, step) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if ui.input(|input| input.key_pressed(key)) {
            view.ask(Action::Step(step));
        }
    }
}

fn repaint(ui: &Ui, view: &View, of: Drawn) -> Painted {
    let scale = of.scale;
    let bunches = bunch::bunches(&view.story.highlights, scale.span, scale.columns());
    let body = body(scale.rect);
    let mut shapes = vec![Shape::rect_filled(body, 3, theme::veil(8))];
    if let Some(curve) = of.curve {
        shapes.extend(curves(view, curve, scale, body));
    }
    for bunch in &bunches {
        paint_bunch(&mut shapes, bunch, scale.column_x(bunch.column), body);
    }
    if of.live {
        shapes.extend(still_to_come(scale, f64::from(view.footage.end().0), body));
    }
    // Turned into triangles once: the lines of a long match are most of the work of a picture. Nothing here may come
    // from the texture of the fonts, as texts and small circles do: it changes, and triangles keep their place in it.
    let clip = scale.rect.expand(12.0);
    let clipped = shapes.into_iter().map(|shape| ClippedShape { clip_rect: clip, shape }).collect();
    let primitives = ui.ctx().tessellate(clipped, of.pixels_per_point);
    let mut shapes: Vec<Shape> = primitives
        .into_iter()
        .filter_map(|primitive| match primitive.primitive {
            Primitive::Mesh(mesh) => Some(Shape::Mesh(Arc::new(mesh))),
            Primitive::Callback(_) => None,
        })
        .collect();
    shapes.extend(labels(ui.painter(), view, scale, of.live));
    Painted { of, shapes, bunches }
}

/// Where curves are: below the marks, above the numbers.
fn body(rect: Rect) -> Rect {
    Rect::from_min_max(pos2(rect.left(), rect.top() + MARKS), pos2(rect.right(), rect.bottom() - NUMBERS))
}

fn curves(view: &View, curve: Curve, scale: Scale, body: Rect) -> Vec<Shape> {
    let points = (scale.rect.width() / CURVE_STEP) as usize;
    let seats: Vec<Seat> = view.seats().collect();
    let lines: Vec<_> =
        seats.iter().map(|seat| curve.thinned(&view.story.beats, seat.index(), points)).collect();
    let most = lines.iter().flatten().map(|(_, value)| *value).max().unwrap_or(0).max(1);
    let inner = body.shrink2(vec2(0.0, 3.0));
    let place = |(tick, value): &(u32, u64)| {
        let height = (*value as f64 / most as f64) as f32 * inner.height();
        pos2(scale.x(f64::from(*tick)), inner.bottom() - height)
    };
    // The first team's curve is drawn last, so that it lies on top as its name stands first.
    seats
        .iter()
        .zip(&lines)
        .rev()
        .map(|(seat, line)| {
            let stroke =
                Stroke::new(if seats.len() > 4 { 1.2 } else { 1.6 }, theme::team(*seat).gamma_multiply(0.9));
            Shape::line(line.iter().map(place).collect(), stroke)
        })
        .collect()
}

fn paint_bunch(shapes: &mut Vec<Shape>, bunch: &Bunch, x: f32, body: Rect) {
    let color = |seat: Option<Seat>| seat.map_or(theme::DIM, theme::team);
    let base = body.top() - 5.5;
    // Units lost: a bar that grows with how many, in the colours of their teams.
    let lost: u32 = bunch.kills().map(|(_, count)| count).sum();
    if lost > 0 {
        let height = (4.0 + (lost as f32).log2() * 2.0).min(10.0);
        let mut bottom = base;
        for (seat, count) in bunch.kills() {
            let top = bottom - height * count as f32 / lost as f32;
            let bar = Rect::from_min_max(pos2(x - 1.0, top), pos2(x + 1.0, bottom));
            shapes.push(Shape::rect_filled(bar, 0, color(seat)));
            bottom = top;
        }
    }
    // Beacons: dots in a row of their own, in the colour of who holds them now.
    if let Some((seat, _)) = bunch.turns().max_by_key(|(_, count)| *count) {
        let corners = [(0.0, -2.2), (2.2, 0.0), (0.0, 2.2), (-2.2, 0.0)];
        let corners = corners.map(|(dx, dy)| pos2(x + dx, body.top() - 2.5 + dy)).to_vec();
        shapes.push(Shape::convex_polygon(corners, color(seat).gamma_multiply(0.9), Stroke::NONE));
    }
    for (kind, seat) in bunch.rare() {
        let middle = pos2(x, base - 5.5);
        let corners = match kind {
            HighlightKind::CoreLost => [(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)],
            HighlightKind::StormGrew => [(-4.5, -4.5), (4.5, -4.5), (0.0, 5.0), (-0.1, 5.0)],
            _ => [(-4.2, -4.2), (4.2, -4.2), (4.2, 4.2), (-4.2, 4.2)],
        };
        let corners = corners.map(|(dx, dy)| middle + vec2(dx, dy)).to_vec();
        let line = match kind {
            HighlightKind::Fault => theme::BAD,
            HighlightKind::OutOfFuel => theme::WARN,
            _ => Color32::WHITE,
        };
        shapes.push(Shape::convex_polygon(corners, color(seat), Stroke::new(1.2, line)));
    }
}

/// The part that is not there yet, hatched.
fn still_to_come(scale: Scale, end: f64, body: Rect) -> Vec<Shape> {
    let left = scale.x(end);
    let rest = body.with_min_x(left);
    let mut shapes = vec![Shape::rect_filled(rest, 0, Color32::from_black_alpha(90))];
    let mut x = left;
    while x < rest.right() {
        let top = pos2((x + rest.height() * 0.5).min(rest.right()), rest.top());
        shapes.push(Shape::line_segment([pos2(x, rest.bottom()), top], (1.0, theme::veil(14))));
        x += 7.0;
    }
    shapes.push(Shape::vline(left, body.y_range(), (1.5, theme::BAD)));
    shapes
}

fn labels(painter: &Painter, view: &View, scale: Scale, live: bool) -> Vec<Shape> {
    let y = scale.rect.bottom() - NUMBERS / 2.0;
    let end = view.footage.end().0;
    let text = |tick: u32, label: String, align: Align2| {
        let galley = painter.layout_no_wrap(label, theme::mono(11.0), theme::FAINT);
        let at = align.anchor_size(pos2(scale.x(f64::from(tick)), y), galley.size());
        Shape::galley(at.min, galley, theme::FAINT)
    };
    let step = scale.label_step(70.0);
    let mut shapes = vec![text(0, "0".to_owned(), Align2::LEFT_CENTER)];
    let close = scale.span * f64::from(46.0 / scale.rect.width().max(1.0));
    for tick in (1..).map_while(|n: u32| n.checked_mul(step)).take_while(|tick| *tick < end) {
        if f64::from(end - tick) > close {
            shapes.push(text(tick, tick.to_string(), Align2::CENTER_CENTER));
        }
    }
    if end > 0 {
        let align = if live { Align2::CENTER_CENTER } else { Align2::RIGHT_CENTER };
        shapes.push(text(end, end.to_string(), align));
    }
    shapes
}

fn paint_cursor(painter: &Painter, view: &View, scale: Scale) {
    let x = scale.x(view.scene.cursor);
    let body = body(scale.rect);
    painter.rect_filled(body.with_max_x(x), 3, theme::veil(9));
    painter.vline(x, (scale.rect.top() + 2.0)..=body.bottom(), (1.6, Color32::WHITE));
    let handle = [(-5.0, -3.0), (5.0, -3.0), (5.0, 1.5), (0.0, 6.5), (-5.0, 1.5)];
    let corners = handle.map(|(dx, dy)| pos2(x + dx, scale.rect.top() + 3.0 + dy)).to_vec();
    painter.add(Shape::convex_polygon(corners, Color32::WHITE, Stroke::NONE));
    // The number under the cursor, over whatever label is there.
    let label = format!("{}", view.scene.tick);
    let galley = painter.layout_no_wrap(label, theme::bold(12.0), Color32::WHITE);
    let half = galley.size().x / 2.0 + 4.0;
    let middle = x.clamp(scale.rect.left() + half - 4.0, scale.rect.right() - half + 4.0);
    let ground =
        Rect::from_center_size(pos2(middle, scale.rect.bottom() - NUMBERS / 2.0), vec2(half * 2.0, NUMBERS));
    painter.rect_filled(ground, 3, Color32::from_rgb(32, 40, 56));
    let at = Align2::CENTER_CENTER.anchor_size(ground.center(), galley.size());
    painter.galley(at.min, galley, Color32::WHITE);
}

/// What is under the pointer: the tick, how the teams stood, what happened.
fn preview(ui: &Ui, view: &View, response: &Response, scale: Scale, bunches: &[Bunch], x: f32, curve: Curve) {
    let tick = scale.tick(x).round() as u32;
    let Some(beat) = view.story.beats.get(tick as usize) else { return };
    let body = body(scale.rect);
    ui.painter().vline(scale.x(f64::from(tick)), body.y_range(), (1.0, theme::veil(110)));
    let near = bunches.iter().filter(|bunch| (scale.column_x(bunch.column) - x).abs() <= COLUMN * 1.25);
    let lines: Vec<(Option<Seat>, String)> = near.flat_map(Bunch::lines).collect();
    const WIDTH: f32 = 178.0;
    let window = ui.ctx().content_rect();
    let left =
        (x - WIDTH / 2.0).clamp(window.left() + 4.0, (window.right() - WIDTH - 4.0).max(window.left()));
    Area::new(Id::new("timeline preview"))
        .order(Order::Tooltip)
        .interactable(false)
        .fade_in(false)
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(pos2(left, response.rect.top() - 8.0))
        .show(ui.ctx(), |ui| {
            theme::solid().inner_margin(9).show(ui, |ui| {
                ui.set_width(WIDTH - 18.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                let head = format!("tick {tick}");
                ui.horizontal(|ui| {
                    ui.label(RichText::new(head).font(theme::bold(13.0)).color(theme::INK));
                    ui.label(RichText::new(curve.name()).font(theme::text(11.5)).color(theme::FAINT));
                });
                for seat in view.seats() {
                    let value = curve.value(beat, seat.index());
                    let value = if curve == Curve::Fuel { words::about(value) } else { words::count(value) };
                    team_line(ui, Some(seat), view.name(seat), &value);
                }
                if !lines.is_empty() {
                    ui.separator();
                }
                for (seat, line) in lines.iter().take(6) {
                    team_line(ui, *seat, line, "");
                }
                if lines.len() > 6 {
                    ui.label(
                        RichText::new(format!("and {} more", lines.len() - 6))
                            .font(theme::text(11.5))
                            .color(theme::FAINT),
                    );
                }
            });
        });
}

fn team_line(ui: &mut Ui, seat: Option<Seat>, text: &str, value: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 17.0), Sense::hover());
    let painter = ui.painter_at(rect);
    if let Some(seat) = seat {
        icon::paint_team(&painter, rect.left_center() + vec2(6.0, 0.0), 4.5, seat, theme::team(seat));
    }
    let value = painter.text(rect.right_center(), Align2::RIGHT_CENTER, value, theme::mono(12.0), theme::INK);
    let left = rect.left_center() + vec2(17.0, 0.0);
    text::paint_elided(&painter, left, value.left() - 6.0 - left.x, text, theme::text(12.5), theme::DIM);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(width: f32, span: f64) -> Scale {
        Scale { rect: Rect::from_min_size(pos2(100.0, 0.0), vec2(width, 90.0)), span }
    }

    #[test]
    fn a_place_and_its_tick_belong_together() {
        let scale = scale(800.0, 450.0);
        for tick in [0.0, 1.0, 224.5, 450.0] {
            assert!((scale.tick(scale.x(tick)) - tick).abs() < 1e-2);
        }
        assert_eq!((scale.tick(-50.0), scale.tick(5000.0)), (0.0, 450.0));
    }

    #[test]
    fn labels_are_round_and_apart() {
        for (width, span, step) in
            [(900.0, 450.0, 50), (300.0, 450.0, 200), (900.0, 20_000.0, 2000), (900.0, 1.0, 1)]
        {
            assert_eq!(scale(width, span).label_step(70.0), step);
        }
    }
}
