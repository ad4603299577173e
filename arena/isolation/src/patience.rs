//! How long a worker may be silent. Only for the host: nothing of a result follows from it.

use std::time::Duration;

use replay::Header;

use crate::Bounds;

/// How often a parent looks after a silent worker, and how late it may notice that everything is stopped.
pub(crate) const POLL: Duration = Duration::from_millis(50);

/// How often a worker says that it is alive.
pub(crate) const BEAT: Duration = Duration::from_secs(1);

/// For compiling a module. The largest one that comes with the engine takes 20 s.
pub(crate) const COMPILE: Duration = Duration::from_secs(300);

/// Nanoseconds that a unit of fuel may take: some forty times the median of the hostile suite, whose slowest attack takes
/// twenty times as long as the median.
const NS_PER_FUEL: u64 = 50;

/// For one turn of a match in which every seat spends everything that it can have.
pub(crate) fn turn(header: &Header, bounds: &Bounds) -> Duration {
    let most = header.fuel.start.0.max(header.fuel.bank.0);
    let fuel = most.saturating_mul(header.seats.len() as u64);
    bounds.patience.saturating_add(Duration::from_nanos(fuel.saturating_mul(NS_PER_FUEL)))
}

#[cfg(test)]
mod tests {
    use protocol::{Fuel, FuelPlan, ModuleHash};
    use replay::SeatInfo;

    use super::*;

    #[test]
    fn a_turn_may_take_as_long_as_its_fuel() {
        let seat = SeatInfo {
            name: String::new(),
            author: String::new(),
            language: String::new(),
            module: ModuleHash([0; 32]),
            script: None,
        };
        let header = |start, bank, seats| Header {
            epoch: 1,
            game: String::new(),
            params: String::new(),
            map: String::new(),
            seed: String::new(),
            fuel: FuelPlan { start: Fuel(start), per_tick: Fuel(1), bank: Fuel(bank) },
            seats: vec![seat.clone(); seats],
        };
        let turn = |header| turn(&header, &Bounds::default()).as_secs();
        assert_eq!(turn(header(0, 0, 2)), 60);
        assert_eq!(turn(header(2_000_000_000, 250_000_000, 2)), 260);
        assert_eq!(turn(header(0, 40_000_000_000, 2)), 4060);
        assert!(turn(header(u64::MAX, 0, 8)) > 1_000_000_000);
    }
}
