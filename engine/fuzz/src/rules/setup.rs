//! Matches to be played: any kind of map, and numbers that are not the tuned ones.

use std::sync::OnceLock;

use arbitrary::Unstructured;
use protocol::beacons::Params;
use rules::beacons::{Archetype, Beacons, Map};

use crate::pick::Pick;

/// The numbers of the rule set that comes with the engine.
pub(crate) fn tuned() -> Params {
    static TUNED: OnceLock<Params> = OnceLock::new();
    let read = || {
        let file: toml::Table = include_str!("../../../../assets/rulesets/beacons.toml").parse().unwrap();
        file["rules"].clone().try_into().unwrap()
    };
    TUNED.get_or_init(read).clone()
}

/// The smallest match that is still one: two teams of four units.
pub(crate) fn small() -> Beacons {
    Beacons::new(tuned(), Map::generate(Archetype::Open, 17, 2, "small").unwrap()).unwrap()
}

/// A match by any rules, on any map of those that are quickly drawn. `None` where the rules refuse their numbers.
pub(super) fn any(u: &mut Unstructured<'_>) -> Option<Beacons> {
    let archetype = u.one(&Archetype::ALL);
    let teams = u.one(&[2, 4, 8]);
    let size = u.one(&[17, 18, 21, 25]) + teams;
    // Few seeds, so that drawing maps is not what takes the time.
    let map = map(archetype, size, teams, u.below(4));
    Beacons::new(params(u), map).ok()
}

/// A map, drawn once.
fn map(archetype: Archetype, size: u8, teams: u8, seed: usize) -> Map {
    type Drawn = std::collections::BTreeMap<(Archetype, u8, u8, usize), Map>;
    static DRAWN: std::sync::Mutex<Drawn> = std::sync::Mutex::new(Drawn::new());
    let draw = || Map::generate(archetype, size, teams, &seed.to_string()).unwrap();
    let mut drawn = DRAWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    drawn.entry((archetype, size, teams, seed)).or_insert_with(draw).clone()
}

/// Rules under which a lot happens, with a few numbers that are quite others.
fn params(u: &mut Unstructured<'_>) -> Params {
    let mut params = Params {
        ticks: u.one(&[450, 140, 1, 50_000]),
        fog: u.below(2) == 0,
        start_bank: 80,
        ore_amount: 9,
        core_hp: 8,
        storm_start: u.one(&[30, 3, 250]),
        storm_period: 6,
        ..tuned()
    };
    for _ in 0..u.below(5) {
        let small = [0, 1, 2, 3, 7];
        match u.below(21) {
            0 => params.sight = u.one(&[1, 2, 6, 63, 64, 255]),
            1 => params.core_hp = u.one(&[1, 2, 60, 10_000]),
            2 => params.start_bank = u.one(&[0, 12, 1_000_000]),
            3 => params.max_units = u.one(&[4, 5, 16, 64, 256]),
            4 => params.unit_hp = u.one(&[1, 2, 3, 1_000]),
            5 => params.unit_cargo = u.one(&[1, 2, 1_000]),
            6 => params.ore_amount = u.one(&[0, 1, 10_000]),
            7 => params.mine_amount = u.one(&[1, 3, 1_000]),
            8 => params.strike_damage = u.one(&[0, 1, 100]),
            9 => params.lance_damage = u.one(&[0, 1, 100]),
            10 => params.lance_cost = u.one(&small),
            11 => params.guard_amount = u.one(&[0, 1, 10_000]),
            12 => params.flank_damage = u.one(&[0, 1, 100]),
            13 => params.repair_amount = u.one(&[0, 1, 5, 1_000]),
            14 => params.repair_cost = u.one(&small),
            15 => params.spawn_cost = u.one(&[0, 1, 1_000_000]),
            16 => params.spawn_cost_step = u.one(&[1, 2, 1_000_000]),
            17 => params.beacon_radius = u.one(&[0, 1, 16]),
            18 => params.beacon_points = u.one(&[0, 1, 100]),
            19 => params.storm_rest = u.one(&[0, 1, 9, 255]),
            _ => params.storm_damage = u.one(&[0, 1, 1_000]),
        }
    }
    params
}
