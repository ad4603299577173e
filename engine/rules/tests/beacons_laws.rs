//! Laws that hold in every match of Beacons, whatever the bots do.

mod script;

use std::collections::BTreeSet;

use proptest::prelude::*;
use protocol::{
    Dir, Reason, Seat, UnitId,
    beacons::{Params, Verb},
};
use rules::{
    Event, Game, Order, Report,
    beacons::{Archetype, Beacons, Map},
};
use script::{Dice, Match};

fn tuned() -> Params {
    let file: toml::Table =
        include_str!("../../../assets/rulesets/beacons.toml").parse().expect("the rule set is TOML");
    file["rules"].clone().try_into().expect("the rule set is complete")
}

fn game(archetype: Archetype, teams: u8, seed: u64, params: Params) -> Beacons {
    // Narrower than players like it, so that they meet.
    let size = Archetype::default_size(teams) - 8;
    let map = Map::generate(archetype, size, teams, &seed.to_string()).expect("the map is drawn");
    Beacons::new(params, map).expect("the match is set up")
}

/// Rules under which a lot happens early: weak cores, little ore, a storm within the first ticks.
fn lively() -> Params {
    Params {
        start_bank: 80,
        ore_amount: 9,
        storm_start: 60,
        storm_period: 6,
        ticks: 140,
        core_hp: 8,
        ..tuned()
    }
}

fn any_archetype() -> impl Strategy<Value = Archetype> {
    prop::sample::select(&Archetype::ALL[..])
}

fn any_teams() -> impl Strategy<Value = u8> {
    prop::sample::select(&[2_u8, 4, 8][..])
}

/// Seeds of as many scripts as there are seats.
fn seeds(seed: u64, teams: u8) -> Vec<u64> {
    let mut dice = Dice(seed | 1);
    (0..teams).map(|_| dice.below(u64::MAX)).collect()
}

/// Two matches on one map whose bots sit elsewhere, by a symmetry of the board: every bot must read the same lines.
fn seats_do_not_matter(archetype: Archetype, teams: u8, seed: u64, first: u8, params: &Params) {
    let game = game(archetype, teams, seed, params.clone());
    let symmetry = game.map().symmetry();
    // Where the bot of a seat sits in the second match.
    let moved = |seat: u8| symmetry.seat_of(Seat(first % teams), seat);
    let here = seeds(seed, teams);
    let mut there = vec![0; here.len()];
    (0..teams).for_each(|seat| there[moved(seat).index()] = here[usize::from(seat)]);
    let mut one = Match::new(game.fork(), &here);
    let mut other = Match::new(game.fork(), &there);
    while one.game.outcome().is_none() {
        for seat in 0..teams {
            let (read, expected) = (other.line(moved(seat)), one.line(Seat(seat)));
            assert!(
                read == expected,
                "seat {seat} of {teams} reads\n{}but as seat {}\n{}",
                String::from_utf8_lossy(&expected),
                moved(seat),
                String::from_utf8_lossy(&read)
            );
        }
        one.tick();
        other.tick();
    }
    let (ended, mirrored) = (one.game.outcome().expect("it ended"), other.game.outcome().expect("both end"));
    assert_eq!(ended.reason, mirrored.reason);
    assert_eq!(ended.winner.map(|seat| moved(seat.0)), mirrored.winner);
    for seat in 0..teams {
        assert_eq!(ended.places[usize::from(seat)], mirrored.places[moved(seat).index()]);
    }
}

/// All the ore that there is.
fn ore(game: &dyn Game) -> u64 {
    let frame = game.frame();
    let of_tile = |tile: &rules::Tile| {
        let in_cell = if tile.terrain == rules::Terrain::Ore { tile.amount } else { 0 };
        u64::from(in_cell + tile.loose)
    };
    let tiles: u64 = frame.tiles.iter().map(of_tile).sum();
    let cargo: u64 = frame.pieces.iter().map(|piece| u64::from(piece.cargo)).sum();
    let banks: u64 = frame.teams.iter().map(|team| u64::from(team.bank)).sum();
    tiles + cargo + banks
}

/// What was spent or lost in the last tick, from its events and orders; `banks` are those before it.
fn spent(played: &Match, params: &Params, banks: &[u32]) -> u64 {
    let units =
        |seat: Seat| played.game.frame().pieces.iter().filter(|piece| piece.seat == seat).count() as u32;
    let storm_dead = |seat: Seat| {
        let died = |event: &&Event| matches!(event, Event::Died { seat: of, storm: true, .. } if *of == seat);
        played.report.events.iter().filter(died).count() as u32
    };
    let mut sum = 0;
    for event in &played.report.events {
        sum += match *event {
            Event::Healed { .. } => u32::from(params.repair_cost),
            Event::CoreLost { seat, .. } => banks[seat.index()],
            Event::Spawned { seat, .. } => {
                params.spawn_cost + (units(seat) + storm_dead(seat) - 1) / params.spawn_cost_step
            }
            _ => 0,
        };
    }
    for (orders, failed) in played.orders.iter().zip(&played.report.failed) {
        let lances = orders.iter().filter(|order| order.verb == Verb::Lance as u8).count();
        let dropped = failed.iter().filter(|note| note.why == Reason::LanceNeedsCargo).count();
        sum += (lances - dropped) as u32 * u32::from(params.lance_cost);
    }
    u64::from(sum)
}

fn any_order() -> impl Strategy<Value = Order> {
    let unit = prop::option::weighted(0.9, prop_oneof![4 => 0..12_u16, 1 => any::<u16>()]);
    let to = prop::option::weighted(0.95, prop::sample::select(&Dir::ALL[..]));
    let amount = prop_oneof![4 => 0..12_u32, 1 => any::<u32>()];
    (unit, prop_oneof![9 => 0..8_u8, 1 => any::<u8>()], to, amount)
        .prop_map(|(unit, verb, to, amount)| Order { unit: unit.map(UnitId), verb, to, amount })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn seats_do_not_matter_in_any_match(
        archetype in any_archetype(), teams in any_teams(), seed: u64, first in 1..8_u8, fog: bool,
    ) {
        seats_do_not_matter(archetype, teams, seed, first, &Params { fog, ..lively() });
    }

    #[test]
    fn ore_is_neither_made_nor_lost(archetype in any_archetype(), teams in any_teams(), seed: u64) {
        let params = lively();
        let mut played = Match::new(game(archetype, teams, seed, params.clone()).fork(), &seeds(seed, teams));
        while played.game.outcome().is_none() {
            let before = ore(&*played.game);
            let banks: Vec<u32> = played.game.frame().teams.iter().map(|team| team.bank).collect();
            played.tick();
            prop_assert_eq!(ore(&*played.game) + spent(&played, &params, &banks), before);
        }
    }

    #[test]
    fn a_saved_match_goes_on_as_if_it_had_not_been_saved(archetype in any_archetype(), teams in any_teams(), seed: u64) {
        let fresh = game(archetype, teams, seed, lively());
        let mut played = Match::new(fresh.fork(), &seeds(seed, teams));
        let mut shadow = fresh.fork();
        let (mut saved, mut again) = (Vec::new(), Vec::new());
        while played.game.outcome().is_none() {
            saved.clear();
            played.game.save(&mut saved);
            prop_assert_eq!(shadow.load(&saved), Ok(()));
            again.clear();
            shadow.save(&mut again);
            prop_assert_eq!(&again, &saved);
            prop_assert_eq!(shadow.frame(), played.game.frame());

            let mut report = Report::default();
            played.tick();
            shadow.play(&played.orders, &mut report);
            prop_assert_eq!(&report, &played.report);
            prop_assert_eq!(shadow.frame(), played.game.frame());
            prop_assert_eq!(shadow.outcome(), played.game.outcome());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_orders_can_be_played(
        archetype in any_archetype(),
        teams in any_teams(),
        turns in prop::collection::vec(
            prop::collection::vec(prop::collection::vec(any_order(), 0..12), 0..10), 1..30),
    ) {
        let mut game = game(archetype, teams, 1, lively());
        let mut report = Report::default();
        let mut saved = Vec::new();
        for orders in &turns {
            game.play(orders, &mut report);
            prop_assert_eq!(report.failed.len(), usize::from(teams));
            // Every order that stood is reported at most once, and never for a seat that is not there.
            for (seat, failed) in report.failed.iter().enumerate() {
                prop_assert!(failed.len() <= orders.get(seat).map_or(0, Vec::len));
            }
            saved.clear();
            game.save(&mut saved);
            prop_assert_eq!(game.clone().load(&saved), Ok(()));
        }
    }

    #[test]
    fn any_bytes_can_be_loaded_or_are_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        at: prop::sample::Index,
        flip in 1..=255_u8,
    ) {
        let mut game = game(Archetype::Open, 2, 1, lively());
        let mut saved = Vec::new();
        game.save(&mut saved);
        let before = game.frame();
        if game.load(&bytes).is_err() {
            prop_assert_eq!(game.frame(), before, "a state that is refused changes nothing");
        }
        // A state with one byte changed is refused, or is another state that can be played.
        let place = at.index(saved.len());
        saved[place] ^= flip;
        if game.load(&saved).is_ok() {
            let mut again = Vec::new();
            game.save(&mut again);
            prop_assert_eq!(&again, &saved);
            game.play(&[], &mut Report::default());
        }
    }

    #[test]
    fn any_line_can_be_read(line in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut turn = rules::Turn::default();
        game(Archetype::Open, 2, 1, lively()).read_line(Seat(1), &line, &mut turn);
        prop_assert!(turn.orders.is_empty() || turn.orders.len() <= 5);
    }
}

#[test]
fn tick_lines_are_observations_to_the_byte() {
    for teams in [2, 4, 8] {
        let mut played = Match::new(game(Archetype::RichCentre, teams, 4, lively()).fork(), &seeds(4, teams));
        while played.game.outcome().is_none() {
            for seat in (0..teams).map(Seat) {
                let line = played.line(seat);
                let seen: protocol::beacons::Observation =
                    serde_json::from_slice(&line).expect("an observation");
                let again = serde_json::to_string(&seen).expect("an observation is plain") + "\n";
                assert_eq!(String::from_utf8_lossy(&line), again);
            }
            played.tick();
        }
    }
}

/// Without this the laws could hold because nothing happens.
#[test]
fn the_scripts_make_everything_happen() {
    let mut seen = BTreeSet::new();
    for archetype in Archetype::ALL {
        let mut played = Match::new(game(archetype, 2, 9, lively()).fork(), &[1, 2]);
        while played.game.outcome().is_none() {
            played.tick();
            let kind = |event| serde_json::to_value(event).expect("an event is plain")["event"].to_string();
            seen.extend(played.report.events.iter().map(kind));
        }
    }
    let seen: Vec<&str> = seen.iter().map(|kind| kind.trim_matches('"')).collect();
    let all = [
        "attacked",
        "core_lost",
        "died",
        "gave",
        "guarded",
        "healed",
        "hurt",
        "mined",
        "moved",
        "picked_up",
        "scorched",
        "scored",
        "spawned",
        "storm_grew",
        "turned",
    ];
    assert_eq!(seen, all);
}

#[test]
fn seats_do_not_matter_on_any_kind_of_map() {
    for archetype in Archetype::ALL {
        for teams in [2, 4, 8] {
            seats_do_not_matter(archetype, teams, 5, teams - 1, &lively());
        }
    }
}

#[test]
fn the_same_bot_in_every_seat_draws() {
    for teams in [2, 4, 8] {
        let mut played =
            Match::new(game(Archetype::Islands, teams, 3, tuned()).fork(), &vec![7; usize::from(teams)]);
        while played.game.outcome().is_none() {
            played.tick();
        }
        let outcome = played.game.outcome().expect("it ended");
        assert_eq!(outcome.winner, None);
        assert_eq!(outcome.places, vec![1; usize::from(teams)]);
    }
}

#[test]
fn a_match_that_has_ended_stays_as_it_is() {
    let mut game = game(Archetype::Open, 2, 1, Params { ticks: 1, ..tuned() });
    let (mut report, mut saved, mut again) = (Report::default(), Vec::new(), Vec::new());
    game.play(&[], &mut report);
    assert!(game.outcome().is_some());
    game.save(&mut saved);
    game.play(&[], &mut report);
    game.save(&mut again);
    assert_eq!((saved, report.events.len()), (again, 0));
}
