//! Units as their team's shape.

use std::f32::consts::TAU;

use bevy_egui::egui::{Align2, vec2};

use super::tiles::{draw_gem, small};
use super::{Board, NUMBERS};
use crate::fog::Fog;
use crate::palette::{self, Rgb};
use crate::pen::{Pen, SHIELD, figure_for, mix, tint};
use crate::{Pose, Scene};

const DARK: Rgb = [0x0b, 0x0e, 0x14];
const LIGHT: Rgb = [0xf2, 0xf6, 0xfc];
const SHIELD_COLOR: Rgb = [0xcf, 0xe6, 0xff];

/// Hit points: most, some, few. How long the arc is tells the same.
const HEALTH: [Rgb; 3] = [[0xe6, 0xf0, 0xf6], [0xff, 0xc4, 0x4d], [0xff, 0x56, 0x4a]];

/// Radius of a unit and of the arc around it, in cells.
const BODY: f32 = 0.4;
const ARC: f32 = 0.47;

pub(super) fn draw(pen: &mut Pen, board: Board, scene: &Scene, fog: Option<&Fog>) {
    let seen = pen.clip().expand(board.scale);
    for pose in &scene.poses {
        if seen.contains(board.at(pose.at)) && fog.is_none_or(|fog| fog.shows(pose)) {
            draw_unit(pen, board, pose);
        }
    }
}

fn draw_unit(pen: &mut Pen, board: Board, pose: &Pose) {
    let (scale, at) = (board.scale, board.at(pose.at));
    let team = palette::team(pose.seat);
    let there = pose.presence;
    let radius = scale * BODY * (0.4 + 0.6 * there);
    let edge = (scale * 0.07).clamp(1.0, 3.0);
    let body = figure_for(pose.seat, radius);

    let way = vec2(pose.heading.sin(), pose.heading.cos());
    let side = vec2(-way.y, way.x) * scale * 0.15;
    let (tip, foot) = (at + way * scale * 0.55, at + way * scale * 0.32);
    pen.polygon(&[tip + way * edge, foot + side * 1.5, foot - side * 1.5], tint(DARK, 0.9 * there));
    pen.polygon(&[tip, foot + side, foot - side], tint(mix(team, LIGHT, 0.55), there));
    pen.shade(body, at, radius, edge, tint(DARK, 0.9 * there));
    pen.fill(body, at, radius, 0.0, tint(team, there));

    if pose.guard > 0.01 {
        let width = (scale * 0.09).max(1.5);
        pen.outline(&SHIELD, at, scale * 0.57, width + 2.0 * pen.pixel(), tint(DARK, 0.7 * pose.guard));
        pen.outline(&SHIELD, at, scale * 0.57, width, tint(SHIELD_COLOR, pose.guard));
    }
    let health = (pose.hp / pose.hp_max.max(1.0)).clamp(0.0, 1.0);
    if health < 0.999 {
        let width = (scale * 0.1).max(1.5);
        let level = if health > 0.66 { 0 } else { usize::from(health <= 0.34) + 1 };
        pen.track(at, scale * ARC, width + edge * 0.5, tint(DARK, 0.85 * there));
        pen.arc(at, scale * ARC, 0.0, TAU * health, width, tint(HEALTH[level], there));
    }
    draw_load(pen, board, pose);
}

/// Cargo as a gem; where there is room, numbers.
fn draw_load(pen: &mut Pen, board: Board, pose: &Pose) {
    let (scale, at) = (board.scale, board.at(pose.at));
    let full = (pose.cargo / pose.cargo_max.max(1.0)).clamp(0.0, 1.0);
    let numbered = scale > NUMBERS;
    let corner = at + vec2(0.36, 0.34) * scale;
    if full > 0.0 {
        let (at, radius) = if numbered { (corner, 0.15) } else { (at, 0.1 + 0.12 * full) };
        draw_gem(pen, at, scale * radius, pose.presence);
    }
    if !numbered || pose.presence < 0.9 {
        return;
    }
    pen.text_over(
        at,
        Align2::CENTER_CENTER,
        &pose.unit.0.to_string(),
        (scale * 0.34).min(22.0),
        tint(LIGHT, 1.0),
    );
    if full > 0.0 {
        let cargo = format!("{:.0}", pose.cargo);
        pen.text_over(corner, Align2::CENTER_CENTER, &cargo, small(scale), tint(LIGHT, 1.0));
    }
    if pose.hp < pose.hp_max {
        let hp = format!("{:.0}", pose.hp);
        pen.text_over(
            at + vec2(-0.38, 0.34) * scale,
            Align2::CENTER_CENTER,
            &hp,
            small(scale),
            tint(LIGHT, 1.0),
        );
    }
}
