//! Ratings by `skillratings`: Glicko-2 where two meet, Weng-Lin where more do. They follow from the results alone, in the
//! order in which these were counted, and can be computed again at any time.

use std::collections::BTreeMap;

use skillratings::glicko2::{Glicko2Config, Glicko2Rating, glicko2};
use skillratings::weng_lin::{WengLinConfig, WengLinRating, weng_lin_multi_team};
use skillratings::{MultiTeamOutcome, Outcomes};

use crate::Error;
use crate::store::{Entry, Rated, Season, Standing, Store};

/// The least deviation of a version that was never counted: it may be another bot altogether.
const NEW_VERSION: f64 = 120.0;

/// The deviation of a bot of which nothing is known, in Glicko-2.
const UNKNOWN: f64 = 350.0;

/// Where a bot stands of which nothing is known.
pub(crate) fn newcomer(season: &Season, bot: &str, version: &str) -> Standing {
    let (rating, deviation) = match season.seats {
        2 => (Glicko2Rating::new().rating, UNKNOWN),
        _ => (WengLinRating::new().rating, WengLinRating::new().uncertainty),
    };
    Standing {
        season: season.id,
        bot: bot.to_owned(),
        version: version.to_owned(),
        rating,
        deviation,
        volatility: Glicko2Rating::new().volatility,
        matches: 0,
        wins: 0,
        draws: 0,
        losses: 0,
    }
}

/// What a match changes. `standings` are those of its seats before it.
pub(crate) fn rate(season: &Season, entries: &[Entry], standings: &[Standing]) -> Vec<Rated> {
    let before: Vec<Standing> =
        entries.iter().zip(standings).map(|(entry, standing)| refresh(season, entry, standing)).collect();
    let places: Vec<i64> = entries.iter().map(|entry| entry.place.unwrap_or(i64::MAX)).collect();
    let after = match season.seats {
        2 => rate_two(&before, &places),
        _ => rate_many(&before, &places),
    };
    let best = places.iter().min().copied().unwrap_or_default();
    let shared = places.iter().filter(|place| **place == best).count() > 1;
    let rated = entries.iter().zip(&before).zip(after).zip(&places);
    rated
        .map(|(((entry, before), (rating, deviation, volatility)), place)| {
            let won = *place == best && !shared;
            let drawn = *place == best && shared;
            Rated {
                seat: entry.seat,
                gain: rating - before.rating,
                standing: Standing {
                    rating,
                    deviation,
                    volatility,
                    version: entry.version.clone(),
                    matches: before.matches + 1,
                    wins: before.wins + i64::from(won),
                    draws: before.draws + i64::from(drawn),
                    losses: before.losses + i64::from(!won && !drawn),
                    ..before.clone()
                },
            }
        })
        .collect()
}

/// Knows less of a bot that plays with another version.
fn refresh(season: &Season, entry: &Entry, standing: &Standing) -> Standing {
    if standing.version == entry.version || standing.matches == 0 {
        return standing.clone();
    }
    let least = match season.seats {
        2 => NEW_VERSION,
        _ => WengLinRating::new().uncertainty * NEW_VERSION / UNKNOWN,
    };
    Standing { deviation: standing.deviation.max(least), ..standing.clone() }
}

fn rate_two(before: &[Standing], places: &[i64]) -> Vec<(f64, f64, f64)> {
    let rating = |standing: &Standing| Glicko2Rating {
        rating: standing.rating,
        deviation: standing.deviation,
        volatility: standing.volatility,
    };
    let outcome = match places[0].cmp(&places[1]) {
        std::cmp::Ordering::Less => Outcomes::WIN,
        std::cmp::Ordering::Equal => Outcomes::DRAW,
        std::cmp::Ordering::Greater => Outcomes::LOSS,
    };
    let (a, b) = glicko2(&rating(&before[0]), &rating(&before[1]), &outcome, &Glicko2Config::new());
    [a, b].map(|after| (after.rating, after.deviation, after.volatility)).to_vec()
}

fn rate_many(before: &[Standing], places: &[i64]) -> Vec<(f64, f64, f64)> {
    let teams: Vec<[WengLinRating; 1]> = before
        .iter()
        .map(|standing| [WengLinRating { rating: standing.rating, uncertainty: standing.deviation }])
        .collect();
    let ranked: Vec<(&[WengLinRating], MultiTeamOutcome)> = teams
        .iter()
        .zip(places)
        .map(|(team, place)| {
            (team.as_slice(), MultiTeamOutcome::new(usize::try_from(*place).unwrap_or(usize::MAX)))
        })
        .collect();
    let after = weng_lin_multi_team(&ranked, &WengLinConfig::new());
    let rated = after.iter().zip(before);
    rated.map(|(team, before)| (team[0].rating, team[0].uncertainty, before.volatility)).collect()
}

/// Counts results that were not counted yet, in the order in which they came, and says how many.
///
/// # Errors
/// The database's.
pub(crate) async fn count(store: &Store) -> Result<usize, Error> {
    let contests = store.uncounted(500).await?;
    let entries = store.entries_of(&contests).await?;
    let mut number = store.last_counted().await?;
    let mut seasons = BTreeMap::new();
    for (contest, entries) in contests.iter().zip(&entries) {
        let season = season_of(store, &mut seasons, contest.season).await?;
        let mut standings = Vec::new();
        for entry in entries {
            let known = store.standing(season.id, &entry.bot).await?;
            standings.push(known.unwrap_or_else(|| newcomer(&season, &entry.bot, &entry.version)));
        }
        number += 1;
        store.count(&contest.id, number, &rate(&season, entries, &standings)).await?;
    }
    Ok(contests.len())
}

/// Computes every rating again from the results. Gives how many matches were counted, and the bots that now stand
/// elsewhere than the database said: none, unless somebody changed it.
///
/// # Errors
/// The database's.
pub(crate) async fn recount(store: &Store) -> Result<(usize, Vec<String>), Error> {
    let mut now: BTreeMap<(i64, String), Standing> = BTreeMap::new();
    let (mut seasons, mut rewritten, mut after) = (BTreeMap::new(), Vec::new(), 0);
    loop {
        let contests = store.counted(after, 1000).await?;
        let Some(last) = contests.last().and_then(|contest| contest.rated_no) else { break };
        let entries = store.entries_of(&contests).await?;
        for (contest, entries) in contests.iter().zip(&entries) {
            let season = season_of(store, &mut seasons, contest.season).await?;
            let standings: Vec<Standing> = entries
                .iter()
                .map(|entry| {
                    let known = now.get(&(season.id, entry.bot.clone())).cloned();
                    known.unwrap_or_else(|| newcomer(&season, &entry.bot, &entry.version))
                })
                .collect();
            let rated = rate(&season, entries, &standings);
            for one in &rated {
                now.insert((season.id, one.standing.bot.clone()), one.standing.clone());
            }
            rewritten.push((contest.id.clone(), rated));
        }
        after = last;
    }
    let mut moved = Vec::new();
    for season in store.seasons().await? {
        for standing in store.standings(season.id).await? {
            if now.get(&(season.id, standing.bot.clone())) != Some(&standing) {
                moved.push(standing.bot);
            }
        }
    }
    store.rewrite(&rewritten).await?;
    Ok((rewritten.len(), moved))
}

async fn season_of(store: &Store, known: &mut BTreeMap<i64, Season>, id: i64) -> Result<Season, Error> {
    if let Some(season) = known.get(&id) {
        return Ok(season.clone());
    }
    let season = store.season(id).await?;
    known.insert(id, season.clone());
    Ok(season)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(seats: i64) -> Season {
        Season {
            id: 1,
            name: String::new(),
            game: "beacons".to_owned(),
            epoch: 1,
            ruleset: String::new(),
            maps: String::new(),
            seats,
            created_ms: 0,
            closed_ms: None,
        }
    }

    fn entries(places: &[i64]) -> Vec<Entry> {
        let entry = |(seat, place): (usize, &i64)| Entry {
            match_id: String::new(),
            seat: seat as i64,
            bot: format!("bot{seat}"),
            bot_name: String::new(),
            player_name: String::new(),
            version: "v1".to_owned(),
            number: 1,
            score: None,
            place: Some(*place),
            fuel: None,
            late: None,
            stopped: None,
            ending: None,
            last_words: None,
            log_bytes: None,
            log_lost: None,
            rating: None,
            deviation: None,
            gain: None,
        };
        places.iter().enumerate().map(entry).collect()
    }

    fn rated(places: &[i64]) -> Vec<Rated> {
        let (season, entries) = (season(places.len() as i64), entries(places));
        let standings: Vec<_> = entries.iter().map(|entry| newcomer(&season, &entry.bot, "v1")).collect();
        rate(&season, &entries, &standings)
    }

    #[test]
    fn who_is_better_placed_gains_and_everybody_is_known_better() {
        for places in [&[1, 2][..], &[1, 2, 3, 4], &[1, 2, 2, 4], &[1, 2, 3, 4, 5, 6, 7, 8]] {
            let rated = rated(places);
            assert!(rated[0].gain > 0.0, "{places:?}");
            assert!(rated.last().expect("seats").gain < 0.0, "{places:?}");
            let unknown = newcomer(&season(places.len() as i64), "", "").deviation;
            assert!(rated.iter().all(|one| one.standing.deviation < unknown), "{places:?}");
            assert_eq!(
                (rated[0].standing.wins, rated[0].standing.draws, rated[0].standing.losses),
                (1, 0, 0)
            );
        }
    }

    #[test]
    fn a_draw_of_equals_changes_no_rating() {
        for one in rated(&[1, 1]) {
            assert!(one.gain.abs() < 1e-9, "{one:?}");
            assert_eq!((one.standing.wins, one.standing.draws, one.standing.losses), (0, 1, 0));
        }
    }

    #[test]
    fn another_version_is_less_certain() {
        let (season, entries) = (season(2), entries(&[1, 2]));
        let known = Standing { deviation: 40.0, matches: 99, ..newcomer(&season, "bot0", "v0") };
        assert!(refresh(&season, &entries[0], &known).deviation >= NEW_VERSION);
        let same = Standing { version: "v1".to_owned(), ..known };
        assert!((refresh(&season, &entries[0], &same).deviation - 40.0).abs() < 1e-9);
    }
}
