//! How long a unit of fuel takes, attack by attack: whatever stands out is a hole in the price list.

use std::time::Duration;

use protocol::{FuelPlan, Tick};
use sandbox::{HostError, Identity, Line, Program, Sandbox};
use serde::Serialize;

use super::host::Stopwatch;

/// What handing over a turn takes of the host, in fuel, whatever the bot does in it.
const HANDOVER: u64 = 30_000;
/// What making an instance takes of the host at most, in fuel: its memory and its tables are made and filled.
const INSTANCE: u64 = 2_000_000;
/// Attacks that spend less say nothing about the usual pace.
const ENOUGH_FUEL: u64 = 10_000_000;
/// So many attacks have to say something about it before any is called slow.
const ENOUGH_ATTACKS: usize = 12;
/// An attack may be so many times slower than the median of all.
pub(super) const MOST_TIMES_MEDIAN: f64 = 20.0;

/// The time that an attack's turns took, and the fuel that they spent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pace {
    turns: Vec<Duration>,
    fuel: u64,
}

impl Pace {
    /// Plays a program alone with the lines that it was sent in its match, and times each turn.
    pub(super) fn measure(
        sandbox: &Sandbox,
        program: &Program,
        plan: FuelPlan,
        sent: &[Vec<u8>],
    ) -> Result<Pace, HostError> {
        let identity = Identity { name: "pace".to_owned(), seed: [0; 32] };
        let mut player = sandbox.seat(program, identity, plan)?;
        let mut pace = Pace { turns: Vec::with_capacity(sent.len()), fuel: 0 };
        for (line, turn) in sent.iter().zip(0..) {
            let line = match turn {
                0 => Line::Start(line.clone()),
                _ if turn + 1 == sent.len() as u32 => Line::End(line.clone()),
                _ => Line::Tick(line.clone()),
            };
            let stopwatch = Stopwatch::start();
            player.begin(Tick(turn), line);
            let end = player.finish()?;
            pace.turns.push(stopwatch.stop(!end.status.is_live()));
            pace.fuel += end.fuel.0;
        }
        Ok(pace)
    }

    /// Keeps the better time of each turn: a busy machine only ever adds to one.
    pub(super) fn improve(&mut self, again: &Pace) {
        for (turn, again) in self.turns.iter_mut().zip(&again.turns) {
            *turn = (*turn).min(*again);
        }
    }

    /// Nanoseconds for each unit of fuel.
    pub(super) fn ns_per_fuel(&self) -> f64 {
        let time: Duration = self.turns.iter().sum();
        let fuel = self.fuel + INSTANCE + HANDOVER * self.turns.len() as u64;
        time.as_nanos() as f64 / fuel as f64
    }

    /// Whether it says something about the usual pace.
    fn is_telling(&self) -> bool {
        self.fuel >= ENOUGH_FUEL
    }
}

/// The paces of a whole suite on one back end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Paces {
    /// In nanoseconds for each unit of fuel, over all attacks that spend some.
    pub(super) median: f64,
    /// The slowest of all.
    pub(super) worst: f64,
    /// Whose that is.
    pub(super) worst_attack: String,
}

impl Paces {
    /// Of these attacks; `None` where too few spend enough to compare with.
    pub(super) fn of<'a>(paces: impl Iterator<Item = (&'a str, &'a Pace)> + Clone) -> Option<Paces> {
        let mut telling: Vec<f64> =
            paces.clone().filter(|(_, pace)| pace.is_telling()).map(|(_, pace)| pace.ns_per_fuel()).collect();
        telling.sort_by(f64::total_cmp);
        if telling.len() < ENOUGH_ATTACKS {
            return None;
        }
        let median = telling[telling.len() / 2];
        let (name, worst) = paces.max_by(|a, b| a.1.ns_per_fuel().total_cmp(&b.1.ns_per_fuel()))?;
        Some(Paces { median, worst: worst.ns_per_fuel(), worst_attack: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(fuel: u64, ns: u64) -> Pace {
        Pace { turns: vec![Duration::from_nanos(ns)], fuel }
    }

    #[test]
    fn a_pace_counts_what_the_host_does_whatever_the_bot_does() {
        let free = INSTANCE + HANDOVER;
        assert_eq!(pace(0, 3 * free).ns_per_fuel(), 3.0);
        assert_eq!(pace(free, 3 * free).ns_per_fuel(), 1.5);
    }

    #[test]
    fn the_better_time_counts() {
        let mut first = pace(1_000_000, 500);
        first.improve(&pace(1_000_000, 900));
        assert_eq!(first, pace(1_000_000, 500));
        first.improve(&pace(1_000_000, 100));
        assert_eq!(first, pace(1_000_000, 100));
    }

    #[test]
    fn the_median_is_of_attacks_that_spend_and_the_worst_of_all() {
        let usual: Vec<Pace> = (1..=13).map(|ns| pace(17_970_000, ns * 20_000_000)).collect();
        let cheap = pace(5, 1 << 40);
        let named = usual.iter().map(|pace| ("usual", pace));
        let paces = Paces::of(named.clone().chain([("cheap", &cheap)])).unwrap();
        assert_eq!((paces.median, paces.worst_attack.as_str()), (7.0, "cheap"));
        assert_eq!(Paces::of(named.take(11).chain([("cheap", &cheap)])), None);
    }
}
