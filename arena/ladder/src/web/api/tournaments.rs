use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Error;
use crate::store::Tournament;
use crate::tournament;
use crate::web::App;
use crate::web::api::matches::MatchView;

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/tournaments", get(tournaments))
        .route("/api/v1/tournaments/{tournament}", get(one))
}

/// A tournament.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TournamentView {
    /// Opaque.
    pub(crate) id: String,
    /// Its season.
    pub(crate) season: i64,
    /// Its name.
    pub(crate) name: String,
    /// `round_robin`, `swiss` or `elimination`.
    pub(crate) format: String,
    /// `running` or `finished`.
    pub(crate) state: String,
    /// The standings, the best first.
    pub(crate) table: Vec<RowView>,
    /// Its matches, in their order.
    pub(crate) matches: Vec<MatchView>,
}

/// Where a bot stands in a tournament.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RowView {
    /// The bot.
    pub(crate) bot: String,
    /// Its name.
    pub(crate) name: String,
    /// A win is one, a draw a half.
    pub(crate) points: f64,
    /// Points of everybody it met.
    pub(crate) buchholz: f64,
    /// Pairings that it played.
    pub(crate) played: i64,
}

/// All tournaments, the newest first, without their matches.
#[utoipa::path(get, path = "/api/v1/tournaments", tag = "tournaments", responses((status = 200, body = Vec<TournamentView>)))]
pub(super) async fn tournaments(State(app): State<App>) -> Result<Json<Vec<TournamentView>>, Error> {
    let tournaments = app.store.tournaments().await?;
    Ok(Json(tournaments.iter().map(|tournament| view(tournament, Vec::new(), Vec::new())).collect()))
}

/// A tournament, with its matches.
#[utoipa::path(get, path = "/api/v1/tournaments/{tournament}", tag = "tournaments", params(("tournament" = String, Path)),
    responses((status = 200, body = TournamentView), (status = 404, description = "there is none")))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<TournamentView>, Error> {
    let tournament = app.store.tournament(&id).await?;
    let (bots, played, contests) = tournament::played(&app.store, &tournament).await?;
    let rows = tournament::table(bots.len(), &played).into_iter().map(|row| RowView {
        bot: bots[row.seeding].0.clone(),
        name: bots[row.seeding].1.clone(),
        points: row.half_points as f64 / 2.0,
        buchholz: row.buchholz as f64 / 2.0,
        played: row.played,
    });
    let entries = app.store.entries_of(&contests).await?;
    let matches = contests.iter().zip(&entries).map(|(contest, entries)| MatchView::new(contest, entries));
    Ok(Json(view(&tournament, rows.collect(), matches.collect())))
}

pub(super) fn view(tournament: &Tournament, table: Vec<RowView>, matches: Vec<MatchView>) -> TournamentView {
    TournamentView {
        id: tournament.id.clone(),
        season: tournament.season,
        name: tournament.name.clone(),
        format: tournament.format.clone(),
        state: tournament.state.clone(),
        table,
        matches,
    }
}
