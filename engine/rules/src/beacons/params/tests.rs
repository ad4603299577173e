use alloc::string::{String, ToString};

use super::{check_params, check_with_teams, ranges, read};
use crate::{
    SetupError,
    beacons::{Archetype, Beacons, Map, NAME, scenario::tuned},
};

fn tuned_json() -> serde_json::Value {
    serde_json::to_value(tuned()).expect("parameters are plain")
}

/// The tuned parameters with one of them changed, as text.
fn with(name: &str, value: impl Into<serde_json::Value>) -> String {
    let mut json = tuned_json();
    json[name] = value.into();
    json.to_string()
}

#[test]
fn the_rule_set_holds_the_tuned_values() {
    let expected = serde_json::json!({
        "ticks": 450, "fog": true, "sight": 6, "core_hp": 60, "start_bank": 12, "max_units": 64, "unit_hp": 10,
        "unit_cargo": 10, "ore_amount": 60, "mine_amount": 1, "strike_damage": 2, "lance_damage": 2, "lance_cost": 3,
        "guard_amount": 4, "flank_damage": 1, "repair_amount": 1, "repair_cost": 1, "spawn_cost": 8,
        "spawn_cost_step": 4, "beacon_radius": 2, "beacon_points": 1, "storm_start": 250, "storm_period": 15,
        "storm_rest": 9, "storm_damage": 1,
    });
    assert_eq!(tuned_json(), expected);
    let text = include_str!("../../../../../assets/rulesets/beacons.toml");
    let file: toml::Table = text.parse().expect("the rule set is TOML");
    let fuel: protocol::FuelPlan = file["fuel"].clone().try_into().expect("the rule set has a fuel plan");
    let [start, per_tick, bank] = [3_000_000_000, 40_000_000, 400_000_000].map(protocol::Fuel);
    assert_eq!(fuel, protocol::FuelPlan { start, per_tick, bank });
    assert_eq!(file["game"].as_str(), Some(NAME));
    assert_eq!(file.len(), 3, "only game, [rules] and [fuel]");
}

#[test]
fn every_parameter_has_a_range_that_holds_its_tuned_value() {
    let numbers =
        tuned_json().as_object().expect("an object").iter().filter(|(_, value)| value.is_number()).count();
    assert_eq!(ranges(&tuned()).len(), numbers);
    assert_eq!(check_params(&tuned()), Ok(()));
}

#[test]
fn values_just_out_of_range_are_named() {
    for (name, _, range) in ranges(&tuned()) {
        for value in [range.start().checked_sub(1), range.end().checked_add(1)].into_iter().flatten() {
            // A value that the field's own type cannot hold is refused when it is read.
            let Ok(params) = serde_json::from_str(&with(name, value)) else { continue };
            match check_params(&params) {
                Err(SetupError::Param { name: named, problem }) => {
                    assert_eq!(named, name);
                    assert!(problem.contains(&value.to_string()), "{problem}");
                }
                other => panic!("{name} = {value} gives {other:?}"),
            }
        }
        for value in [*range.start(), *range.end()] {
            let params = serde_json::from_str(&with(name, value)).expect("the ends of a range fit its type");
            assert_eq!(check_params(&params), Ok(()), "{name} = {value}");
        }
    }
}

#[test]
fn texts_that_are_no_parameters_are_refused_with_the_name() {
    let mut missing = tuned_json();
    missing.as_object_mut().expect("an object").remove("sight");
    for (json, name) in [
        (with("speed", 1), "speed"),
        (missing.to_string(), "sight"),
        (with("ticks", -1), "rules"),
        (with("ticks", 1.5), "rules"),
        (with("fog", "yes"), "rules"),
        ("[]".to_string(), "rules"),
        ("{".to_string(), "rules"),
    ] {
        match read(&json) {
            Err(SetupError::Param { name: named, problem }) => assert_eq!(named, name, "{problem}"),
            other => panic!("{json} gives {other:?}"),
        }
    }
}

#[test]
fn many_teams_have_fewer_units_each() {
    let mut params = tuned();
    for (teams, most) in [(2, 256), (4, 128), (8, 64)] {
        params.max_units = most;
        assert_eq!(check_with_teams(&params, teams), Ok(()));
        params.max_units = most + 1;
        let refused = check_with_teams(&params, teams);
        assert!(
            matches!(&refused, Err(SetupError::Param { name, .. }) if name == "max_units"),
            "{refused:?}"
        );
    }
}

#[test]
fn a_match_is_set_up_from_what_a_replay_holds() {
    let map = Map::generate(Archetype::Open, 25, 2, "text").expect("the map is drawn");
    let game = Beacons::from_text(&tuned_json().to_string(), &map.to_text()).expect("the match is set up");
    assert_eq!((game.params(), game.map()), (&tuned(), &map));
    assert!(Beacons::from_text(&with("ticks", 0), &map.to_text()).is_err());
    assert!(Beacons::from_text(&tuned_json().to_string(), "no map").is_err());
}
