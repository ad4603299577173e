//! Puts what is seen of a match that is played where the server finds it, on whichever machine that is.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::store::Store;
use crate::{Error, random};

/// The least time between two parts, since each is a transaction.
const PACE: Duration = Duration::from_millis(400);

/// How often a match of which nothing new is seen gives a sign of life; see the steward, which looks for them.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// A match that is shown while it is played, as soon as there is something to be seen of it.
pub(crate) struct Broadcast {
    over: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Broadcast {
    /// Shows a match. What is to be seen of it is sent to the sender, which does not wait.
    pub(crate) fn begin(store: &Store, match_id: &str) -> (Broadcast, mpsc::UnboundedSender<Vec<u8>>) {
        // Without a limit of its own: whoever sends may send 8 MiB in all.
        let (sender, news) = mpsc::unbounded_channel();
        let (over, is_over) = oneshot::channel();
        let showing = Showing {
            store: store.clone(),
            match_id: match_id.to_owned(),
            take: None,
            parts: 0,
            unsent: Vec::new(),
        };
        (Broadcast { over, task: tokio::spawn(showing.run(news, is_over)) }, sender)
    }

    /// Shows it no more, once that is done.
    pub(crate) async fn end(self) {
        // It has ended already where there was nothing to be shown any more.
        let _ = self.over.send(());
        let _ = self.task.await;
    }
}

struct Showing {
    store: Store,
    match_id: String,
    take: Option<String>,
    parts: i64,
    unsent: Vec<u8>,
}

impl Showing {
    /// Shows what comes, until it is over or another worker shows the same match. A match that cannot be shown is played
    /// all the same, so a database that fails is only noted, and tried again.
    async fn run(mut self, mut news: mpsc::UnboundedReceiver<Vec<u8>>, mut over: oneshot::Receiver<()>) {
        let mut is_whole = false;
        loop {
            tokio::select! {
                biased;
                _ = &mut over => break,
                more = news.recv(), if !is_whole => match more {
                    Some(bytes) => self.unsent.extend(bytes),
                    None => is_whole = true,
                },
                () = tokio::time::sleep(SIGN_OF_LIFE), if self.take.is_some() || is_whole => {}
            }
            while let Ok(bytes) = news.try_recv() {
                self.unsent.extend(bytes);
            }
            match self.show().await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => tracing::debug!(id = self.match_id, %error, "a match cannot be shown now"),
            }
            tokio::select! {
                biased;
                _ = &mut over => break,
                () = tokio::time::sleep(PACE) => {}
            }
        }
        if let Some(take) = &self.take
            && let Err(error) = self.store.end_broadcast(take).await
        {
            // The steward sweeps up.
            tracing::debug!(id = self.match_id, %error, "a match is still shown that is over");
        }
    }

    /// Puts what is new into the database. `false` where nobody wants it any more.
    async fn show(&mut self) -> Result<bool, Error> {
        match &self.take {
            Some(take) => {
                let is_shown = self.store.continue_broadcast(take, self.parts, self.unsent.clone()).await?;
                self.parts += i64::from(!self.unsent.is_empty());
                self.unsent.clear();
                Ok(is_shown)
            }
            None if self.unsent.is_empty() => Ok(true),
            None => {
                let take = random::id()?;
                let is_shown = self.store.begin_broadcast(&self.match_id, &take, self.unsent.clone()).await?;
                (self.take, self.parts) = (Some(take), 1);
                self.unsent.clear();
                Ok(is_shown)
            }
        }
    }
}
