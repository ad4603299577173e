//! What bots drew on the board.
//!
//! Each of eight teams may draw 256 marks a tick, so they all go into one mesh, and circles have no more corners than
//! their size asks for.

use std::collections::HashMap;
use std::f32::consts::TAU;

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, vec2};
use protocol::{Mark, Pos, Seat};

use super::Look;
use crate::middle;
use crate::palette;
use crate::pen::{Pen, figure, tint};

/// Height above the ground at which lines are drawn, in cells.
const HEIGHT: f32 = 0.05;

/// Words that are all shown, however small the cells are; of more, only dots remain on cells below this many points.
const FEW_WORDS: usize = 60;
const CELL_FOR_WORDS: f32 = 16.0;

pub(super) fn draw(pen: &mut Pen, look: &Look) {
    let shown = look.scene.before.logs.iter().enumerate().filter_map(|(index, log)| {
        let seat = Seat(u8::try_from(index).ok()?);
        // Who looks over one team's shoulder does not read what the others think.
        let told = look.focus.fog.is_none_or(|team| team == seat);
        (told && !look.focus.hidden_marks.contains(&seat)).then_some((seat, &log.marks))
    });
    let mut words = Vec::new();
    let mut circle = Vec::new();
    for (seat, marks) in shown {
        for mark in marks {
            match mark {
                Mark::Line { from, to, color } => draw_line(pen, look, *from, *to, color_of(*color)),
                Mark::Circle { at, radius, color } => {
                    draw_circle(pen, look, *at, *radius, color_of(*color), &mut circle);
                }
                Mark::Text { at, text, color } => words.push((seat, *at, text.as_str(), color_of(*color))),
            }
        }
    }
    draw_words(pen, look, &words);
}

fn color_of(color: protocol::Color) -> Color32 {
    tint(palette::mark(color), 0.9)
}

fn draw_line(pen: &mut Pen, look: &Look, from: Pos, to: Pos, color: Color32) {
    let (from, to) = (middle(from), middle(to));
    let Some((a, b)) = look.at(from, HEIGHT).zip(look.at(to, HEIGHT)) else { return };
    if from == to {
        pen.disc(a, 2.5, color);
    } else {
        pen.line(a, b, 1.5, color);
    }
}

/// A circle on the ground. Where a part of it is behind the camera it is left out.
fn draw_circle(pen: &mut Pen, look: &Look, at: Pos, radius: u8, color: Color32, points: &mut Vec<Pos2>) {
    let [x, y] = middle(at);
    let Some(centre) = look.at([x, y], HEIGHT) else { return };
    // A circle of no cells goes round its own.
    let radius = if radius == 0 { 0.4 } else { f32::from(radius) };
    let seen = look.cell([x, y]) * radius;
    if !pen.clip().expand(seen * 2.0).contains(centre) {
        return;
    }
    let corners = (seen.sqrt() * 4.0).clamp(8.0, 56.0) as usize;
    points.clear();
    for corner in 0..corners {
        let (sin, cos) = (corner as f32 / corners as f32 * TAU).sin_cos();
        let Some(at) = look.at([x + sin * radius, y - cos * radius], HEIGHT) else { return };
        points.push(at);
    }
    pen.path(points, true, 1.5, color);
}

/// Words over their cells, those of one cell below each other, each behind the small shape of its team.
fn draw_words(pen: &mut Pen, look: &Look, words: &[(Seat, Pos, &str, Color32)]) {
    let mut lines: HashMap<Pos, f32> = HashMap::new();
    let many = words.len() > FEW_WORDS;
    for (seat, at, text, color) in words {
        let cell = look.cell(middle(*at));
        let Some(centre) = look.at(middle(*at), HEIGHT) else { continue };
        if !pen.clip().contains(centre) {
            continue;
        }
        if many && cell < CELL_FOR_WORDS {
            pen.disc(centre, (cell * 0.2).max(1.0), *color);
            continue;
        }
        let size = (cell * 0.34).clamp(11.0, 15.0);
        let line = lines.entry(*at).or_default();
        let room = pen.text_size(text, size);
        let badge = size * 0.6;
        let box_size = vec2(room.x + badge + 8.0, room.y + 1.0);
        let place = Rect::from_center_size(centre + vec2(0.0, *line), box_size);
        *line += box_size.y + 1.0;
        pen.rect(place, Color32::from_black_alpha(150));
        let shape = place.left_center() + vec2(3.0 + badge / 2.0, 0.0);
        pen.fill(figure(*seat), shape, badge * 0.5, 0.0, tint(palette::team(*seat), 1.0));
        pen.text(place.right_center() - vec2(3.0, 0.0), Align2::RIGHT_CENTER, text, size, *color);
    }
}
