use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use serde::Deserialize;

use crate::Error;
use crate::pages::match_page::{self, Finished, Inputs, Occasion, Seat, State as Progress};
use crate::pages::{PlayerLink, Rating};
use crate::store::{Contest, Entry, state};
use crate::web::App;
use crate::web::api::{name_of, replay_for};
use crate::web::site::{Shown, Visit, link};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/matches/{match}", get(show))
        .route("/matches/{match}/replay", get(replay))
        .route("/matches/{match}/frames.json", get(frames))
}

async fn show(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Shown {
    let view = view(&app, &visit, &id).await.map_err(|error| visit.wrong(error))?;
    Ok(visit.show(match_page::page(&visit.shell, &view)))
}

async fn view(app: &App, visit: &Visit, id: &str) -> Result<match_page::View, Error> {
    let store = &app.store;
    let contest = store.contest(id).await?;
    let entries = store.entries(id).await?;
    let season = store.season(contest.season).await?;
    let round = store.round(&contest.round).await?;
    let header = store.header(id).await?;
    let state = progress(app, &contest, &entries).await?;
    let mut seats = Vec::new();
    for entry in &entries {
        let bot = store.bot(&entry.bot).await?;
        let version = store.version(&entry.version).await?;
        seats.push(Seat {
            bot: link::entry(entry),
            player: link::owner(&bot),
            version: link::count(entry.number),
            language: version.language,
            module: version.script_hash.unwrap_or(version.module_hash),
            log: contest.is_finished() && bot.shows_logs(visit.player.as_ref()),
        });
    }
    // A seed that is known before the match could be played before the match. A match that is seen tells it.
    let is_seen = matches!(state, Progress::Finished(_) | Progress::Running { footage: Some(_), .. });
    let seed = if is_seen { header.seed } else { "shown when the match is played".to_owned() };
    Ok(match_page::View {
        id: contest.id.clone(),
        occasion: occasion(app, &contest).await?,
        season: Some(link::season(&season)),
        game: season.game.clone(),
        map: contest.map.clone(),
        seats,
        queued: link::time(contest.created_ms),
        state,
        inputs: Inputs {
            epoch: header.epoch,
            seed,
            round: link::count(round.number),
            commitment: round.commitment,
            secret: round.revealed_ms.map(|_| round.secret),
        },
    })
}

async fn occasion(app: &App, contest: &Contest) -> Result<Occasion, Error> {
    if let Some(id) = &contest.tournament {
        let tournament = app.store.tournament(id).await?;
        let round = format!("Round {}", contest.stage + 1);
        return Ok(Occasion::Tournament { id: tournament.id, name: tournament.name, round });
    }
    match &contest.requested_by {
        Some(player) => {
            let player = app.store.player(player).await?;
            Ok(Occasion::Challenge { by: PlayerLink { id: player.id, name: player.name } })
        }
        None => Ok(Occasion::Ladder),
    }
}

async fn progress(app: &App, contest: &Contest, entries: &[Entry]) -> Result<Progress, Error> {
    let failed = |why: &str, again| Progress::Failed { why: why.to_owned(), again };
    let Some(replay) = &contest.replay else {
        return Ok(match contest.state.as_str() {
            state::RUNNING => Progress::Running {
                since: link::time(contest.started_ms.unwrap_or(contest.created_ms)),
                footage: app
                    .relay
                    .look(&app.store, &contest.id)
                    .await?
                    .map(|scene| Box::new(scene.footage.clone())),
            },
            state::QUARANTINED => failed(contest.problem.as_deref().unwrap_or("nobody knows why"), false),
            _ if contest.tries > 0 => failed("its worker was lost", true),
            _ => Progress::Queued { ahead: app.store.queued_before(contest).await?.unsigned_abs() },
        });
    };
    let footage = app.projector.show(&app.store, replay).await;
    let footage = footage.inspect_err(|error| tracing::warn!(%error, "a replay cannot be shown")).ok();
    let number = |value: Option<i64>| link::count(value.unwrap_or_default());
    let ratings = entries.iter().filter_map(|entry| {
        let (value, deviation, gain) = (entry.rating?, entry.deviation?, entry.gain?);
        Some((Rating { value: value - gain, deviation }, Rating { value, deviation }))
    });
    let at = contest.finished_ms.unwrap_or(contest.created_ms);
    Ok(Progress::Finished(Box::new(Finished {
        at: link::time(at),
        took_ms: contest.started_ms.map_or(0, |started| (at - started).max(0)).unsigned_abs(),
        ticks: number(contest.ticks),
        reason: contest.reason.clone().unwrap_or_default(),
        scores: entries.iter().map(|entry| number(entry.score)).collect(),
        places: entries.iter().map(|entry| u8::try_from(number(entry.place)).unwrap_or(u8::MAX)).collect(),
        ratings: ratings.collect(),
        replay_bytes: app.store.blob_length(replay).await?.unsigned_abs(),
        footage: footage.map(|footage| (*footage).clone()),
        verified: app.store.spot_checked(&contest.id).await?.map(link::time),
    })))
}

async fn replay(State(app): State<App>, visit: Visit, Path(id): Path<String>) -> Shown {
    let bytes = replay_for(&app, visit.player.as_ref(), &id).await.map_err(|error| visit.wrong(error))?;
    let kind = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name_of(&id)),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    Ok((kind, bytes).into_response())
}

/// From which tick on.
#[derive(Debug, Deserialize)]
struct From {
    from: Option<u32>,
}

async fn frames(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(from): Query<From>,
) -> Result<impl IntoResponse, Error> {
    let contest = app.store.contest(&id).await?;
    let since = from.from.unwrap_or_default();
    let (json, keep) = match &contest.replay {
        Some(replay) => {
            let footage = app.projector.show(&app.store, replay).await?;
            (serde_json::to_vec(&footage.since(since)), "public, max-age=31536000, immutable")
        }
        None => {
            let not_over = || {
                Error::refused(409, "not_over", "nothing of the match is to be seen yet", "come again soon")
            };
            let scene = app.relay.look(&app.store, &id).await?;
            let scene = scene.filter(|_| contest.state == state::RUNNING).ok_or_else(not_over)?;
            (serde_json::to_vec(&scene.footage.since(since)), "no-store")
        }
    };
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, keep)];
    Ok((kind, json.map_err(Error::host)?))
}
