//! Whole matches, each as its length and the digest that its ticks chain up to: the same on every machine and in every
//! profile. When a rule changes on purpose, `EPOCH` goes up and these change with it.

mod script;

use protocol::{Digest, Tick};
use script::Match;

/// Plays a match by scripts and gives its length and digest.
fn play(map: &str, seeds: &[u64]) -> (u32, String) {
    let rules: toml::Table =
        include_str!("../../../assets/rulesets/beacons.toml").parse().expect("the rule set is TOML");
    let params = serde_json::to_string(&rules["rules"]).expect("the rule set is plain");
    let game = rules::start("beacons", &params, map).expect("the match is set up");
    let mut played = Match::new(game, seeds);
    let (mut digest, mut scratch) = (Digest::default(), Vec::new());
    while played.game.outcome().is_none() {
        played.tick();
        digest = rules::chain(digest, &*played.game, &mut scratch);
    }
    let Tick(ticks) = played.game.tick();
    (ticks, digest.to_string())
}

#[test]
fn two_teams() {
    assert_eq!(
        play(include_str!("../../../assets/maps/the-crossing.map"), &[1, 2]),
        (450, "065ca3af5ee0ae309fc895d15550dc6d".to_string())
    );
}

#[test]
fn four_teams() {
    assert_eq!(
        play(include_str!("maps/four.map"), &[1, 2, 3, 4]),
        (450, "cff57074395fe3e0e30bbc74f9e6b6d3".to_string())
    );
}

#[test]
fn eight_teams() {
    assert_eq!(
        play(include_str!("maps/eight.map"), &[1, 2, 3, 4, 5, 6, 7, 8]),
        (437, "2d62bb6e096bf9d97e446c1b252251cf".to_string())
    );
}
