//! What is told of a suite: a table for people, an object for programs.

use std::collections::BTreeMap;

use comfy_table::{Attribute, Cell, CellAlignment, Color, Table, presets};
use serde::Serialize;

use super::attack::Attack;
use super::expected::Expected;
use super::pace::{MOST_TIMES_MEDIAN, Paces};
use super::verdict::Verdict;
use crate::amount::{Short, count};
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, STRONG, WARNING};

/// The process may never have had more than this, in MiB.
const MOST_MIB: u64 = 1024;

/// Everything that came of a suite.
#[derive(Serialize)]
pub(super) struct Report {
    /// By name.
    pub(super) attacks: Vec<Verdict>,
    /// Nanoseconds for each unit of fuel, by back end.
    pub(super) pace: BTreeMap<&'static str, Paces>,
    /// The most memory that the process ever had; `None` where the system does not say.
    pub(super) peak_mib: Option<u64>,
    /// Attacks that are not ok.
    pub(super) failed: usize,
    /// Whether everything is as it should be.
    pub(super) ok: bool,
}

impl Report {
    /// Adds up.
    pub(super) fn new(
        attacks: Vec<Verdict>,
        pace: BTreeMap<&'static str, Paces>,
        peak_mib: Option<u64>,
    ) -> Report {
        let failed = attacks.iter().filter(|verdict| !verdict.ok).count();
        let ok = failed == 0 && peak_mib.is_none_or(|peak| peak <= MOST_MIB);
        Report { attacks, pace, peak_mib, failed, ok }
    }

    /// For a terminal.
    pub(super) fn print(&self, output: &mut Output) -> Result<(), Failure> {
        output.line(self.table())?;
        output.line("")?;
        for verdict in self.attacks.iter().filter(|verdict| !verdict.ok) {
            output.line(format!("{ERROR}{}{ERROR:#} {}", verdict.name, verdict.expected.tries))?;
            for problem in &verdict.problems {
                output.line(format!("  {problem}"))?;
            }
        }
        for (backend, Paces { median, worst, worst_attack }) in &self.pace {
            let times = worst / median;
            output.line(format!(
                "{FAINT}{backend}: {median:.2} ns for a unit of fuel, the slowest {worst:.2} ({times:.1} times, at most \
                 {MOST_TIMES_MEDIAN:.0}): {worst_attack}{FAINT:#}"
            ))?;
        }
        for (name, why) in self.known_to_be_slow() {
            output.line(format!(
                "{WARNING}{name}{WARNING:#} {FAINT}is slower than that, which is known: {why}{FAINT:#}"
            ))?;
        }
        if let Some(peak) = self.peak_mib {
            output.line(format!("{FAINT}{peak} MiB of memory at most, {MOST_MIB} are allowed{FAINT:#}"))?;
        }
        let attacks = count(self.attacks.len() as u64, "attack");
        match self.ok {
            true => output.line(format!(
                "{GOOD}ok{GOOD:#}  {STRONG}{attacks}{STRONG:#}, each with the outcome that it should have"
            )),
            false => output.line(format!("{ERROR}failed{ERROR:#}  {} of {attacks}", self.failed)),
        }
    }

    /// Attacks that are slower than they may be and are expected to be, and why.
    fn known_to_be_slow(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let is_slow = |(backend, ns): (&&str, &f64)| {
            self.pace.get(*backend).is_some_and(|pace| *ns > pace.median * MOST_TIMES_MEDIAN)
        };
        let slow = self.attacks.iter().filter(move |verdict| verdict.ns_per_fuel.iter().any(is_slow));
        slow.filter_map(|verdict| Some((verdict.name, verdict.expected.slow.as_deref()?)))
    }

    fn table(&self) -> String {
        let mut table = empty_table(["attack", "expected", "got", "fuel", "ns/fuel", ""]);
        for verdict in &self.attacks {
            let (word, color) = if verdict.ok { ("ok", Color::Green) } else { ("failed", Color::Red) };
            table.add_row([
                Cell::new(verdict.name).add_attribute(Attribute::Bold),
                Cell::new(brief(&verdict.expected.ends)),
                Cell::new(match verdict.got.ends == verdict.expected.ends {
                    true => "the same".to_owned(),
                    false => brief(&verdict.got.ends),
                }),
                Cell::new(Short(verdict.fuel)),
                Cell::new(verdict.worst_ns_per_fuel().map_or("-".to_owned(), |ns| format!("{ns:.2}"))),
                Cell::new(word).fg(color),
            ]);
        }
        for numbers in 3..=4 {
            if let Some(column) = table.column_mut(numbers) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }
}

/// The attacks with what they try, for a terminal.
pub(super) fn list(attacks: &[(Attack, Expected)]) -> String {
    let mut table = empty_table(["attack", "tries", "ends"]);
    for (attack, expected) in attacks {
        table.add_row([
            Cell::new(attack.name).add_attribute(Attribute::Bold),
            Cell::new(&expected.tries),
            Cell::new(brief(&expected.ends)).add_attribute(Attribute::Dim),
        ]);
    }
    table.trim_fmt()
}

/// The ends of a family, as many of them as fit a table.
fn brief(ends: &str) -> String {
    match ends.split(", ").collect::<Vec<_>>()[..] {
        [first, _, _, ..] => format!("{first} and {} others", ends.split(", ").count() - 1),
        _ => ends.to_owned(),
    }
}

fn empty_table<const N: usize>(head: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).enforce_styling();
    table.set_header(head.map(|word| Cell::new(word).add_attribute(Attribute::Dim)));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_ends_are_counted() {
        assert_eq!(brief("waiting"), "waiting");
        assert_eq!(brief("exit 0, waiting"), "exit 0, waiting");
        assert_eq!(brief("exit 0, reject invalid, waiting"), "exit 0 and 2 others");
    }
}
