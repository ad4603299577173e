//! What stands on the ground: ore, beacons, cores, loose cargo.

use std::f32::consts::TAU;

use bevy_egui::egui::{Align2, Color32, Pos2, pos2, vec2};
use protocol::{Pos, Seat, Tick};
use rules::{Frame, Terrain, Tile};

use super::{Board, NUMBERS, ORE};
use crate::fog::Fog;
use crate::overlay::draw_name;
use crate::palette::{self, Rgb};
use crate::pen::{GEM, Pen, figure, mix, tint};
use crate::{Footage, Scene, eased, middle, stage};

/// Nobody's beacon, a used-up ore cell, a lost core.
const NEUTRAL: Rgb = [0x8b, 0x96, 0xa8];
const DARK: Rgb = [0x0b, 0x0e, 0x14];

pub(super) fn draw(pen: &mut Pen, board: Board, scene: &Scene, footage: &Footage, fog: Option<&Fog>) {
    let (before, after) = (&scene.before.frame, &scene.after.frame);
    // How much an ore cell held at first tells how much is left of it.
    let start = footage.moment(Tick(0)).ok();
    let occupied = occupied(scene, fog);
    for (index, tile) in before.tiles.iter().enumerate() {
        let Some(next) = after.tiles.get(index) else { continue };
        let at = cell(before, index);
        if !board.cell(at).intersects(pen.clip()) {
            continue;
        }
        match tile.terrain {
            Terrain::Ore => {
                let full = start.as_ref().and_then(|start| start.frame.tiles.get(index));
                let worked = if scene.phase > stage::WORK { next } else { tile };
                let covered = occupied.binary_search(&at).is_ok();
                draw_ore(pen, board, at, worked.amount, full.map_or(0, |tile| tile.amount), covered);
            }
            Terrain::Beacon => draw_beacon(pen, board, at, if scene.phase > 0.8 { next } else { tile }),
            Terrain::Core => draw_core(pen, board, at, [tile, next], scene, footage.names()),
            Terrain::Floor | Terrain::Wall => {}
        }
        let loose = if scene.phase > stage::DEATH { next.loose } else { tile.loose };
        if loose > 0 && fog.is_none_or(|fog| fog.sees(middle(at))) {
            draw_loose(pen, board, at, loose);
        }
    }
}

fn cell(frame: &Frame, index: usize) -> Pos {
    let width = usize::from(frame.width).max(1);
    let part = |value: usize| u8::try_from(value).unwrap_or(u8::MAX);
    Pos::new(part(index % width), part(index / width))
}

/// Cells that a unit hides.
fn occupied(scene: &Scene, fog: Option<&Fog>) -> Vec<Pos> {
    let shown = scene.poses.iter().filter(|pose| fog.is_none_or(|fog| fog.shows(pose)));
    let mut cells: Vec<Pos> = shown.map(|pose| Pos::new(pose.at[0] as u8, pose.at[1] as u8)).collect();
    cells.sort_unstable();
    cells
}

/// A gem, as large as what is left.
fn draw_ore(pen: &mut Pen, board: Board, at: Pos, amount: u32, full: u32, covered: bool) {
    let (scale, centre) = (board.scale, board.middle(at));
    let part = (amount as f32 / full.max(1) as f32).clamp(0.0, 1.0);
    pen.rect(board.cell(at), tint(ORE, 0.05 + 0.10 * part));
    if amount == 0 {
        pen.outline(&GEM, centre, scale * 0.2, (scale * 0.05).max(1.0), tint(NEUTRAL, 0.5));
        return;
    }
    let radius = scale * (0.16 + 0.24 * part.sqrt());
    let numbered = scale > NUMBERS && !covered;
    let centre = if numbered { centre - vec2(0.0, scale * 0.08) } else { centre };
    draw_gem(pen, centre, radius, 1.0);
    if numbered {
        let below = board.middle(at) + vec2(0.0, scale * 0.48);
        pen.text_over(below, Align2::CENTER_BOTTOM, &amount.to_string(), small(scale), tint(ORE, 1.0));
    }
}

/// A gem with its right half in shade.
pub(super) fn draw_gem(pen: &mut Pen, at: Pos2, radius: f32, opacity: f32) {
    pen.shade(&GEM, at, radius, (radius * 0.15).min(1.5), tint(DARK, opacity));
    pen.fill(&GEM, at, radius, 0.0, tint(ORE, opacity));
    if radius > 3.0 {
        let corner = |x: f32, y: f32| at + vec2(x * 0.72, y) * radius;
        let shade = tint(mix(ORE, DARK, 0.35), opacity);
        pen.polygon(&[corner(0.0, -1.0), corner(1.0, 0.0), corner(0.0, 1.0)], shade);
    }
}

/// A frame with cut corners in the holder's colour, and the holder's shape within.
fn draw_beacon(pen: &mut Pen, board: Board, at: Pos, tile: &Tile) {
    let (scale, cell, centre) = (board.scale, board.cell(at), board.middle(at));
    let color = tile.owner.map_or(NEUTRAL, palette::team);
    if tile.owner.is_some() {
        pen.rect(cell, tint(color, 0.22));
    }
    let inner = cell.shrink(scale * 0.07);
    let cut = scale * 0.24;
    let (min, max) = (inner.min, inner.max);
    let corners = [
        pos2(min.x + cut, min.y),
        pos2(max.x - cut, min.y),
        pos2(max.x, min.y + cut),
        pos2(max.x, max.y - cut),
        pos2(max.x - cut, max.y),
        pos2(min.x + cut, max.y),
        pos2(min.x, max.y - cut),
        pos2(min.x, min.y + cut),
    ];
    pen.path(&corners, true, (scale * 0.1).max(1.5), tint(color, 1.0));
    match tile.owner {
        Some(seat) => pen.fill(figure(seat), centre, scale * 0.2, 0.0, tint(color, 1.0)),
        None => pen.disc(centre, scale * 0.09, tint(color, 1.0)),
    }
}

/// The team's shape on its colour, within a ring of the hit points that are left.
fn draw_core(
    pen: &mut Pen,
    board: Board,
    at: Pos,
    [tile, next]: [&Tile; 2],
    scene: &Scene,
    names: &[String],
) {
    let (scale, cell, centre) = (board.scale, board.cell(at), board.middle(at));
    let Some(seat) = tile.owner else { return };
    let team = palette::team(seat);
    let hit = eased((scene.phase - stage::HIT) / 0.15);
    let hp = tile.amount as f32 + (next.amount as f32 - tile.amount as f32) * hit;
    let over = pos2(centre.x, cell.min.y - 1.0);
    let name = names.get(seat.index()).map_or("", String::as_str);
    draw_name(pen, over, pen.clip(), seat, name, scale, hp > 0.0);
    if hp <= 0.0 {
        pen.rect(cell, tint(mix(DARK, NEUTRAL, 0.25), 1.0));
        pen.frame(cell, (scale * 0.06).max(1.0), tint(mix(DARK, team, 0.5), 1.0));
        pen.cross(centre, scale * 0.26, (scale * 0.09).max(1.5), tint(mix(NEUTRAL, team, 0.5), 0.9));
        return;
    }
    let part = (hp / core_hp_max(scene, seat)).clamp(0.0, 1.0);
    pen.rect(cell, tint(mix(DARK, team, 0.38), 1.0));
    pen.frame(cell, (scale * 0.06).max(1.0), tint(team, 0.9));
    let width = (scale * 0.1).max(1.5);
    pen.ring(centre, scale * 0.37, width, tint(DARK, 0.75));
    pen.arc(centre, scale * 0.37, 0.0, TAU * part, width, Color32::WHITE);
    pen.fill(figure(seat), centre, scale * 0.25, 0.0, tint(team, 1.0));
}

fn core_hp_max(scene: &Scene, seat: Seat) -> f32 {
    let team = scene.before.frame.teams.get(seat.index());
    team.map_or(1.0, |team| f32::from(team.core_hp_max.max(1)))
}

/// Small gems in the lower left corner, where they are seen beside a unit too.
fn draw_loose(pen: &mut Pen, board: Board, at: Pos, amount: u32) {
    let (scale, cell) = (board.scale, board.cell(at));
    let corner = cell.left_bottom() + vec2(0.17, -0.2) * scale;
    let gems = 1 + u32::from(amount > 3) + u32::from(amount > 9);
    for i in 0..gems {
        draw_gem(pen, corner + vec2(0.19 * i as f32, 0.0) * scale, scale * 0.16, 1.0);
    }
    if scale > NUMBERS {
        let beside = cell.left_bottom() + vec2(0.06, -0.36) * scale;
        pen.text_over(beside, Align2::LEFT_BOTTOM, &amount.to_string(), small(scale), tint(ORE, 1.0));
    }
}

/// Size of numbers beside a figure.
pub(super) fn small(scale: f32) -> f32 {
    (scale * 0.26).clamp(9.0, 18.0)
}
