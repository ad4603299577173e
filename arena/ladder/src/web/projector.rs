use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use replay::Reader;

use crate::Error;
use crate::footage::{self, Footage};
use crate::store::Store;

/// Matches of which the footage is kept: those that people look at now. Each takes some hundred KB.
const KEPT: usize = 64;

/// Reads replays for pages, and keeps what many look at.
#[derive(Debug, Default)]
pub(crate) struct Projector(Mutex<VecDeque<(String, Arc<Footage>)>>);

impl Projector {
    /// What is in the replay with this BLAKE3.
    ///
    /// # Errors
    /// The database's; a replay that cannot be read, such as one of another epoch.
    pub(crate) async fn show(&self, store: &Store, replay: &str) -> Result<Arc<Footage>, Error> {
        if let Some(footage) = self.kept(replay) {
            return Ok(footage);
        }
        let bytes = store.blob(replay).await?;
        let read = move || {
            let reader = Reader::from_bytes(bytes).map_err(Error::host)?;
            footage::read(&reader).map_err(Error::host)
        };
        let footage = Arc::new(tokio::task::spawn_blocking(read).await.map_err(Error::host)??);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((replay.to_owned(), Arc::clone(&footage)));
        kept.truncate(KEPT);
        Ok(footage)
    }

    fn kept(&self, replay: &str) -> Option<Arc<Footage>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == replay)?;
        let found = kept.remove(at)?;
        let footage = Arc::clone(&found.1);
        kept.push_front(found);
        Some(footage)
    }
}
