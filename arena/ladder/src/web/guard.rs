//! What stands around every address: time, what browsers may do with an answer, what is counted.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::web::App;
use crate::{Error, limits};

/// What browsers may do with our pages: nothing but what comes from here.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer.
const HEADERS: &[(HeaderName, &str)] = &[
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
];

/// Puts them around.
pub(crate) fn guard(routes: Router<App>, app: &App) -> Router<App> {
    routes
        .layer(middleware::from_fn_with_state(app.clone(), around))
        .layer(CatchPanicLayer::custom(|_| Error::host("a request made the ladder stumble").into_response()))
}

async fn around(State(app): State<App>, path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let path = path.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let is_live = path.ends_with("events");
    let method = request.method().clone();
    let mut response = match is_live {
        true => next.run(request).await,
        false => match tokio::time::timeout(limits::REQUEST_TIME, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Error::refused(
                StatusCode::REQUEST_TIMEOUT.as_u16(),
                "too_slow",
                format!("the request was not done within {} s", limits::REQUEST_TIME.as_secs()),
                "send it faster",
            )
            .into_response(),
        },
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    app.metrics.count(&method, &path, response.status(), began.elapsed());
    response
}
