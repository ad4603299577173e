//! What is told of a check: a table for people, an object for programs.

use comfy_table::{Attribute, Cell, CellAlignment, Color, Table, presets};
use rules::EPOCH;
use serde::Serialize;

use super::canary::Canary;
use super::row::Finding;
use crate::amount::count;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, WARNING};

/// Differences that are printed of one circumstance.
const MOST_SHOWN: usize = 3;

/// Everything that was found.
#[derive(Serialize)]
pub(super) struct Report {
    /// Whether every circumstance gave the same.
    pub(super) ok: bool,
    epoch: u32,
    os: &'static str,
    arch: &'static str,
    /// The fault that was planted.
    canary: Option<String>,
    rows: Vec<Finding>,
}

impl Report {
    /// Adds up.
    pub(super) fn new(canary: Option<Canary>, rows: Vec<Finding>) -> Report {
        Report {
            ok: rows.iter().all(|row| row.ok),
            epoch: EPOCH,
            os: std::env::consts::OS,
            arch: std::env::consts::ARCH,
            canary: canary.map(|canary| canary.to_string()),
            rows,
        }
    }

    /// For a terminal.
    pub(super) fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let Report { epoch, os, arch, .. } = self;
        output.line(format!("{FAINT}{os} on {arch}, epoch {epoch}{FAINT:#}"))?;
        if let Some(canary) = &self.canary {
            output.line(format!("{WARNING}with a fault planted on purpose: {canary}{WARNING:#}"))?;
        }
        output.line(format!("\n{}\n", self.table()))?;
        for row in self.rows.iter().filter(|row| !row.ok) {
            output.line(format!("{ERROR}{}{ERROR:#} {}", row.row, row.row.what()))?;
            for divergence in row.divergences.iter().take(MOST_SHOWN) {
                output.line(format!("  {divergence}"))?;
            }
            if let Some(more) = row.divergences.len().checked_sub(MOST_SHOWN).filter(|&more| more > 0) {
                output.line(format!("  {FAINT}and {more} more{FAINT:#}"))?;
            }
        }
        let failed = self.rows.iter().filter(|row| !row.ok).count();
        match self.ok {
            true => output.line(format!(
                "{GOOD}ok{GOOD:#}  {}, each with the golden replays to the last byte",
                count(self.rows.len() as u64, "circumstance")
            )),
            false => output.line(format!(
                "{ERROR}failed{ERROR:#}  {failed} of {}",
                count(self.rows.len() as u64, "circumstance")
            )),
        }
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).enforce_styling();
        let head = ["circumstance", "matches", "seconds", "", "notes"];
        table.set_header(head.map(|word| Cell::new(word).add_attribute(Attribute::Dim)));
        for row in &self.rows {
            let (word, color) = if row.ok { ("same", Color::Green) } else { ("differs", Color::Red) };
            table.add_row([
                Cell::new(row.row).add_attribute(Attribute::Bold),
                Cell::new(row.matches),
                Cell::new(format!("{:.1}", row.seconds)),
                Cell::new(word).fg(color),
                Cell::new(row.note.as_deref().unwrap_or_default()).add_attribute(Attribute::Dim),
            ]);
        }
        for numbers in 1..=2 {
            if let Some(column) = table.column_mut(numbers) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }
}
