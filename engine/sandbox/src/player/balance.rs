use protocol::{Fuel, FuelPlan};

/// A turn's beginning, as far as fuel is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Income {
    /// [`FuelPlan::start`], before the first line.
    Start,
    /// [`FuelPlan::per_tick`], for every later line.
    Tick,
}

/// A player's fuel: a chess clock.
///
/// The guest counts down a global of its own. It is lent a slice of the balance at a time, so that a guest with a rich
/// balance still passes by the host every few milliseconds and can be ended. Slices cannot be seen in any result: the
/// player stops exactly when the balance as a whole is negative at a check.
#[derive(Debug)]
pub(super) struct Balance {
    start: i64,
    per_tick: i64,
    bank: i64,
    slice: i64,
    /// Fuel that the player owns, the slice that is out on loan included.
    total: i64,
    /// What the guest's global held when it was last written.
    lent: i64,
    /// `total` when the turn began.
    at_begin: i64,
    income: Income,
}

impl Balance {
    pub(super) fn new(plan: FuelPlan, slice: u64) -> Balance {
        let [start, per_tick, bank, slice] = [plan.start, plan.per_tick, plan.bank, Fuel(slice)].map(whole);
        let (total, lent, at_begin) = (0, 0, 0);
        Balance { start, per_tick, bank, slice, total, lent, at_begin, income: Income::Start }
    }

    /// Adds a turn's income.
    pub(super) fn begin(&mut self, income: Income) {
        self.total = match income {
            Income::Start => self.total.saturating_add(self.start),
            Income::Tick => self.total.saturating_add(self.per_tick).min(self.bank),
        };
        self.at_begin = self.total;
        self.income = income;
    }

    /// Takes note of what the guest's global holds now.
    pub(super) fn settle(&mut self, global: i64) {
        self.total = self.total.saturating_sub(self.lent.saturating_sub(global));
        self.lent = global;
    }

    /// What to write to the guest's global; `None` when the balance is negative, and the turn therefore over.
    pub(super) fn lend(&mut self) -> Option<i64> {
        if self.total < 0 {
            return None;
        }
        self.lent = self.total.min(self.slice);
        Some(self.lent)
    }

    /// Closes the turn: what was spent in it, and what is left. Leftovers of the start above the bank are lost.
    pub(super) fn end(&mut self) -> (Fuel, i64) {
        let spent = Fuel(u64::try_from(self.at_begin.saturating_sub(self.total)).unwrap_or(0));
        if self.income == Income::Start {
            self.total = self.total.min(self.bank);
        }
        (spent, self.total)
    }
}

/// Amounts beyond half of what an `i64` holds are never used up: cutting them there leaves room to add them.
fn whole(fuel: Fuel) -> i64 {
    i64::try_from(fuel.0).unwrap_or(i64::MAX).min(i64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: FuelPlan = FuelPlan { start: Fuel(1000), per_tick: Fuel(100), bank: Fuel(250) };

    /// Plays turns in which the guest spends the given amounts, and returns what is left after each.
    fn check(slice: u64, spend: &[i64], expected: &[i64]) {
        let mut balance = Balance::new(PLAN, slice);
        let mut left = Vec::new();
        for (turn, &amount) in spend.iter().enumerate() {
            balance.begin(if turn == 0 { Income::Start } else { Income::Tick });
            let mut to_spend = amount;
            while to_spend > 0 {
                let Some(lent) = balance.lend() else { break };
                // A guest is stopped when its global is negative, here as late as can be: one step further.
                let step = to_spend.min(lent + 1);
                balance.settle(lent - step);
                to_spend -= step;
            }
            let (spent, after) = balance.end();
            assert_eq!(spent.0 as i64, amount - to_spend);
            left.push(after);
        }
        assert_eq!(left, expected, "slice {slice}");
    }

    #[test]
    fn leftovers_are_kept_up_to_the_bank_and_debts_are_paid_off() {
        for slice in [1, 7, 50, 1_000_000] {
            check(slice, &[0, 0], &[250, 250]);
            check(slice, &[900, 0, 0], &[100, 200, 250]);
            check(slice, &[900, 150, 30], &[100, 50, 120]);
            check(slice, &[5000, 5000, 0], &[-1, -1, 99]);
        }
    }

    #[test]
    fn a_large_debt_is_paid_over_many_turns() {
        let mut balance = Balance::new(PLAN, 10);
        balance.begin(Income::Start);
        let lent = balance.lend().unwrap();
        balance.settle(lent - 1250);
        assert_eq!(balance.lend(), None);
        assert_eq!(balance.end(), (Fuel(1250), -250));
        for left in [-150, -50] {
            balance.begin(Income::Tick);
            assert_eq!(balance.lend(), None);
            assert_eq!(balance.end(), (Fuel(0), left));
        }
        balance.begin(Income::Tick);
        assert_eq!(balance.lend(), Some(10));
    }

    #[test]
    fn amounts_of_any_size_do_not_overflow() {
        let huge = Fuel(u64::MAX);
        let mut balance = Balance::new(FuelPlan { start: huge, per_tick: huge, bank: huge }, u64::MAX);
        for income in [Income::Start, Income::Tick, Income::Tick] {
            balance.begin(income);
            assert!(balance.lend().is_some());
        }
        balance.settle(i64::MIN);
        assert!(balance.lend().is_none());
    }
}
