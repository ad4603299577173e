//! Tournaments: which pairings come next, from those that were played. Each format is a pure function of the results.

mod elimination;
mod round_robin;
mod swiss;
mod table;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::card::Card;
use crate::jobs::{Job, Queue};
use crate::store::{Bot, Contest, ContestKind, Format, Season, Store, Tournament, Version};
use crate::{Error, limits};

pub(crate) use elimination::bracket;
pub(crate) use table::{Pairing, table};

/// What a format says after what was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// These meet now, by seeding; the number is the round, from 0.
    Round(i64, Vec<(usize, usize)>),
    /// It is over.
    Over,
}

/// The next round of a tournament of so many bots, of which all rounds so far are over.
pub(crate) fn next(format: Format, bots: usize, rounds: i64, played: &[Pairing]) -> Next {
    match format {
        Format::RoundRobin => round_robin::next(bots, played),
        Format::Swiss => swiss::next(bots, rounds, played),
        Format::Elimination => elimination::next(bots, played),
    }
}

/// Matches that a tournament will have.
pub(crate) fn size(format: Format, bots: usize, rounds: i64, games: i64) -> usize {
    let games = usize::try_from(games).unwrap_or(usize::MAX);
    let pairings = match format {
        Format::RoundRobin => bots.saturating_mul(bots.saturating_sub(1)) / 2,
        Format::Swiss => usize::try_from(rounds).unwrap_or(usize::MAX).saturating_mul(bots / 2),
        Format::Elimination => bots.saturating_sub(1),
    };
    pairings.saturating_mul(games)
}

/// Opens a tournament of two-bot matches.
///
/// # Errors
/// One that cannot be played; the database's.
pub(crate) async fn open(
    store: &Store,
    season: &Season,
    name: &str,
    format: Format,
    rounds: i64,
    games: i64,
    bots: &[Bot],
) -> Result<Tournament, Error> {
    let wrong = |problem: String, remedy: &str| Err(Error::refused(422, "bad_tournament", problem, remedy));
    let name = crate::name::checked("tournament", name)?;
    if season.seats != 2 {
        return wrong(
            format!("matches of season {} have {} bots", season.id, season.seats),
            "choose a season of two",
        );
    }
    if bots.len() < 2 {
        return wrong(format!("{} of the bots can play", bots.len()), "name two or more that are admitted");
    }
    if !(1..=99).contains(&games) || (format == Format::Swiss && !(1..=99).contains(&rounds)) {
        return wrong("games and rounds are 1 to 99".to_owned(), "choose fewer");
    }
    let size = size(format, bots.len(), rounds, games);
    if size > limits::TOURNAMENT_MATCHES {
        return wrong(format!("it would have {size} matches"), "choose fewer bots, or fewer games");
    }
    store.add_tournament(season.id, &name, format, rounds, games, bots).await
}

/// Who takes part, by seeding; what was played; and the matches.
pub(crate) type Played = (Vec<(String, String, String)>, Vec<Pairing>, Vec<Contest>);

/// What was played of a tournament.
///
/// # Errors
/// The database's.
pub(crate) async fn played(store: &Store, tournament: &Tournament) -> Result<Played, Error> {
    let contests = store.contests_of_tournament(&tournament.id).await?;
    let bots = store.tournament_bots(&tournament.id).await?;
    let over: Vec<Contest> = contests.iter().filter(|contest| contest.is_finished()).cloned().collect();
    let pairings = table::pairings(store, &bots, &over).await?;
    Ok((bots, pairings, contests))
}

/// Makes the next matches of tournaments whose rounds are over, and says how many.
///
/// # Errors
/// The database's.
pub(crate) async fn advance(store: &Store, queue: &Queue) -> Result<usize, Error> {
    let mut made = 0;
    for tournament in store.running_tournaments().await? {
        made += advance_one(store, queue, &tournament).await?;
    }
    Ok(made)
}

async fn advance_one(store: &Store, queue: &Queue, tournament: &Tournament) -> Result<usize, Error> {
    if store.is_tournament_playing(&tournament.id).await? {
        return Ok(0);
    }
    let contests = store.contests_of_tournament(&tournament.id).await?;
    let format = Format::from_word(&tournament.format)
        .ok_or_else(|| Error::host("a tournament of no known format"))?;
    let bots = store.tournament_bots(&tournament.id).await?;
    let played = table::pairings(store, &bots, &contests).await?;
    match next(format, bots.len(), tournament.rounds, &played) {
        Next::Over => {
            store.finish_tournament(&tournament.id).await?;
            Ok(1)
        }
        Next::Round(stage, pairs) => make(store, queue, tournament, &bots, stage, &pairs).await,
    }
}

async fn make(
    store: &Store,
    queue: &Queue,
    tournament: &Tournament,
    bots: &[(String, String, String)],
    stage: i64,
    pairs: &[(usize, usize)],
) -> Result<usize, Error> {
    let season = store.season(tournament.season).await?;
    let (ruleset, maps) = (season.rules()?, season.map_words());
    let round = store.open_round(season.id, "tournament").await?;
    let mut seated: BTreeMap<usize, (Bot, Version)> = BTreeMap::new();
    for &i in pairs.iter().flat_map(|(a, b)| [a, b]) {
        if let Entry::Vacant(empty) = seated.entry(i) {
            empty.insert((store.bot(&bots[i].0).await?, store.version(&bots[i].2).await?));
        }
    }
    let mut contests = Vec::new();
    for (pairing, (a, b)) in pairs.iter().enumerate() {
        for game in 0..tournament.games {
            let map = if maps.is_empty() { "" } else { maps[(stage as usize + game as usize) % maps.len()] };
            let seats = [seated[a].clone(), seated[b].clone()];
            let repetition = u32::try_from(game).map_err(Error::host)?;
            let kind = ContestKind::Tournament;
            let card = Card {
                season: &season,
                ruleset: &ruleset,
                round: &round,
                kind,
                seats: &seats,
                map,
                repetition,
            };
            let mut contest = card.contest()?;
            (contest.tournament, contest.stage, contest.pairing) =
                (Some(tournament.id.clone()), stage, pairing as i64);
            contests.push(contest);
        }
    }
    let added = store.add_contests(&contests).await?;
    store.close_round(&round.id).await?;
    for id in &added {
        queue.push(Job::Play(id.clone())).await?;
    }
    Ok(added.len())
}
