//! What happens, as plain strokes. Each follows from its event and from how long ago that was, nothing else.
//!
//! Strokes outlast their tick a little: who pauses after a tick still sees what happened in it.

use bevy_egui::egui::{Align2, Pos2, Vec2, vec2};
use protocol::{Pos, Seat};
use rules::Event;

use super::{Board, NUMBERS, ORE};
use crate::fog::Fog;
use crate::palette::{self, Rgb};
use crate::pen::{Pen, mix, tint};
use crate::{Happening, LINGER, Scene, eased, middle, stage};

const LIGHT: Rgb = [0xff, 0xff, 0xff];
const HARM: Rgb = [0xff, 0x5a, 0x48];
const HEAL: Rgb = [0x7d, 0xf2, 0xa2];
const STORM: Rgb = [0xff, 0x9a, 0x5a];

pub(super) fn draw(pen: &mut Pen, board: Board, scene: &Scene, fog: Option<&Fog>) {
    for happening in &scene.happenings {
        if fog.is_none_or(|fog| fog.tells(&happening.event)) {
            draw_one(pen, board, scene, happening);
        }
    }
}

/// How far something is that is seen from one age to another, from 0 to 1.
fn progress(age: f32, from: f32, until: f32) -> Option<f32> {
    (age >= from && age < until).then(|| (age - from) / (until - from))
}

fn draw_one(pen: &mut Pen, board: Board, scene: &Scene, happening: &Happening) {
    let (age, scale) = (happening.age, board.scale);
    let line = (scale * 0.08).max(1.5);
    match happening.event {
        Event::Attacked { seat, from, to, reach, landed, .. } => {
            if let Some(t) = progress(age, stage::ATTACK, 1.7) {
                let color = mix(palette::team(seat), LIGHT, 0.45);
                let opacity = (1.0 - t) * if landed { 1.0 } else { 0.5 };
                match reach {
                    0 | 1 => draw_strike(pen, board, from, to, eased(t * 5.0), (color, opacity)),
                    _ => draw_lance(pen, board, [from, to], eased(t * 8.0), landed, (color, opacity)),
                }
            }
        }
        Event::Hurt { at, amount, .. } => {
            if let Some(t) = progress(age, stage::HIT, 1.6) {
                let centre = board.middle(at);
                let opacity = 1.0 - t;
                pen.ring(centre, scale * (0.38 + 0.16 * eased(t * 3.0)), line, tint(HARM, opacity));
                if t < 0.25 {
                    pen.disc(centre, scale * 0.4, tint(LIGHT, 0.45 * (1.0 - t * 4.0)));
                }
                draw_number(pen, board, at, &format!("-{amount}"), HARM, t);
            }
        }
        Event::Healed { at, amount, .. } => {
            if let Some(t) = progress(age, stage::WORK, 1.6) {
                let centre = board.middle(at) - vec2(0.0, scale * 0.2 * t);
                let (arm, color) = (scale * 0.2, tint(HEAL, 1.0 - t));
                pen.line(centre - vec2(arm, 0.0), centre + vec2(arm, 0.0), line * 1.3, color);
                pen.line(centre - vec2(0.0, arm), centre + vec2(0.0, arm), line * 1.3, color);
                draw_number(pen, board, at, &format!("+{amount}"), HEAL, t);
            }
        }
        Event::Died { seat, at, storm, .. } => {
            if let Some(t) = progress(age, stage::DEATH, LINGER) {
                let color = if storm { STORM } else { palette::team(seat) };
                draw_death(pen, board.middle(at), scale, color, t);
            }
        }
        Event::CoreLost { seat, at } => {
            if let Some(t) = progress(age, stage::DEATH, LINGER) {
                draw_death(pen, board.middle(at), scale * 2.5, palette::team(seat), t);
            }
        }
        Event::Mined { seat, unit, at, .. } => {
            if let Some(t) = progress(age, stage::WORK, 1.3) {
                // Sparks fly to another side with each unit and tick.
                let turn = f32::from(unit.0 % 8) + (happening.tick.0 % 3) as f32 / 3.0 + f32::from(seat.0);
                draw_sparks(pen, board.middle(at), scale, turn * 0.8, t);
            }
        }
        Event::PickedUp { at, .. } => {
            if let Some(t) = progress(age, stage::WORK, 1.4) {
                // From where loose cargo lies into the unit.
                let way = vec2(-0.33, 0.3) * (1.0 - eased(t * 1.5));
                super::tiles::draw_gem(pen, board.middle(at) + way * scale, scale * 0.16, 1.0 - t * t);
            }
        }
        Event::Gave { from, to, .. } => {
            if let Some(t) = progress(age, stage::WORK, 1.5) {
                draw_gift(pen, board, from, to, t);
            }
        }
        Event::Spawned { seat, at, .. } => {
            if let Some(t) = progress(age, stage::SPAWN, 1.8) {
                let color = tint(mix(palette::team(seat), LIGHT, 0.3), 1.0 - t);
                pen.ring(board.middle(at), scale * (0.2 + 0.6 * eased(t * 1.4)), line * 1.3, color);
            }
        }
        Event::Scored { seat, at, points } => {
            if let Some(t) = progress(age, 0.8, 1.5) {
                draw_number(pen, board, at, &format!("+{points}"), palette::team(seat), t);
            }
        }
        Event::Turned { at, holder } => {
            if let Some(t) = progress(age, 0.8, 2.4) {
                draw_turn(pen, board.middle(at), scale, holder, t);
            }
        }
        Event::StormGrew { rings } => {
            if let Some(t) = progress(age, 0.8, 2.4) {
                let (rings, frame) = (f32::from(rings), &scene.before.frame);
                let (width, height) = (f32::from(frame.width), f32::from(frame.height));
                let edge = board.rect([rings, rings], [width - rings, height - rings]);
                pen.frame(edge.expand(line * 2.0), line * 4.0, tint(STORM, 0.7 * (1.0 - t)));
            }
        }
        Event::Scorched { at, .. } => {
            if let Some(t) = progress(age, 0.85, 1.5) {
                pen.ring(board.middle(at), scale * 0.42, line, tint(STORM, 0.8 * (1.0 - t)));
            }
        }
        Event::Removed { seat, at, .. } => {
            if let Some(t) = progress(age, stage::DEATH, LINGER) {
                let color = tint(palette::team(seat), 1.0 - t);
                pen.ring(board.middle(at), scale * 0.5 * (1.0 - eased(t)), line * 1.3, color);
            }
        }
        Event::Moved { .. } | Event::Guarded { .. } => {} // Seen in the units' poses.
        Event::Forfeited { .. } => {}                     // The result tells it.
    }
}

/// A cut across the edge between two cells, that grows from one side.
fn draw_strike(pen: &mut Pen, board: Board, from: Pos, to: Pos, grown: f32, (color, opacity): (Rgb, f32)) {
    let (from, to) = (board.middle(from), board.middle(to));
    let way = (to - from).normalized();
    let side = vec2(-way.y, way.x);
    let at = |along: f32, across: f32| from + way * along * board.scale + side * across * board.scale;
    let end = -0.36 + 0.72 * grown;
    // A crescent: thick in its middle, pointed at its ends, bent towards the target. Its inner corner sees all of it.
    let bent = |across: f32| 0.62 + 0.24 * (1.0 - (across / 0.36).powi(2));
    let (middle, thick) = ((end - 0.36) / 2.0, 0.13 * grown);
    let inner = at(bent(middle) - thick, middle);
    let outer = at(bent(middle) + thick, middle);
    pen.polygon(&[inner, at(bent(-0.36), -0.36), outer, at(bent(end), end)], tint(color, opacity));
    pen.line(
        at(0.3, 0.0),
        at(0.3 + 0.25 * grown, 0.0),
        (board.scale * 0.06).max(1.0),
        tint(color, opacity * 0.7),
    );
}

/// A beam to the target, dashed when it hit nothing.
fn draw_lance(
    pen: &mut Pen,
    board: Board,
    ends: [Pos; 2],
    grown: f32,
    landed: bool,
    (color, opacity): (Rgb, f32),
) {
    let [from, to] = ends.map(|end| board.middle(end));
    let way = (to - from).normalized() * board.scale;
    let from = from + way * 0.4;
    let tip = from + (to - from) * grown;
    let width = (board.scale * 0.13).max(2.0);
    if landed {
        pen.line(from, tip, width * 2.2, tint(color, opacity * 0.35));
        pen.line(from, tip, width, tint(mix(color, LIGHT, 0.5), opacity));
        pen.disc(tip, board.scale * 0.16, tint(LIGHT, opacity * 0.8));
        return;
    }
    let dashes = 4;
    for dash in 0..dashes {
        let part = |i: f32| from + (tip - from) * (i / dashes as f32);
        pen.line(part(dash as f32), part(dash as f32 + 0.55), width * 0.7, tint(color, opacity));
    }
    pen.cross(tip, board.scale * 0.12, width * 0.6, tint(color, opacity));
}

/// A cross that fades, and a ring that leaves.
fn draw_death(pen: &mut Pen, at: Pos2, scale: f32, color: Rgb, t: f32) {
    let opacity = 1.0 - t * t;
    let width = (scale * 0.12).max(2.0);
    let arm = scale * 0.3 * eased(t * 6.0);
    pen.ring(at, scale * (0.3 + 0.5 * eased(t * 1.6)), width * 0.7, tint(color, (1.0 - t * 1.6).max(0.0)));
    pen.cross(at, arm, width + 2.0 * pen.pixel(), tint([0, 0, 0], 0.6 * opacity));
    pen.cross(at, arm, width, tint(mix(color, LIGHT, 0.25), opacity));
}

fn draw_sparks(pen: &mut Pen, at: Pos2, scale: f32, turn: f32, t: f32) {
    let color = tint(mix(ORE, LIGHT, 0.4), 1.0 - t);
    for i in 0..3 {
        let way = Vec2::angled(turn + i as f32 * 0.7);
        let start = 0.4 + 0.12 * t;
        pen.line(at + way * scale * start, at + way * scale * (start + 0.14), (scale * 0.06).max(1.2), color);
    }
}

/// A dot on its way, and then an arrow that fades.
fn draw_gift(pen: &mut Pen, board: Board, from: Pos, to: Pos, t: f32) {
    let (from, to) = (board.middle(from), board.middle(to));
    let way = to - from;
    let (start, end) = (from + way * 0.3, from + way * 0.7);
    pen.arrow(start, end, (board.scale * 0.07).max(1.2), tint(ORE, 0.8 * (1.0 - t)));
    let there = eased(t * 2.0);
    if there < 1.0 {
        super::tiles::draw_gem(pen, from + way * there, board.scale * 0.17, 1.0);
    }
}

fn draw_turn(pen: &mut Pen, at: Pos2, scale: f32, holder: Option<Seat>, t: f32) {
    let color = holder.map_or([0xb4, 0xbe, 0xcc], palette::team);
    for delay in [0.0, 0.25] {
        if let Some(t) = progress(t, delay, delay + 0.75) {
            pen.ring(
                at,
                scale * (0.5 + 1.6 * eased(t)),
                (scale * 0.14).max(2.0) * (1.0 - t),
                tint(color, 1.0 - t),
            );
        }
    }
}

/// A number that rises and fades, where cells are large enough to read it.
fn draw_number(pen: &mut Pen, board: Board, at: Pos, number: &str, color: Rgb, t: f32) {
    if board.scale > NUMBERS {
        let [x, y] = middle(at);
        let over = board.at([x, y - 0.35 - 0.35 * eased(t)]);
        let size = (board.scale * 0.3).clamp(10.0, 20.0);
        pen.text_over(over, Align2::CENTER_CENTER, number, size, tint(color, 1.0 - t));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_begins_at_0_and_is_gone_at_its_end() {
        assert_eq!(progress(0.5, 0.6, 1.6), None);
        assert_eq!(progress(0.6, 0.6, 1.6), Some(0.0));
        assert_eq!(progress(1.1, 0.6, 1.6), Some(0.5));
        assert_eq!(progress(1.6, 0.6, 1.6), None);
    }
}
