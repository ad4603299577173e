use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use replay::Reader;

use crate::Error;
use crate::footage::{self, Footage};
use crate::store::Store;

/// Matches of which what is known is kept: those that people watch now.
const KEPT: usize = 64;

/// How often the database is asked for more of a match, however many watch it.
const LOOK: Duration = Duration::from_millis(250);

/// Matches that are being played, as far as they can be seen. Whoever watches one shares it with all others.
#[derive(Default)]
pub(crate) struct Relay(Mutex<VecDeque<(String, Arc<tokio::sync::Mutex<Channel>>)>>);

/// What can be seen of a match by now.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    /// Another one where the match was begun again by another worker: its replay has other bytes, of the same match.
    pub(crate) take: String,
    /// The replay so far, without logs; every state in it follows from the rules.
    pub(crate) bytes: Vec<u8>,
    /// What is in it.
    pub(crate) footage: Footage,
}

impl Scene {
    /// Points by seat.
    pub(crate) fn scores(&self) -> Vec<u32> {
        self.footage.ticks.last().map(|beat| beat.scores.clone()).unwrap_or_default()
    }
}

/// One match.
#[derive(Default)]
struct Channel {
    asked: Option<Instant>,
    take: String,
    /// Parts that were read.
    parts: i64,
    reader: Option<Reader>,
    scene: Option<Arc<Scene>>,
    /// What this take shows is not this match.
    is_foreign: bool,
}

impl Relay {
    /// What can be seen of a match that is being played; `None` where it is not, or nothing is to be seen yet.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn look(&self, store: &Store, match_id: &str) -> Result<Option<Arc<Scene>>, Error> {
        let channel = self.channel(match_id);
        let mut channel = channel.lock().await;
        if channel.asked.is_none_or(|at| at.elapsed() >= LOOK) {
            channel.look(store, match_id).await?;
            channel.asked = Some(Instant::now());
        }
        Ok(channel.scene.clone())
    }

    fn channel(&self, match_id: &str) -> Arc<tokio::sync::Mutex<Channel>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == match_id);
        let found =
            at.and_then(|at| kept.remove(at)).unwrap_or_else(|| (match_id.to_owned(), Arc::default()));
        let channel = Arc::clone(&found.1);
        kept.push_front(found);
        kept.truncate(KEPT);
        channel
    }
}

impl Channel {
    async fn look(&mut self, store: &Store, match_id: &str) -> Result<(), Error> {
        let take = store.take(match_id).await?.unwrap_or_default();
        if take != self.take {
            *self = Channel { take: take.clone(), ..Channel::default() };
        }
        if take.is_empty() || self.is_foreign {
            return Ok(());
        }
        let parts = store.parts(&take, self.parts).await?;
        if parts.is_empty() {
            return Ok(());
        }
        let read = parts.len();
        let known = self.reader.take().zip(self.scene.take());
        let id = match_id.to_owned();
        let read_on = move || read_on(&id, take, known, &parts);
        match tokio::task::spawn_blocking(read_on).await.map_err(Error::host)? {
            Ok((reader, scene)) => {
                self.parts += i64::try_from(read).unwrap_or(i64::MAX);
                (self.reader, self.scene) = (Some(reader), Some(scene));
            }
            Err(why) => {
                tracing::warn!(id = match_id, why, "what is shown of a match is not that match");
                self.is_foreign = true;
            }
        }
        Ok(())
    }
}

/// Takes in what came since. It comes from a worker process, and is read as if it were hostile.
fn read_on(
    match_id: &str,
    take: String,
    known: Option<(Reader, Arc<Scene>)>,
    parts: &[(i64, Vec<u8>)],
) -> Result<(Reader, Arc<Scene>), String> {
    let said = |error: replay::ReplayError| error.to_string();
    let news: Vec<u8> = parts.iter().flat_map(|(_, bytes)| bytes).copied().collect();
    let held = known.as_ref().map_or(0, |(_, scene)| scene.bytes.len());
    if held + news.len() > isolation::SHOWN_BYTES {
        return Err(format!("it has more than {} bytes", isolation::SHOWN_BYTES));
    }
    let Some((mut reader, mut scene)) = known else {
        let reader = Reader::from_bytes(news.clone()).map_err(said)?;
        if battle::match_id(reader.header()) != match_id {
            return Err("it has the header of another match".to_owned());
        }
        if reader.has_logs() {
            return Err("it has logs".to_owned());
        }
        let footage = footage::read(&reader).map_err(said)?;
        return Ok((reader, Arc::new(Scene { take, bytes: news, footage })));
    };
    reader.append(&news).map_err(said)?;
    // A copy where somebody still looks at the one before.
    let grown = Arc::make_mut(&mut scene);
    grown.bytes.extend_from_slice(&news);
    grown.footage.read_on(&reader).map_err(said)?;
    Ok((reader, scene))
}
