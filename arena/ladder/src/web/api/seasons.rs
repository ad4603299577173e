use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Error;
use crate::store::{Round, Season};
use crate::web::App;

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/seasons", get(seasons))
        .route("/api/v1/seasons/{season}/leaderboard", get(leaderboard))
        .route("/api/v1/seasons/{season}/rounds", get(rounds))
}

/// A season.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeasonView {
    /// 1 is the first.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// The game.
    pub(crate) game: String,
    /// The version of everything that decides a match.
    pub(crate) epoch: i64,
    /// The rule set, as TOML.
    pub(crate) ruleset: String,
    /// Kinds of maps.
    pub(crate) maps: Vec<String>,
    /// Bots in a match.
    pub(crate) seats: i64,
    /// Whether it is still played.
    pub(crate) open: bool,
}

impl SeasonView {
    pub(crate) fn new(season: &Season) -> SeasonView {
        SeasonView {
            id: season.id,
            name: season.name.clone(),
            game: season.game.clone(),
            epoch: season.epoch,
            ruleset: season.ruleset.clone(),
            maps: season.map_words().into_iter().map(str::to_owned).collect(),
            seats: season.seats,
            open: season.closed_ms.is_none(),
        }
    }
}

/// A row of the leaderboard.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// 1 is best.
    pub(crate) rank: usize,
    /// The bot.
    pub(crate) bot: String,
    /// Its name.
    pub(crate) name: String,
    /// Its player's name.
    pub(crate) player: String,
    /// The higher the better.
    pub(crate) rating: f64,
    /// How uncertain that is.
    pub(crate) deviation: f64,
    /// Matches that were counted.
    pub(crate) matches: i64,
    /// Of these, won.
    pub(crate) wins: i64,
    /// Of these, drawn.
    pub(crate) draws: i64,
    /// Of these, lost.
    pub(crate) losses: i64,
}

/// A round, with what its seeds follow from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundView {
    /// Opaque.
    pub(crate) id: String,
    /// 1 is the first of the season.
    pub(crate) number: i64,
    /// `ladder`, `challenge` or `tournament`.
    pub(crate) kind: String,
    /// BLAKE3 of the secret, shown before the matches were made.
    pub(crate) commitment: String,
    /// The secret, when every match is over.
    pub(crate) secret: Option<String>,
}

impl RoundView {
    pub(crate) fn new(round: &Round) -> RoundView {
        RoundView {
            id: round.id.clone(),
            number: round.number,
            kind: round.kind.clone(),
            commitment: round.commitment.clone(),
            secret: round.revealed_ms.map(|_| round.secret.clone()),
        }
    }
}

/// All seasons.
#[utoipa::path(get, path = "/api/v1/seasons", tag = "seasons", responses((status = 200, body = Vec<SeasonView>)))]
pub(super) async fn seasons(State(app): State<App>) -> Result<Json<Vec<SeasonView>>, Error> {
    Ok(Json(app.store.seasons().await?.iter().map(SeasonView::new).collect()))
}

/// Where everybody stands, the best first.
#[utoipa::path(get, path = "/api/v1/seasons/{season}/leaderboard", tag = "seasons", params(("season" = i64, Path)),
    responses((status = 200, body = Vec<Standing>), (status = 404, description = "there is no such season")))]
pub(super) async fn leaderboard(
    State(app): State<App>,
    Path(season): Path<i64>,
) -> Result<Json<Vec<Standing>>, Error> {
    app.store.season(season).await?;
    let rows = app.store.leaderboard(season).await?;
    let standing = |(rank, row): (usize, crate::store::Ranked)| Standing {
        rank: rank + 1,
        bot: row.bot,
        name: row.bot_name,
        player: row.player_name,
        rating: row.rating,
        deviation: row.deviation,
        matches: row.matches,
        wins: row.wins,
        draws: row.draws,
        losses: row.losses,
    };
    Ok(Json(rows.into_iter().enumerate().map(standing).collect()))
}

/// The last rounds, the newest first.
#[utoipa::path(get, path = "/api/v1/seasons/{season}/rounds", tag = "seasons", params(("season" = i64, Path)),
    responses((status = 200, body = Vec<RoundView>)))]
pub(super) async fn rounds(
    State(app): State<App>,
    Path(season): Path<i64>,
) -> Result<Json<Vec<RoundView>>, Error> {
    Ok(Json(app.store.rounds(season, 100).await?.iter().map(RoundView::new).collect()))
}
