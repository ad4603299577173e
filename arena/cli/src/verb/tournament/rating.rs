use skillratings::Outcomes;
use skillratings::glicko2::{Glicko2Config, Glicko2Rating, glicko2_rating_period};

/// Glicko-2 ratings of a field.
///
/// A rating period is a round: all matches on one map with one seed. Within it everybody is rated against what the
/// others had before it, so the order of its matches does not matter. A match of more than two teams counts as one
/// between each two of them, won by the better placed.
pub(super) struct Ratings {
    ratings: Vec<Glicko2Rating>,
    /// By bot: what it met in this period, and how that ended.
    period: Vec<Vec<(Glicko2Rating, Outcomes)>>,
}

impl Ratings {
    /// Everybody at 1500, of which nothing is known.
    pub(super) fn new(bots: usize) -> Ratings {
        Ratings { ratings: vec![Glicko2Rating::new(); bots], period: vec![Vec::new(); bots] }
    }

    /// Counts a match in. `bots` and `places` are by seat.
    pub(super) fn count(&mut self, bots: &[usize], places: &[u8]) {
        for (&bot, place) in bots.iter().zip(places) {
            for (&other, other_place) in bots.iter().zip(places).filter(|&(&other, _)| other != bot) {
                let outcome = match place.cmp(other_place) {
                    std::cmp::Ordering::Less => Outcomes::WIN,
                    std::cmp::Ordering::Equal => Outcomes::DRAW,
                    std::cmp::Ordering::Greater => Outcomes::LOSS,
                };
                self.period[bot].push((self.ratings[other], outcome));
            }
        }
    }

    /// Ends a rating period.
    pub(super) fn end_period(&mut self) {
        let config = Glicko2Config::new();
        for (rating, met) in self.ratings.iter_mut().zip(&mut self.period) {
            if !met.is_empty() {
                *rating = glicko2_rating_period(rating, met, &config);
                met.clear();
            }
        }
    }

    /// A bot's rating and its deviation.
    pub(super) fn of(&self, bot: usize) -> (f64, f64) {
        (self.ratings[bot].rating, self.ratings[bot].deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(periods: &[&[([usize; 2], [u8; 2])]]) -> Vec<(f64, f64)> {
        let mut ratings = Ratings::new(3);
        for period in periods {
            for (bots, places) in *period {
                ratings.count(bots, places);
            }
            ratings.end_period();
        }
        (0..3).map(|bot| ratings.of(bot)).collect()
    }

    #[test]
    fn winners_rise_and_become_certain() {
        let period: &[_] = &[([0, 1], [1, 2]), ([0, 2], [1, 2]), ([1, 2], [1, 2])];
        let once = rated(&[period]);
        let often = rated(&[period; 20]);
        assert!(once[0].0 > 1600.0 && once[0].0 > once[1].0 && once[1].0 > once[2].0, "{once:?}");
        assert!(often[0].0 > once[0].0 && often[0].1 < once[0].1, "{often:?}");
    }

    #[test]
    fn the_order_within_a_period_does_not_matter() {
        let forth = rated(&[&[([0, 1], [1, 2]), ([0, 2], [2, 1]), ([1, 2], [1, 1])]]);
        let back = rated(&[&[([2, 1], [1, 1]), ([2, 0], [1, 2]), ([1, 0], [2, 1])]]);
        for (forth, back) in forth.iter().zip(&back) {
            assert!((forth.0 - back.0).abs() < 1e-6 && (forth.1 - back.1).abs() < 1e-6, "{forth:?} {back:?}");
        }
    }
}
