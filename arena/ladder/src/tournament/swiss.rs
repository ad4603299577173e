//! Swiss: in each round those meet who have done as well, and nobody meets anybody twice while that can be helped.

use std::collections::BTreeSet;

use crate::tournament::{Next, Pairing, table};

/// The next round, or the end. With an odd number of bots, the last one who has not rested yet rests.
pub(super) fn next(bots: usize, rounds: i64, played: &[Pairing]) -> Next {
    let stage = played.iter().map(|pairing| pairing.stage + 1).max().unwrap_or_default();
    if stage >= rounds || bots < 2 {
        return Next::Over;
    }
    let met: BTreeSet<(usize, usize)> =
        played.iter().map(|pairing| (pairing.a.min(pairing.b), pairing.a.max(pairing.b))).collect();
    let mut order: Vec<usize> = standings(bots, stage, played);
    if bots % 2 == 1 {
        let rested = |bot: &usize| played.iter().filter(|p| p.a == *bot || p.b == *bot).count() as i64;
        let last = order.iter().rposition(|bot| rested(bot) == stage).unwrap_or(order.len() - 1);
        order.remove(last);
    }
    let pairs = if stage == 0 { first(&order) } else { pairs(&order, &met) };
    Next::Round(stage, pairs)
}

/// By half points, a rest counting as a win.
fn standings(bots: usize, stage: i64, played: &[Pairing]) -> Vec<usize> {
    let games = played.first().map_or(2, |pairing| pairing.a_half_points + pairing.b_half_points);
    let mut rows = table(bots, played);
    for row in &mut rows {
        row.half_points += (stage - row.played) * games;
    }
    rows.sort_by_key(|row| (-row.half_points, -row.buchholz, -row.lead, row.seeding));
    rows.into_iter().map(|row| row.seeding).collect()
}

/// The upper half meets the lower half, so that the best do not meet at once.
fn first(order: &[usize]) -> Vec<(usize, usize)> {
    let half = order.len() / 2;
    (0..half).map(|i| (order[i], order[half + i])).collect()
}

/// From the top, each with the nearest whom it has not met; going back where that leaves somebody alone.
fn pairs(order: &[usize], met: &BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut steps = 0;
    if !search(order, met, &mut found, &mut steps) {
        // Everybody has met: neighbours meet again.
        found = order.chunks_exact(2).map(|two| (two[0], two[1])).collect();
    }
    found
}

/// Steps after which the search gives up: fields in which it does not succeed at once are small.
const MOST_STEPS: u32 = 100_000;

fn search(
    rest: &[usize],
    met: &BTreeSet<(usize, usize)>,
    found: &mut Vec<(usize, usize)>,
    steps: &mut u32,
) -> bool {
    let Some((&one, others)) = rest.split_first() else { return true };
    for (i, &other) in others.iter().enumerate() {
        *steps += 1;
        if *steps > MOST_STEPS {
            return false;
        }
        if met.contains(&(one.min(other), one.max(other))) {
            continue;
        }
        found.push((one, other));
        let without: Vec<usize> =
            others.iter().enumerate().filter(|(at, _)| *at != i).map(|(_, bot)| *bot).collect();
        if search(&without, met, found, steps) {
            return true;
        }
        found.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays a tournament in which the better seeding always wins.
    fn play(bots: usize, rounds: i64) -> Vec<Pairing> {
        let mut played = Vec::new();
        while let Next::Round(stage, pairs) = next(bots, rounds, &played) {
            let won = |(a, b): (usize, usize)| {
                let (a_half_points, b_half_points) = if a < b { (2, 0) } else { (0, 2) };
                Pairing { stage, index: 0, a, b, a_half_points, b_half_points, lead: 0 }
            };
            played.extend(pairs.into_iter().map(won));
        }
        played
    }

    #[test]
    fn nobody_meets_anybody_twice_and_the_best_wins() {
        for (bots, rounds) in [(8, 3), (9, 4), (16, 5), (33, 6)] {
            let played = play(bots, rounds);
            assert_eq!(played.len() as i64, rounds * (bots as i64 / 2));
            let met: BTreeSet<_> = played.iter().map(|p| (p.a.min(p.b), p.a.max(p.b))).collect();
            assert_eq!(met.len(), played.len(), "{bots} bots");
            assert_eq!(table(bots, &played)[0].seeding, 0);
        }
    }

    #[test]
    fn nobody_rests_twice() {
        let played = play(5, 5);
        for bot in 0..5 {
            let rested = 5 - played.iter().filter(|p| p.a == bot || p.b == bot).count();
            assert_eq!(rested, 1, "bot {bot}");
        }
    }

    #[test]
    fn two_bots_meet_again_where_they_must() {
        assert_eq!(play(2, 3).len(), 3);
    }
}
