//! The pages: each gathers a view from the store, and [`pages`](crate::pages) draws it.

mod account;
mod admission;
mod bot;
mod challenge;
mod contest;
mod door;
mod events;
mod form;
mod front;
mod link;
mod tournament;
mod upload;
mod visit;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::pages::asset;
use crate::web::App;
use crate::{Error, limits};

pub(crate) use events::draw;
pub(super) use visit::{Shown, Visit};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    let packed = DefaultPredicate::new().and(NotForContentType::const_new("application/octet-stream"));
    Router::new()
        .merge(front::routes())
        .merge(bot::routes())
        .merge(admission::routes())
        .merge(challenge::routes())
        .merge(contest::routes())
        .merge(tournament::routes())
        .merge(door::routes())
        .merge(account::routes())
        .merge(events::routes())
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES))
        .merge(upload::routes())
        .route("/static/{file}", get(file))
        .layer(CompressionLayer::new().compress_when(packed))
}

/// A file that pages refer to.
async fn file(Path(file): Path<String>) -> Result<impl IntoResponse, Error> {
    let asset = asset::find(&format!("/static/{file}")).ok_or_else(|| Error::missing("file", &file))?;
    Ok((
        [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, asset::CACHE_CONTROL)],
        asset.body,
    ))
}
