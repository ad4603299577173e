use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Error;
use crate::store::{Player, Role, TokenKind};
use crate::web::App;
use crate::web::api::document::Body;
use crate::web::caller::Caller;

/// The addresses.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/api/v1/players", post(sign_up)).route("/api/v1/me", get(me))
}

/// Somebody who signs up.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SignUp {
    /// Letters, digits, spaces and a few signs.
    pub(crate) name: String,
    /// Where the ladder is not open to everybody.
    pub(crate) invitation: Option<String>,
}

/// Somebody who signed up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignedUp {
    /// Opaque.
    pub(crate) id: String,
    /// As kept.
    pub(crate) name: String,
    /// A token for programs, shown only now.
    pub(crate) token: String,
}

/// A player.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlayerView {
    /// Opaque.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
    /// `player` or `admin`.
    pub(crate) role: String,
}

/// Sign up as a player.
#[utoipa::path(post, path = "/api/v1/players", tag = "players", request_body = SignUp, responses(
    (status = 201, body = SignedUp), (status = 403, description = "no invitation, or one that is not good"),
    (status = 409, description = "the name is taken"), (status = 422, description = "the name cannot be used"),
    (status = 429, description = "too many sign up"),
))]
pub(super) async fn sign_up(
    State(app): State<App>,
    Body(asked): Body<SignUp>,
) -> Result<(StatusCode, Json<SignedUp>), Error> {
    let player = join(&app, &asked.name, asked.invitation.as_deref()).await?;
    let token = app.store.add_token(&player.id, "sign-up", TokenKind::Api).await?;
    let signed_up = SignedUp { id: player.id, name: player.name, token: token.expose().to_owned() };
    Ok((StatusCode::CREATED, Json(signed_up)))
}

/// Takes in a player, by invitation or openly.
///
/// # Errors
/// No invitation, a name that cannot be had, a quota; the database's.
pub(crate) async fn join(app: &App, name: &str, invitation: Option<&str>) -> Result<Player, Error> {
    let name = crate::name::checked("player", name)?;
    if app.store.player_named(&name).await?.is_some() {
        return Err(crate::name::taken("player", &name));
    }
    match invitation.map(str::trim).filter(|invitation| !invitation.is_empty()) {
        Some(invitation) => app.store.use_invitation(invitation).await?,
        None if app.site.open_signup => app.store.check_sign_ups().await?,
        None => {
            return Err(Error::refused(
                403,
                "no_invitation",
                "this ladder takes in players by invitation",
                "ask whoever runs the ladder for one",
            ));
        }
    }
    app.store.add_player(&name, Role::Player).await
}

/// Whose token this is.
#[utoipa::path(get, path = "/api/v1/me", tag = "players", security(("token" = [])), responses(
    (status = 200, body = PlayerView), (status = 401, description = "no token, or one that is not good"),
))]
pub(super) async fn me(Caller(player): Caller) -> Json<PlayerView> {
    Json(PlayerView { id: player.id, name: player.name, role: player.role })
}
