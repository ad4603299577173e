use protocol::{Pos, UnitId};

use crate::{Flood, Turn};

/// The work of a miner.
impl Turn {
    /// Does a miner's next step: hand over a full load, mine, or walk to ore, to loose cargo or home. Two units never
    /// go for the same cell. Returns whether there was anything to do.
    ///
    /// A load counts as full early when it is the last that can be brought home: when no ore is left to go to.
    pub fn harvest(&mut self, unit: UnitId) -> bool {
        let Some(own) = self.unit(unit) else { return false };
        let room = self.rules().unit_cargo.saturating_sub(own.cargo);
        if room == 0 {
            return self.deliver(unit);
        }
        if self.ore_at(own.at) > 0 && !self.in_storm(own.at) && self.claim(own.at) {
            return self.mine(unit);
        }
        match self.best_load(own.at, room) {
            Some(goal) if self.is_free(unit) => {
                self.claim(goal);
                self.move_to(unit, goal)
            }
            _ => own.cargo > 0 && self.deliver(unit),
        }
    }

    /// Carries what a unit has to the own core. Returns whether the core lives and the unit was free.
    pub fn deliver(&mut self, unit: UnitId) -> bool {
        let Some(own) = self.unit(unit).filter(|_| self.core_hp(0) > 0) else { return false };
        match self.beside_home(own.at) {
            Some(dir) => self.give(unit, dir, u32::from(own.cargo)),
            None => {
                let home = self.flood_to(self.home());
                // Those who carry go first: behind them wait only empty hands.
                self.go_by(unit, 1, |at| u32::from(home.at(at)))
            }
        }
    }

    /// Reserves a cell for this tick. False if somebody did before.
    pub fn claim(&mut self, at: Pos) -> bool {
        let first = !self.book.claimed.contains(&at);
        if first {
            self.book.claimed.push(at);
        }
        first
    }

    /// The unclaimed cell from which a load is home soonest.
    fn best_load(&mut self, from: Pos, room: u16) -> Option<Pos> {
        let home = self.flood_to(self.home());
        let loose = self.observation().loose.iter().filter(|l| l.amount >= 2).map(|l| (l.at, 0));
        let ores = self.ores().into_iter().map(|at| (at, room));
        let busy = |at: Pos| {
            self.unit_at(at).is_some_and(|u| u.at != from && self.ore_at(at) > 0 && !self.is_free(u.id))
        };
        let free = |at: Pos| {
            home.reaches(at) && !self.book.claimed.contains(&at) && !busy(at) && self.enemy_at(at).is_none()
        };
        let loads: Vec<(Pos, u16)> =
            loose.chain(ores).filter(|&(at, _)| free(at) && !self.in_storm(at)).collect();
        let cost = |(at, work): (Pos, u16)| {
            // Distances to a load are kept for the match; distances from a unit would be worked out every time.
            let there = self.steps(from, at);
            let cost = u32::from(there) * 2 + u32::from(home.at(at)) + u32::from(work);
            (there != Flood::UNREACHABLE).then_some((cost, at))
        };
        loads.into_iter().filter_map(cost).min().map(|(_, at)| at)
    }
}
