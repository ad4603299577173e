use battle::Ruleset;
use protocol::beacons::Verb;
use protocol::{Dir, UnitId};
use rules::beacons::{Archetype, Map};
use rules::{Game, Order, Report};

use super::Effort;
use super::row::Row;
use super::timing::{best, timed};
use crate::exit::Failure;

/// Teams and units of each.
const TEAMS: usize = 2;
const UNITS: u16 = 32;

/// Ticks that are timed.
const TICKS: usize = 1_000;

/// The rules without bots, lines, digests and replays: two full teams that walk, mine and fight.
pub(super) fn row(effort: Effort) -> Result<Row, Failure> {
    let crowd = Crowd::gather()?;
    let seconds = best(effort.rounds, || crowd.play())?;
    let rate = TICKS as f64 / seconds;
    Ok(Row::at_least("Beacons rules alone, 2 teams of 32 units", 100_000.0, "ticks/s", Some(rate)))
}

/// Two full teams, and what they do next.
struct Crowd {
    game: Box<dyn Game>,
    /// By tick, then by seat.
    orders: Vec<Vec<Vec<Order>>>,
}

impl Crowd {
    /// Lets the teams grow, on a board where nobody dies, and writes down their orders for some time.
    fn gather() -> Result<Crowd, Failure> {
        let mut game = start()?;
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let mut report = Report::default();
        let mut orders = dice.orders(&*game);
        while game.frame().teams.iter().any(|team| team.units < UNITS) {
            for (spawn, orders) in std::iter::repeat_with(|| dice.order(None, Verb::Spawn)).zip(&mut orders) {
                orders.push(spawn);
            }
            game.play(&orders, &mut report);
            orders = dice.orders(&*game);
        }
        let mut later = game.fork();
        let mut recorded = Vec::new();
        for _ in 0..TICKS {
            let orders = dice.orders(&*later);
            later.play(&orders, &mut report);
            recorded.push(orders);
        }
        Ok(Crowd { game, orders: recorded })
    }

    /// Seconds that the recorded ticks take.
    fn play(&self) -> Result<f64, Failure> {
        let mut game = self.game.fork();
        let mut report = Report::default();
        let (seconds, ()) = timed(|| {
            for orders in &self.orders {
                game.play(orders, &mut report);
            }
        });
        let left: usize = game.frame().teams.iter().map(|team| usize::from(team.units)).sum();
        match left == TEAMS * usize::from(UNITS) {
            true => Ok(seconds),
            false => Err(Failure::host("units died in a measurement that should have none")),
        }
    }
}

fn start() -> Result<Box<dyn Game>, Failure> {
    let mut ruleset = Ruleset::bundled("beacons")?;
    let units = format!("max_units={UNITS}");
    for setting in [
        "ticks=50000",
        "unit_hp=1000",
        "core_hp=10000",
        "start_bank=10000",
        "storm_start=100000",
        units.as_str(),
    ] {
        ruleset.set(setting)?;
    }
    let map =
        Map::generate(Archetype::Open, Archetype::default_size(2), 2, "crowd").map_err(Failure::host)?;
    rules::start(&ruleset.game, &ruleset.params(), &map.to_text(), "").map_err(Failure::host)
}

/// An xorshift: orders that look random, and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// One order for each unit, in about the proportions of a match between good bots.
    fn orders(&mut self, game: &dyn Game) -> Vec<Vec<Order>> {
        let mut orders = vec![Vec::new(); TEAMS];
        for piece in game.frame().pieces {
            let verb = match self.below(100) {
                0..60 => Verb::Move,
                60..75 => Verb::Mine,
                75..90 => Verb::Strike,
                90..93 => Verb::Lance,
                93..95 => Verb::Guard,
                95..98 => Verb::Give,
                _ => Verb::Repair,
            };
            orders[piece.seat.index()].push(self.order(Some(piece.unit), verb));
        }
        orders
    }

    fn order(&mut self, unit: Option<UnitId>, verb: Verb) -> Order {
        let to = verb.takes_dir().then(|| Dir::ALL[self.below(4) as usize]);
        Order { unit, verb: verb as u8, to, amount: if verb == Verb::Give { 3 } else { 0 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crowd_is_complete_and_stays_so() {
        let crowd = Crowd::gather().unwrap();
        assert!(
            crowd.orders.iter().all(|orders| orders.iter().all(|orders| orders.len() == usize::from(UNITS)))
        );
        crowd.play().unwrap();
    }
}
