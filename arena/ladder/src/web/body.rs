//! Bodies of uploads: as long as they may be, and as they are.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;

use crate::web::App;
use crate::{Error, limits};

/// How much of a body that is too long is read all the same, in bytes: a proxy that still sends would take a connection
/// that closes for a failure, and not hand our answer on.
const DRAINED_BYTES: u64 = 8 << 20;

/// For how long at most.
const DRAIN_TIME: Duration = Duration::from_secs(3);

/// Refuses a body that says it is too long, or that is packed.
///
/// # Errors
/// It does, or is.
pub(super) async fn check(headers: &HeaderMap, body: Body, most: usize) -> Result<Body, Error> {
    if headers.contains_key(header::CONTENT_ENCODING) {
        drain(headers, body).await;
        return Err(Error::refused(
            415,
            "packed",
            "uploads are taken as they are, not packed",
            "leave out Content-Encoding",
        ));
    }
    let claimed =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if claimed.is_some_and(|claimed| claimed > most as u64) {
        drain(headers, body).await;
        return Err(too_long());
    }
    Ok(body)
}

/// Reads an upload, as much as it may be.
///
/// # Errors
/// It is longer; it is packed; it does not come whole.
pub(super) async fn read(app: &App, headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Error> {
    let body = check(headers, body, most).await?;
    let _place = app.uploads.acquire().await.map_err(Error::host)?;
    to_bytes(body, most).await.map_err(|error| {
        let is_too_long = std::error::Error::source(&error)
            .is_some_and(|source| source.to_string().contains("length limit"));
        match is_too_long {
            true => too_long(),
            false => {
                Error::refused(400, "cut", format!("the upload did not come whole: {error}"), "send it again")
            }
        }
    })
}

/// An upload is longer than it may be.
pub(super) fn too_long() -> Error {
    let most = limits::UPLOAD_BYTES;
    Error::refused(
        413,
        "too_long",
        format!("the upload is longer than {most} bytes"),
        "make the module smaller, see `arena check`",
    )
}

/// Reads and forgets. Whoever waits for our leave to send has not begun.
async fn drain(headers: &HeaderMap, body: Body) {
    if headers.contains_key(header::EXPECT) {
        return;
    }
    let read = async {
        let (mut stream, mut seen) = (body.into_data_stream(), 0);
        while let Some(Ok(chunk)) = stream.next().await {
            seen += chunk.len() as u64;
            if seen > DRAINED_BYTES {
                break;
            }
        }
    };
    // Who is too slow for that loses the connection.
    let _ = tokio::time::timeout(DRAIN_TIME, read).await;
}
