use comfy_table::{Attribute, Cell, CellAlignment, Color, Table, presets};
use serde::Serialize;

/// A measurement and its target.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// What was measured.
    pub(super) name: &'static str,
    /// What was aimed at.
    pub(super) target: f64,
    /// From which side the target is met.
    pub(super) bound: Bound,
    /// What came out; `None` where it cannot be measured here.
    pub(super) measured: Option<f64>,
    /// Of both.
    pub(super) unit: &'static str,
    /// Whether the target is met. What was not measured is not met.
    pub(super) met: bool,
    /// What it is made of.
    pub(super) parts: Vec<Part>,
}

/// From which side a target is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Bound {
    AtMost,
    AtLeast,
}

/// A part of a measurement, in the same unit.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Part {
    /// What was measured.
    pub(super) name: String,
    /// What came out.
    pub(super) measured: f64,
}

impl Row {
    /// A measurement that should be small.
    pub(super) fn at_most(name: &'static str, target: f64, unit: &'static str, measured: f64) -> Row {
        Row::new(name, Bound::AtMost, target, unit, Some(measured))
    }

    /// A measurement that should be large.
    pub(super) fn at_least(
        name: &'static str,
        target: f64,
        unit: &'static str,
        measured: Option<f64>,
    ) -> Row {
        Row::new(name, Bound::AtLeast, target, unit, measured)
    }

    /// A measurement that should be small, and that this machine lacks something for.
    pub(super) fn unmeasured(name: &'static str, target: f64, unit: &'static str) -> Row {
        Row::new(name, Bound::AtMost, target, unit, None)
    }

    /// The same with its parts.
    pub(super) fn of(self, parts: Vec<Part>) -> Row {
        Row { parts, ..self }
    }

    fn new(name: &'static str, bound: Bound, target: f64, unit: &'static str, measured: Option<f64>) -> Row {
        let met = measured.is_some_and(|measured| match bound {
            Bound::AtMost => measured <= target,
            Bound::AtLeast => measured >= target,
        });
        Row { name, target, bound, measured, unit, met, parts: Vec::new() }
    }
}

/// All measurements, for a terminal.
pub(super) fn table(rows: &[Row]) -> String {
    let mut table = empty_table(["what", "target", "measured", "", ""]);
    for row in rows {
        let sign = if row.bound == Bound::AtMost { "≤" } else { "≥" };
        let (verdict, color) = if row.met { ("met", Color::Green) } else { ("missed", Color::Red) };
        table.add_row([
            Cell::new(row.name),
            Cell::new(format!("{sign} {}", number(row.target))),
            Cell::new(row.measured.map_or("-".to_owned(), number)).add_attribute(Attribute::Bold),
            Cell::new(row.unit).add_attribute(Attribute::Dim),
            Cell::new(verdict).fg(color),
        ]);
    }
    align_numbers(&mut table, 1..=2);
    table.trim_fmt()
}

/// The parts of one measurement, for a terminal.
pub(super) fn parts_table(row: &Row) -> String {
    let mut table = empty_table([]);
    for part in &row.parts {
        table.add_row([
            Cell::new(&part.name),
            Cell::new(number(part.measured)),
            Cell::new(row.unit).add_attribute(Attribute::Dim),
        ]);
    }
    align_numbers(&mut table, 1..=1);
    table.trim_fmt()
}

fn empty_table<const N: usize>(head: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).enforce_styling();
    if N > 0 {
        table.set_header(head.map(|word| Cell::new(word).add_attribute(Attribute::Dim)));
    }
    table
}

fn align_numbers(table: &mut Table, columns: std::ops::RangeInclusive<usize>) {
    for column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// A number with three digits that count; large ones in groups.
fn number(number: f64) -> String {
    let places = match number.abs() {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    let text = format!("{number:.places$}");
    if places > 0 {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let mut grouped = String::new();
    for (at, digit) in text.char_indices() {
        if at > 0 && digit != '-' && (text.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        let shown = [
            (1.25, "1.25"),
            (1.4, "1.4"),
            (15.0, "15"),
            (12.34, "12.3"),
            (450.4, "450"),
            (100_000.0, "100,000"),
        ];
        for (value, text) in shown {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn a_target_is_met_from_its_side_only() {
        assert!(Row::at_most("a", 1.25, "x", 1.25).met);
        assert!(!Row::at_most("a", 1.25, "x", 1.26).met);
        assert!(Row::at_least("a", 20.0, "x", Some(20.0)).met);
        assert!(!Row::at_least("a", 20.0, "x", Some(19.9)).met);
        assert!(!Row::at_least("a", 20.0, "x", None).met);
        assert!(!Row::at_most("a", 20.0, "x", f64::NAN).met);
    }
}
