//! Bars and names over units, where they matter.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, pos2, vec2};

use super::Look;
use crate::Pose;
use crate::palette;
use crate::pen::{Pen, tint};
use crate::tactical::{NUMBERS, ORE};

/// Height of a tag above the ground in the arena, in cells.
const HEIGHT: f32 = 0.95;

/// Points a cell below which cargo is only told of units that are looked at.
const CELL_FOR_CARGO: f32 = 16.0;

/// Points a cell from which all names are readable.
const CELL_FOR_NAMES: f32 = 26.0;

pub(super) fn draw(pen: &mut Pen, look: &Look) {
    for pose in look.scene.poses.iter().filter(|pose| look.shows(pose)) {
        let unit = Some((pose.seat, pose.unit));
        let noticed = unit == look.focus.unit || unit == look.hovered;
        if look.is_flat() {
            draw_flat(pen, look, pose, noticed);
        } else if noticed || look.focus.all_tags || pose.hp < pose.hp_max || pose.cargo > 0.0 {
            draw_floating(pen, look, pose, noticed);
        }
    }
}

/// On the flat board units have their bars already, and where it is large their numbers too.
fn draw_flat(pen: &mut Pen, look: &Look, pose: &Pose, noticed: bool) {
    let cell = look.cell(pose.at);
    if cell > NUMBERS {
        return;
    }
    let all = look.focus.all_tags && cell >= CELL_FOR_CARGO;
    let Some(at) = look.at([pose.at[0], pose.at[1] - 0.5], 0.0) else { return };
    if (noticed || all) && pen.clip().contains(at) {
        draw_name(pen, at, pose, if noticed { 13.0 } else { 10.0 });
    }
}

fn draw_floating(pen: &mut Pen, look: &Look, pose: &Pose, noticed: bool) {
    let Some(at) = look.at(pose.at, HEIGHT).filter(|at| pen.clip().contains(*at)) else { return };
    let cell = look.cell(pose.at);
    let told = noticed || look.focus.all_tags;
    let width = (cell * 0.8).clamp(9.0, 36.0).round();
    let mut bottom = at;
    let full = (pose.cargo / pose.cargo_max.max(1.0)).clamp(0.0, 1.0);
    if full > 0.0 && (told || cell >= CELL_FOR_CARGO) {
        draw_bar(pen, bottom, vec2(width, 2.0), full, tint(ORE, pose.presence), pose.cargo_max);
        bottom.y -= 4.0;
    }
    let health = (pose.hp / pose.hp_max.max(1.0)).clamp(0.0, 1.0);
    if told || health < 0.999 {
        let height = if cell >= CELL_FOR_CARGO { 4.0 } else { 3.0 };
        draw_bar(
            pen,
            bottom,
            vec2(width, height),
            health,
            tint(palette::team(pose.seat), pose.presence),
            0.0,
        );
        bottom.y -= height + 2.0;
    }
    if noticed || look.focus.all_tags && cell >= CELL_FOR_NAMES {
        draw_name(pen, bottom, pose, if noticed { 13.0 } else { 11.0 });
    }
}

/// A bar that stands on a point; `parts` are told apart where there is room.
fn draw_bar(pen: &mut Pen, bottom: Pos2, size: bevy_egui::egui::Vec2, full: f32, color: Color32, parts: f32) {
    let bottom = pen.sharp(bottom);
    let bar = Rect::from_min_size(pos2(bottom.x - (size.x / 2.0).floor(), bottom.y - size.y), size);
    pen.rect(bar.expand(1.0), Color32::from_black_alpha(200));
    pen.rect(bar.with_max_x(bar.min.x + size.x * full), color);
    if parts > 1.0 && size.x / parts >= 3.0 {
        for part in 1..parts as u32 {
            let x = pen.sharp(pos2(bar.min.x + size.x * part as f32 / parts, 0.0)).x;
            pen.rect(bar.with_min_x(x).with_max_x(x + pen.pixel()), Color32::from_black_alpha(200));
        }
    }
}

fn draw_name(pen: &mut Pen, bottom: Pos2, pose: &Pose, size: f32) {
    let name = format!("#{}", pose.unit);
    pen.text_over(bottom, Align2::CENTER_BOTTOM, &name, size, Color32::WHITE);
}
