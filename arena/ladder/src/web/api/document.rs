use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::routing::get;
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{admin, bots, live, matches, people, seasons, tournaments};
use crate::web::App;
use crate::{Error, limits};

/// The address of the document itself; and how long other bodies than uploads may be.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(async || Json(document())))
        .layer(DefaultBodyLimit::max(limits::FORM_BYTES))
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "A Robodrome ladder",
        description = "Upload bots, follow their matches, challenge others. Every answer that is not a success has a body \
            with a stable `code`, a `message` and a `remedy`; 429 and 503 say with `Retry-After` when to come again. Bodies \
            are at most 16 KiB, uploads 4 MiB.",
    ),
    paths(
        people::sign_up, people::me,
        bots::bots, bots::bot, bots::upload_version, bots::rename, bots::publish, bots::withdraw, bots::version, bots::source,
        matches::matches, matches::one, matches::replay, live::live, matches::challenge_bot,
        seasons::seasons, seasons::leaderboard, seasons::rounds,
        tournaments::tournaments, tournaments::one,
        admin::invite, admin::open_season, admin::close_season, admin::open_tournament, admin::alarms, admin::settle,
        admin::release, admin::recount,
    ),
    modifiers(&Token),
    tags(
        (name = "players"), (name = "bots"), (name = "matches"), (name = "seasons"), (name = "tournaments"),
        (name = "admin", description = "for the ladder's admin"),
    ),
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// What the interface takes and gives.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    document.info.version = "1".to_owned();
    document
}

/// A body of JSON, with our own words for what is wrong with it.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(mut request: Request, state: &S) -> Result<Body<T>, Error> {
        DefaultBodyLimit::apply(DefaultBodyLimit::max(limits::FORM_BYTES), &mut request);
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Body(body)),
            Err(JsonRejection::BytesRejection(error)) => {
                Err(Error::refused(413, "too_long", error.body_text(), "send a shorter body"))
            }
            Err(error) => Err(Error::refused(
                422,
                "bad_body",
                format!("the body is not what this address takes: {}", error.body_text()),
                "GET /api/openapi.json says what it takes",
            )),
        }
    }
}
