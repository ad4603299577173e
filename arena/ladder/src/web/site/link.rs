//! From rows of the store to what pages show.

use jiff::Timestamp;

use crate::Error;
use crate::pages::leaderboard::Row;
use crate::pages::match_row::{MatchRow, Side};
use crate::pages::matches::{Live, Running, Upcoming};
use crate::pages::{BotLink, Pager, PlayerLink, Rating, Record, SeasonLink};
use crate::store::{Bot, Contest, Entry, Player, Ranked, Season, Store, state};
use crate::web::App;
use crate::{limits, rating};

/// Ratings of a row's little curve.
const TREND: i64 = 40;

/// Matches that are shown as coming next.
const UPCOMING: i64 = 12;

pub(super) fn time(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(super) fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

pub(super) fn bot(bot: &Bot) -> BotLink {
    BotLink { id: bot.id.clone(), name: bot.name.clone() }
}

pub(super) fn owner(bot: &Bot) -> PlayerLink {
    PlayerLink { id: bot.player.clone(), name: bot.player_name.clone() }
}

pub(super) fn player(player: &Player) -> PlayerLink {
    PlayerLink { id: player.id.clone(), name: player.name.clone() }
}

pub(super) fn season(season: &Season) -> SeasonLink {
    SeasonLink { id: season.id.to_string(), name: season.name.clone(), game: season.game.clone() }
}

pub(super) fn entry(entry: &Entry) -> BotLink {
    BotLink { id: entry.bot.clone(), name: entry.bot_name.clone() }
}

pub(super) fn record(won: i64, drawn: i64, lost: i64) -> Record {
    Record { won: count(won), drawn: count(drawn), lost: count(lost) }
}

/// Which part of a list: 1 is the first.
pub(super) fn pager(path: String, page: i64, rows: i64) -> Pager {
    let pages = (rows + limits::PAGE_ROWS - 1) / limits::PAGE_ROWS;
    Pager { page: count(page), pages: count(pages.max(1)), path }
}

/// Whether a bot is known well enough to have a rank.
pub(super) fn is_ranked(season: &Season, deviation: f64) -> bool {
    deviation <= ranked_deviation(season)
}

/// The deviation from which on a bot has a rank: about ten matches.
pub(super) fn ranked_deviation(season: &Season) -> f64 {
    rating::newcomer(season, "", "").deviation * 110.0 / 350.0
}

/// Rows of a leaderboard. `before` are the rows above them.
///
/// # Errors
/// The database's.
pub(super) async fn rows(
    store: &Store,
    season: &Season,
    rows: &[(Option<u32>, Ranked)],
    own: Option<&Player>,
) -> Result<Vec<Row>, Error> {
    let mut shown = Vec::new();
    for (rank, row) in rows {
        shown.push(Row {
            rank: *rank,
            bot: BotLink { id: row.bot.clone(), name: row.bot_name.clone() },
            player: PlayerLink { id: row.player.clone(), name: row.player_name.clone() },
            language: row.language.clone().unwrap_or_default(),
            rating: Rating { value: row.rating, deviation: row.deviation },
            record: record(row.wins, row.draws, row.losses),
            trend: store.rating_trend(season.id, &row.bot, TREND).await?,
            own: own.is_some_and(|player| player.id == row.player),
        });
    }
    Ok(shown)
}

/// A leaderboard with ranks: bots that are known too little have none.
pub(super) fn ranked(season: &Season, rows: Vec<Ranked>) -> Vec<(Option<u32>, Ranked)> {
    let mut rank = 0;
    let with_rank = rows.into_iter().map(|row| {
        let is_ranked = is_ranked(season, row.deviation);
        rank += u32::from(is_ranked);
        (is_ranked.then_some(rank), row)
    });
    with_rank.collect()
}

/// Rows of a table of finished matches.
///
/// # Errors
/// The database's.
pub(super) async fn finished(store: &Store, contests: &[Contest]) -> Result<Vec<MatchRow>, Error> {
    let seasons = store.seasons().await?;
    let entries = store.entries_of(contests).await?;
    let over = contests.iter().zip(&entries).filter(|(contest, _)| contest.is_finished());
    Ok(over.map(|(contest, entries)| match_row(&seasons, contest, entries)).collect())
}

fn match_row(seasons: &[Season], contest: &Contest, entries: &[Entry]) -> MatchRow {
    let side = |seat: &Entry| Side {
        bot: entry(seat),
        score: count(seat.score.unwrap_or_default()),
        place: u8::try_from(seat.place.unwrap_or_default()).unwrap_or(u8::MAX),
        change: seat.gain,
    };
    MatchRow {
        id: contest.id.clone(),
        at: time(contest.finished_ms.unwrap_or(contest.created_ms)),
        game: game(seasons, contest),
        map: contest.map.clone(),
        ticks: count(contest.ticks.unwrap_or_default()),
        reason: contest.reason.clone().unwrap_or_default(),
        sides: entries.iter().map(side).collect(),
    }
}

fn game(seasons: &[Season], contest: &Contest) -> String {
    seasons
        .iter()
        .find(|season| season.id == contest.season)
        .map(|season| season.game.clone())
        .unwrap_or_default()
}

/// What is going on.
///
/// # Errors
/// The database's.
pub(super) async fn live(app: &App) -> Result<Live, Error> {
    let store = &app.store;
    let seasons = store.seasons().await?;
    let running = store.contests_in(state::RUNNING, limits::PAGE_ROWS).await?;
    let queued = store.contests_in(state::QUEUED, UPCOMING).await?;
    let counts = store.contest_counts().await?;
    let waiting = counts.iter().find(|(state, _)| state == state::QUEUED).map_or(0, |(_, count)| *count);
    let bots = |entries: &[Entry]| entries.iter().map(entry).collect::<Vec<_>>();
    let running_entries = store.entries_of(&running).await?;
    let queued_entries = store.entries_of(&queued).await?;
    let mut played = Vec::new();
    for (contest, entries) in running.iter().zip(&running_entries) {
        let scene = app.relay.look(store, &contest.id).await?;
        let most = seasons.iter().find(|season| season.id == contest.season).and_then(most_ticks);
        played.push(Running {
            id: contest.id.clone(),
            bots: bots(entries),
            game: game(&seasons, contest),
            map: contest.map.clone(),
            since: time(contest.started_ms.unwrap_or(contest.created_ms)),
            tick: scene.as_ref().zip(most).map(|(scene, most)| (scene.footage.last_tick(), most)),
            scores: scene.map(|scene| scene.scores()).unwrap_or_default(),
        });
    }
    let upcoming = queued.iter().zip(&queued_entries).map(|(contest, entries)| Upcoming {
        id: contest.id.clone(),
        bots: bots(entries),
        game: game(&seasons, contest),
        map: contest.map.clone(),
        queued: time(contest.created_ms),
    });
    let waiting = u64::from(count(waiting));
    Ok(Live { running: played, upcoming: upcoming.collect(), waiting })
}

/// The last tick that a match of a season can have.
fn most_ticks(season: &Season) -> Option<u32> {
    season.rules().ok().map(|ruleset| ruleset.rules.last_tick())
}

/// The season that is shown where none is named: the newest one that bots play in.
///
/// # Errors
/// The database's.
pub(super) async fn present_season(store: &Store) -> Result<Season, Error> {
    let seasons = store.seasons().await?;
    for season in seasons.iter().rev().filter(|season| season.closed_ms.is_none()) {
        if !store.standings(season.id).await?.is_empty() {
            return Ok(season.clone());
        }
    }
    let first = seasons.iter().find(|season| season.closed_ms.is_none()).or(seasons.last());
    first.cloned().ok_or_else(|| Error::host("there is no season"))
}
