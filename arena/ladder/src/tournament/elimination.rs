//! Single elimination: who loses is out. The best seeded rest in the first round where the field is no power of two, and meet
//! late.

use crate::tournament::{Next, Pairing};

/// The next round, or the end.
pub(super) fn next(bots: usize, played: &[Pairing]) -> Next {
    let stage = played.iter().map(|pairing| pairing.stage + 1).max().unwrap_or_default();
    let mut alive = bracket(bots);
    for round in 0..stage {
        alive = winners(&alive, round, played);
    }
    if alive.iter().flatten().count() < 2 {
        return Next::Over;
    }
    Next::Round(stage, alive.chunks(2).filter_map(|two| two[0].zip(*two.get(1)?)).collect())
}

/// Places of the first round, in order; `None` is a free place.
pub(crate) fn bracket(bots: usize) -> Vec<Option<usize>> {
    let mut order = vec![0];
    while order.len() < bots {
        let size = order.len() * 2;
        order = order.into_iter().flat_map(|seed| [seed, size - 1 - seed]).collect();
    }
    order.into_iter().map(|seed| Some(seed).filter(|seed| *seed < bots)).collect()
}

/// Who is left of each two places after a round.
fn winners(alive: &[Option<usize>], round: i64, played: &[Pairing]) -> Vec<Option<usize>> {
    let winner = |two: &[Option<usize>]| match (two[0], two.get(1).copied().flatten()) {
        (Some(a), Some(b)) => {
            let met = |p: &&Pairing| p.stage == round && ((p.a, p.b) == (a, b) || (p.a, p.b) == (b, a));
            Some(played.iter().find(met).map_or(a.min(b), Pairing::winner))
        }
        (one, other) => one.or(other),
    };
    alive.chunks(2).map(winner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play(bots: usize, a_wins: impl Fn(usize, usize) -> bool) -> Vec<Pairing> {
        let mut played = Vec::new();
        while let Next::Round(stage, pairs) = next(bots, &played) {
            let won = |(a, b): (usize, usize)| {
                let (a_half_points, b_half_points) = if a_wins(a, b) { (2, 0) } else { (0, 2) };
                Pairing { stage, index: 0, a, b, a_half_points, b_half_points, lead: 0 }
            };
            played.extend(pairs.into_iter().map(won));
        }
        played
    }

    #[test]
    fn everybody_but_one_loses_once() {
        for bots in 2..20 {
            let played = play(bots, |a, b| a > b);
            assert_eq!(played.len(), bots - 1, "{bots} bots");
            let mut losers: Vec<usize> = played.iter().map(Pairing::loser).collect();
            losers.sort_unstable();
            assert_eq!(losers, (0..bots - 1).collect::<Vec<_>>(), "{bots} bots");
        }
    }

    #[test]
    fn the_two_best_meet_last() {
        for bots in [4, 7, 8, 16] {
            let played = play(bots, |a, b| a < b);
            let last = played.last().expect("a final");
            assert_eq!((last.a.min(last.b), last.a.max(last.b)), (0, 1), "{bots} bots");
        }
    }
}
