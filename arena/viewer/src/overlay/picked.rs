//! The picked unit: brackets around it, where it came from, and what it was told to do.

use bevy_egui::egui::{Pos2, vec2};
use protocol::{Dir, Pos, Tick, UnitId};
use rules::{Event, Order};

use super::Look;
use crate::palette::{self, Rgb};
use crate::pen::{Pen, mix, tint};
use crate::{Pose, middle};

const LIGHT: Rgb = [0xff, 0xff, 0xff];
const FAILED: Rgb = [0xff, 0x55, 0x4a];
const AIM: Rgb = [0xff, 0x8a, 0x5c];

/// Height above the ground at which all of it is drawn, in cells.
const HEIGHT: f32 = 0.06;

/// Ticks that the trail goes back.
const TRAIL: u32 = 40;

pub(super) fn draw(pen: &mut Pen, look: &Look) {
    if let Some(pose) =
        look.hovered.filter(|unit| Some(*unit) != look.focus.unit).and_then(|unit| look.pose(unit))
    {
        draw_brackets(pen, look, pose.at, 0.44, tint(LIGHT, 0.55));
    }
    let Some(pose) = look.focus.unit.and_then(|unit| look.pose(unit)) else { return };
    draw_trail(pen, look, pose);
    draw_order(pen, look, pose);
    draw_brackets(pen, look, pose.at, 0.5, tint(LIGHT, 1.0));
}

/// Four corners on the ground.
fn draw_brackets(pen: &mut Pen, look: &Look, [x, y]: [f32; 2], reach: f32, color: bevy_egui::egui::Color32) {
    let width = (look.cell([x, y]) * 0.07).clamp(1.5, 3.0);
    let arm = reach * 0.5;
    for (right, down) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
        let place = |dx: f32, dy: f32| look.at([x + right * dx, y + down * dy], HEIGHT);
        if let (Some(a), Some(corner), Some(b)) =
            (place(reach - arm, reach), place(reach, reach), place(reach, reach - arm))
        {
            pen.path(&[a, corner, b], false, width + 2.0 * pen.pixel(), tint([0, 0, 0], 0.5));
            pen.path(&[a, corner, b], false, width, color);
        }
    }
}

/// How bright a part of the trail is that was left some ticks ago, 0 to 1.
fn freshness(ticks_ago: f64) -> f32 {
    (1.0 - ticks_ago / f64::from(TRAIL)).clamp(0.0, 1.0) as f32
}

fn draw_trail(pen: &mut Pen, look: &Look, pose: &Pose) {
    let Some(life) = look.story.lives.get(&(pose.seat, pose.unit)) else { return };
    let now = look.scene.tick;
    let since = Tick(now.0.saturating_sub(TRAIL));
    let color = mix(palette::team(pose.seat), LIGHT, 0.25);
    let width = (look.cell(pose.at) * 0.09).clamp(1.5, 4.0);
    let mut last: Option<(Tick, Pos)> = None;
    let mut join = |tick: Tick, from: [f32; 2], to: [f32; 2]| {
        let bright = freshness(look.scene.cursor - f64::from(tick.0)) * 0.7;
        if let (Some(a), Some(b)) = (look.at(from, HEIGHT), look.at(to, HEIGHT)) {
            pen.line(a, b, width, tint(color, bright));
            pen.disc(a, width * 0.75, tint(color, bright));
        }
    };
    for (tick, at) in life.path_between(since, now) {
        if let Some((_, before)) = last {
            join(tick, middle(before), middle(at));
        }
        last = Some((tick, at));
    }
    if let Some((_, before)) = last
        && middle(before) != pose.at
    {
        join(now, middle(before), pose.at);
    }
}

/// Where an order led, or would have led.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Aim {
    Attack { from: Pos, to: Pos },
    Way { from: Pos, to: Pos },
    Place { at: Pos },
}

fn draw_order(pen: &mut Pen, look: &Look, pose: &Pose) {
    let moment = &look.scene.after;
    let Some(record) = moment.seats.get(pose.seat.index()) else { return };
    let Some(order) = record.orders.iter().find(|order| order.unit == Some(pose.unit)) else { return };
    let failed = moment.failed.get(pose.seat.index());
    let failed = failed.is_some_and(|notes| notes.iter().any(|note| note.unit == Some(pose.unit)));
    let its = |piece: &&rules::Piece| (piece.seat, piece.unit) == (pose.seat, pose.unit);
    let stands =
        moment.frame.pieces.iter().find(its).or_else(|| look.scene.before.frame.pieces.iter().find(its));
    let Some(stands) = stands.map(|piece| piece.at) else { return };
    let own = moment.events.iter().filter(|event| unit_of(event) == Some((pose.seat, pose.unit)));
    let aim = aim(order, own, stands);
    draw_aim(pen, look, aim, failed);
}

/// Who did something, for orders that lead somewhere.
fn unit_of(event: &Event) -> Option<(protocol::Seat, UnitId)> {
    match *event {
        Event::Moved { seat, unit, .. }
        | Event::Attacked { seat, unit, .. }
        | Event::Gave { seat, unit, .. } => Some((seat, unit)),
        _ => None,
    }
}

/// Events tell best where an order led; of one that failed only its direction is known.
fn aim<'a>(order: &Order, mut own: impl Iterator<Item = &'a Event>, stands: Pos) -> Aim {
    match (own.next(), order.to.and_then(|dir: Dir| stands.step(dir, 1))) {
        (Some(Event::Attacked { from, to, .. }), _) => Aim::Attack { from: *from, to: *to },
        (Some(Event::Moved { from, to, .. } | Event::Gave { from, to, .. }), _) => {
            Aim::Way { from: *from, to: *to }
        }
        (_, Some(to)) => Aim::Way { from: stands, to },
        (_, None) => Aim::Place { at: stands },
    }
}

fn draw_aim(pen: &mut Pen, look: &Look, aim: Aim, failed: bool) {
    let (from, to, color) = match aim {
        Aim::Attack { from, to } => (from, to, AIM),
        Aim::Way { from, to } => (from, to, LIGHT),
        Aim::Place { at } => (at, at, LIGHT),
    };
    let color = tint(if failed { FAILED } else { color }, 0.95);
    let (Some(a), Some(b)) = (look.at(middle(from), HEIGHT), look.at(middle(to), HEIGHT)) else { return };
    let width = (look.cell(middle(to)) * 0.1).clamp(2.0, 4.0);
    if from == to {
        let beside = a + vec2(0.0, look.cell(middle(from)) * 0.62);
        pen.disc(beside, width * 1.2, color);
    } else {
        draw_arrow(pen, a, b, width, color);
    }
    if matches!(aim, Aim::Attack { .. }) {
        draw_brackets(pen, look, middle(to), 0.42, color);
    }
    if failed {
        let at = if from == to { a } else { a + (b - a) * 0.6 };
        pen.cross(at, width * 2.0, width + 2.0 * pen.pixel(), tint([0, 0, 0], 0.6));
        pen.cross(at, width * 2.0, width, color);
    }
}

/// Begins at the unit's edge, ends before the middle of the target.
fn draw_arrow(pen: &mut Pen, from: Pos2, to: Pos2, width: f32, color: bevy_egui::egui::Color32) {
    let way = to - from;
    let (start, end) = (from + way * 0.3, from + way * 0.86);
    pen.arrow(start, end, width + 2.0 * pen.pixel(), tint([0, 0, 0], 0.5));
    pen.arrow(start, end, width, color);
}

#[cfg(test)]
mod tests {
    use protocol::Seat;

    use super::*;

    #[test]
    fn the_trail_fades_with_its_age_and_ends() {
        assert_eq!(freshness(0.0), 1.0);
        assert_eq!(freshness(20.0), 0.5);
        assert_eq!([freshness(40.0), freshness(90.0)], [0.0, 0.0]);
    }

    #[test]
    fn an_order_points_where_its_event_went_and_else_where_it_should_have() {
        let (seat, unit) = (Seat(0), UnitId(3));
        let (here, east, far) = (Pos::new(4, 4), Pos::new(5, 4), Pos::new(6, 4));
        let order = |to| Order { unit: Some(unit), verb: 0, to, amount: 0 };
        let moved = Event::Moved { seat, unit, from: here, to: east };
        let lanced = Event::Attacked { seat, unit, from: here, to: far, reach: 2, landed: false };
        let check = |event: Option<&Event>, to, stands, expected| {
            assert_eq!(aim(&order(to), event.into_iter(), stands), expected);
        };
        check(Some(&moved), Some(Dir::E), east, Aim::Way { from: here, to: east });
        check(Some(&lanced), Some(Dir::E), here, Aim::Attack { from: here, to: far });
        check(None, Some(Dir::E), here, Aim::Way { from: here, to: east });
        check(None, None, here, Aim::Place { at: here });
        check(None, Some(Dir::N), Pos::new(3, 0), Aim::Place { at: Pos::new(3, 0) });
    }
}
