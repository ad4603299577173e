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
    let game = rules::start("beacons", &params, map, "").expect("the match is set up");
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
        play(include_str!("maps/two.map"), &[1, 2]),
        (412, "53f586ac42fe2311e92399fb161bc7ff".to_string())
    );
}

#[test]
fn four_teams() {
    assert_eq!(
        play(include_str!("maps/four.map"), &[1, 2, 3, 4]),
        (378, "f2928e68f0c8a71ea1c8e7a324a6d7ea".to_string())
    );
}

#[test]
fn eight_teams() {
    assert_eq!(
        play(include_str!("maps/eight.map"), &[1, 2, 3, 4, 5, 6, 7, 8]),
        (448, "48d47052af931aabcc265422e3dbe9c8".to_string())
    );
}
