//! Good replays, with all that was recorded in them.

use std::sync::OnceLock;

use arbitrary::Unstructured;
use protocol::{
    Color, Digest, Dir, Fault, Fuel, FuelPlan, Mark, ModuleHash, Note, Pos, Reason, Status, UnitId, Watch,
    beacons::{Params, Verb},
};
use replay::{Header, SeatInfo, SeatLog, SeatRecord, TurnRecord, Writer};
use rules::beacons::{Archetype, Map};
use rules::{Game, Order, Report, chain};

use super::frame;
use super::naive::state;
use crate::pick::Pick;
use crate::rules::setup::tuned;

/// A replay and its truth.
pub(super) struct Recording {
    pub(super) header: Header,
    pub(super) turns: Vec<Truth>,
    pub(super) file: Vec<u8>,
}

/// A turn as it was.
pub(super) struct Truth {
    pub(super) record: TurnRecord,
    /// The state after it, as the game saves it.
    pub(super) state: Vec<u8>,
}

/// How a replay is made.
struct Plan {
    teams: u8,
    ticks: u32,
    logs: bool,
    /// Turns after which a block is closed.
    block: usize,
    /// Whether the file has an end, or its writer was killed.
    complete: bool,
}

impl Recording {
    /// One of a few.
    pub(super) fn one(u: &mut Unstructured<'_>) -> &'static Recording {
        static ALL: OnceLock<Vec<Recording>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let plan = |teams, ticks, logs, block, complete| Plan { teams, ticks, logs, block, complete };
            let plans = [
                plan(2, 3, true, 64, true),
                plan(2, 5, false, 64, true),
                plan(2, 70, false, 64, true),
                plan(4, 20, true, 8, true),
                plan(2, 20, true, 6, false),
                plan(8, 4, false, 2, true),
            ];
            plans.iter().map(Recording::play).collect()
        });
        &all[u.below(all.len())]
    }

    fn play(plan: &Plan) -> Recording {
        let header = header(plan);
        let mut game = rules::start(&header.game, &header.params, &header.map, &header.seed).unwrap();
        let mut turns = vec![Truth::of(&*game, Digest::default(), idle(plan.teams))];
        let mut report = Report::default();
        while game.outcome().is_none() {
            let seats: Vec<SeatRecord> = (0..plan.teams).map(|seat| played(&*game, seat)).collect();
            let orders: Vec<Vec<Order>> = seats.iter().map(|seat| seat.orders.clone()).collect();
            game.play(&orders, &mut report);
            turns.push(Truth::of(&*game, turns[turns.len() - 1].record.digest, seats));
        }
        let digest = turns[turns.len() - 1].record.digest;
        let farewell = TurnRecord { seats: idle(plan.teams), digest };
        turns.push(Truth { record: farewell, state: state(&*game) });
        Recording { file: file(plan, &header, &turns), header, turns }
    }
}

impl Truth {
    fn of(game: &dyn Game, before: Digest, seats: Vec<SeatRecord>) -> Truth {
        let digest = chain(before, game, &mut Vec::new());
        Truth { record: TurnRecord { seats, digest }, state: state(game) }
    }
}

fn header(plan: &Plan) -> Header {
    let params = Params { ticks: plan.ticks, beacon_points: 0, start_bank: 60, storm_start: 9, ..tuned() };
    let map = Map::generate(Archetype::Open, 17 + plan.teams, plan.teams, "replay").unwrap();
    let seat = |seat: u8| SeatInfo {
        name: format!("bot-{seat}"),
        author: "somebody".to_owned(),
        language: if seat == 0 { "rust".to_owned() } else { String::new() },
        module: ModuleHash([seat; 32]),
        script: None,
    };
    Header {
        epoch: rules::EPOCH,
        game: "beacons".to_owned(),
        params: serde_json::to_string(&params).unwrap(),
        map: map.to_text(),
        seed: "replay".to_owned(),
        fuel: FuelPlan { start: Fuel(2_000_000_000), per_tick: Fuel(25_000_000), bank: Fuel(250_000_000) },
        seats: (0..plan.teams).map(seat).collect(),
    }
}

/// A turn in which no order is taken.
fn idle(teams: u8) -> Vec<SeatRecord> {
    let seat =
        SeatRecord { orders: Vec::new(), drops: Vec::new(), fuel: Fuel(1_234), status: Status::Waiting };
    vec![seat; usize::from(teams)]
}

/// What a seat does in a tick: something else each time, with every kind of order, end and drop now and then.
fn played(game: &dyn Game, seat: u8) -> SeatRecord {
    let tick = game.tick().0;
    let pieces = game.frame().pieces;
    let own = pieces.iter().filter(|piece| piece.seat.0 == seat);
    let mut orders: Vec<Order> = own.map(|piece| order(tick, seat, piece.unit)).collect();
    let to = Some(Dir::ALL[(tick % 4) as usize]);
    orders.push(Order { unit: None, verb: Verb::Spawn as u8, to, amount: 0 });
    let status = match (tick + u32::from(seat)) % 9 {
        6 => Status::OutOfFuel,
        7 => Status::Exited(tick << 20),
        8 => Status::Faulted(Fault::StackOverflow),
        _ => Status::Waiting,
    };
    let drop = Note { unit: Some(UnitId(9)), why: Reason::NoSuchUnit };
    SeatRecord {
        orders,
        drops: vec![drop; (tick % 3) as usize],
        fuel: Fuel(150_000 + u64::from(tick * 7 % 5)),
        status,
    }
}

fn order(tick: u32, seat: u8, unit: UnitId) -> Order {
    let chance = (u32::from(unit.0) * 5 + tick * 3 + u32::from(seat)) % 16;
    let verb = match chance {
        0..8 => Verb::Move,
        8 | 9 => Verb::Strike,
        10 => Verb::Lance,
        11 => Verb::Guard,
        12 | 13 => Verb::Mine,
        14 => Verb::Give,
        _ => Verb::Repair,
    };
    let to = verb.takes_dir().then(|| Dir::ALL[(chance % 4) as usize]);
    Order { unit: Some(unit), verb: verb as u8, to, amount: if verb == Verb::Give { 300 } else { 0 } }
}

/// What a seat says to its author.
fn log(turn: usize, seat: usize) -> SeatLog {
    let at = Pos::new(turn as u8, 3);
    let mark = match turn % 3 {
        0 => Mark::Line { from: at, to: Pos::default(), color: Color::Red },
        1 => Mark::Circle { at, radius: 2, color: Color::Green },
        _ => Mark::Text { at, text: "here".to_owned(), color: Color::White },
    };
    SeatLog {
        stderr: format!("turn {turn}\n").into_bytes().repeat(seat + 1),
        lost: turn as u64 % 2,
        marks: vec![mark; turn % 4],
        watches: vec![
            Watch { unit: Some(UnitId(2)), key: "plan".to_owned(), value: "grow".to_owned() };
            seat % 2
        ],
    }
}

fn file(plan: &Plan, header: &Header, turns: &[Truth]) -> Vec<u8> {
    let begin = if plan.logs { Writer::new } else { Writer::without_logs };
    let mut writer = begin(Vec::new(), header).unwrap();
    let mut game = rules::start(&header.game, &header.params, &header.map, &header.seed).unwrap();
    for (at, turn) in turns.iter().enumerate() {
        // The farewell shows the last state once more.
        game.load(&turn.state).unwrap();
        let logs: Vec<SeatLog> = (0..header.seats.len()).map(|seat| log(at, seat)).collect();
        writer.push(&*game, &turn.record, &logs).unwrap();
        if at % plan.block == plan.block - 1 {
            writer.sync().unwrap();
        }
    }
    let whole = writer.finish(&game.outcome().unwrap()).unwrap();
    match plan.complete {
        true => whole,
        false => {
            let sections = frame::sections(&whole);
            frame::file(&sections[..sections.len() - 3])
        }
    }
}
