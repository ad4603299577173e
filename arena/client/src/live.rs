use std::io::Read;

use terminal::exit::Failure;
use ureq::http::StatusCode;

use crate::{Ladder, limits, trouble};

/// Bytes of a match that is being played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// What they belong to. Another one than before means that the match was begun again, and that these are all of its bytes.
    pub take: String,
    /// The bytes that follow those that were known.
    pub bytes: Vec<u8>,
}

impl Ladder {
    /// What there is of a match's unfinished replay beyond so many bytes of a take. `None` where nothing is to be seen of it, yet
    /// or any more.
    ///
    /// # Errors
    /// The ladder is not reached, or there is no such match.
    pub fn live(&self, id: &str, take: &str, from: usize) -> Result<Option<Live>, Failure> {
        let request = self.request(&["matches", id, "live"]);
        let sent = request.query("take", take).query("from", from.to_string()).call();
        let wrong = |error: &ureq::Error| trouble::unreached(self.address(), error);
        if let Ok(response) = &sent
            && matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::CONFLICT)
        {
            return Ok(None);
        }
        let mut response = self.accepted(sent)?;
        let take = response.headers().get("robodrome-take").and_then(|take| take.to_str().ok());
        let take = take.ok_or_else(|| trouble::foreign(self.address(), "it names no take"))?.to_owned();
        let mut bytes = Vec::new();
        let mut reader = response.body_mut().with_config().limit(limits::LIVE_BYTES).reader();
        reader.read_to_end(&mut bytes).map_err(|error| wrong(&ureq::Error::from(error)))?;
        Ok(Some(Live { take, bytes }))
    }
}
