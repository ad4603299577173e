use alloc::{vec, vec::Vec};
use proptest::prelude::*;
use protocol::{Pos, Seat, UnitId};

use super::{Source, load, put, save};
use crate::beacons::{
    Archetype, Beacons, Map,
    scenario::tuned,
    state::{State, Unit},
};

fn game() -> Beacons {
    let map = Map::generate(Archetype::Open, 25, 2, "save").expect("the map is drawn");
    Beacons::new(tuned(), map).expect("the match is set up")
}

/// What loading says of the start of a match after a change.
fn after(change: impl Fn(&mut State)) -> &'static str {
    let game = game();
    let mut state = game.state.clone();
    state.tick = 100;
    change(&mut state);
    let mut bytes = Vec::new();
    save(&state, &mut bytes);
    match load(&game.setup.params, &game.setup.board, &bytes) {
        Ok(loaded) => {
            assert_eq!(loaded, state);
            "loaded"
        }
        Err(error) => error.0,
    }
}

#[test]
fn states_that_can_come_up_are_loaded() {
    assert_eq!(after(|_| ()), "loaded");
    assert_eq!(after(|state| state.tick = 450), "loaded");
    assert_eq!(after(|state| state.units.clear()), "loaded");
    assert_eq!(after(|state| (state.teams[1].core_hp, state.teams[1].bank) = (0, 0)), "loaded");
    assert_eq!(
        after(|state| {
            state.ore.fill(0);
            state.loose = vec![(Pos::new(12, 12), 100), (Pos::new(13, 12), 1)];
            state.holders[0] = Some(Seat(1));
            state.teams[0].next_id = 104;
            state.units[3].id = UnitId(103);
            state.units[3].guarded = true;
        }),
        "loaded"
    );
}

#[test]
fn states_that_cannot_come_up_are_refused() {
    let ground = game().setup.board.cores[0];
    let wall = |state: &mut State| state.units[0].at = ground;
    type Case<'a> = (&'a dyn Fn(&mut State), &'a str);
    let cases: &[Case<'_>] = &[
        (&|s| s.tick = 451, "the tick is after the last one"),
        (&|s| s.teams[0].bank = 2000, "there is more ore than at the start"),
        (&|s| s.teams[0].bank = u32::MAX, "there is more ore than at the start"),
        (&|s| s.teams[0].core_hp = 61, "a core has too many hit points"),
        (&|s| s.teams[0].core_hp = 0, "a lost core has a bank"),
        (&|s| s.teams[0].points = u32::MAX, "a team has more points than there were"),
        (&|s| s.teams[0].damage = u32::MAX, "a team dealt more damage than it could"),
        (&|s| s.teams[0].next_id = 105, "a team made more units than it could"),
        (&|s| s.teams[0].next_id = 3, "a team made fewer units than it started with"),
        (&|s| s.units[3].id = UnitId(4), "a unit was never made"),
        (&|s| s.units[0].hp = 0, "a unit has no hit points"),
        (&|s| s.units[0].hp = 11, "a unit has too many hit points"),
        (&|s| s.units[0].cargo = 11, "a unit carries too much"),
        (&|s| s.units[0].at = s.units[7].at, "two units stand on one cell"),
        (&|s| s.units[0].at = Pos::new(25, 0), "something is where nothing can be"),
        (&wall, "something is where nothing can be"),
        (&|s| s.ore[0] = 61, "an ore cell holds too much"),
        (&|s| s.loose = vec![(Pos::new(12, 12), 0)], "a pile is empty"),
        (&|s| s.loose = vec![(Pos::new(255, 255), 1)], "something is where nothing can be"),
        (&|s| s.loose = vec![(Pos::new(12, 12), 1)], "there is more ore than at the start"),
        (&|s| s.loose = vec![(Pos::new(12, 12), u32::MAX)], "a pile is larger than all ore"),
        (&|s| s.holders[0] = Some(Seat(2)), "a beacon's holder has no seat"),
    ];
    for (change, expected) in cases {
        assert_eq!(after(change), *expected);
    }
}

#[test]
fn a_team_has_no_more_units_than_the_rules_say() {
    let crowd = |state: &mut State| {
        let unit = |id| Unit { id: UnitId(id), ..state.units[0] };
        state.teams[0].next_id = 65;
        state.units = (0..65).map(unit).collect();
    };
    assert_eq!(after(crowd), "a team has too many units");
}

#[test]
fn bytes_that_are_too_few_too_many_or_not_canonical_are_refused() {
    let game = game();
    let load = |bytes: &[u8]| load(&game.setup.params, &game.setup.board, bytes).map_err(|error| error.0);
    let mut bytes = Vec::new();
    save(&game.state, &mut bytes);
    for end in 0..bytes.len() {
        assert_eq!(load(&bytes[..end]), Err("the bytes end too early"));
    }
    let long = [&bytes[..], &[0]].concat();
    assert_eq!(load(&long), Err("bytes follow the state"));
    let padded = [&[0x80, 0], &bytes[1..]].concat();
    assert_eq!(load(&padded), Err("a number is longer than it need be"));
    assert_eq!(load(&[0xff; 8]), Err("a number has no end"));
}

#[test]
fn a_start_of_two_teams_is_small() {
    let mut bytes = Vec::new();
    save(&game().state, &mut bytes);
    assert!(bytes.len() < 128, "{} bytes", bytes.len());
}

proptest! {
    #[test]
    fn numbers_are_read_as_they_were_written(number: u32) {
        let mut bytes = Vec::new();
        put(&mut bytes, number);
        let mut source = Source { bytes: &bytes };
        prop_assert_eq!(source.number(u32::MAX, "too large"), Ok(number));
        prop_assert!(source.bytes.is_empty());
    }
}
