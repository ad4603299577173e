use alloc::{vec, vec::Vec};
use proptest::prelude::*;
use protocol::{
    Pos, UnitId,
    rumble::{Mode, Params},
};

use super::{load, save};
use crate::{
    Game, Report,
    rumble::{Rumble, state::State},
};

fn game() -> Rumble {
    Rumble::new(Params { mode: Mode::Hill, turns: 100 }, "save").expect("a match")
}

/// What loading says of the start of a match after a change.
fn after(change: impl Fn(&mut State)) -> &'static str {
    let game = game();
    let mut state = game.state.clone();
    state.turn = 25;
    change(&mut state);
    let mut bytes = Vec::new();
    save(&state, &mut bytes);
    match load(&game.setup.params, &game.setup.dice, &bytes) {
        Ok(loaded) => {
            let mut again = Vec::new();
            save(&loaded, &mut again);
            assert_eq!(again, bytes);
            "loaded"
        }
        Err(error) => error.0,
    }
}

#[test]
fn states_that_can_come_up_are_loaded() {
    assert_eq!(after(|_| ()), "loaded");
    assert_eq!(after(|s| s.turn = 100), "loaded");
    assert_eq!(after(|s| s.units.clear()), "loaded");
    assert_eq!(after(|s| s.forfeits = [true, true]), "loaded");
    assert_eq!(after(|s| (s.hill, s.damage) = ([225, 0], [0, 9025])), "loaded");
    assert_eq!(after(|s| s.units[7].id = UnitId(136)), "loaded");
}

#[test]
fn states_that_cannot_come_up_are_refused() {
    type Case<'a> = (&'a dyn Fn(&mut State), &'a str);
    let cases: &[Case<'_>] = &[
        (&|s| s.turn = 101, "the turn is after the last one"),
        (&|s| (s.turn, s.forfeits) = (0, [true, false]), "a team forfeited before the first turn"),
        (&|s| s.hill[1] = 226, "a team has more points than there were"),
        (&|s| s.damage[0] = 9026, "a team dealt more damage than it could"),
        (&|s| s.units[7].id = UnitId(137), "a unit was never made"),
        (&|s| s.units[3].at = Pos::new(0, 9), "a unit is where none can be"),
        (&|s| s.units[3].at = Pos::new(200, 9), "a unit is where none can be"),
        (&|s| s.units[3].at = s.units[0].at, "two units stand on one cell"),
        (&|s| s.units[3].hp = 0, "a unit has no hit points, or too many"),
        (&|s| s.units[3].hp = 6, "a unit has no hit points, or too many"),
    ];
    for (change, problem) in cases {
        assert_eq!(after(change), *problem);
    }
}

#[test]
fn a_match_goes_on_as_if_it_had_not_been_saved() {
    let mut game = game();
    let mut report = Report::default();
    let idle = vec![Vec::new(); 2];
    let (mut saved, mut one, mut other) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..100 {
        let mut restored = self::game();
        saved.clear();
        game.save(&mut saved);
        restored.load(&saved).expect("it was saved from this match");
        assert_eq!((restored.frame(), restored.outcome()), (game.frame(), game.outcome()), "turn {turn}");
        game.play(&idle, &mut report);
        restored.play(&idle, &mut report);
        one.clear();
        other.clear();
        game.save(&mut one);
        restored.save(&mut other);
        assert_eq!(one, other, "turn {turn}");
    }
    assert!(game.outcome().is_some());
}

proptest! {
    #[test]
    fn no_bytes_bring_a_match_down(
        mut bytes in Just({ let mut bytes = Vec::new(); game().save(&mut bytes); bytes }),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let mut game = game();
        if game.load(&bytes).is_ok() {
            let mut again = Vec::new();
            game.save(&mut again);
            prop_assert_eq!(again, bytes, "one state has one form");
            let mut report = Report::default();
            while game.outcome().is_none() {
                game.play(&[Vec::new(), Vec::new()], &mut report);
            }
        }
    }
}
