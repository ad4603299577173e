//! Names over cores, and holders over beacons.

use bevy_egui::egui::{Align2, Color32, Pos2, Rect, pos2, vec2};
use protocol::{Pos, Seat};
use rules::{Terrain, Tile};

use super::Look;
use crate::palette;
use crate::pen::{Pen, figure, tint};
use crate::{eased, middle, stage};

/// Heights above the ground in the arena, in cells.
const CORE: f32 = 1.7;
const BEACON: f32 = 1.5;

/// Characters of a name that are shown on the board.
const LONGEST_NAME: usize = 24;

/// The flat board shows both by itself, below its units.
pub(super) fn draw(pen: &mut Pen, look: &Look) {
    if look.is_flat() {
        return;
    }
    let (before, after) = (&look.scene.before.frame, &look.scene.after.frame);
    for y in 0..before.height {
        for x in 0..before.width {
            let at = Pos::new(x, y);
            let tile = before.tile(at);
            match (tile.terrain, tile.owner) {
                (Terrain::Core, Some(seat)) => draw_core(pen, look, at, seat, [tile, after.tile(at)]),
                (Terrain::Beacon, Some(seat)) => draw_beacon(pen, look, at, seat),
                _ => {}
            }
        }
    }
}

fn draw_core(pen: &mut Pen, look: &Look, at: Pos, seat: Seat, [before, after]: [Tile; 2]) {
    let at = middle(at);
    let Some(place) = look.at(at, CORE).filter(|place| look.window.contains(*place)) else { return };
    let hit = eased((look.scene.phase - stage::HIT) / 0.15);
    let hp = before.amount as f32 + (after.amount as f32 - before.amount as f32) * hit;
    let name = look.footage.names().get(seat.index()).map_or("", String::as_str);
    let panel = draw_name(pen, place, look.room.shrink(3.0), seat, name, look.cell(at), hp > 0.0);
    if hp > 0.0 {
        let most = look.scene.before.frame.teams.get(seat.index()).map_or(1, |team| team.core_hp_max.max(1));
        let bar = Rect::from_min_size(panel.left_bottom(), vec2(panel.width(), 4.0));
        pen.rect(bar.expand2(vec2(0.0, 1.0)), Color32::from_black_alpha(210));
        let full = (hp / f32::from(most)).clamp(0.0, 1.0);
        pen.rect(bar.with_max_x(bar.min.x + bar.width() * full), tint(palette::team(seat), 1.0));
    }
}

/// A team's shape and name that stand on a place, and the room that they take. A lost one is struck out.
pub(crate) fn draw_name(
    pen: &mut Pen,
    place: Pos2,
    room: Rect,
    seat: Seat,
    name: &str,
    cell: f32,
    standing: bool,
) -> Rect {
    let size = (cell * 0.5).clamp(11.0, 15.0);
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let words = pen.text_size(&name, size);
    let badge = size * 0.75;
    let corner = place - vec2((words.x + badge) / 2.0 + 7.0, words.y + 6.0);
    let panel = within(Rect::from_min_size(corner, vec2(words.x + badge + 14.0, words.y + 3.0)), room);
    let opacity = if standing { 1.0 } else { 0.55 };
    pen.rect(panel, Color32::from_black_alpha(150));
    let shape = panel.left_center() + vec2(5.0 + badge / 2.0, 0.0);
    pen.fill(figure(seat), shape, badge * 0.48, 0.0, tint(palette::team(seat), opacity));
    pen.text(
        panel.right_center() - vec2(4.0, 0.0),
        Align2::RIGHT_CENTER,
        &name,
        size,
        tint([0xf2; 3], opacity),
    );
    if !standing {
        pen.line(panel.left_center(), panel.right_center(), 1.0, tint([0xf2; 3], 0.8));
    }
    panel
}

/// Moved as little as it takes to lie within a part of the window.
fn within(label: Rect, room: Rect) -> Rect {
    // Where there is not room enough for all of it, its beginning is what is seen.
    let shift = |min: f32, max: f32, low: f32, high: f32| (low - min).max((high - max).min(0.0));
    let way = vec2(
        shift(label.min.x, label.max.x, room.min.x, room.max.x),
        shift(label.min.y, label.max.y, room.min.y, room.max.y),
    );
    label.translate(way)
}

/// The holder's shape floats over its beacon.
fn draw_beacon(pen: &mut Pen, look: &Look, at: Pos, seat: Seat) {
    let Some(place): Option<Pos2> = look.at(middle(at), BEACON) else { return };
    let radius = (look.cell(middle(at)) * 0.2).clamp(4.0, 9.0);
    pen.fill(figure(seat), pos2(place.x, place.y), radius, 1.5, Color32::from_black_alpha(190));
    pen.fill(figure(seat), place, radius, 0.0, tint(palette::team(seat), 1.0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_moved_no_further_than_they_must_be() {
        let room = Rect::from_min_max(pos2(0.0, 52.0), pos2(640.0, 300.0));
        let label = |x: f32, y: f32| Rect::from_min_size(pos2(x, y), vec2(80.0, 20.0));
        let check =
            |x: f32, y: f32, to: [f32; 2]| assert_eq!(within(label(x, y), room).min, pos2(to[0], to[1]));
        check(100.0, 100.0, [100.0, 100.0]);
        check(-30.0, 100.0, [0.0, 100.0]);
        check(600.0, 100.0, [560.0, 100.0]);
        check(100.0, 40.0, [100.0, 52.0]);
        check(100.0, 295.0, [100.0, 280.0]);
    }
}
