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

/// Title, what is worth watching, bots, map, seed. Chosen from some four hundred pairings for an open end.
const MATCHES: [(&str, &str, &[&str], &str, &str); 6] = [
    (
        "Duel in the maze",
        "lances round corners against a bit of everything; eight points decide",
        &["lancer", "balanced"],
        "maze",
        "6",
    ),
    (
        "By a single point",
        "formations against an economy, open until the last tick",
        &["wall", "greedy"],
        "islands",
        "5",
    ),
    (
        "The pack on the plain",
        "raiders hunt miners while a wall marches to the beacons",
        &["raider", "wall"],
        "open",
        "2",
    ),
    (
        "Four, and a beacon on every corner",
        "three of four may still win when the storm closes in",
        &["greedy", "wall", "lancer", "balanced"],
        "many-beacons",
        "6",
    ),
    (
        "Four in the corridors",
        "narrow ways, and the two in the middle fight it out",
        &["greedy", "wall", "lancer", "balanced"],
        "corridors",
        "4",
    ),
    (
        "Eight around the beacons",
        "a crowd; look at it from above, or let the director find the action",
        &["lancer", "balanced", "greedy", "wall", "raider", "greedy", "lancer", "balanced"],
        "many-beacons",
        "3",
    ),
];

/// The matches that come with the program, the best introduction first.
pub fn offers() -> Vec<Offer> {
    let offer = |&(title, about, bots, map, seed): &(&str, &str, &[&str], &str, &str)| Offer {
        title: title.to_owned(),
        about: about.to_owned(),
        action: Action::Run {
            bots: bots.iter().map(|bot| (*bot).to_owned()).collect(),
            map: map.to_owned(),
            seed: seed.to_owned(),
        },
    };
    MATCHES.iter().map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Fixture;

    #[test]
    fn every_offer_can_be_played() {
        for offer in offers() {
            let Action::Run { bots, map, seed } = offer.action else {
                panic!("{} plays nothing", offer.title)
            };
            Fixture::simple(bots, map, seed).check().unwrap_or_else(|failure| panic!("{failure}"));
        }
    }
}
