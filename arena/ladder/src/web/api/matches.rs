use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::card::Card;
use crate::jobs::Job;
use crate::store::{Bot, Contest, ContestKind, Entry, Player, state};
use crate::web::App;
use crate::web::api::bots::own;
use crate::web::api::document::Body;
use crate::web::api::live::LiveView;
use crate::web::caller::Caller;
use crate::{Error, limits};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/matches", get(matches))
        .route("/api/v1/matches/{match}", get(one))
        .route("/api/v1/matches/{match}/replay", get(replay))
        .route("/api/v1/challenges", post(challenge_bot))
}

/// A match.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MatchView {
    /// BLAKE3 of everything that decides it.
    pub(crate) id: String,
    /// Its season.
    pub(crate) season: i64,
    /// What its seed follows from.
    pub(crate) round: String,
    /// `ladder`, `challenge` or `tournament`.
    pub(crate) kind: String,
    /// The kind of map; empty in a game with one board.
    pub(crate) map: String,
    /// `queued`, `running`, `finished` or `quarantined`.
    pub(crate) state: String,
    /// When it was over, in milliseconds since 1970.
    pub(crate) finished_ms: Option<i64>,
    /// The seat that won; none where it is a draw, or not over.
    pub(crate) winner: Option<i64>,
    /// Why it ended.
    pub(crate) reason: Option<String>,
    /// Its length.
    pub(crate) ticks: Option<i64>,
    /// Digest of its last state.
    pub(crate) digest: Option<String>,
    /// BLAKE3 of its replay.
    pub(crate) replay: Option<String>,
    /// Whether it was counted in the ratings.
    pub(crate) counted: bool,
    /// How far it is, while it is being played and can be seen; only where one match is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) live: Option<LiveView>,
    /// Why it is quarantined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<String>,
    /// By seat.
    pub(crate) seats: Vec<SeatView>,
}

/// A seat of a match.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeatView {
    /// The bot.
    pub(crate) bot: String,
    /// Its name.
    pub(crate) name: String,
    /// Its player's name.
    pub(crate) player: String,
    /// The version's number.
    pub(crate) version: i64,
    /// Points.
    pub(crate) score: Option<i64>,
    /// Place; 1 is best.
    pub(crate) place: Option<i64>,
    /// The turn in which it faulted or ended.
    pub(crate) stopped: Option<i64>,
    /// Its rating after the match.
    pub(crate) rating: Option<f64>,
    /// What the match changed of the rating.
    pub(crate) gain: Option<f64>,
}

impl MatchView {
    pub(crate) fn new(contest: &Contest, entries: &[Entry]) -> MatchView {
        MatchView {
            id: contest.id.clone(),
            season: contest.season,
            round: contest.round.clone(),
            kind: contest.kind.clone(),
            map: contest.map.clone(),
            state: contest.state.clone(),
            finished_ms: contest.finished_ms,
            winner: contest.winner,
            reason: contest.reason.clone(),
            ticks: contest.ticks,
            digest: contest.digest.clone(),
            replay: contest.replay.clone(),
            counted: contest.rated_no.is_some(),
            live: None,
            problem: contest.problem.clone(),
            seats: entries.iter().map(SeatView::new).collect(),
        }
    }
}

impl SeatView {
    fn new(entry: &Entry) -> SeatView {
        SeatView {
            bot: entry.bot.clone(),
            name: entry.bot_name.clone(),
            player: entry.player_name.clone(),
            version: entry.number,
            score: entry.score,
            place: entry.place,
            stopped: entry.stopped,
            rating: entry.rating,
            gain: entry.gain,
        }
    }
}

/// Which matches.
#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct Which {
    /// `queued`, `running`, `finished` (if nothing is said) or `quarantined`.
    state: Option<String>,
    /// A bot's id or name.
    bot: Option<String>,
    /// From 0; a page has 50.
    page: Option<i64>,
}

/// Matches: of a bot, or in a state; finished ones the newest first.
#[utoipa::path(get, path = "/api/v1/matches", tag = "matches", params(Which), responses((status = 200, body = Vec<MatchView>)))]
pub(super) async fn matches(
    State(app): State<App>,
    Query(which): Query<Which>,
) -> Result<Json<Vec<MatchView>>, Error> {
    let skip = which.page.unwrap_or_default().clamp(0, 1_000_000) * limits::PAGE_ROWS;
    let contests = match (&which.bot, which.state.as_deref()) {
        (Some(bot), _) => {
            let bot = app.store.bot_called(bot).await?;
            app.store.contests_of_bot(&bot.id, skip, limits::PAGE_ROWS).await?
        }
        (None, None | Some(state::FINISHED)) => app.store.finished(skip, limits::PAGE_ROWS).await?,
        (None, Some(state)) => app.store.contests_in(state, limits::PAGE_ROWS).await?,
    };
    let entries = app.store.entries_of(&contests).await?;
    Ok(Json(
        contests.iter().zip(&entries).map(|(contest, entries)| MatchView::new(contest, entries)).collect(),
    ))
}

/// A match.
#[utoipa::path(get, path = "/api/v1/matches/{match}", tag = "matches", params(("match" = String, Path)),
    responses((status = 200, body = MatchView), (status = 404, description = "there is none")))]
pub(super) async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Json<MatchView>, Error> {
    let contest = app.store.contest(&id).await?;
    let mut view = MatchView::new(&contest, &app.store.entries(&id).await?);
    if contest.state == state::RUNNING {
        view.live = app.relay.look(&app.store, &id).await?.map(|scene| LiveView::new(&scene));
    }
    Ok(Json(view))
}

/// A finished match's replay, as this player may have it: without logs, unless those of every bot in it are theirs or public.
///
/// # Errors
/// It is not over; the database's.
pub(crate) async fn replay_for(app: &App, player: Option<&Player>, id: &str) -> Result<Vec<u8>, Error> {
    let contest = app.store.contest(id).await?;
    let not_over = || Error::refused(409, "not_over", "the match is not over", "come again when it is");
    let bytes = app.store.blob(contest.replay.as_ref().ok_or_else(not_over)?).await?;
    let mut may_read = true;
    for entry in app.store.entries(id).await? {
        let bot = app.store.bot(&entry.bot).await?;
        may_read &= bot.shows_logs(player);
    }
    match may_read {
        true => Ok(bytes),
        false => {
            let strip = move || replay::strip_logs(bytes);
            tokio::task::spawn_blocking(strip).await.map_err(Error::host)?.map_err(Error::host)
        }
    }
}

/// What a replay is called on a disk.
pub(crate) fn name_of(id: &str) -> String {
    let short: String = id.chars().filter(char::is_ascii_hexdigit).take(12).collect();
    format!("attachment; filename=\"{short}.replay\"")
}

/// Its replay, when it is over; without logs, unless those of every bot in it are yours or public.
#[utoipa::path(get, path = "/api/v1/matches/{match}/replay", tag = "matches", params(("match" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 409, description = "it is not over")))]
pub(super) async fn replay(
    State(app): State<App>,
    caller: Result<Caller, Error>,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Error> {
    let player = caller.ok().map(|Caller(player)| player);
    let bytes = replay_for(&app, player.as_ref(), &id).await?;
    let kind = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name_of(&id)),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    Ok((kind, bytes))
}

/// A match that a player asks for.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Challenge {
    /// Your bot, by id or name.
    pub(crate) bot: String,
    /// Whom it is to meet.
    pub(crate) opponent: String,
    /// The kind of map; the ladder chooses where nothing is said.
    pub(crate) map: Option<String>,
    /// The season; the newest open one of the bots' game where nothing is said.
    pub(crate) season: Option<i64>,
}

/// Challenge a bot. It does not count in the ratings.
#[utoipa::path(post, path = "/api/v1/challenges", tag = "matches", security(("token" = [])), request_body = Challenge, responses(
    (status = 202, body = MatchView), (status = 403, description = "the bot is not yours"),
    (status = 409, description = "one of the bots cannot play"), (status = 422, description = "a map that there is not"),
    (status = 429, description = "60 challenges an hour"),
))]
pub(super) async fn challenge_bot(
    State(app): State<App>,
    Caller(player): Caller,
    Body(asked): Body<Challenge>,
) -> Result<(StatusCode, Json<MatchView>), Error> {
    let contest = challenge(&app, &player, &asked).await?;
    let view = MatchView::new(&contest, &app.store.entries(&contest.id).await?);
    Ok((StatusCode::ACCEPTED, Json(view)))
}

/// Makes the match that a player asks for.
///
/// # Errors
/// Bots that are not theirs or cannot meet, a quota; the database's.
pub(crate) async fn challenge(app: &App, player: &Player, asked: &Challenge) -> Result<Contest, Error> {
    let bot = own(app, player, &asked.bot).await?;
    let opponent = app.store.bot_called(&asked.opponent).await?;
    let wrong = |problem: String, remedy: &str| Error::refused(409, "cannot_meet", problem, remedy);
    if bot.id == opponent.id {
        return Err(wrong(
            format!("{} would meet itself, which is always a draw", bot.name),
            "name another opponent",
        ));
    }
    if bot.game != opponent.game {
        return Err(wrong(
            format!("{} and {} play different games", bot.name, opponent.name),
            "name two of one game",
        ));
    }
    if app.store.challenges_of_an_hour(&player.id).await? >= limits::CHALLENGES_AN_HOUR {
        let problem = format!("you have made {} challenges within the last hour", limits::CHALLENGES_AN_HOUR);
        return Err(Error::quota("challenges", problem, "try again later", 600));
    }
    let stopped = app.store.stopped_pairs().await?;
    if stopped.contains(&(bot.id.clone(), opponent.id.clone())) {
        let problem = format!(
            "matches of {} and {} are stopped: one of theirs had two results",
            bot.name, opponent.name
        );
        return Err(wrong(problem, "wait until the ladder's admin has looked into it"));
    }
    let season = app
        .store
        .seasons()
        .await?
        .into_iter()
        .filter(|season| season.closed_ms.is_none() && season.game == bot.game && season.seats == 2)
        .rfind(|season| asked.season.is_none_or(|id| id == season.id))
        .ok_or_else(|| wrong(format!("there is no open season of {}", bot.game), "name another season"))?;
    let ruleset = season.rules()?;
    let round = app.store.open_round(season.id, "challenge").await?;
    let maps = season.map_words();
    let map = match asked.map.as_deref().filter(|map| !map.is_empty()) {
        Some(map) if maps.contains(&map) => map,
        Some(_) => {
            return Err(Error::refused(
                422,
                "unknown_map",
                "the season has no such map",
                format!("choose one of: {}", season.maps),
            ));
        }
        None if maps.is_empty() => "",
        None => maps[usize::from(round.secret.as_bytes()[0]) % maps.len()],
    };
    let seats = [seat(app, &bot).await?, seat(app, &opponent).await?];
    let kind = ContestKind::Challenge;
    let mut contest =
        Card { season: &season, ruleset: &ruleset, round: &round, kind, seats: &seats, map, repetition: 0 }
            .contest()?;
    contest.requested_by = Some(player.id.clone());
    let added = app.store.add_contests(&[contest]).await?;
    app.store.close_round(&round.id).await?;
    let id = added
        .into_iter()
        .next()
        .ok_or_else(|| Error::host("a challenge with a seed of its own was played before"))?;
    app.queue.push(Job::Play(id.clone())).await?;
    app.change();
    app.store.contest(&id).await
}

async fn seat(app: &App, bot: &Bot) -> Result<(Bot, crate::store::Version), Error> {
    match (&bot.current_version, bot.withdrawn_ms) {
        (Some(version), None) => Ok((bot.clone(), app.store.version(version).await?)),
        (None, _) => {
            let problem = format!("no version of {} is admitted yet", bot.name);
            Err(Error::refused(409, "cannot_meet", problem, "wait for its admission"))
        }
        (_, Some(_)) => {
            Err(Error::refused(409, "cannot_meet", format!("{} was withdrawn", bot.name), "name another bot"))
        }
    }
}
