use super::*;
use crate::testing::{golden, watch};

#[test]
fn whole_ticks_stand_as_the_rules_left_them() {
    let (footage, story) = watch(&golden()[0]);
    for tick in [0, 1, 57, footage.end().0] {
        let scene = sample(&footage, &story, f64::from(tick)).unwrap();
        let frame = &scene.before.frame;
        assert_eq!((scene.tick, scene.phase, frame.tick), (Tick(tick), 0.0, Tick(tick)));
        assert_eq!(scene.poses.len(), frame.pieces.len());
        for (pose, piece) in scene.poses.iter().zip(&frame.pieces) {
            assert_eq!((pose.seat, pose.unit, pose.at), (piece.seat, piece.unit, middle(piece.at)));
            assert_eq!((pose.hp, pose.cargo, pose.presence), (piece.hp.into(), piece.cargo.into(), 1.0));
        }
    }
}

#[test]
fn what_was_shown_before_has_no_influence() {
    let (footage, story) = watch(&golden()[0]);
    let end = f64::from(footage.end().0);
    let look = |footage: &Footage, cursor: f64| {
        let scene = sample(footage, &story, cursor).unwrap();
        (scene.poses, scene.happenings, scene.before.frame.clone())
    };
    let cursors = [0.0, 3.25, end - 0.5, 100.9, 3.25, end, 101.0, 0.5];
    for cursor in cursors {
        let (fresh, _) = watch(&golden()[0]);
        assert_eq!(look(&footage, cursor), look(&fresh, cursor), "at {cursor}");
    }
}

#[test]
fn a_tick_flows_into_the_next_without_a_jump() {
    for name in golden() {
        let (footage, story) = watch(&name);
        for tick in (0..footage.end().0).step_by(7) {
            let ending = sample(&footage, &story, f64::from(tick) + 0.9999).unwrap();
            let next = sample(&footage, &story, f64::from(tick) + 1.0).unwrap();
            assert_eq!(ending.poses.len(), next.poses.len(), "{name:?} tick {tick}");
            for (a, b) in ending.poses.iter().zip(&next.poses) {
                let moved = (a.at[0] - b.at[0]).abs() + (a.at[1] - b.at[1]).abs();
                let turned = (a.heading - b.heading).sin().abs();
                let bars = (a.hp - b.hp).abs() + (a.cargo - b.cargo).abs() + (a.presence - b.presence).abs();
                assert!(
                    moved < 1e-3 && turned < 1e-2 && bars < 1e-2,
                    "{name:?} tick {tick}: {a:?} then {b:?}"
                );
            }
        }
    }
}

#[test]
fn units_never_stand_in_one_another_while_they_walk() {
    let (footage, story) = watch(&golden()[0]);
    for tick in (0..footage.end().0).step_by(11) {
        for phase in [0.1, 0.25, 0.4] {
            let scene = sample(&footage, &story, f64::from(tick) + phase).unwrap();
            for (i, a) in scene.poses.iter().enumerate() {
                for b in &scene.poses[..i] {
                    let apart = (a.at[0] - b.at[0]).hypot(a.at[1] - b.at[1]);
                    // Round a corner two units come within 0.71 cells of each other.
                    assert!(apart > 0.7, "tick {tick} + {phase}: {a:?} and {b:?}");
                }
            }
        }
    }
}

#[test]
fn happenings_are_those_of_the_last_ticks_with_their_ages() {
    let (footage, story) = watch(&golden()[0]);
    let scene = sample(&footage, &story, 80.5).unwrap();
    assert!(scene.happenings.is_sorted_by_key(|happening| happening.tick));
    for happening in &scene.happenings {
        let begun = 80.5 - (f64::from(happening.tick.0) - 1.0);
        assert!((f64::from(happening.age) - begun).abs() < 1e-5 && happening.age < LINGER);
        assert!(footage.moment(happening.tick).unwrap().events.contains(&happening.event));
    }
    let ticks: std::collections::BTreeSet<u32> = scene.happenings.iter().map(|h| h.tick.0).collect();
    assert_eq!(ticks.into_iter().collect::<Vec<_>>(), [79, 80, 81]);
}

#[test]
fn cursors_beyond_the_match_show_its_ends() {
    let (footage, story) = watch(&golden()[0]);
    let tick = |cursor| sample(&footage, &story, cursor).unwrap().tick;
    assert_eq!((tick(-4.0), tick(1e12)), (Tick(0), footage.end()));
}
