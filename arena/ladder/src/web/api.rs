//! The interface for programs, under `/api/v1`. What it takes and gives is described in `/api/openapi.json`, made from the
//! same types.

mod admin;
mod bots;
mod document;
mod live;
mod matches;
mod people;
mod seasons;
mod tournaments;

use axum::Router;

use crate::web::App;

pub(crate) use bots::{Upload, own, upload};
pub(crate) use document::document;
pub(crate) use matches::{Challenge, challenge, name_of, replay_for};
pub(crate) use people::join;

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(people::routes())
        .merge(bots::routes())
        .merge(matches::routes())
        .merge(live::routes())
        .merge(seasons::routes())
        .merge(tournaments::routes())
        .merge(admin::routes())
        .merge(document::routes())
}
