use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use battle::Ruleset;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::jobs::Job;
use crate::store::{Alarm, Format};
use crate::web::App;
use crate::web::api::document::Body;
use crate::web::api::seasons::SeasonView;
use crate::web::api::tournaments::{TournamentView, view};
use crate::web::caller::Organiser;
use crate::{Error, rating, tournament};

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/admin/invitations", post(invite))
        .route("/api/v1/admin/seasons", post(open_season))
        .route("/api/v1/admin/seasons/{season}/close", post(close_season))
        .route("/api/v1/admin/tournaments", post(open_tournament))
        .route("/api/v1/admin/alarms", get(alarms))
        .route("/api/v1/admin/alarms/{alarm}/settle", post(settle))
        .route("/api/v1/admin/matches/{match}/release", post(release))
        .route("/api/v1/admin/recount", post(recount))
}

/// For how many players.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Invite {
    /// 1 if nothing is said.
    uses: Option<u32>,
}

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Invitation {
    /// To be handed to a player; shown only now.
    invitation: String,
}

/// Invite players.
#[utoipa::path(post, path = "/api/v1/admin/invitations", tag = "admin", security(("token" = [])), request_body = Invite,
    responses((status = 201, body = Invitation)))]
pub(super) async fn invite(
    State(app): State<App>,
    _: Organiser,
    Body(asked): Body<Invite>,
) -> Result<(StatusCode, Json<Invitation>), Error> {
    let invitation = app.store.add_invitation(asked.uses.unwrap_or(1).clamp(1, 10_000)).await?;
    Ok((StatusCode::CREATED, Json(Invitation { invitation: invitation.expose().to_owned() })))
}

/// A season that is to be opened.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewSeason {
    name: String,
    /// `beacons` or `rumble`.
    game: String,
    /// Changes to the game's rule set, such as `ticks=200`.
    #[serde(default)]
    set: Vec<String>,
    /// Kinds of maps; all of them if nothing is said.
    #[serde(default)]
    maps: Vec<String>,
    /// Bots in a match: 2, 4 or 8; 2 if nothing is said.
    seats: Option<u8>,
}

/// Open a season.
#[utoipa::path(post, path = "/api/v1/admin/seasons", tag = "admin", security(("token" = [])), request_body = NewSeason,
    responses((status = 201, body = SeasonView), (status = 422, description = "rules that there are not")))]
pub(super) async fn open_season(
    State(app): State<App>,
    _: Organiser,
    Body(asked): Body<NewSeason>,
) -> Result<(StatusCode, Json<SeasonView>), Error> {
    let wrong = |problem: String| Error::refused(422, "bad_season", problem, "see `arena help run`");
    let name = crate::name::checked("season", &asked.name)?;
    let mut ruleset = Ruleset::bundled(&asked.game).map_err(|error| wrong(error.to_string()))?;
    for assignment in &asked.set {
        ruleset.set(assignment).map_err(|error| wrong(error.to_string()))?;
    }
    let known = rules::beacons::Archetype::ALL.map(|archetype| archetype.word());
    let seats = asked.seats.unwrap_or(2);
    let fits = if ruleset.rules.has_maps() {
        [2, 4, 8].contains(&seats)
    } else {
        seats == 2 && asked.maps.is_empty()
    };
    if !fits || asked.maps.iter().any(|map| !known.contains(&map.as_str())) {
        return Err(wrong(format!(
            "{} is not played so: maps are {}, seats 2, 4 or 8",
            asked.game,
            known.join(", ")
        )));
    }
    let maps = match (ruleset.rules.has_maps(), asked.maps.is_empty()) {
        (false, _) => String::new(),
        (true, true) => known.join(","),
        (true, false) => asked.maps.join(","),
    };
    let season = app.store.add_season(&name, &ruleset, &maps, seats).await?;
    Ok((StatusCode::CREATED, Json(SeasonView::new(&season))))
}

/// Close a season: its results stay.
#[utoipa::path(post, path = "/api/v1/admin/seasons/{season}/close", tag = "admin", security(("token" = [])),
    params(("season" = i64, Path)), responses((status = 204)))]
pub(super) async fn close_season(
    State(app): State<App>,
    _: Organiser,
    Path(season): Path<i64>,
) -> Result<StatusCode, Error> {
    app.store.close_season(season).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A tournament that is to be opened.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewTournament {
    name: String,
    season: i64,
    /// `round_robin`, `swiss` or `elimination`.
    format: String,
    /// Rounds of a Swiss tournament.
    rounds: Option<i64>,
    /// Matches of each pairing; 1 if nothing is said.
    games: Option<i64>,
    /// Bots by id or name, in the order of their seeding; all that can play, by rating, if nothing is said.
    #[serde(default)]
    bots: Vec<String>,
}

/// Open a tournament.
#[utoipa::path(post, path = "/api/v1/admin/tournaments", tag = "admin", security(("token" = [])), request_body = NewTournament,
    responses((status = 201, body = TournamentView), (status = 422, description = "one that cannot be played")))]
pub(super) async fn open_tournament(
    State(app): State<App>,
    _: Organiser,
    Body(asked): Body<NewTournament>,
) -> Result<(StatusCode, Json<TournamentView>), Error> {
    let season = app.store.season(asked.season).await?;
    let format = Format::from_word(&asked.format).ok_or_else(|| {
        let words = Format::ALL.map(Format::word).join(", ");
        Error::refused(422, "bad_tournament", "there is no such format", format!("choose one of: {words}"))
    })?;
    let mut bots = Vec::new();
    if asked.bots.is_empty() {
        bots = app.store.active_bots(&season.game).await?;
        let standings = app.store.standings(season.id).await?;
        let rank =
            |bot: &str| standings.iter().position(|standing| standing.bot == bot).unwrap_or(usize::MAX);
        bots.sort_by_key(|bot| rank(&bot.id));
    } else {
        for bot in &asked.bots {
            bots.push(app.store.bot_called(bot).await?);
        }
        bots.retain(|bot| bot.game == season.game && bot.current_version.is_some());
    }
    let (rounds, games) = (asked.rounds.unwrap_or_default(), asked.games.unwrap_or(1));
    let tournament = tournament::open(&app.store, &season, &asked.name, format, rounds, games, &bots).await?;
    app.change();
    Ok((StatusCode::CREATED, Json(view(&tournament, Vec::new(), Vec::new()))))
}

/// An alarm.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlarmView {
    id: String,
    /// `two_results`: a match was played to two ends.
    kind: String,
    /// The match.
    r#match: String,
    /// What happened.
    detail: String,
    /// BLAKE3 of the replay that counts.
    kept_replay: Option<String>,
    /// BLAKE3 of the other.
    other_replay: Option<String>,
}

impl AlarmView {
    fn new(alarm: Alarm) -> AlarmView {
        let Alarm { id, kind, match_id, detail, kept_replay, other_replay, .. } = alarm;
        AlarmView { id, kind, r#match: match_id, detail, kept_replay, other_replay }
    }
}

/// Alarms that nobody has settled. While one is open, its bots do not meet.
#[utoipa::path(get, path = "/api/v1/admin/alarms", tag = "admin", security(("token" = [])),
    responses((status = 200, body = Vec<AlarmView>)))]
pub(super) async fn alarms(State(app): State<App>, _: Organiser) -> Result<Json<Vec<AlarmView>>, Error> {
    Ok(Json(app.store.alarms().await?.into_iter().map(AlarmView::new).collect()))
}

/// Settle an alarm: its bots meet again.
#[utoipa::path(post, path = "/api/v1/admin/alarms/{alarm}/settle", tag = "admin", security(("token" = [])),
    params(("alarm" = String, Path)), responses((status = 204)))]
pub(super) async fn settle(
    State(app): State<App>,
    _: Organiser,
    Path(alarm): Path<String>,
) -> Result<StatusCode, Error> {
    app.store.settle_alarm(&alarm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a quarantined match be tried again.
#[utoipa::path(post, path = "/api/v1/admin/matches/{match}/release", tag = "admin", security(("token" = [])),
    params(("match" = String, Path)), responses((status = 204)))]
pub(super) async fn release(
    State(app): State<App>,
    _: Organiser,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    app.store.release(&id).await?;
    app.queue.push_again(Job::Play(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What came of counting again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Recounted {
    /// Results that were counted.
    matches: usize,
    /// Bots that stand elsewhere now: none, unless somebody changed the database.
    moved: Vec<String>,
}

/// Compute every rating again from the results.
#[utoipa::path(post, path = "/api/v1/admin/recount", tag = "admin", security(("token" = [])),
    responses((status = 200, body = Recounted)))]
pub(super) async fn recount(State(app): State<App>, _: Organiser) -> Result<Json<Recounted>, Error> {
    let (matches, moved) = rating::recount(&app.store).await?;
    Ok(Json(Recounted { matches, moved }))
}
