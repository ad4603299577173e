//! What is under the pointer, in words.

use bevy::math::Vec2;
use bevy_egui::egui::{Align2, Color32, Pos2, Rect, vec2};
use protocol::Pos;
use rules::{Frame, Terrain};

use super::Look;
use crate::palette;
use crate::pen::{Pen, figure, tint};
use crate::{Pose, middle};

/// Seconds that the pointer rests before words appear.
const DELAY: f32 = 0.3;

const SIZE: f32 = 12.0;

/// Shows a small card beside a pointer that has been still for some seconds.
pub(super) fn draw(pen: &mut Pen, look: &Look, pointer: Pos2, still: f32) {
    if still < DELAY {
        return;
    }
    let under = look.projection.to_board(Vec2::new(pointer.x, pointer.y));
    let frame = &look.scene.before.frame;
    let pose = look.hovered.and_then(|unit| look.pose(unit));
    let cell = match pose {
        Some(pose) => Some(cell_at(frame, pose.at)),
        None => under.map(|place| cell_at(frame, place)),
    };
    let Some(cell) = cell.flatten() else { return };
    let mut lines = Vec::new();
    if let Some(pose) = pose {
        lines.extend(about_unit(pose, name(look, pose)));
    }
    let known = look.fog.as_ref().is_none_or(|fog| fog.sees(middle(cell)));
    lines.extend(about_cell(frame, cell, known, look.footage.names()));
    draw_card(pen, look, pointer, pose, &lines);
}

fn name<'a>(look: &'a Look, pose: &Pose) -> &'a str {
    look.footage.names().get(pose.seat.index()).map_or("", String::as_str)
}

/// The cell that a place lies in, if it is on the board.
fn cell_at(frame: &Frame, [x, y]: [f32; 2]) -> Option<Pos> {
    let inside = x >= 0.0 && y >= 0.0 && x < f32::from(frame.width) && y < f32::from(frame.height);
    inside.then(|| Pos::new(x as u8, y as u8))
}

fn about_unit(pose: &Pose, name: &str) -> Vec<String> {
    let mut lines = vec![format!("{name} #{}", pose.unit)];
    let mut state = format!("{:.0} of {} hp", pose.hp, pose.hp_max);
    if pose.cargo_max > 0.0 {
        state += &format!(", {:.0} of {} cargo", pose.cargo, pose.cargo_max);
    }
    if pose.guard > 0.5 {
        state += ", guards";
    }
    lines.push(state);
    lines
}

fn about_cell(frame: &Frame, at: Pos, known: bool, names: &[String]) -> Vec<String> {
    let tile = frame.tile(at);
    let owner = tile.owner.and_then(|seat| names.get(seat.index()));
    let what = match (tile.terrain, owner) {
        (Terrain::Floor, _) => "floor".to_owned(),
        (Terrain::Wall, _) => "wall".to_owned(),
        (Terrain::Ore, _) if tile.amount == 0 => "ore, used up".to_owned(),
        (Terrain::Ore, _) => format!("ore, {} left", tile.amount),
        (Terrain::Beacon, Some(name)) => format!("beacon, held by {name}"),
        (Terrain::Beacon, None) => "beacon, held by nobody".to_owned(),
        (Terrain::Core, Some(name)) if tile.amount == 0 => format!("core of {name}, lost"),
        (Terrain::Core, Some(name)) => format!("core of {name}, {} hp", tile.amount),
        (Terrain::Core, None) => "core".to_owned(),
    };
    let mut lines = vec![format!("({}, {})  {what}", at.x, at.y)];
    if tile.loose > 0 && known {
        lines.push(format!("{} loose cargo", tile.loose));
    }
    let from_edge = at.x.min(at.y).min(frame.width - 1 - at.x).min(frame.height - 1 - at.y);
    if from_edge < frame.rings {
        lines.push("in the storm".to_owned());
    }
    if !known {
        lines.push("out of sight".to_owned());
    }
    lines
}

fn draw_card(pen: &mut Pen, look: &Look, pointer: Pos2, pose: Option<&Pose>, lines: &[String]) {
    let sizes: Vec<_> = lines.iter().map(|line| pen.text_size(line, SIZE)).collect();
    let badge = if pose.is_some() { SIZE } else { 0.0 };
    let width = sizes.iter().map(|size| size.x).fold(0.0, f32::max) + badge;
    let height: f32 = sizes.iter().map(|size| size.y + 1.0).sum();
    let size = vec2(width + 16.0, height + 10.0);
    let mut card = Rect::from_min_size(pointer + vec2(16.0, 14.0), size);
    // On the other side of the pointer where there is no room on this one.
    if card.max.x > look.room.max.x {
        card = card.translate(vec2(-size.x - 28.0, 0.0));
    }
    if card.max.y > look.room.max.y {
        card = card.translate(vec2(0.0, -size.y - 24.0));
    }
    pen.rect(card, Color32::from_rgba_unmultiplied(14, 18, 26, 235));
    pen.frame(card, pen.pixel(), Color32::from_rgba_unmultiplied(140, 160, 200, 90));
    let mut at = card.min + vec2(8.0, 5.0);
    if let Some(pose) = pose {
        let centre = at + vec2(SIZE * 0.4, sizes.first().map_or(0.0, |size| size.y / 2.0));
        pen.fill(figure(pose.seat), centre, SIZE * 0.4, 0.0, tint(palette::team(pose.seat), 1.0));
    }
    for (index, (line, size)) in lines.iter().zip(&sizes).enumerate() {
        let (indent, bright) = if index == 0 { (badge, 1.0) } else { (0.0, 0.75) };
        pen.text(at + vec2(indent, 0.0), Align2::LEFT_TOP, line, SIZE, tint([0xf0, 0xf4, 0xfa], bright));
        at.y += size.y + 1.0;
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Seat, Tick};
    use rules::Tile;

    use super::*;

    fn about(tile: Tile, at: Pos, rings: u8, known: bool) -> String {
        let frame = Frame {
            tick: Tick(9),
            width: 5,
            height: 5,
            rings,
            tiles: vec![tile; 25],
            pieces: Vec::new(),
            teams: Vec::new(),
        };
        about_cell(&frame, at, known, &["alpha".to_owned(), "beta".to_owned()]).join("; ")
    }

    #[test]
    fn a_cell_is_told_in_words() {
        let tile = |terrain, owner, amount, loose| Tile { terrain, owner, amount, loose };
        let check = |tile, expected: &str| assert_eq!(about(tile, Pos::new(2, 2), 1, true), expected);
        check(tile(Terrain::Floor, None, 0, 0), "(2, 2)  floor");
        check(tile(Terrain::Ore, None, 41, 0), "(2, 2)  ore, 41 left");
        check(tile(Terrain::Ore, None, 0, 3), "(2, 2)  ore, used up; 3 loose cargo");
        check(tile(Terrain::Beacon, Some(Seat(1)), 0, 0), "(2, 2)  beacon, held by beta");
        check(tile(Terrain::Core, Some(Seat(0)), 55, 0), "(2, 2)  core of alpha, 55 hp");
        check(tile(Terrain::Core, Some(Seat(0)), 0, 0), "(2, 2)  core of alpha, lost");
    }

    #[test]
    fn storm_and_fog_are_told_and_hide_what_lies_there() {
        let floor = Tile { terrain: Terrain::Floor, owner: None, amount: 0, loose: 4 };
        assert_eq!(about(floor, Pos::new(0, 2), 1, false), "(0, 2)  floor; in the storm; out of sight");
        assert_eq!(about(floor, Pos::new(1, 2), 1, true), "(1, 2)  floor; 4 loose cargo");
    }

    #[test]
    fn beyond_the_board_there_is_nothing() {
        let frame = Frame {
            tick: Tick(0),
            width: 3,
            height: 2,
            rings: 0,
            tiles: Vec::new(),
            pieces: Vec::new(),
            teams: Vec::new(),
        };
        assert_eq!(cell_at(&frame, [2.9, 1.9]), Some(Pos::new(2, 1)));
        for beyond in [[3.0, 0.0], [0.0, 2.0], [-0.1, 0.0], [0.0, -0.1]] {
            assert_eq!(cell_at(&frame, beyond), None);
        }
    }
}
