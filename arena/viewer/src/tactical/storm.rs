//! The storm's rings, and the veil over what a team does not see.

use bevy_egui::egui::{Pos2, Rect, pos2};
use rules::Frame;

use super::Board;
use crate::fog::Fog;
use crate::palette::Rgb;
use crate::pen::{Pen, tint};
use crate::{Scene, eased};

const STORM: Rgb = [0xe8, 0x6a, 0x4a];
const VEIL: Rgb = [0x05, 0x07, 0x0b];
const BORDER: Rgb = [0x8f, 0xa3, 0xc4];

/// When in a tick the storm grows.
const GROWS: f32 = 0.8;

/// Hatches all that the storm has taken. It closes in from the edge, and its border moves as it grows.
pub(super) fn draw(pen: &mut Pen, board: Board, scene: &Scene) {
    let (before, after) = (&scene.before.frame, &scene.after.frame);
    let grown = eased((scene.phase - GROWS) / (1.0 - GROWS));
    let rings = f32::from(before.rings) + (f32::from(after.rings) - f32::from(before.rings)) * grown;
    if rings <= 0.0 {
        return;
    }
    let (width, height) = (f32::from(before.width), f32::from(before.height));
    let rings = rings.min(width / 2.0).min(height / 2.0);
    let whole = board.rect([0.0, 0.0], [width, height]);
    let calm = board.rect([rings, rings], [width - rings, height - rings]);
    let strips = [
        Rect::from_min_max(whole.min, pos2(whole.max.x, calm.min.y)),
        Rect::from_min_max(pos2(whole.min.x, calm.max.y), whole.max),
        Rect::from_min_max(pos2(whole.min.x, calm.min.y), pos2(calm.min.x, calm.max.y)),
        Rect::from_min_max(pos2(calm.max.x, calm.min.y), pos2(whole.max.x, calm.max.y)),
    ];
    for strip in strips {
        let strip = strip.intersect(pen.clip());
        if strip.is_positive() {
            pen.rect(strip, tint(STORM, 0.15));
            hatch(pen, strip, whole.min, board.scale);
        }
    }
    let line = (board.scale * 0.08).clamp(1.5, 4.0);
    pen.frame(calm.expand(line / 2.0), line, tint(STORM, 0.95));
}

/// Slanted lines whose pattern is that of the board, not that of the strip.
fn hatch(pen: &mut Pen, strip: Rect, origin: Pos2, scale: f32) {
    let gap = scale.max(9.0) * 0.5;
    let width = (gap * 0.18).max(1.0);
    let color = tint(STORM, 0.5);
    // On such a line x + y stays the same.
    let sum = |at: Pos2| at.x - origin.x + at.y - origin.y;
    let (first, last) = ((sum(strip.min) / gap).ceil() as i32, (sum(strip.max) / gap).floor() as i32);
    for number in first..=last {
        let along = number as f32 * gap + origin.x + origin.y;
        let left = (along - strip.max.y).max(strip.min.x);
        let right = (along - strip.min.y).min(strip.max.x);
        if right - left > 0.5 {
            pen.line(pos2(left, along - left), pos2(right, along - right), width, color);
        }
    }
}

/// Darkens what is out of sight, and draws the border of sight.
pub(super) fn draw_veil(pen: &mut Pen, board: Board, frame: &Frame, fog: &Fog) {
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    let sees = |x: usize, y: usize| fog.sight.get(y * width + x).is_none_or(|seen| *seen);
    let at = |x: usize, y: usize| [x as f32, y as f32];
    let line = (board.scale * 0.06).max(1.0);
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let seen = sees(x, y);
            let run = (x..width).take_while(|x| sees(*x, y) == seen).count();
            if !seen {
                pen.rect(board.rect(at(x, y), at(x + run, y + 1)), tint(VEIL, 0.62));
            }
            if x > 0 {
                let [border, top] = [board.at(at(x, y)), board.at(at(x, y + 1))];
                pen.rect(Rect::from_min_max(border, pos2(border.x + line, top.y)), tint(BORDER, 0.55));
            }
            x += run;
        }
        for x in (0..width).filter(|x| y > 0 && sees(*x, y) != sees(*x, y - 1)) {
            let edge = board.rect(at(x, y), at(x + 1, y + 1));
            pen.rect(edge.with_max_y(edge.min.y + line), tint(BORDER, 0.55));
        }
    }
}
