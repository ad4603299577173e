//! What a tick of Beacons costs: two full teams of 32 units on the board for two, busy all the time.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use protocol::{
    Digest, Dir, Seat, UnitId,
    beacons::{Params, Verb},
};
use rules::{
    Game, Order, Report, Turn,
    beacons::{Archetype, Beacons, Map},
};

const UNITS: u16 = 32;

/// Two teams with all of their units, who cannot die and have time without end.
fn full_match() -> Beacons {
    let file: toml::Table =
        include_str!("../../../assets/rulesets/beacons.toml").parse().expect("the rule set is TOML");
    let params: Params = file["rules"].clone().try_into().expect("the rule set is complete");
    let params = Params {
        ticks: 50_000,
        start_bank: 100_000,
        max_units: UNITS,
        unit_hp: 1_000,
        beacon_points: 0,
        strike_damage: 0,
        lance_damage: 0,
        flank_damage: 0,
        storm_start: 1_000_000,
        ..params
    };
    let map = Map::generate(Archetype::Open, 25, 2, "bench").expect("the map is drawn");
    let mut game = Beacons::new(params, map).expect("the match is set up");
    let mut report = Report::default();
    for tick in 0.. {
        if game.frame().teams.iter().all(|team| team.units == UNITS) {
            return game;
        }
        let mut orders = busy_orders(tick);
        let spawn =
            Order { unit: None, verb: Verb::Spawn as u8, to: Some(Dir::ALL[tick as usize % 4]), amount: 0 };
        orders.iter_mut().for_each(|orders| orders.push(spawn));
        game.play(&orders, &mut report);
    }
    unreachable!("the teams are full before the numbers end")
}

/// Orders for every unit: half of them walk, the others do all that there is.
fn busy_orders(tick: u32) -> [Vec<Order>; 2] {
    let order = |seat: u32, unit: u16| {
        let roll = (u32::from(unit) * 7919 + tick * 104_729 + seat * 31).wrapping_mul(2_654_435_761) >> 8;
        let verb = if roll.is_multiple_of(2) { Verb::Move } else { Verb::ALL[1 + (roll / 2 % 6) as usize] };
        let to = verb.takes_dir().then(|| Dir::ALL[(roll / 64 % 4) as usize]);
        Order { unit: Some(UnitId(unit)), verb: verb as u8, to, amount: u32::from(verb == Verb::Give) }
    };
    [0, 1].map(|seat| (0..UNITS).map(|unit| order(seat, unit)).collect())
}

fn bench(c: &mut Criterion) {
    let start = full_match();
    let turns: Vec<[Vec<Order>; 2]> = (0..64).map(busy_orders).collect();
    let mut saved = Vec::new();
    start.save(&mut saved);
    let mut report = Report::default();

    let mut group = c.benchmark_group("beacons, 2 x 32 units");
    group.throughput(Throughput::Elements(1));
    group.bench_function("tick", |b| {
        let mut game = start.clone();
        let mut turns = turns.iter().cycle();
        b.iter(|| {
            if game.tick().0 == 50_000 {
                game.load(&saved).expect("it was saved from this match");
            }
            game.play(turns.next().expect("a cycle has no end"), &mut report);
        });
    });
    group.bench_function("tick, with its digest", |b| {
        let (mut game, mut digest, mut scratch) = (start.clone(), Digest::default(), Vec::new());
        let mut turns = turns.iter().cycle();
        b.iter(|| {
            if game.tick().0 == 50_000 {
                game.load(&saved).expect("it was saved from this match");
            }
            game.play(turns.next().expect("a cycle has no end"), &mut report);
            digest = rules::chain(digest, &game, &mut scratch);
        });
    });
    group.bench_function("digest", |b| {
        let mut scratch = Vec::new();
        b.iter(|| rules::chain(Digest::default(), black_box(&start), &mut scratch));
    });
    group.bench_function("load", |b| {
        let mut game = start.clone();
        b.iter(|| game.load(black_box(&saved)).expect("it was saved from this match"));
    });
    group.bench_function("tick line of a seat", |b| {
        let mut line = Vec::new();
        b.iter(|| {
            line.clear();
            start.write_tick(Seat(0), &[], &mut line);
        });
    });
    group.bench_function("orders of a seat, read", |b| {
        let line = reply(&turns[0][0]);
        b.iter(|| {
            let mut turn = Turn::default();
            start.read_line(Seat(0), black_box(&line), &mut turn);
            assert!(turn.drops.is_empty());
            turn
        });
    });
    group.finish();
}

/// Orders as a bot writes them.
fn reply(orders: &[Order]) -> Vec<u8> {
    let write = |order: &Order| {
        let unit = order.unit.map_or(0, |unit| unit.0);
        let to =
            order.to.map_or(String::new(), |to| format!(",\"to\":\"{}\"", ["n", "e", "s", "w"][to as usize]));
        let amount = if order.amount > 0 { format!(",\"amount\":{}", order.amount) } else { String::new() };
        format!("{{\"unit\":{unit},\"do\":\"{}\"{to}{amount}}}", Verb::ALL[usize::from(order.verb)].word())
    };
    let orders: Vec<String> = orders.iter().map(write).collect();
    format!("{{\"orders\":[{}]}}", orders.join(",")).into_bytes()
}

/// What each stage adds to a tick in which nobody does anything: all 64 units give the order that is its work. A tick
/// without orders is what the stages take that run whatever is ordered: placing the units, beacons, storm, end.
fn stages(c: &mut Criterion) {
    let peaceful = full_match();
    let deadly = under_other_rules(&peaceful, |params| params.strike_damage = 1_000);
    let stormy = under_other_rules(&peaceful, |params| (params.storm_start, params.storm_period) = (1, 1));
    let rich = under_other_rules(&peaceful, |params| params.max_units = 2 * UNITS);
    let all = |verb: Verb| {
        [0, 1].map(|seat| (0..UNITS).map(|unit| one_order(verb, seat, unit)).collect::<Vec<_>>())
    };
    let spawn = Order { unit: None, verb: Verb::Spawn as u8, to: Some(Dir::N), amount: 0 };
    let cases = [
        ("no orders", &peaceful, [vec![], vec![]]),
        ("guard", &peaceful, all(Verb::Guard)),
        ("movement", &peaceful, all(Verb::Move)),
        ("damage", &peaceful, all(Verb::Strike)),
        ("damage and deaths", &deadly, all(Verb::Strike)),
        ("mine", &peaceful, all(Verb::Mine)),
        ("give", &peaceful, all(Verb::Give)),
        ("repair", &peaceful, all(Verb::Repair)),
        ("spawn", &rich, [vec![spawn], vec![spawn]]),
        ("storm", &stormy, [vec![], vec![]]),
    ];
    let mut group = c.benchmark_group("beacons, by stage");
    for (name, start, orders) in &cases {
        let mut report = Report::default();
        group.bench_function(*name, |b| {
            let play = |mut game: Beacons| {
                game.play(orders, &mut report);
                game
            };
            b.iter_batched(|| Beacons::clone(start), play, BatchSize::SmallInput);
        });
    }
    group.finish();
}

/// The same board and units, with other numbers.
fn under_other_rules(game: &Beacons, change: impl FnOnce(&mut Params)) -> Beacons {
    let mut params = game.params().clone();
    change(&mut params);
    let mut other = Beacons::new(params, game.map().clone()).expect("the match is set up");
    let mut saved = Vec::new();
    game.save(&mut saved);
    other.load(&saved).expect("it was saved from a match on this board");
    other
}

/// An order of this kind, in a direction that differs from unit to unit.
fn one_order(verb: Verb, seat: u16, unit: u16) -> Order {
    let to = verb.takes_dir().then(|| Dir::ALL[usize::from(unit + seat) % 4]);
    Order { unit: Some(UnitId(unit)), verb: verb as u8, to, amount: u32::from(verb == Verb::Give) }
}

criterion_group!(benches, bench, stages);
criterion_main!(benches);
