use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::app::full;
use crate::{Error, Refusal};

/// Why a request was not done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Trouble {
    /// A stable word for programs.
    #[schema(example = "uploads")]
    pub(crate) code: String,
    /// What is wrong, and where.
    pub(crate) message: String,
    /// What to do.
    pub(crate) remedy: String,
}

impl Error {
    /// What is told of it. What the machine says stays in the log.
    pub(crate) fn refusal(&self) -> Refusal {
        match self {
            Error::Refused(refusal) => (**refusal).clone(),
            error if error.is_full() => full().refusal(),
            error if error.is_no_text() => Error::missing("such thing", "").refusal(),
            error => {
                tracing::error!(%error, "a request failed");
                Refusal {
                    status: 503,
                    code: "host",
                    message: "the ladder failed at this".to_owned(),
                    remedy: "try again in a moment; whoever runs the ladder finds it in the log".to_owned(),
                    retry_after_s: Some(5),
                }
            }
        }
    }
}

impl Refusal {
    /// The status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Says when to come again.
    pub(crate) fn mark(&self, response: &mut Response) {
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == 401 {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let refusal = self.refusal();
        let trouble = Trouble {
            code: refusal.code.to_owned(),
            message: refusal.message.clone(),
            remedy: refusal.remedy.clone(),
        };
        let mut response = (refusal.status(), Json(trouble)).into_response();
        refusal.mark(&mut response);
        response
    }
}

/// There is nothing at this address.
pub(crate) async fn nowhere() -> Error {
    Error::refused(
        404,
        "not_found",
        "there is nothing at this address",
        "GET /api/openapi.json lists every address",
    )
}
