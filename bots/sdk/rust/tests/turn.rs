//! What a bot's closure orders must come out as lines that the engine takes without a drop.
#![allow(clippy::unwrap_used, reason = "in a test, what cannot go on shall fail")]

use protocol::parse_reply;
use robodrome::{
    Color, Dir, Fight, Forecast, Loose, Observation, Order, OwnUnit, Pos, Reply, Turn, UnitId, run_on,
};

const START: &str = include_str!("../../examples/start.json");
const TICK: &str = include_str!("../../examples/tick.json");
const END: &str = include_str!("../../examples/end.json");

fn observation() -> Observation {
    serde_json::from_str(TICK).unwrap()
}

fn unit(id: u16, x: u8, y: u8, cargo: u16) -> OwnUnit {
    OwnUnit { id: UnitId(id), at: Pos::new(x, y), hp: 10, cargo, guarded: false }
}

/// Plays one tick on the example's board and returns what is sent.
fn orders(now: Observation, bot: impl FnOnce(&mut Turn)) -> Vec<Order> {
    let mut turn = Turn::new(serde_json::from_str(START).unwrap());
    turn.begin(now);
    bot(&mut turn);
    let reply = turn.end();
    let line = serde_json::to_vec(&reply).unwrap();
    assert!(parse_reply(&line).drops.is_empty());
    reply.orders
}

fn with_units(units: &[OwnUnit]) -> Observation {
    Observation { units: units.to_vec(), enemies: vec![], ..observation() }
}

#[test]
fn every_tick_line_is_answered_once_and_nothing_else_is() {
    let newer = TICK.replacen('{', r#"{"weather":{"wind":[1,2]},"#, 1);
    let later = TICK.replacen("\"tick\":37", "\"tick\":40", 1);
    let broken = "{\"type\":\"tick\",\"tick\":\"soon\"}\n";
    let lines =
        ["\n", "no json\n", "{\"type\":\"weather\"}\n", TICK, START, TICK, &newer, &later, broken, END, TICK];
    let (mut seen, mut missed) = (Vec::new(), Vec::new());
    let mut output = Vec::new();
    let end = run_on(lines.concat().as_bytes(), &mut output, |turn| {
        seen.push(turn.tick());
        missed.push(turn.missed());
        turn.mine(UnitId(0));
    });
    assert_eq!(seen, [37, 37, 40], "a tick before the start and one that cannot be read are not played");
    assert_eq!(missed, [36, 0, 2]);
    let replies: Vec<Reply> = output
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    assert_eq!(replies.len(), 4);
    assert_eq!(replies[3], Reply::default(), "the line that cannot be read is answered with nothing");
    assert_eq!(end.unwrap().unwrap().tick, 412);
}

#[test]
fn the_end_of_the_input_is_an_end_too() {
    let end = run_on([START, TICK].concat().as_bytes(), Vec::new(), |_| {});
    assert_eq!(end.unwrap(), None);
}

#[test]
fn the_first_order_of_a_unit_stands() {
    let sent = orders(observation(), |turn| {
        assert!(turn.mine(UnitId(0)));
        assert!(!turn.strike(UnitId(0), Dir::N));
        assert!(!turn.mine(UnitId(99)), "no such unit");
        assert!(turn.hold(UnitId(2)));
        assert!(!turn.move_to(UnitId(2), Pos::new(9, 9)));
        assert_eq!(turn.free_units().len(), 1);
    });
    assert_eq!(sent, [Order::mine(0)]);
}

#[test]
fn a_spawn_waits_for_the_money_and_a_free_cell() {
    let core = (2, 1);
    let mut now = with_units(&[unit(0, core.0 - 1, core.1, 3), unit(1, core.0, core.1 - 1, 0)]);
    now.bank = 5;
    let spawn = |turn: &mut Turn| {
        turn.hold(UnitId(1));
        turn.spawn();
    };
    assert_eq!(orders(now.clone(), spawn), []);
    let give = Order::give(0, Dir::E, 3);
    let sent = orders(now.clone(), |turn| {
        turn.harvest(UnitId(0));
        turn.give(UnitId(0), Dir::E, 3);
        spawn(turn);
    });
    assert_ne!(sent, [give], "harvest came first and goes for ore");
    let sent = orders(now.clone(), |turn| {
        turn.deliver(UnitId(0));
        spawn(turn);
    });
    assert_eq!(sent, [give, Order::spawn(Dir::E)], "the gift counts; north is taken");
    now.cores[0] = 0;
    now.bank = 99;
    assert_eq!(orders(now, spawn), [], "a lost core makes no units");
}

#[test]
fn miners_share_the_ore() {
    // Two on the way from the same cell's neighbours to ore at (1, 3) and (2, 3); one with a full load beside the core.
    let now = with_units(&[unit(0, 1, 4, 0), unit(1, 1, 5, 0), unit(2, 2, 2, 10), unit(3, 2, 3, 4)]);
    let sent = orders(now, |turn| {
        for unit in turn.units() {
            assert!(turn.harvest(unit.id));
        }
    });
    assert_eq!(sent[0], Order::move_(0, Dir::N));
    assert_eq!(sent[2], Order::give(2, Dir::N, 10));
    assert_eq!(sent[3], Order::mine(3));
    assert_ne!(sent[1], Order::move_(1, Dir::N), "that ore is claimed");
}

#[test]
fn loose_cargo_is_fetched_before_ore_is_mined() {
    let mut now = with_units(&[unit(0, 7, 4, 0)]);
    now.loose = vec![Loose { at: Pos::new(6, 4), amount: 8 }];
    assert_eq!(orders(now, |turn| assert!(turn.harvest(UnitId(0)))), [Order::move_(0, Dir::W)]);
}

#[test]
fn whoever_has_nothing_to_do_steps_out_of_the_storm() {
    let mut now = with_units(&[unit(0, 0, 5, 0), unit(1, 7, 4, 0)]);
    now.tick = 260;
    assert_eq!(orders(now, |_| {}), [Order::move_(0, Dir::E)]);
}

#[test]
fn nobody_walks_into_an_enemy() {
    let now = Observation { units: vec![unit(0, 7, 4, 0)], ..observation() };
    assert_eq!(now.enemies[0].at, Pos::new(8, 4));
    assert_eq!(orders(now, |turn| assert!(turn.move_to(UnitId(0), Pos::new(9, 4)))), []);
}

#[test]
fn a_forecast_learns_to_strike_where_the_enemy_will_be() {
    let mut turn = Turn::new(serde_json::from_str(START).unwrap());
    let mut forecast = Forecast::default();
    // An enemy that walks west along the middle row, three times, towards a unit of ours that waits there.
    let walk = (4..=13).rev();
    for (tick, x) in (1..).zip(walk.clone().chain(walk.clone()).chain(walk.take(9))) {
        let mut now = with_units(&[unit(0, 3, 5, 0)]);
        now.tick = tick;
        now.enemies = observation().enemies;
        now.enemies[0].at = Pos::new(x, 5);
        turn.begin(now);
        forecast.update(&mut turn);
    }
    let enemy = turn.enemies()[0];
    assert_eq!((enemy.at, forecast.likely(&enemy)), (Pos::new(5, 5), Pos::new(4, 5)));
    assert_eq!(forecast.last_step(&enemy), Some(Dir::W));
    let fight = Fight::new(&turn, &forecast);
    let hit = fight.best_strike(&turn, &turn.units()[0]).unwrap();
    assert_eq!((hit.to, hit.at), (Dir::E, Pos::new(4, 5)));
    assert!(hit.worth > 100);
    assert!(fight.danger(&turn, Pos::new(3, 5)) > fight.danger(&turn, Pos::new(2, 5)));
}

#[test]
fn debug_output_goes_where_the_engine_looks_for_it() {
    let mut turn = Turn::new(serde_json::from_str(START).unwrap());
    turn.begin(observation());
    turn.mark_line(Pos::new(1, 2), Pos::new(3, 4), Color::Red);
    turn.mark_circle(Pos::new(1, 2), 3, Color::Blue);
    turn.mark_text(Pos::new(1, 2), "here", Color::White);
    turn.watch("plan", "win");
    turn.watch_unit(UnitId(5), "target", 3);
    let line = serde_json::to_vec(&turn.end()).unwrap();
    let parsed = parse_reply(&line);
    assert_eq!((parsed.marks.len(), parsed.watches.len()), (3, 2));
    assert_eq!(parsed.watches[0].unit, Some(UnitId(5)));
}
