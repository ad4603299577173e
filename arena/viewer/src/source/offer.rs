//! Matches to try, for somebody who has nothing to open yet.

use crate::Action;

/// A match that can be had at one click.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What to call it.
    pub title: String,
    /// What is worth watching in it, in one line.
    pub about: String,
    /// What plays it.
    pub action: Action,
}

/// The matches that come with the program, the best introduction first.
pub fn offers() -> Vec<Offer> {
    let offer = |title: &str, about: &str, bots: &[&str], map: &str, seed: &str| Offer {
        title: title.to_owned(),
        about: about.to_owned(),
        action: Action::Run {
            bots: bots.iter().map(|bot| (*bot).to_owned()).collect(),
            map: map.to_owned(),
            seed: seed.to_owned(),
        },
    };
    vec![
        offer(
            "Duel in the maze",
            "lances round corners against a bit of everything",
            &["lancer", "balanced"],
            "maze",
            "7",
        ),
        offer(
            "Four on the islands",
            "four economies, and beacons between them",
            &["greedy", "balanced", "wall", "lancer"],
            "islands",
            "1",
        ),
        offer(
            "Eight around the centre",
            "everybody wants the same ore",
            &["lancer", "balanced", "greedy", "wall", "raider", "simple", "lancer", "balanced"],
            "rich-centre",
            "1",
        ),
    ]
}
