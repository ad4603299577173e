//! What is said over HTTP: pages for people, an interface for programs, and what operators look at.

mod answer;
mod api;
mod app;
mod body;
mod caller;
mod guard;
mod operations;
mod projector;
mod relay;
mod site;

use axum::Router;

pub(crate) use app::App;
pub(crate) use site::draw;

/// Every address.
pub(crate) fn routes(app: App) -> Router {
    let routes = Router::new()
        .merge(api::routes())
        .merge(operations::routes())
        .merge(site::routes())
        .fallback(answer::nowhere);
    guard::guard(routes, &app).with_state(app)
}
