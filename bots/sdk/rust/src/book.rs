use protocol::{
    Dir, Mark, Pos, Reply, UnitId, WatchMap,
    beacons::{Order, OwnUnit, Verb},
};

use crate::{Flood, Turn, traffic};

/// What a bot has said so far in a tick.
#[derive(Debug, Default)]
pub(crate) struct Book {
    plans: Vec<(UnitId, Plan)>,
    spawn: Option<Dir>,
    wants_spawn: bool,
    pub(crate) claimed: Vec<Pos>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) watch: WatchMap,
}

#[derive(Clone, Debug)]
enum Plan {
    /// An order that keeps the unit where it is, or a step that its author insists on.
    Fixed(Order),
    /// Stay, and let nobody push the unit away.
    Hold,
    /// Step to the cheapest free cell.
    Go(traffic::Wish),
}

/// Orders. Each returns whether the unit was still without one.
impl Turn {
    /// Whether a unit has not been given anything to do in this tick.
    pub fn is_free(&self, unit: UnitId) -> bool {
        self.book.plans.iter().all(|(id, _)| *id != unit)
    }

    /// Own units that have not been given anything to do in this tick.
    pub fn free_units(&self) -> Vec<OwnUnit> {
        self.observation().units.iter().filter(|u| self.is_free(u.id)).copied().collect()
    }

    /// Gives an order as it stands. A `move` given here is not checked against other units: [`Turn::go`] does that.
    pub fn order(&mut self, order: Order) -> bool {
        match (order.unit, order.to) {
            (Some(unit), _) => self.plan(unit, Plan::Fixed(order)),
            (None, to) => {
                let first = !self.book.wants_spawn;
                if first {
                    self.book.wants_spawn = true;
                    self.book.spawn = to;
                }
                first
            }
        }
    }

    /// Take ore from the cell that the unit stands on.
    pub fn mine(&mut self, unit: UnitId) -> bool {
        self.order(Order::mine(unit.0))
    }

    /// Damage the neighbouring cell, after all moves.
    pub fn strike(&mut self, unit: UnitId, to: Dir) -> bool {
        self.order(Order::strike(unit.0, to))
    }

    /// Damage the cell two away, for cargo.
    pub fn lance(&mut self, unit: UnitId, to: Dir) -> bool {
        self.order(Order::lance(unit.0, to))
    }

    /// Take less damage in this tick; not two ticks in a row.
    pub fn guard(&mut self, unit: UnitId) -> bool {
        self.order(Order::guard(unit.0))
    }

    /// Hand up to `amount` cargo to the neighbouring own unit or core.
    pub fn give(&mut self, unit: UnitId, to: Dir, amount: u32) -> bool {
        self.order(Order::give(unit.0, to, amount))
    }

    /// Restore hit points of the neighbouring own unit or core, for cargo.
    pub fn repair(&mut self, unit: UnitId, to: Dir) -> bool {
        self.order(Order::repair(unit.0, to))
    }

    /// Stay, and do not make way for others. Units without any order stay too, but step aside when pushed, and out of
    /// the storm where that takes one step.
    pub fn hold(&mut self, unit: UnitId) -> bool {
        self.plan(unit, Plan::Hold)
    }

    /// Make a new unit on whichever cell beside the core is free after the moves of this tick. Nothing is sent while
    /// the bank does not cover it or no cell is free.
    pub fn spawn(&mut self) -> bool {
        let first = !self.book.wants_spawn;
        self.book.wants_spawn = true;
        first
    }

    /// Take the next step to the flood's goal, round own units; see [`Turn::go_by`] for how.
    pub fn go(&mut self, unit: UnitId, flood: &Flood) -> bool {
        self.go_by(unit, 0, |at| u32::from(flood.at(at)))
    }

    /// Take the next step to a cell, round own units.
    pub fn move_to(&mut self, unit: UnitId, goal: Pos) -> bool {
        let flood = self.flood_to(goal);
        self.go(unit, &flood)
    }

    /// Step to the neighbouring cell with the lowest cost, or stay if the own cell costs least.
    ///
    /// All such wishes are settled together at the end of the tick, those of higher `priority` first: no two own units
    /// want the same cell, nobody swaps, nobody walks into a unit that stays. Units that stand in the way without an
    /// order of their own are pushed aside. Cells inside the storm cost 8 more, cells with an enemy are left out.
    pub fn go_by(&mut self, unit: UnitId, priority: i32, cost: impl Fn(Pos) -> u32) -> bool {
        let Some(own) = self.unit(unit) else { return false };
        let wish = self.wish(own.at, priority, cost);
        self.plan(unit, Plan::Go(wish))
    }

    /// Settles all moves and the spawn, and returns what is to be sent. [`run`](crate::run) does this.
    pub fn end(&mut self) -> Reply {
        let book = std::mem::take(&mut self.book);
        let units = &self.observation().units;
        let agents: Vec<traffic::Agent> = units.iter().map(|unit| self.agent(&book, unit)).collect();
        let ends = traffic::settle(&self.board(), &agents, |at| self.enemy_at(at).is_some());
        let mut orders = Vec::with_capacity(units.len() + 1);
        for (unit, end) in units.iter().zip(&ends) {
            match book.plan(unit.id) {
                Some(Plan::Fixed(order)) => orders.push(*order),
                _ => orders.extend(end.map(|dir| Order::move_(unit.id.0, dir))),
            }
        }
        orders.extend(self.settle_spawn(&book, &ends).map(Order::spawn));
        Reply { orders, marks: book.marks, watch: book.watch }
    }

    fn plan(&mut self, unit: UnitId, plan: Plan) -> bool {
        let free = self.unit(unit).is_some() && self.is_free(unit);
        if free {
            self.book.plans.push((unit, plan));
        }
        free
    }

    fn wish(&self, from: Pos, priority: i32, cost: impl Fn(Pos) -> u32) -> traffic::Wish {
        let full = |at| cost(at).saturating_add(if self.in_storm(at) { 8 } else { 0 });
        let mut costs = [u32::MAX; 5];
        for (dir, at) in self.board().around(from) {
            costs[dir as usize] = full(at);
        }
        costs[traffic::STAY] = full(from);
        traffic::Wish { priority, costs }
    }

    fn agent(&self, book: &Book, unit: &OwnUnit) -> traffic::Agent {
        let wish = match book.plan(unit.id) {
            Some(Plan::Go(wish)) => Some(*wish),
            Some(Plan::Fixed(_) | Plan::Hold) => None,
            None => Some(self.wish(unit.at, i32::MIN, |at| u32::from(at != unit.at))),
        };
        let sent = match book.plan(unit.id) {
            Some(Plan::Fixed(Order { verb: Verb::Move, to, .. })) => *to,
            _ => None,
        };
        traffic::Agent { at: unit.at, wish, sent }
    }

    fn settle_spawn(&self, book: &Book, ends: &[Option<Dir>]) -> Option<Dir> {
        if book.spawn.is_some() || !book.wants_spawn || !self.can_spawn(book) {
            return book.spawn;
        }
        let units = &self.observation().units;
        let taken = |at: Pos| {
            let own =
                |(unit, end): (&OwnUnit, &Option<Dir>)| end.map_or(Some(unit.at), |d| unit.at.step(d, 1));
            self.enemy_at(at).is_some() || units.iter().zip(ends).any(|pair| own(pair) == Some(at))
        };
        self.board().around(self.home()).find(|&(_, at)| !taken(at)).map(|(dir, _)| dir)
    }
}

impl Turn {
    /// Whether the core can make a unit with what the bank holds and gets in this tick.
    fn can_spawn(&self, book: &Book) -> bool {
        let gift = |unit: &OwnUnit| match book.plan(unit.id) {
            Some(Plan::Fixed(Order { verb: Verb::Give, to: Some(to), amount, .. })) => {
                let home = unit.at.step(*to, 1) == Some(self.home());
                if home { amount.unwrap_or(0).min(u32::from(unit.cargo)) } else { 0 }
            }
            _ => 0,
        };
        let units = &self.observation().units;
        let gifts: u32 = units.iter().map(gift).sum();
        let room = units.len() < usize::from(self.rules().max_units);
        room && self.core_hp(0) > 0 && self.bank().saturating_add(gifts) >= self.spawn_cost()
    }
}

impl Book {
    fn plan(&self, unit: UnitId) -> Option<&Plan> {
        self.plans.iter().find(|(id, _)| *id == unit).map(|(_, plan)| plan)
    }
}
