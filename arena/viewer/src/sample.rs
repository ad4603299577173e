//! The board at any instant: a pure function of the match and the cursor.
//!
//! The cursor counts ticks. At a whole number T the board stands as it does after tick T; between T and T + 1 tick
//! T + 1 goes on, in the order of the rules' stages. Nothing else decides what is shown, so going back is as good as
//! playing, and the same cursor gives the same picture.

use std::sync::Arc;

use bevy::prelude::Resource;
use protocol::{Seat, Tick, UnitId};
use replay::ReplayError;
use rules::{Event, Piece};

use crate::{Footage, Moment, Story};

/// When each stage of a tick is seen, as a part of the tick from 0 to 1.
pub mod stage {
    /// Units move from 0 until here.
    pub const MOVED: f32 = 0.45;
    /// Attacks leave.
    pub const ATTACK: f32 = 0.45;
    /// Attacks arrive, and hit points fall.
    pub const HIT: f32 = 0.6;
    /// The dead go.
    pub const DEATH: f32 = 0.7;
    /// Mining, gifts and repairs are seen from here to 1.
    pub const WORK: f32 = 0.55;
    /// New units appear.
    pub const SPAWN: f32 = 0.75;
}

/// Ticks for which something that happened is handed to whoever draws it, counted from the beginning of its tick.
pub const LINGER: f32 = 3.0;

/// The board at one instant.
#[derive(Resource, Clone)]
pub struct Scene {
    /// The instant, in ticks.
    pub cursor: f64,
    /// The last tick that is over.
    pub tick: Tick,
    /// How much of the next tick is over: 0 to below 1.
    pub phase: f32,
    /// The state after `tick`.
    pub before: Arc<Moment>,
    /// The state after the next tick; the same as `before` at a whole number and at the end.
    pub after: Arc<Moment>,
    /// Every unit to be drawn, by seat and number.
    pub poses: Vec<Pose>,
    /// What happened lately and what is happening, oldest first.
    pub happenings: Vec<Happening>,
}

/// One unit at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Its team.
    pub seat: Seat,
    /// Its number within the team.
    pub unit: UnitId,
    /// The middle of it, in cells: the middle of the cell (0, 0) is (0.5, 0.5); y goes down the map.
    pub at: [f32; 2],
    /// Which way it looks, in radians: 0 is down the map (rising y), a quarter turn is rising x.
    pub heading: f32,
    /// Hit points, from 0 to `hp_max`.
    pub hp: f32,
    /// The most it can have.
    pub hp_max: f32,
    /// Cargo, from 0 to `cargo_max`.
    pub cargo: f32,
    /// The most it can carry.
    pub cargo_max: f32,
    /// How far its shield is up, 0 to 1.
    pub guard: f32,
    /// How much of it is there: rises to 1 as it is made; 0 once it is dead.
    pub presence: f32,
    /// How far along its step it is, 0 to 1; 0 where it stands.
    pub stride: f32,
}

/// Something that happened, and how long ago.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Happening {
    /// What.
    pub event: Event,
    /// The tick in which it happened.
    pub tick: Tick,
    /// Ticks since the beginning of that tick, 0 to [`LINGER`]. See [`stage`] for when what is seen.
    pub age: f32,
}

/// The board at an instant, which is brought into the match's bounds.
///
/// # Errors
/// [`ReplayError`], where the replay's bytes are not what they should be.
pub fn sample(footage: &Footage, story: &Story, cursor: f64) -> Result<Scene, ReplayError> {
    let end = footage.end();
    let cursor = cursor.clamp(0.0, f64::from(end.0));
    let tick = Tick(cursor.floor() as u32);
    let phase = (cursor - f64::from(tick.0)) as f32;
    let before = footage.moment(tick)?;
    let after = if phase > 0.0 { footage.moment(tick.next())? } else { before.clone() };
    let poses = poses(story, &before, &after, phase);
    let happenings = happenings(footage, tick, phase)?;
    Ok(Scene { cursor, tick, phase, before, after, poses, happenings })
}

fn poses(story: &Story, before: &Moment, after: &Moment, phase: f32) -> Vec<Pose> {
    let key = |piece: &Piece| (piece.seat, piece.unit);
    let (old, new) = (&before.frame.pieces, &after.frame.pieces);
    let mut poses = Vec::with_capacity(old.len() + 8);
    let (mut i, mut j) = (0, 0);
    // Both lists are sorted by seat and number.
    while i < old.len() || j < new.len() {
        let order = match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) => key(a).cmp(&key(b)),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        let pose = match order {
            std::cmp::Ordering::Equal => {
                i += 1;
                j += 1;
                Some(between(&old[i - 1], &new[j - 1], phase))
            }
            std::cmp::Ordering::Less => {
                i += 1;
                dying(&old[i - 1], after, phase)
            }
            std::cmp::Ordering::Greater => {
                j += 1;
                being_made(&new[j - 1], phase)
            }
        };
        poses.extend(pose.map(|pose| Pose { heading: heading(story, before, after, &pose, phase), ..pose }));
    }
    poses
}

/// A unit that is there before and after.
fn between(old: &Piece, new: &Piece, phase: f32) -> Pose {
    let walked = eased(phase / stage::MOVED);
    let (from, to) = (middle(old.at), middle(new.at));
    let mix = |a: f32, b: f32, t: f32| a + (b - a) * t;
    let hit = eased((phase - stage::HIT) / 0.15);
    let work = eased((phase - stage::WORK) / (1.0 - stage::WORK));
    let (was, is) = (f32::from(u8::from(old.guarded)), f32::from(u8::from(new.guarded)));
    Pose {
        seat: new.seat,
        unit: new.unit,
        at: [mix(from[0], to[0], walked), mix(from[1], to[1], walked)],
        heading: 0.0,
        hp: mix(f32::from(old.hp), f32::from(new.hp), hit),
        hp_max: f32::from(new.hp_max),
        cargo: mix(f32::from(old.cargo), f32::from(new.cargo), work),
        cargo_max: f32::from(new.cargo_max),
        guard: mix(was, is, eased(phase / 0.25)),
        presence: 1.0,
        stride: if old.at == new.at { 0.0 } else { (phase / stage::MOVED).clamp(0.0, 1.0) },
    }
}

/// A unit that dies in the tick that goes on; `None` once it is gone.
fn dying(old: &Piece, after: &Moment, phase: f32) -> Option<Pose> {
    let its_end = after.events.iter().find_map(|event| match *event {
        Event::Died { seat, unit, at, .. } | Event::Removed { seat, unit, at }
            if (seat, unit) == (old.seat, old.unit) =>
        {
            Some(at)
        }
        _ => None,
    });
    let last = Piece { at: its_end.unwrap_or(old.at), hp: 0, ..*old };
    (phase < stage::DEATH).then(|| between(old, &last, phase))
}

/// A unit that is made in the tick that goes on; `None` before.
fn being_made(new: &Piece, phase: f32) -> Option<Pose> {
    let presence = eased((phase - stage::SPAWN) / (1.0 - stage::SPAWN));
    (presence > 0.0).then(|| Pose { presence, ..between(new, new, phase) })
}

fn heading(story: &Story, before: &Moment, after: &Moment, pose: &Pose, phase: f32) -> f32 {
    let Some(life) = story.lives.get(&(pose.seat, pose.unit)) else { return 0.0 };
    let frame = &before.frame;
    let middle = [f32::from(frame.width) / 2.0, f32::from(frame.height) / 2.0];
    // Who has not moved yet looks to the middle of the board.
    let at_first = || (middle[0] - pose.at[0]).atan2(middle[1] - pose.at[1]);
    let angle = |tick| {
        life.facing_at(tick).map_or_else(at_first, |(x, y): (i8, i8)| f32::from(x).atan2(f32::from(y)))
    };
    let (from, to) = (angle(before.tick), angle(after.tick));
    let turn = (to - from + std::f32::consts::PI).rem_euclid(std::f32::consts::TAU) - std::f32::consts::PI;
    from + turn * eased(phase / 0.3)
}

fn happenings(footage: &Footage, tick: Tick, phase: f32) -> Result<Vec<Happening>, ReplayError> {
    let mut happenings = Vec::new();
    let newest = if phase > 0.0 { tick.0 + 1 } else { tick.0 };
    for number in newest.saturating_sub(LINGER as u32)..=newest {
        // Tick T goes on while the cursor is between T - 1 and T.
        let age = (f64::from(tick.0) - (f64::from(number) - 1.0)) as f32 + phase;
        if number == 0 || age >= LINGER {
            continue;
        }
        let moment = footage.moment(Tick(number))?;
        happenings.extend(moment.events.iter().map(|event| Happening {
            event: *event,
            tick: Tick(number),
            age,
        }));
    }
    Ok(happenings)
}

/// The middle of a cell.
pub fn middle(at: protocol::Pos) -> [f32; 2] {
    [f32::from(at.x) + 0.5, f32::from(at.y) + 0.5]
}

/// A smooth way from 0 to 1 that begins and ends at rest.
pub fn eased(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests;
