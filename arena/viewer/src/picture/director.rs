//! Finds the action: a pure function of the match and the cursor.
//!
//! Attacks, deaths and turning points a little before and after the cursor draw its attention, those near to each other
//! more than those alone. Each comes and goes gradually, so the frame moves gradually too.

use bevy::math::Vec2;
use protocol::Tick;
use rules::Event;

use crate::{Footage, middle};

/// Ticks that it looks back and ahead.
const BACK: f64 = 3.0;
const AHEAD: f64 = 7.0;

/// Cells within which two things belong to one fight.
const FIGHT: f32 = 4.5;

/// How little of the board it shows at least, as half of a side in cells.
const TIGHTEST: f32 = 5.5;

/// A square of the board, in cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shot {
    /// Its middle.
    pub centre: Vec2,
    /// Half of its side.
    pub half: f32,
}

/// What to show at an instant.
pub(crate) fn shot(footage: &Footage, cursor: f64, board: Vec2) -> Shot {
    let mut points = Vec::new();
    let first = (cursor - BACK).floor().max(1.0) as u32;
    let last = ((cursor + AHEAD).ceil() as u32).min(footage.end().0);
    for number in first..=last {
        // A tick that cannot be had draws no attention; playing it will say why.
        let Ok(moment) = footage.moment(Tick(number)) else { continue };
        let nearness = nearness(f64::from(number) - cursor);
        for event in &moment.events {
            let (at, weight) = interest(event);
            if weight > 0.0 && nearness > 0.0 {
                points.push((Vec2::from(at), weight * nearness));
            }
        }
    }
    frame(&points, board)
}

/// How much an event draws attention, from 0 to 1, by its distance from the cursor in ticks.
fn nearness(ticks: f64) -> f32 {
    let part = if ticks < 0.0 { 1.0 + ticks / BACK } else { 1.0 - ticks / AHEAD };
    crate::eased(part as f32)
}

fn interest(event: &Event) -> ([f32; 2], f32) {
    match *event {
        Event::Attacked { to, landed, .. } => (middle(to), if landed { 1.0 } else { 0.3 }),
        Event::Died { at, .. } => (middle(at), 3.0),
        Event::CoreLost { at, .. } => (middle(at), 14.0),
        Event::Hurt { unit: None, at, .. } => (middle(at), 2.0),
        Event::Turned { at, .. } => (middle(at), 2.0),
        _ => ([0.0; 2], 0.0),
    }
}

fn frame(points: &[(Vec2, f32)], board: Vec2) -> Shot {
    let whole = board.max_element() / 2.0;
    let crowded: Vec<(Vec2, f32)> = points
        .iter()
        .map(|&(at, weight)| {
            let near = |&(other, weight): &(Vec2, f32)| {
                weight * (-at.distance_squared(other) / (FIGHT * FIGHT)).exp()
            };
            let crowd = points.iter().map(near).sum::<f32>();
            (at, weight * crowd * crowd)
        })
        .collect();
    // With nothing to see, the whole board draws attention by itself.
    let calm = 1.0;
    let sum = calm + crowded.iter().map(|(_, weight)| weight).sum::<f32>();
    let centre = (board / 2.0 * calm + crowded.iter().map(|(at, weight)| at * weight).sum::<Vec2>()) / sum;
    let spread =
        (crowded.iter().map(|(at, weight)| at.distance_squared(centre) * weight).sum::<f32>() / sum).sqrt();
    let tight = (TIGHTEST + spread * 1.3).min(whole);
    Shot { centre, half: tight + (whole - tight) * (calm / sum) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOARD: Vec2 = Vec2::new(31.0, 31.0);

    #[test]
    fn a_calm_board_is_shown_whole() {
        assert_eq!(frame(&[], BOARD), Shot { centre: BOARD / 2.0, half: 15.5 });
    }

    #[test]
    fn the_larger_fight_is_shown() {
        let large = (0..8).map(|i| (Vec2::new(5.0 + i as f32 * 0.3, 6.0), 2.0));
        let points: Vec<_> = large.chain([(Vec2::new(28.0, 28.0), 1.0)]).collect();
        let shot = frame(&points, BOARD);
        assert!(shot.centre.distance(Vec2::new(6.0, 6.0)) < 1.5, "{shot:?}");
        assert!(shot.half < 8.0, "{shot:?}");
    }

    #[test]
    fn it_moves_gradually() {
        for path in crate::testing::golden() {
            let (footage, _) = crate::testing::watch(&path);
            let end = f64::from(footage.end().0);
            let steps = (end * 8.0) as u32;
            let shots: Vec<Shot> = (0..steps).map(|i| shot(&footage, f64::from(i) / 8.0, BOARD)).collect();
            for (index, pair) in shots.windows(2).enumerate() {
                let jump = pair[0].centre.distance(pair[1].centre);
                assert!(jump < 4.0, "{jump} cells at {} of {}", index as f64 / 8.0, path.display());
            }
        }
    }
}
