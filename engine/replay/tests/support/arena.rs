//! Matches of Beacons, played by simple bots that look at the whole board: for tests and benches of the replay file.

use std::collections::VecDeque;

use protocol::{
    Digest, Dir, Fuel, FuelPlan, Mark, ModuleHash, Note, Pos, Reason, Status, UnitId, Watch,
    beacons::{Params, Verb},
};
use replay::{Header, SeatInfo, SeatLog, SeatRecord, TurnRecord, Writer};
use rules::beacons::{Archetype, Map};
use rules::{Frame, Game, Order, Outcome, Piece, Report, Terrain};

/// The rule set that comes with the engine, changed.
pub(crate) fn params(change: impl FnOnce(&mut Params)) -> String {
    let text = include_str!("../../../../assets/rulesets/beacons.toml");
    let table: toml::Table = text.parse().unwrap();
    let mut params: Params = table["rules"].clone().try_into().unwrap();
    change(&mut params);
    serde_json::to_string(&params).unwrap()
}

/// The rules of a match that lasts exactly so many ticks, since no lead ends it.
pub(crate) fn short(ticks: u32) -> String {
    params(|params| {
        params.ticks = ticks;
        params.beacon_points = 0;
    })
}

/// The header of a match on an open board.
pub(crate) fn header(size: u8, teams: u8, params: String) -> Header {
    let map = Map::generate(Archetype::Open, size, teams, "replay").unwrap();
    let seat = |seat: u8| SeatInfo {
        name: format!("bot-{seat}"),
        author: "somebody".to_owned(),
        language: "rust".to_owned(),
        module: ModuleHash([seat; 32]),
        script: None,
    };
    Header {
        epoch: rules::EPOCH,
        game: "beacons".to_owned(),
        params,
        map: map.to_text(),
        seed: "replay".to_owned(),
        fuel: FuelPlan { start: Fuel(2_000_000_000), per_tick: Fuel(25_000_000), bank: Fuel(250_000_000) },
        seats: (0..teams).map(seat).collect(),
    }
}

/// A match as it was played: what a writer is given.
#[derive(Clone)]
pub(crate) struct Recording {
    pub(crate) header: Header,
    pub(crate) turns: Vec<TurnRecord>,
    pub(crate) logs: Vec<Vec<SeatLog>>,
    pub(crate) outcome: Outcome,
}

impl Recording {
    /// Plays a match to its end with what `think` makes of each state.
    pub(crate) fn play(
        header: Header,
        mut think: impl FnMut(&dyn Game) -> Vec<(SeatRecord, SeatLog)>,
    ) -> Recording {
        let mut game = rules::start(&header.game, &header.params, &header.map, &header.seed).unwrap();
        let mut scratch = Vec::new();
        let mut report = Report::default();
        let quiet = |seats: usize| vec![(silent_record(), SeatLog::default()); seats];
        let mut digest = rules::chain(Digest::default(), &*game, &mut scratch);
        let (mut turns, mut logs) = (Vec::new(), Vec::new());
        let mut push = |said: Vec<(SeatRecord, SeatLog)>, digest| {
            let (seats, log): (Vec<_>, Vec<_>) = said.into_iter().unzip();
            turns.push(TurnRecord { seats, digest });
            logs.push(log);
        };
        push(quiet(header.seats.len()), digest);
        while game.outcome().is_none() {
            let said = think(&*game);
            let orders: Vec<Vec<Order>> = said.iter().map(|(record, _)| record.orders.clone()).collect();
            game.play(&orders, &mut report);
            digest = rules::chain(digest, &*game, &mut scratch);
            push(said, digest);
        }
        push(quiet(header.seats.len()), digest);
        Recording { outcome: game.outcome().unwrap(), header, turns, logs }
    }

    /// Plays a match with bots that mine, spawn, hold beacons and fight.
    pub(crate) fn plausible(header: Header) -> Recording {
        let mut coach = Coach::new(&header);
        Recording::play(header, |game| coach.think(game))
    }

    /// A busy tournament match: two teams on 25 x 25 that grow early. Beacons give nothing, so that no lead ends it before
    /// its 450 ticks are played.
    pub(crate) fn tournament() -> Recording {
        Recording::plausible(header(
            25,
            2,
            params(|params| {
                params.start_bank = 150;
                params.beacon_points = 0;
            }),
        ))
    }

    /// A small match of exactly so many ticks, for tests that try everything with a file.
    pub(crate) fn small(ticks: u32) -> Recording {
        Recording::plausible(header(17, 2, short(ticks)))
    }

    /// The file of it.
    pub(crate) fn write(&self) -> Vec<u8> {
        self.write_with(Writer::new(Vec::new(), &self.header).unwrap(), |_| false)
    }

    /// The file of it without logs.
    pub(crate) fn write_without_logs(&self) -> Vec<u8> {
        self.write_with(Writer::without_logs(Vec::new(), &self.header).unwrap(), |_| false)
    }

    /// The file of it, with a block closed after each turn that `sync` picks.
    pub(crate) fn write_with(&self, mut writer: Writer<Vec<u8>>, sync: impl Fn(usize) -> bool) -> Vec<u8> {
        self.each_turn(|turn, game| {
            writer.push(game, &self.turns[turn], &self.logs[turn]).unwrap();
            if sync(turn) {
                writer.sync().unwrap();
            }
        });
        writer.finish(&self.outcome).unwrap()
    }

    /// Plays it again and shows the game after each turn.
    pub(crate) fn each_turn(&self, mut show: impl FnMut(usize, &dyn Game)) {
        let mut game =
            rules::start(&self.header.game, &self.header.params, &self.header.map, &self.header.seed)
                .unwrap();
        let mut report = Report::default();
        for (turn, record) in self.turns.iter().enumerate() {
            if turn > 0 && turn + 1 < self.turns.len() {
                let orders: Vec<Vec<Order>> = record.seats.iter().map(|seat| seat.orders.clone()).collect();
                game.play(&orders, &mut report);
            }
            show(turn, &*game);
        }
    }
}

/// A seat that did nothing.
pub(crate) fn silent_record() -> SeatRecord {
    SeatRecord { orders: Vec::new(), drops: Vec::new(), fuel: Fuel(1234), status: Status::Waiting }
}

/// Plays all seats. Every decision follows from the state and a small generator.
struct Coach {
    to_ore: Vec<u16>,
    to_beacons: Vec<Vec<u16>>,
    to_cores: Vec<Vec<u16>>,
    dice: u64,
}

impl Coach {
    fn new(header: &Header) -> Coach {
        let frame = rules::start(&header.game, &header.params, &header.map, &header.seed).unwrap().frame();
        let cells = |wanted: Terrain| {
            (0..frame.height)
                .flat_map(|y| (0..frame.width).map(move |x| Pos::new(x, y)))
                .filter(|&at| frame.tile(at).terrain == wanted)
                .collect::<Vec<_>>()
        };
        let each = |wanted| cells(wanted).into_iter().map(|at| distances(&frame, &[at])).collect::<Vec<_>>();
        let mut cores = cells(Terrain::Core);
        cores.sort_by_key(|&at| frame.tile(at).owner);
        Coach {
            to_ore: distances(&frame, &cells(Terrain::Ore)),
            to_beacons: each(Terrain::Beacon),
            to_cores: cores.iter().map(|&at| distances(&frame, &[at])).collect(),
            dice: 0x9e37_79b9_7f4a_7c15,
        }
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice % sides
    }

    fn think(&mut self, game: &dyn Game) -> Vec<(SeatRecord, SeatLog)> {
        let frame = game.frame();
        (0..game.seats()).map(|seat| self.think_for(&frame, seat)).collect()
    }

    fn think_for(&mut self, frame: &Frame, seat: u8) -> (SeatRecord, SeatLog) {
        let own: Vec<Piece> = frame.pieces.iter().filter(|piece| piece.seat.0 == seat).copied().collect();
        let mut orders: Vec<Order> =
            own.iter().filter_map(|unit| self.order(frame, unit, usize::from(seat))).collect();
        if frame.teams[usize::from(seat)].bank >= 8 + own.len() as u32 / 4 {
            let to = Dir::ALL[self.roll(4) as usize];
            orders.push(Order { unit: None, verb: Verb::Spawn as u8, to: Some(to), amount: 0 });
        }
        let fuel = 150_000 + 4_000 * own.len() as u64 + self.roll(6_000);
        let drops = match self.roll(40) {
            0 => vec![Note { unit: Some(UnitId(9)), why: Reason::NoSuchUnit }],
            _ => Vec::new(),
        };
        let log = SeatLog {
            stderr: format!("tick {}: {} units, {} orders\n", frame.tick.0 + 1, own.len(), orders.len())
                .into_bytes(),
            lost: u64::from(self.roll(50) == 0),
            marks: own
                .first()
                .map(|unit| Mark::Circle { at: unit.at, radius: 2, color: protocol::Color::Green })
                .into_iter()
                .collect(),
            watches: vec![Watch { unit: None, key: "plan".to_owned(), value: "grow".to_owned() }],
        };
        (SeatRecord { orders, drops, fuel: Fuel(fuel), status: Status::Waiting }, log)
    }

    fn order(&mut self, frame: &Frame, unit: &Piece, seat: usize) -> Option<Order> {
        let order = |verb: Verb, to: Option<Dir>, amount| Order {
            unit: Some(unit.unit),
            verb: verb as u8,
            to,
            amount,
        };
        let neighbour =
            |dir: Dir| unit.at.step(dir, 1).filter(|at| at.x < frame.width && at.y < frame.height);
        let enemy = Dir::ALL.into_iter().find(|&dir| {
            let at = neighbour(dir);
            frame.pieces.iter().any(|piece| Some(piece.at) == at && piece.seat != unit.seat)
        });
        if enemy.is_some() {
            return Some(order(Verb::Strike, enemy, 0));
        }
        let role = usize::from(unit.unit.0);
        if role % 3 == 2 {
            let beacon = role / 3 % self.to_beacons.len().max(1);
            let field = self.to_beacons.get(beacon)?.clone();
            return self.step(frame, unit, &field, 1 + role as u16 % 2);
        }
        if unit.cargo == unit.cargo_max {
            let core = Dir::ALL.into_iter().find(|&dir| {
                neighbour(dir).is_some_and(|at| {
                    let tile = frame.tile(at);
                    tile.terrain == Terrain::Core && tile.owner == Some(unit.seat)
                })
            });
            if core.is_some() {
                return Some(order(Verb::Give, core, 10));
            }
            let field = self.to_cores[seat].clone();
            return self.step(frame, unit, &field, 0);
        }
        let here = frame.tile(unit.at);
        if here.terrain == Terrain::Ore && here.amount > 0 {
            return Some(order(Verb::Mine, None, 0));
        }
        let field = self.to_ore.clone();
        self.step(frame, unit, &field, 0)
    }

    /// A step down a field of distances, round friends where that works, and now and then sideways.
    fn step(&mut self, frame: &Frame, unit: &Piece, field: &[u16], near: u16) -> Option<Order> {
        let index = |at: Pos| usize::from(at.y) * usize::from(frame.width) + usize::from(at.x);
        if field[index(unit.at)] <= near && near > 0 {
            return None;
        }
        let free = |dir: Dir| {
            let at = unit.at.step(dir, 1).filter(|at| at.x < frame.width && at.y < frame.height)?;
            let taken = frame.pieces.iter().any(|piece| piece.at == at && piece.seat == unit.seat);
            (!taken && !matches!(frame.tile(at).terrain, Terrain::Wall | Terrain::Core))
                .then_some((field[index(at)], dir))
        };
        let ways: Vec<(u16, Dir)> = Dir::ALL.into_iter().filter_map(free).collect();
        let to = match self.roll(12) {
            0 => ways.first().map(|way| way.1),
            _ => ways.iter().min_by_key(|way| way.0).map(|way| way.1),
        };
        to.map(|dir| Order { unit: Some(unit.unit), verb: Verb::Move as u8, to: Some(dir), amount: 0 })
    }
}

/// Steps from each cell to the nearest target; 999 where there is no way.
fn distances(frame: &Frame, targets: &[Pos]) -> Vec<u16> {
    let index = |at: Pos| usize::from(at.y) * usize::from(frame.width) + usize::from(at.x);
    let mut field = vec![999; frame.tiles.len()];
    let mut queue: VecDeque<Pos> = targets.iter().copied().collect();
    targets.iter().for_each(|&at| field[index(at)] = 0);
    while let Some(at) = queue.pop_front() {
        for dir in Dir::ALL {
            let Some(next) = at.step(dir, 1).filter(|at| at.x < frame.width && at.y < frame.height) else {
                continue;
            };
            let open = !matches!(frame.tile(next).terrain, Terrain::Wall | Terrain::Core);
            if open && field[index(next)] == 999 {
                field[index(next)] = field[index(at)] + 1;
                queue.push_back(next);
            }
        }
    }
    field
}
