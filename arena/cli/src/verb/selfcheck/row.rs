use std::fmt;

use clap::ValueEnum;
use comfy_table::{Attribute, Cell, Table, presets};
use serde::{Deserialize, Serialize};

use super::divergence::Divergence;
use crate::exit::Failure;
use crate::output::Output;

/// A circumstance that must not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "`Row::what` says it")]
pub(super) enum Row {
    ManyMatches,
    Cranelift,
    Singlepass,
    TwoThreads,
    SixteenThreads,
    ColdCache,
    WarmCache,
    Locale,
    TimeZone,
    Folder,
    Environment,
    TraceLog,
    SavedAndLoaded,
}

impl Row {
    /// In the order in which they are looked at.
    pub(super) const ALL: [Row; 13] = [
        // Before there are other rows' threads, whose heaps would be seen to grow and shrink.
        Row::ManyMatches,
        Row::Cranelift,
        Row::Singlepass,
        Row::TwoThreads,
        Row::SixteenThreads,
        Row::ColdCache,
        Row::WarmCache,
        Row::Locale,
        Row::TimeZone,
        Row::Folder,
        Row::Environment,
        Row::TraceLog,
        Row::SavedAndLoaded,
    ];

    /// The word by which it is chosen.
    pub(super) fn word(self) -> &'static str {
        match self {
            Row::Cranelift => "cranelift",
            Row::Singlepass => "singlepass",
            Row::TwoThreads => "two-threads",
            Row::SixteenThreads => "sixteen-threads",
            Row::ColdCache => "cold-cache",
            Row::WarmCache => "warm-cache",
            Row::Locale => "locale",
            Row::TimeZone => "time-zone",
            Row::Folder => "folder",
            Row::Environment => "environment",
            Row::TraceLog => "trace-log",
            Row::SavedAndLoaded => "saved-and-loaded",
            Row::ManyMatches => "many-matches",
        }
    }

    /// One line for people.
    pub(super) fn what(self) -> &'static str {
        match self {
            Row::Cranelift => "one match after the other, compiled by cranelift",
            Row::Singlepass => "one match after the other, compiled by singlepass",
            Row::TwoThreads => "in a shuffled order, two matches at once",
            Row::SixteenThreads => "in a shuffled order, sixteen matches at once",
            Row::ColdCache => "with an empty cache of compiled modules",
            Row::WarmCache => "with compiled modules from the cache",
            Row::Locale => "in another process, in Turkish, where I is not the capital of i",
            Row::TimeZone => "in another process, three quarters of an hour off every full hour",
            Row::Folder => "in another process, in another folder",
            Row::Environment => "in another process, in an environment full of strange variables",
            Row::TraceLog => "in another process that logs everything",
            Row::SavedAndLoaded => "with the state saved, loaded and played on from every tick",
            Row::ManyMatches => {
                "hostile bots in one process: memory, threads, handles and mappings stay flat"
            }
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What came of a circumstance.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Finding {
    /// The circumstance.
    pub(super) row: Row,
    /// Whether nothing differed.
    pub(super) ok: bool,
    /// Matches that were played.
    pub(super) matches: u64,
    /// What differs, by match: the first thing of each.
    pub(super) divergences: Vec<Divergence>,
    /// What else is to be said, in a few words.
    pub(super) note: Option<String>,
    /// How long it took.
    pub(super) seconds: f64,
}

impl Finding {
    /// Of a circumstance in which so many matches were played, and these came out differently.
    pub(super) fn new(row: Row, matches: u64, divergences: Vec<Divergence>) -> Finding {
        Finding { row, ok: divergences.is_empty(), matches, divergences, note: None, seconds: 0.0 }
    }
}

/// Says what circumstances there are.
pub(super) fn list(output: &mut Output) -> Result<(), Failure> {
    if output.json {
        let rows: Vec<_> =
            Row::ALL.iter().map(|row| serde_json::json!({ "row": row.word(), "what": row.what() })).collect();
        return output.json(&rows);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).enforce_styling();
    for row in Row::ALL {
        table.add_row([Cell::new(row.word()).add_attribute(Attribute::Bold), Cell::new(row.what())]);
    }
    output.line(table.trim_fmt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circumstance_has_one_word() {
        for row in Row::ALL {
            assert_eq!(row.to_possible_value().unwrap().get_name(), row.word());
            assert_eq!(serde_json::to_value(row).unwrap(), row.word());
        }
        assert_eq!(Row::ALL.as_slice(), Row::value_variants());
    }
}
