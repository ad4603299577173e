use std::collections::BTreeMap;

use crate::Error;
use crate::store::{Contest, Store};

/// A pairing that was played, in as many matches as the tournament has for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pairing {
    /// The round, from 0.
    pub stage: i64,
    /// Its number within the round, from 0.
    pub index: i64,
    /// The one, by seeding.
    pub a: usize,
    /// The other, by seeding.
    pub b: usize,
    /// Half points of the one: two for a win, one for a draw.
    pub a_half_points: i64,
    /// Half points of the other.
    pub b_half_points: i64,
    /// The one's game points minus the other's, over all matches: what decides where half points do not.
    pub lead: i64,
}

impl Pairing {
    /// Who goes on, where one has to: more half points, then more game points, then the better seeding.
    pub(crate) fn winner(&self) -> usize {
        let ahead = (self.a_half_points - self.b_half_points).cmp(&0).then(self.lead.cmp(&0));
        match ahead {
            std::cmp::Ordering::Greater => self.a,
            std::cmp::Ordering::Less => self.b,
            std::cmp::Ordering::Equal => self.a.min(self.b),
        }
    }

    /// Who does not.
    pub(crate) fn loser(&self) -> usize {
        self.a + self.b - self.winner()
    }
}

/// Where a bot stands in a tournament.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its seeding.
    pub seeding: usize,
    /// Half points: two for a won match, one for a drawn one; a round without an opponent counts as won.
    pub half_points: i64,
    /// Half points of everybody it met: who met strong ones did more.
    pub buchholz: i64,
    /// Game points minus those of its opponents.
    pub lead: i64,
    /// Pairings that it played.
    pub played: i64,
}

/// The standings, the best first.
pub(crate) fn table(bots: usize, played: &[Pairing]) -> Vec<Row> {
    let mut rows: Vec<Row> =
        (0..bots).map(|seeding| Row { seeding, half_points: 0, buchholz: 0, lead: 0, played: 0 }).collect();
    for pairing in played {
        let sides = [
            (pairing.a, pairing.a_half_points, pairing.lead),
            (pairing.b, pairing.b_half_points, -pairing.lead),
        ];
        for (bot, half_points, lead) in sides {
            rows[bot].half_points += half_points;
            rows[bot].lead += lead;
            rows[bot].played += 1;
        }
    }
    let points: Vec<i64> = rows.iter().map(|row| row.half_points).collect();
    for pairing in played {
        rows[pairing.a].buchholz += points[pairing.b];
        rows[pairing.b].buchholz += points[pairing.a];
    }
    rows.sort_by_key(|row| (-row.half_points, -row.buchholz, -row.lead, row.seeding));
    rows
}

/// What was played, from the matches. A match that has no result counts as drawn.
pub(super) async fn pairings(
    store: &Store,
    bots: &[(String, String, String)],
    contests: &[Contest],
) -> Result<Vec<Pairing>, Error> {
    let seeding: BTreeMap<&str, usize> =
        bots.iter().enumerate().map(|(i, (bot, _, _))| (bot.as_str(), i)).collect();
    let entries = store.entries_of(contests).await?;
    let mut pairings: BTreeMap<(i64, i64), Pairing> = BTreeMap::new();
    for (contest, entries) in contests.iter().zip(&entries) {
        let [first, second] = entries.as_slice() else { continue };
        let (Some(&a), Some(&b)) = (seeding.get(first.bot.as_str()), seeding.get(second.bot.as_str())) else {
            continue;
        };
        let pairing = pairings.entry((contest.stage, contest.pairing)).or_insert(Pairing {
            stage: contest.stage,
            index: contest.pairing,
            a,
            b,
            a_half_points: 0,
            b_half_points: 0,
            lead: 0,
        });
        let (won, lost) = match contest.winner {
            Some(0) => (2, 0),
            Some(_) => (0, 2),
            None => (1, 1),
        };
        pairing.a_half_points += won;
        pairing.b_half_points += lost;
        pairing.lead += first.score.unwrap_or_default() - second.score.unwrap_or_default();
    }
    Ok(pairings.into_values().collect())
}
