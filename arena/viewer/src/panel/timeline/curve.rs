//! Curves over the timeline: a value of every team over the match, a point for each few ticks.

use crate::Beat;

/// What is drawn over the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Curve {
    #[default]
    Score,
    Units,
    Fuel,
    Bank,
}

impl Curve {
    pub(super) const ALL: [Curve; 4] = [Curve::Score, Curve::Units, Curve::Fuel, Curve::Bank];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Curve::Score => "score",
            Curve::Units => "units",
            Curve::Fuel => "fuel",
            Curve::Bank => "bank",
        }
    }

    /// A team's value after a tick.
    pub(super) fn value(self, beat: &Beat, seat: usize) -> u64 {
        let value = match self {
            Curve::Score => beat.score.get(seat).map(|n| u64::from(*n)),
            Curve::Units => beat.units.get(seat).map(|n| u64::from(*n)),
            Curve::Fuel => beat.fuel.get(seat).copied(),
            Curve::Bank => beat.bank.get(seat).map(|n| u64::from(*n)),
        };
        value.unwrap_or(0)
    }

    /// A team's curve with at most about `points` points, each a tick and a value. Fuel keeps its peaks, since they are
    /// what matters; everything else keeps where it stands at the end of each stretch.
    pub(super) fn thinned(self, beats: &[Beat], seat: usize, points: usize) -> Vec<(u32, u64)> {
        // The fuel of initialisation, at tick 0, would dwarf all others.
        let first = usize::from(self == Curve::Fuel);
        let beats = beats.get(first..).unwrap_or_default();
        let stride = beats.len().div_ceil(points.max(1)).max(1);
        let stretch = |(index, stretch): (usize, &[Beat])| {
            let mut values = stretch.iter().map(|beat| self.value(beat, seat));
            let value = if self == Curve::Fuel { values.max() } else { values.next_back() };
            let tick = first + index * stride + if index == 0 { 0 } else { stretch.len() - 1 };
            (u32::try_from(tick).unwrap_or(u32::MAX), value.unwrap_or(0))
        };
        beats.chunks(stride).enumerate().map(stretch).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beats(count: u32) -> Vec<Beat> {
        let beat = |tick: u32| Beat {
            score: vec![tick],
            units: vec![3],
            fuel: vec![if tick == 0 { 1_000_000 } else { u64::from(tick % 100) }],
            bank: vec![7],
        };
        (0..count).map(beat).collect()
    }

    #[test]
    fn a_short_match_keeps_every_tick() {
        let points = Curve::Score.thinned(&beats(5), 0, 300);
        assert_eq!(points, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
    }

    #[test]
    fn a_long_match_keeps_its_ends_and_its_peaks() {
        let points = Curve::Score.thinned(&beats(20_001), 0, 300);
        assert!(points.len() <= 300);
        assert_eq!(points.last(), Some(&(20_000, 20_000)));
        let fuel = Curve::Fuel.thinned(&beats(20_001), 0, 150);
        assert!(fuel.iter().all(|(_, spent)| (90..100).contains(spent)), "peaks stay, the start is left out");
    }

    #[test]
    fn no_match_has_no_curve() {
        assert!(Curve::Fuel.thinned(&[], 0, 300).is_empty());
        assert!(Curve::Units.thinned(&beats(1), 3, 300).iter().all(|(_, value)| *value == 0));
    }
}
