use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::Error;
use crate::store::{Player, TokenKind};
use crate::web::App;

/// Who asks, with a token: `Authorization: Bearer rdl_...`.
pub(crate) struct Caller(pub(crate) Player);

/// An organiser who asks.
pub(crate) struct Organiser(
    #[expect(dead_code, reason = "that there is one is all that matters")] pub(crate) Player,
);

fn unknown() -> Error {
    Error::refused(
        401,
        "bad_token",
        "this needs a token, and there is none, or one that is not good",
        "send `Authorization: Bearer TOKEN`; tokens are made on your account's page",
    )
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Error> {
        let value = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .ok_or_else(unknown)?;
        let token = value.strip_prefix("Bearer ").ok_or_else(unknown)?;
        app.store.owner(token.trim(), TokenKind::Api).await?.map(Caller).ok_or_else(unknown)
    }
}

impl FromRequestParts<App> for Organiser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Organiser, Error> {
        let Caller(player) = Caller::from_request_parts(parts, app).await?;
        match player.is_admin() {
            true => Ok(Organiser(player)),
            false => Err(Error::refused(
                403,
                "not_admin",
                "this is for the ladder's admin",
                "ask whoever runs the ladder",
            )),
        }
    }
}
