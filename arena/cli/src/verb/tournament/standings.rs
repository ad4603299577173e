use super::field::Field;
use super::pool::Verdict;
use super::rating::Ratings;
use super::results::Played;
use super::schedule::{Match, Schedule};

/// What a tournament came to. Bots are numbered as in the field.
pub(super) struct Standings {
    /// The best first.
    pub(super) ranking: Vec<Standing>,
    /// How a bot did against another; by bot, then by opponent.
    pub(super) cross: Vec<Vec<Share>>,
    /// How a bot did on a map; by bot, then by map.
    pub(super) on_maps: Vec<Vec<Share>>,
}

/// How a bot did in the whole tournament.
pub(super) struct Standing {
    /// The bot.
    pub(super) bot: usize,
    /// Matches that it won alone.
    pub(super) won: u32,
    /// Matches in which another was placed before it.
    pub(super) lost: u32,
    /// Matches in which it shared the first place.
    pub(super) drawn: u32,
    /// Opponents that it was placed before.
    pub(super) score: Share,
    /// Its points less the mean of its opponents' points, summed over all matches.
    pub(super) lead: f64,
    /// Its rating.
    pub(super) rating: f64,
    /// The rating's deviation.
    pub(super) deviation: f64,
    /// Matches in which it ran out of fuel.
    pub(super) late: u32,
    /// Matches in which it faulted or ended its process before the end.
    pub(super) stopped: u32,
}

/// Meetings with an opponent, and how many of them were won; a shared place is half a win.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    halves: u64,
    meetings: u64,
}

impl Share {
    /// Per cent won; `None` of no meetings.
    pub(super) fn percent(self) -> Option<f64> {
        (self.meetings > 0).then(|| self.halves as f64 * 50.0 / self.meetings as f64)
    }

    fn count(&mut self, place: u8, other: u8) {
        self.meetings += 1;
        self.halves += match place.cmp(&other) {
            std::cmp::Ordering::Less => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 0,
        };
    }
}

impl Standing {
    fn new(bot: usize) -> Standing {
        Standing {
            bot,
            won: 0,
            lost: 0,
            drawn: 0,
            score: Share::default(),
            lead: 0.0,
            rating: 0.0,
            deviation: 0.0,
            late: 0,
            stopped: 0,
        }
    }

    /// Matches played.
    pub(super) fn games(&self) -> u32 {
        self.won + self.lost + self.drawn
    }

    /// Its points less the mean of its opponents' points, in the mean of all matches.
    pub(super) fn mean_lead(&self) -> f64 {
        self.lead / f64::from(self.games().max(1))
    }
}

impl Standings {
    /// Counts the verdicts, which are in the order of the schedule.
    pub(super) fn new(field: &Field, schedule: &Schedule, verdicts: &[Verdict]) -> Standings {
        let bots = field.infos.len();
        let mut standings = Standings {
            ranking: (0..bots).map(Standing::new).collect(),
            cross: vec![vec![Share::default(); bots]; bots],
            on_maps: vec![vec![Share::default(); schedule.maps.len()]; bots],
        };
        let mut ratings = Ratings::new(bots);
        let mut round = 0;
        for (one, verdict) in schedule.matches.iter().zip(verdicts) {
            if one.round != round {
                ratings.end_period();
                round = one.round;
            }
            if let Some(played) = verdict.played() {
                standings.count(schedule.rounds[round].map, one, played);
                ratings.count(&one.bots, &played.places);
            }
        }
        ratings.end_period();
        standings.rank(&ratings);
        standings
    }

    fn count(&mut self, map: usize, one: &Match, played: &Played) {
        let total: u32 = played.scores.iter().sum();
        for (seat, &bot) in one.bots.iter().enumerate() {
            let (place, score) = (played.places[seat], played.scores[seat]);
            let standing = &mut self.ranking[bot];
            match played.winner {
                Some(winner) if usize::from(winner) == seat => standing.won += 1,
                None if place == 1 => standing.drawn += 1,
                _ => standing.lost += 1,
            }
            let others = one.bots.len() - 1;
            standing.lead += f64::from(score) - f64::from(total - score) / others as f64;
            standing.late += u32::from(played.late[seat] > 0);
            standing.stopped += u32::from(played.stopped[seat].is_some());
            for (other, &opponent) in one.bots.iter().enumerate().filter(|&(other, _)| other != seat) {
                let other_place = played.places[other];
                standing.score.count(place, other_place);
                self.cross[bot][opponent].count(place, other_place);
                self.on_maps[bot][map].count(place, other_place);
            }
        }
    }

    fn rank(&mut self, ratings: &Ratings) {
        for standing in &mut self.ranking {
            (standing.rating, standing.deviation) = ratings.of(standing.bot);
        }
        // Bots that nothing separates stay in the order of the command line.
        self.ranking.sort_by(|a, b| b.rating.total_cmp(&a.rating));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_place_is_half_a_win() {
        let mut share = Share::default();
        assert_eq!(share.percent(), None);
        share.count(1, 2);
        share.count(3, 3);
        share.count(2, 1);
        share.count(4, 1);
        assert_eq!(share.percent(), Some(37.5));
    }
}
