//! What changes, as it changes: server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use jiff::Timestamp;
use tokio::sync::OwnedSemaphorePermit;

use crate::Error;
use crate::pages::{Shell, matches};
use crate::store::state;
use crate::web::App;
use crate::web::site::link;

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/events", get(all)).route("/matches/{match}/events", get(one))
}

/// How often it is looked whether something changed: workers on other machines tell only the database.
const LOOK: Duration = Duration::from_secs(1);

/// The same for a match that is being played: as often as workers show more of it.
const LOOK_AT_MATCH: Duration = Duration::from_millis(500);

/// A place for a stream; there are not endlessly many.
fn place(app: &App) -> Result<OwnedSemaphorePermit, Error> {
    Arc::clone(&app.streams).try_acquire_owned().map_err(|_| {
        Error::quota(
            "streams",
            "too many pages are followed at the same time",
            "load the page again later",
            60,
        )
    })
}

/// What is going on, whenever it changes.
async fn all(State(app): State<App>) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let place = place(&app)?;
    let live = app.live.subscribe();
    let stream = stream::unfold((app, live, place, true), |(app, mut live, place, is_first)| async move {
        let mut stop = app.stop.clone();
        if !is_first {
            tokio::select! {
                changed = live.changed() => changed.ok()?,
                _ = stop.wait_for(|stop| *stop) => return None,
            }
        }
        let html = live.borrow_and_update().clone();
        Some((Ok(Event::default().event("matches").data(html)), (app, live, place, false)))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

/// Draws what is going on, once for everybody who follows it, until the ladder stops.
pub(crate) async fn draw(app: App) {
    loop {
        if app.live.receiver_count() > 0 || app.live.borrow().is_empty() {
            let live = link::live(&app).await.unwrap_or_default();
            let shell = Shell {
                site: app.site.title.clone(),
                origin: String::new(),
                visitor: None,
                now: Timestamp::now(),
                notice: None,
            };
            let html = matches::live(&shell, &live).into_string();
            app.live.send_if_modified(|known| {
                let is_new = *known != html;
                if is_new {
                    *known = html;
                }
                is_new
            });
        }
        if !wait(&app, LOOK).await {
            return;
        }
    }
}

/// How a match goes, until it is over.
async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let place = place(&app)?;
    app.store.contest(&id).await?;
    let stream = stream::unfold(Some((app, id, place, None)), |state| async move {
        let (app, id, place, mut told) = state?;
        loop {
            let state = app.store.contest(&id).await.map(|contest| contest.state);
            let is_running = state.as_ref().is_ok_and(|state| state == state::RUNNING);
            if state.is_ok_and(|state| state == state::FINISHED || state == state::QUARANTINED) {
                drop(place);
                return Some((Ok(Event::default().event("done").data("{}")), None));
            }
            if is_running
                && let Some(progress) = progress(&app, &id).await.filter(|now| told.as_ref() != Some(now))
            {
                let event = Event::default().event("progress").data(progress.clone());
                told = Some(progress);
                return Some((Ok(event), Some((app, id, place, told))));
            }
            if !wait(&app, if is_running { LOOK_AT_MATCH } else { LOOK }).await {
                return None;
            }
        }
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

/// How far a match is that is being played, as JSON: its last tick, and the points by seat.
async fn progress(app: &App, id: &str) -> Option<String> {
    // Where the database fails, the next look tells.
    let scene = app.relay.look(&app.store, id).await.ok()??;
    Some(serde_json::json!({ "tick": scene.footage.last_tick(), "scores": scene.scores() }).to_string())
}

/// Waits until it is worth to look again; `false` when the ladder stops.
async fn wait(app: &App, time: Duration) -> bool {
    let mut stop = app.stop.clone();
    tokio::select! {
        () = tokio::time::sleep(time) => true,
        _ = stop.wait_for(|stop| *stop) => false,
    }
}
