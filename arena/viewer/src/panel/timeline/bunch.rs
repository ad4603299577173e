//! Event marks: what happened within the same few points of the timeline is one mark.

use std::collections::BTreeMap;

use protocol::{Seat, Tick};

use crate::{Highlight, HighlightKind, highlight_name};

/// Highlights that share a column of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bunch {
    /// The column.
    pub(super) column: u32,
    /// The first tick that is in it.
    pub(super) tick: Tick,
    /// How often what happened to whom.
    pub(super) counts: BTreeMap<(HighlightKind, Option<Seat>), u32>,
}

/// Puts highlights, which are sorted, into this many columns over `span` ticks.
pub(super) fn bunches(highlights: &[Highlight], span: f64, columns: u32) -> Vec<Bunch> {
    let mut bunches: Vec<Bunch> = Vec::new();
    for highlight in highlights {
        let place = f64::from(highlight.tick.0) / span.max(1.0) * f64::from(columns);
        let column = (place as u32).min(columns.saturating_sub(1));
        if bunches.last().is_none_or(|bunch| bunch.column != column) {
            bunches.push(Bunch { column, tick: highlight.tick, counts: BTreeMap::new() });
        }
        if let Some(bunch) = bunches.last_mut() {
            *bunch.counts.entry((highlight.kind, highlight.seat)).or_default() += 1;
        }
    }
    bunches
}

impl Bunch {
    /// Whose and how many units were lost.
    pub(super) fn kills(&self) -> impl Iterator<Item = (Option<Seat>, u32)> {
        self.of(HighlightKind::Kill)
    }

    /// Whose beacons turned; `None` is nobody's now.
    pub(super) fn turns(&self) -> impl Iterator<Item = (Option<Seat>, u32)> {
        self.of(HighlightKind::BeaconTurned)
    }

    /// What is rare and worth a mark of its own.
    pub(super) fn rare(&self) -> impl Iterator<Item = (HighlightKind, Option<Seat>)> {
        let common = |kind| matches!(kind, HighlightKind::Kill | HighlightKind::BeaconTurned);
        self.counts.keys().copied().filter(move |(kind, _)| !common(*kind))
    }

    /// Each kind in words, with whom it happened to.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Option<Seat>, String)> {
        self.counts.iter().map(|((kind, seat), count)| {
            let name = highlight_name(*kind);
            (*seat, if *count > 1 { format!("{name} ×{count}") } else { name.to_owned() })
        })
    }

    fn of(&self, wanted: HighlightKind) -> impl Iterator<Item = (Option<Seat>, u32)> {
        self.counts.iter().filter(move |((kind, _), _)| *kind == wanted).map(|((_, seat), n)| (*seat, *n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kill(tick: u32, seat: u8) -> Highlight {
        Highlight { tick: Tick(tick), kind: HighlightKind::Kill, seat: Some(Seat(seat)), at: None }
    }

    #[test]
    fn what_shares_a_column_is_one_mark() {
        let highlights = [kill(0, 0), kill(1, 0), kill(1, 1), kill(60, 1), kill(100, 0)];
        let marks = bunches(&highlights, 100.0, 10);
        let columns: Vec<_> = marks.iter().map(|bunch| (bunch.column, bunch.tick.0)).collect();
        assert_eq!(columns, [(0, 0), (6, 60), (9, 100)]);
        assert_eq!(marks[0].kills().collect::<Vec<_>>(), [(Some(Seat(0)), 2), (Some(Seat(1)), 1)]);
        let lines: Vec<String> = marks[0].lines().map(|(_, line)| line).collect();
        assert_eq!(lines, ["unit lost ×2", "unit lost"]);
    }

    #[test]
    fn there_are_never_more_marks_than_columns() {
        let highlights: Vec<_> = (0..20_000).map(|tick| kill(tick, 0)).collect();
        let marks = bunches(&highlights, 20_000.0, 300);
        assert_eq!(marks.len(), 300);
        let counted: u32 = marks.iter().flat_map(|bunch| bunch.counts.values()).sum();
        assert_eq!(counted, 20_000);
    }

    #[test]
    fn a_match_without_a_tick_has_its_marks_at_the_start() {
        assert_eq!(bunches(&[kill(0, 0)], 0.0, 10)[0].column, 0);
    }
}
