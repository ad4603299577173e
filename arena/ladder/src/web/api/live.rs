//! Matches that are being played, as they can be seen.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Error;
use crate::store::state;
use crate::web::App;
use crate::web::relay::Scene;

/// Tells which take the bytes belong to.
const TAKE: HeaderName = HeaderName::from_static("robodrome-take");

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/matches/{match}/live", get(live))
}

/// How far a match is that is being played.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LiveView {
    /// The last tick that can be seen.
    tick: u32,
    /// Points after it, by seat.
    scores: Vec<u32>,
}

impl LiveView {
    pub(crate) fn new(scene: &Scene) -> LiveView {
        LiveView { tick: scene.footage.last_tick(), scores: scene.scores() }
    }
}

/// What the asker has already.
#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct Known {
    /// The take that it belongs to, as `Robodrome-Take` told.
    take: Option<String>,
    /// Its length in bytes.
    from: Option<usize>,
}

/// The unfinished replay of a match that is being played, without logs: the bytes that follow those that you have. Ask again
/// twice a second. Where the take is another than yours, the match was begun again by another worker, and these are all of its
/// bytes. When the match is over, its replay is the one to have: blocks are cut otherwise in it, and there are logs.
#[utoipa::path(get, path = "/api/v1/matches/{match}/live", tag = "matches", params(("match" = String, Path), Known), responses(
    (status = 200, body = Vec<u8>, content_type = "application/octet-stream", headers(("Robodrome-Take" = String))),
    (status = 204, description = "nothing to be seen yet: most matches are over before"),
    (status = 404, description = "there is no such match"),
    (status = 409, description = "it is not being played: `not_begun`, or `over`"),
))]
pub(super) async fn live(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(known): Query<Known>,
) -> Result<Response, Error> {
    let contest = app.store.contest(&id).await?;
    match contest.state.as_str() {
        state::RUNNING => {}
        state::QUEUED => {
            return Err(Error::refused(409, "not_begun", "the match waits to be played", "come again soon"));
        }
        _ => {
            return Err(Error::refused(
                409,
                "over",
                "the match is not being played any more",
                "get its replay",
            ));
        }
    }
    let Some(scene) = app.relay.look(&app.store, &id).await? else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let from = known.from.filter(|_| known.take.as_deref() == Some(&scene.take)).unwrap_or_default();
    let news = scene.bytes.get(from..).unwrap_or_default().to_vec();
    let kind = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (TAKE, scene.take.clone()),
    ];
    Ok((kind, news).into_response())
}
