//! Who meets whom: those of whom least is known first, against those against whom most is learnt.

use std::collections::BTreeSet;

/// A bot that can be paired.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// The bot.
    pub(crate) bot: String,
    /// Its rating.
    pub(crate) rating: f64,
    /// How uncertain that is.
    pub(crate) deviation: f64,
    /// Matches of the version that plays now, as far as they were counted.
    pub(crate) matches: i64,
    /// Matches of it that wait or are played.
    pub(crate) open: i64,
}

/// A deviation at which a bot is known well enough. Counted one by one, matches against equals settle at 64; those of a bot
/// that nearly always wins, at 91.
const SETTLED: f64 = 100.0;

/// The same as a share of the deviation of a newcomer, for ratings on another scale.
const SETTLED_SHARE: f64 = SETTLED / 350.0;

/// Matches that every version plays, however sure its rating seems.
const AT_LEAST: i64 = 40;

/// Matches after which a version rests, however unsure its rating is: one that always loses stays so for ever.
const AT_MOST: i64 = 120;

/// How far apart two ratings are that learn little from each other, in deviations of a newcomer.
const REACH: f64 = 0.6;

impl Candidate {
    /// Whether more is to be learnt of it.
    fn wants(&self, unknown: f64) -> bool {
        let matches = self.matches + self.open;
        matches < AT_LEAST || (matches < AT_MOST && self.deviation > unknown * SETTLED_SHARE)
    }

    /// How much it wants to play: uncertain ones first, and among these those that play least at the moment.
    fn need(&self, unknown: f64) -> f64 {
        let newness = 1.0 / (1.0 + self.matches as f64);
        (self.deviation / unknown + newness) / (1.0 + self.open as f64)
    }
}

/// Makes up to `most` matches of `seats` bots each. `unknown` is the deviation of a newcomer, `dice` gives numbers from 0
/// to 1. Where everybody is known well, one match is made if `idle`.
pub(crate) fn pair(
    candidates: &mut [Candidate],
    seats: usize,
    most: usize,
    unknown: f64,
    idle: bool,
    stopped: &BTreeSet<(String, String)>,
    mut dice: impl FnMut() -> f64,
) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    while groups.len() < most {
        let anybody = groups.is_empty() && idle;
        let first =
            (0..candidates.len()).filter(|&i| anybody || candidates[i].wants(unknown)).max_by(|&a, &b| {
                candidates[a].need(unknown).total_cmp(&candidates[b].need(unknown)).then(b.cmp(&a))
            });
        let Some(first) = first else { break };
        let mut group = vec![first];
        while group.len() < seats {
            let next = (0..candidates.len())
                .filter(|&i| fits(candidates, &group, i, stopped))
                .map(|i| (worth(&candidates[first], &candidates[i], unknown) * (0.25 + dice()), i))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            match next {
                Some((_, next)) => group.push(next),
                None => break,
            }
        }
        if group.len() < seats {
            break;
        }
        for &i in &group {
            candidates[i].open += 1;
        }
        // Places do not matter in fair games; who is named first should not matter either.
        let turn = (dice() * seats as f64) as usize % seats;
        group.rotate_left(turn);
        groups.push(group);
    }
    groups
}

fn fits(candidates: &[Candidate], group: &[usize], i: usize, stopped: &BTreeSet<(String, String)>) -> bool {
    let may_meet = |&other: &usize| {
        let (a, b) = (&candidates[i].bot, &candidates[other].bot);
        a != b && !stopped.contains(&(a.clone(), b.clone()))
    };
    group.iter().all(may_meet)
}

/// How much a match tells: most between equals, more where the other is uncertain too, less where it plays much already.
fn worth(one: &Candidate, other: &Candidate, unknown: f64) -> f64 {
    let apart = (one.rating - other.rating) / (unknown * REACH);
    let even = (-apart * apart / 2.0).exp();
    (0.05 + even) * (1.0 + other.deviation / unknown) / (1.0 + 0.25 * other.open as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(bot: &str, rating: f64, deviation: f64, matches: i64) -> Candidate {
        Candidate { bot: bot.to_owned(), rating, deviation, matches, open: 0 }
    }

    fn dice() -> impl FnMut() -> f64 {
        let mut state = 1_u64;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1_u64 << 24) as f64
        }
    }

    fn paired(
        candidates: &mut [Candidate],
        most: usize,
        idle: bool,
        stopped: &[(&str, &str)],
    ) -> Vec<Vec<usize>> {
        let stopped = stopped.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        pair(candidates, 2, most, 350.0, idle, &stopped, dice())
    }

    #[test]
    fn a_newcomer_plays_first() {
        let mut bots = [
            candidate("a", 1500.0, 60.0, 90),
            candidate("b", 1500.0, 60.0, 90),
            candidate("new", 1500.0, 350.0, 0),
        ];
        for group in paired(&mut bots, 8, false, &[]) {
            assert!(group.contains(&2), "{group:?}");
        }
    }

    #[test]
    fn equals_meet_more_often() {
        let mut bots = [
            candidate("new", 1500.0, 350.0, 0),
            candidate("near", 1520.0, 60.0, 90),
            candidate("far", 2400.0, 60.0, 90),
        ];
        let groups = paired(&mut bots, 30, false, &[]);
        let met = |i| groups.iter().filter(|group| group.contains(&i)).count();
        assert!(met(1) > 2 * met(2), "{} {}", met(1), met(2));
    }

    #[test]
    fn who_is_known_well_rests_unless_nobody_else_plays() {
        let mut bots = [candidate("a", 1500.0, 60.0, 90), candidate("b", 1600.0, 60.0, 90)];
        assert_eq!(paired(&mut bots, 8, false, &[]).len(), 0);
        assert_eq!(paired(&mut bots, 8, true, &[]).len(), 1);
    }

    #[test]
    fn who_always_loses_rests_too() {
        let mut bots = [candidate("a", 1500.0, 60.0, 90), candidate("idle", 260.0, 285.0, AT_MOST - 3)];
        assert_eq!(paired(&mut bots, 200, false, &[]).len(), 3);
    }

    #[test]
    fn nobody_meets_itself_or_whom_an_alarm_keeps_away() {
        let mut bots = [candidate("a", 1500.0, 350.0, 0), candidate("b", 1500.0, 350.0, 0)];
        assert!(paired(&mut bots, 8, false, &[("a", "b"), ("b", "a")]).is_empty());
        assert!(paired(&mut bots[..1], 8, true, &[]).is_empty());
        for group in paired(&mut bots, 8, false, &[]) {
            assert_ne!(group[0], group[1]);
        }
    }
}
