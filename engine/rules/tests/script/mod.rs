//! Players for tests: they read the lines that a bot reads and answer with lines that a bot could write. What they do
//! depends on nothing but those lines and a seed, so two seats that see the same do the same.

use protocol::{
    Dir, Pos, Reply, Seat,
    beacons::{Observation, Order},
};
use rules::{Game, Order as Ruled, Report, Turn};

/// A player that mines, delivers, spawns, walks about and fights whoever comes near, with some nonsense in between.
#[derive(Clone)]
pub(crate) struct Script {
    dice: Dice,
    map: Vec<Vec<u8>>,
}

impl Script {
    /// A player that has read its start line.
    pub(crate) fn new(seed: u64, start: &[u8]) -> Script {
        let start: protocol::beacons::Start = serde_json::from_slice(start).expect("a start line is JSON");
        Script { dice: Dice(seed | 1), map: start.map.into_iter().map(String::into_bytes).collect() }
    }

    /// The answer to a tick line.
    pub(crate) fn answer(&mut self, line: &[u8]) -> Vec<u8> {
        let seen: Observation = serde_json::from_slice(line).expect("a tick line is JSON");
        let mut orders: Vec<Order> = (0..seen.units.len()).map(|unit| self.order(&seen, unit)).collect();
        if seen.bank >= 8 {
            orders.push(Order::spawn(self.dice.dir()));
        }
        serde_json::to_vec(&Reply { orders, ..Reply::default() }).expect("a reply is plain")
    }

    fn order(&mut self, seen: &Observation, unit: usize) -> Order {
        let unit = seen.units[unit];
        let enemy = |at: Pos| {
            let core =
                matches!(self.tile(at), core @ b'1'..=b'7' if seen.cores[usize::from(core - b'0')] > 0);
            core || seen.enemies.iter().any(|enemy| enemy.at == at)
        };
        let near = |reach| Dir::ALL.into_iter().find(|&dir| unit.at.step(dir, reach).is_some_and(&enemy));
        let (id, beside, beyond) = (unit.id.0, near(1), near(2));
        let roll = self.dice.below(16);
        match (roll, beside, beyond) {
            (0, _, _) => Order::guard(id),
            (1, _, _) => Order::repair(id, self.dice.dir()),
            (2, _, _) => Order::give(id, self.dice.dir(), 1 + self.dice.below(5) as u32),
            (3, _, _) => Order::lance(id, self.dice.dir()),
            (4, _, _) => Order::strike(id, self.dice.dir()),
            (5, _, _) => Order::mine(id + self.dice.below(3) as u16),
            (_, Some(dir), _) => Order::strike(id, dir),
            (_, None, Some(dir)) if unit.cargo >= 3 => Order::lance(id, dir),
            // One in four raids the enemy's core, one holds beacons, the others work.
            _ if id % 4 == 0 => self.approach(unit.at, id, |tile| tile == b'1'),
            _ if unit.cargo > 6 => self.deliver(unit.at, id),
            _ if self.tile(unit.at) == b'o' => Order::mine(id),
            (6..=9, _, _) => Order::move_(id, self.dice.dir()),
            _ if id % 4 == 1 => self.approach(unit.at, id, |tile| tile == b'b'),
            _ => self.approach(unit.at, id, |tile| tile == b'o'),
        }
    }

    fn deliver(&mut self, at: Pos, id: u16) -> Order {
        let home = Dir::ALL.into_iter().find(|&dir| at.step(dir, 1).is_some_and(|to| self.tile(to) == b'0'));
        match home {
            Some(dir) => Order::give(id, dir, 10),
            None => self.approach(at, id, |tile| tile == b'0'),
        }
    }

    /// A step towards one of the nearest cells of a kind, as the crow flies; now and then one aside.
    fn approach(&mut self, at: Pos, id: u16, wanted: impl Fn(u8) -> bool) -> Order {
        let width = self.map.len() as u8;
        let cells = (0..width).flat_map(|y| (0..width).map(move |x| Pos::new(x, y)));
        let goal = cells.filter(|&cell| wanted(self.tile(cell))).min_by_key(|cell| cell.walk(at));
        let steps = Dir::ALL.into_iter().filter_map(|dir| Some((dir, at.step(dir, 1)?)));
        let closer = goal.and_then(|goal| {
            steps.filter(|(_, to)| self.tile(*to) != b'#').min_by_key(|(_, to)| to.walk(goal))
        });
        match closer {
            Some((dir, _)) if self.dice.below(4) > 0 => Order::move_(id, dir),
            _ => Order::move_(id, self.dice.dir()),
        }
    }

    fn tile(&self, at: Pos) -> u8 {
        self.map.get(usize::from(at.y)).and_then(|row| row.get(usize::from(at.x))).copied().unwrap_or(b'#')
    }
}

/// Numbers that look random: an xorshift.
#[derive(Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// A direction.
    pub(crate) fn dir(&mut self) -> Dir {
        Dir::ALL[self.below(4) as usize]
    }
}

/// A match in which every seat is played by a script.
pub(crate) struct Match {
    pub(crate) game: Box<dyn Game>,
    pub(crate) scripts: Vec<Script>,
    pub(crate) report: Report,
    /// By seat: what its next tick line tells of its last orders.
    pub(crate) failed: Vec<Vec<protocol::Note>>,
    /// By seat: the orders of the last tick.
    pub(crate) orders: Vec<Vec<Ruled>>,
}

impl Match {
    /// A match whose seats play by these seeds.
    pub(crate) fn new(game: Box<dyn Game>, seeds: &[u64]) -> Match {
        let script = |(seat, &seed): (u8, &u64)| {
            let mut line = Vec::new();
            game.write_start(Seat(seat), "script", &mut line);
            Script::new(seed, &line)
        };
        let scripts = (0..).zip(seeds).map(script).collect();
        let (failed, orders) = (vec![Vec::new(); seeds.len()], vec![Vec::new(); seeds.len()]);
        Match { game, scripts, report: Report::default(), failed, orders }
    }

    /// The line that a seat reads next.
    pub(crate) fn line(&self, seat: Seat) -> Vec<u8> {
        let mut line = Vec::new();
        self.game.write_tick(seat, &self.failed[seat.index()], &mut line);
        line
    }

    /// Plays a tick.
    pub(crate) fn tick(&mut self) {
        for seat in (0..self.game.seats()).map(Seat) {
            let line = self.line(seat);
            let answer = self.scripts[seat.index()].answer(&line);
            let mut turn = Turn::default();
            self.game.read_line(seat, &answer, &mut turn);
            self.failed[seat.index()] = turn.drops;
            self.orders[seat.index()] = turn.orders;
        }
        self.game.play(&self.orders, &mut self.report);
        for (failed, notes) in self.failed.iter_mut().zip(&self.report.failed) {
            failed.extend(notes);
        }
    }
}
