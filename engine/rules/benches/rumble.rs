//! What a turn of Rumble costs with nearly all units alive that a match of 100 turns makes, crowded and busy.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use protocol::{
    Digest, Dir, Pos, UnitId,
    rumble::{Mode, Params, Verb},
};
use rules::{
    Game, Order, Report, Turn,
    rumble::{BLUE, RED, Rumble},
};

/// A match after its last wave: everybody has left the edge and mills about, and nobody has fought.
fn crowded_match() -> Rumble {
    let params = Params { mode: Mode::NormalHeal, turns: 100 };
    let mut game = Rumble::new(params, "bench").expect("the match is set up");
    let mut report = Report::default();
    while game.tick().0 < 98 {
        let turn = game.tick().0;
        let orders = orders(&game, |unit, at| (Verb::Move, about(at, u32::from(unit) * 31 + turn)));
        game.play(&orders, &mut report);
    }
    game
}

/// A step to the middle for who is far from it, along one axis or the other; any step for the others.
fn about(at: Pos, roll: u32) -> Dir {
    let roll = roll.wrapping_mul(2_654_435_761) >> 8;
    let (x, y) = (i32::from(at.x) - 9, i32::from(at.y) - 9);
    match (x * x + y * y > 49, roll.is_multiple_of(2)) {
        (false, _) => Dir::ALL[(roll / 2 % 4) as usize],
        (true, true) if x != 0 => {
            if x > 0 {
                Dir::W
            } else {
                Dir::E
            }
        }
        (true, _) if y != 0 => {
            if y > 0 {
                Dir::N
            } else {
                Dir::S
            }
        }
        (true, _) => {
            if x > 0 {
                Dir::W
            } else {
                Dir::E
            }
        }
    }
}

fn orders(game: &Rumble, deed: impl Fn(u16, Pos) -> (Verb, Dir)) -> [Vec<Order>; 2] {
    let frame = game.frame();
    [BLUE, RED].map(|seat| {
        let own = frame.pieces.iter().filter(|piece| piece.seat == seat);
        own.map(|piece| {
            let (verb, dir) = deed(piece.unit.0, piece.at);
            Order { unit: Some(UnitId(piece.unit.0)), verb: verb as u8, to: Some(dir), amount: 0 }
        })
        .collect()
    })
}

/// Two in three walk, the others strike and heal.
fn busy(unit: u16, _at: Pos) -> (Verb, Dir) {
    let roll = u32::from(unit).wrapping_mul(2_654_435_761) >> 8;
    let verb =
        [Verb::Move, Verb::Move, Verb::Move, Verb::Move, Verb::Attack, Verb::Heal][(roll % 6) as usize];
    (verb, Dir::ALL[(roll / 6 % 4) as usize])
}

/// The line with which a robot of the original gives these orders.
fn answer(orders: &[Order]) -> Vec<u8> {
    let actions = orders.iter().map(|order| {
        let kind = ["", "Move", "Attack", "Heal"][usize::from(order.verb)];
        let to = ["North", "East", "South", "West"][order.to.expect("a direction") as usize];
        let id = order.unit.expect("a unit").to_string();
        (id, serde_json::json!({ "Ok": { "type": kind, "direction": to } }))
    });
    let actions: serde_json::Map<_, _> = actions.collect();
    format!("__rr_output:{}", serde_json::json!({ "Ok": { "robot_actions": actions } })).into_bytes()
}

fn bench(c: &mut Criterion) {
    let game = crowded_match();
    let orders = orders(&game, busy);
    let line = answer(&orders[0]);
    let mut saved = Vec::new();
    game.save(&mut saved);
    let mut report = Report::default();

    let units = game.frame().pieces.len();
    assert!(units > 70, "few were left at the edge");
    let mut group = c.benchmark_group(format!("rumble, {units} units"));
    group.throughput(Throughput::Elements(1));
    group.bench_function("turn", |b| {
        b.iter_batched_ref(|| game.clone(), |game| game.play(&orders, &mut report), BatchSize::SmallInput);
    });
    group.bench_function("digest", |b| {
        let mut scratch = Vec::new();
        b.iter(|| rules::chain(Digest::default(), black_box(&game), &mut scratch));
    });
    group.bench_function("load", |b| {
        let mut game = game.clone();
        b.iter(|| game.load(black_box(&saved)).expect("it was saved from this match"));
    });
    group.bench_function("line of a seat", |b| {
        let mut line = Vec::new();
        b.iter(|| {
            line.clear();
            game.write_tick(BLUE, &[], &mut line);
        });
    });
    group.bench_function("answer of a robot", |b| {
        b.iter(|| {
            let mut turn = Turn::default();
            game.read_line(BLUE, black_box(&line), &mut turn);
            assert_eq!(turn.orders.len(), orders[0].len());
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
