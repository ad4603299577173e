//! Maps that are drawn from a seed. The pictures in `snapshots` show one of each kind; that they stay as they are is
//! also the proof that a seed means the same map everywhere and always.

#![allow(clippy::disallowed_types, reason = "it measures how long drawing takes")]

use std::time::Duration;

use proptest::prelude::*;
use protocol::Pos;
use rules::{
    Terrain,
    beacons::{Archetype, Map},
};

fn draw(archetype: Archetype, size: u8, teams: u8, seed: &str) -> Map {
    Map::generate(archetype, size, teams, seed)
        .unwrap_or_else(|error| panic!("{archetype:?}, {size} wide, {teams} teams, seed {seed:?}: {error}"))
}

fn picture(archetype: Archetype, teams: u8) -> String {
    let size = Archetype::default_size(teams);
    let map = draw(archetype, size, teams, "picture");
    format!("; {}, {size} wide, {teams} teams, seed \"picture\"\n{}", archetype.word(), map.to_text())
}

#[test]
fn pictures() {
    for archetype in Archetype::ALL {
        let pictures = [2, 4, 8].map(|teams| picture(archetype, teams));
        insta::assert_snapshot!(archetype.word(), pictures.join("\n"));
    }
}

#[test]
fn words_name_archetypes() {
    for archetype in Archetype::ALL {
        assert_eq!(Archetype::from_word(archetype.word()), Some(archetype));
        assert!(archetype.description().ends_with('.'));
    }
    assert_eq!(Archetype::from_word("Open"), None);
    assert_eq!([2, 4, 8].map(Archetype::default_size), [25, 31, 41]);
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let check = |size, teams, expected: &str| {
        let error = Map::generate(Archetype::Open, size, teams, "").unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check(16, 2, "parameter `size`: 16 is out of range; maps are drawn 17 to 64 cells wide");
    check(65, 8, "parameter `size`: 65 is out of range; maps are drawn 17 to 64 cells wide");
    check(25, 3, "parameter `teams`: 3 teams cannot be seated; 2, 4 or 8 can");
}

/// Every archetype is another map, and so is every size, number of teams and seed.
#[test]
fn no_two_askings_give_the_same_map() {
    let mut texts: Vec<String> = Vec::new();
    for archetype in Archetype::ALL {
        for (teams, seed) in [(2, "1"), (2, "2"), (2, "12"), (4, "1"), (8, "1")] {
            texts.push(draw(archetype, 25, teams, seed).to_text());
        }
    }
    let count = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), count);
}

/// What sets the archetypes apart, on the boards that matches are played on.
#[test]
fn archetypes_keep_their_promise() {
    for (teams, seed) in
        [2, 4, 8].into_iter().flat_map(|teams| (0..20).map(move |seed| (teams, seed.to_string())))
    {
        let size = Archetype::default_size(teams);
        for archetype in Archetype::ALL {
            let map = draw(archetype, size, teams, &seed);
            let walls = percent_of_walls(&map);
            let (least, most) = match archetype {
                Archetype::Open => (2, 8),
                Archetype::Corridors => (4, 30),
                Archetype::Islands => (8, 45),
                Archetype::RichCentre => (5, 14),
                Archetype::ManyBeacons => (6, 16),
                Archetype::Maze => (10, 35),
            };
            let asking = format!("{archetype:?}, {teams} teams, seed {seed}:\n{}", map.to_text());
            assert!((least..=most).contains(&walls), "{walls} % wall in {asking}");
            let beacons = map.beacons().len();
            let fewest = if archetype == Archetype::ManyBeacons { 7 } else { 3 };
            assert!((fewest..=9).contains(&beacons), "{beacons} beacons in {asking}");
            assert_eq!(map.ore().len() % usize::from(teams), 0, "{asking}");
            if archetype == Archetype::RichCentre {
                assert!(percent_of_ore_in_the_middle(&map) >= 60, "{asking}");
            }
        }
    }
}

fn percent_of_walls(map: &Map) -> usize {
    let walls = map.rows().concat().matches('#').count();
    walls * 100 / (usize::from(map.width()) * usize::from(map.height()))
}

fn percent_of_ore_in_the_middle(map: &Map) -> usize {
    let middle = Pos::new(map.width() / 2, map.height() / 2);
    let inside = map.ore().iter().filter(|ore| ore.chebyshev(middle) <= map.width() / 4 + 1).count();
    inside * 100 / map.ore().len()
}

/// The widest board takes some milliseconds; the bound leaves room for a slow and busy machine, and none for a search
/// that ran away.
#[test]
#[allow(clippy::disallowed_types, reason = "a test may look at the clock; the rules may not")]
fn drawing_is_quick() {
    for (archetype, teams) in
        Archetype::ALL.into_iter().flat_map(|archetype| [2, 4, 8].map(|n| (archetype, n)))
    {
        let begin = std::time::Instant::now();
        draw(archetype, 64, teams, "quick");
        let taken = begin.elapsed();
        assert!(taken < Duration::from_secs(1), "{archetype:?} with {teams} teams took {taken:?}");
    }
}

/// Rings between a cell and the edge; the storm never reaches cells that are `(size - 9) / 2` deep.
fn depth(size: u8, at: Pos) -> u8 {
    at.x.min(at.y).min(size - 1 - at.x).min(size - 1 - at.y)
}

/// On some widths there is little room between the centre that the storm spares and a core, or a ring around riches;
/// the first generator then put up no beacon outside.
#[test]
fn the_storm_closes_a_beacon_on_every_width() {
    for (size, teams) in (17..=32).flat_map(|size| [2, 4, 8].map(|teams| (size, teams))) {
        for (archetype, seed) in
            Archetype::ALL.into_iter().flat_map(|kind| ["1", "2", "3"].map(|seed| (kind, seed)))
        {
            let map = draw(archetype, size, teams, seed);
            let closes = map.beacons().iter().any(|&beacon| depth(size, beacon) < (size - 9) / 2);
            assert!(closes, "{archetype:?}, {size} wide, {teams} teams, seed {seed}:\n{}", map.to_text());
        }
    }
}

fn archetypes() -> impl Strategy<Value = Archetype> {
    prop::sample::select(Archetype::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A text that can be read again is square, symmetric and connected, for the reader checks all of that.
    #[test]
    fn every_map_can_be_read_back(
        archetype in archetypes(),
        size in 17_u8..=64,
        teams in prop::sample::select(vec![2, 4, 8]),
        seed in ".{0,12}",
    ) {
        let map = draw(archetype, size, teams, &seed);
        prop_assert_eq!(Map::parse(&map.to_text()), Ok(map.clone()));
        prop_assert_eq!(draw(archetype, size, teams, &seed), map.clone());
        prop_assert_eq!((map.width(), map.teams()), (size, teams));
    }

    #[test]
    fn every_map_has_what_a_match_needs(
        archetype in archetypes(),
        size in 17_u8..=64,
        teams in prop::sample::select(vec![2, 4, 8]),
        seed in any::<u64>(),
    ) {
        let map = draw(archetype, size, teams, &seed.to_string());
        let centre = (size - 9) / 2;

        prop_assert!(map.beacons().len() <= 9);
        prop_assert!(map.beacons().iter().any(|&beacon| depth(size, beacon) >= centre), "no beacon outlasts the storm");
        prop_assert!(map.beacons().iter().any(|&beacon| depth(size, beacon) < centre), "the storm closes no beacon");
        for &core in map.cores() {
            prop_assert!(depth(size, core) >= 2, "a core near the edge");
            let around = |at: &Pos| map.contains(*at) && map.terrain(*at) == Terrain::Wall;
            let (x, y) = (core.x - 1, core.y - 1);
            let ring: Vec<Pos> = (0..9).map(|i| Pos::new(x + i % 3, y + i / 3)).collect();
            prop_assert!(!ring.iter().any(around), "a wall beside a core");
            let home = map.ore().iter().filter(|ore| ore.walk(core) <= 9).count();
            prop_assert!(home >= 1, "no ore near a core");
        }
    }
}
