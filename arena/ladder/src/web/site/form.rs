use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

use crate::Error;

/// What a form holds, with our own words for what is wrong with it.
pub(super) struct Form<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Form<T>, Error> {
        if request.headers().contains_key(header::CONTENT_ENCODING) {
            return Err(Error::refused(
                415,
                "packed",
                "forms are taken as they are, not packed",
                "leave out Content-Encoding",
            ));
        }
        match axum::Form::<T>::from_request(request, state).await {
            Ok(axum::Form(form)) => Ok(Form(form)),
            Err(error) => {
                let status = error.status().as_u16();
                Err(Error::refused(
                    status,
                    "bad_form",
                    format!("the form is not ours: {}", error.body_text()),
                    "load the page again",
                ))
            }
        }
    }
}
