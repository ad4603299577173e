use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use apalis::layers::WorkerBuilderExt;
use apalis::prelude::{BackendExt, BoxDynError, Data, WorkerBuilder};
use tokio::sync::watch;

use crate::jobs::broadcast::Broadcast;
use crate::jobs::queue::{POLL, Storage};
use crate::jobs::{Job, Queue};
use crate::stage::{Mishap, Purpose, Stage};
use crate::store::{Outcome, Settled, Store};
use crate::{Error, random};

/// How long matches that run may take to end after a signal to stop; then they go back to the queue.
const GRACE: Duration = Duration::from_secs(15);

/// How long a worker waits before it looks for a database that was away.
const AGAIN: Duration = Duration::from_secs(1);

/// What a worker works with.
#[derive(Clone)]
pub(crate) struct Hands {
    /// Where results go.
    pub store: Store,
    /// Where matches are played.
    pub stage: Arc<Stage>,
    /// What workers are called in results.
    pub name: Arc<str>,
    /// Set when matches that run are to be given back.
    pub stop: Arc<AtomicBool>,
}

/// Takes jobs from the queue and does them, so many at the same time.
pub(crate) struct Worker {
    /// Where jobs come from.
    pub queue: Queue,
    /// What it works with.
    pub hands: Hands,
    /// Jobs at the same time.
    pub jobs: usize,
}

impl Worker {
    /// Works until it is told to stop; a database that is away for some time is waited for.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut session = tokio::spawn({
            let stop = stop.clone();
            async move {
                while !*stop.borrow() {
                    match self.session(stop.clone()).await {
                        Ok(()) => {}
                        Err(error) => {
                            tracing::warn!(%error, "a worker lost its queue, and looks for it again")
                        }
                    }
                    if !*stop.borrow() {
                        tokio::time::sleep(AGAIN).await;
                    }
                }
            }
        });
        // Whoever is gone does not tell to stop, which is to say stop.
        let _ = stop.wait_for(|stop| *stop).await;
        if tokio::time::timeout(GRACE, &mut session).await.is_err() {
            session.abort();
        }
    }

    /// Works until it is told to stop, or the database fails.
    async fn session(&self, mut stop: watch::Receiver<bool>) -> Result<(), Error> {
        // A new name each time: the queue must not take us for a worker that is gone.
        let name = format!("{}-{}", self.hands.name, random::word::<6>()?);
        let hands = self.hands.clone();
        let halt = Arc::clone(&self.hands.stop);
        let signal = async move {
            let _ = stop.wait_for(|stop| *stop).await;
            tokio::spawn(async move {
                // Half of the time for those that end by themselves, half for those that are told to.
                tokio::time::sleep(GRACE / 2).await;
                halt.store(true, Ordering::Relaxed);
            });
            Ok::<(), std::io::Error>(())
        };
        let done = match &self.queue.storage {
            Storage::Sqlite(storage) => {
                let backend = storage.clone().poll_with_interval(POLL);
                let worker = WorkerBuilder::new(name.as_str())
                    .backend(backend)
                    .concurrency(self.jobs)
                    .data(hands)
                    .build(work);
                worker.run_until(signal).await
            }
            Storage::Postgres(storage) => {
                let backend = storage.clone().poll_with_interval(POLL);
                let worker = WorkerBuilder::new(name.as_str())
                    .backend(backend)
                    .concurrency(self.jobs)
                    .data(hands)
                    .build(work);
                worker.run_until(signal).await
            }
        };
        done.map_err(Error::host)
    }
}

/// Does a job. An error gives it back to the queue.
async fn work(job: Job, hands: Data<Hands>) -> Result<(), BoxDynError> {
    let done = match &job {
        Job::Admit(version) => hands.admit(version).await,
        Job::Play(contest) => hands.play(contest).await,
        Job::Check(contest) => hands.check(contest).await,
    };
    if let Err(error) = &done {
        tracing::warn!(?job, %error, "a job goes back to the queue");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(done?)
}

impl Hands {
    /// Looks into a version.
    async fn admit(&self, id: &str) -> Result<(), Error> {
        let version = self.store.version(id).await?;
        if version.checked_ms.is_some() {
            return Ok(());
        }
        let refused = self.stage.admit(&self.store, &version).await?;
        self.store.judge_version(&version, refused.as_ref()).await?;
        tracing::info!(
            version = id,
            refused = refused.map(|refused| refused.code),
            "a version was looked into"
        );
        Ok(())
    }

    /// Plays a match, and once more if its worker process dies; then it is put aside.
    async fn play(&self, id: &str) -> Result<(), Error> {
        let mut problem = String::new();
        for _ in 0..2 {
            if !self.store.begin_contest(id, &self.name).await? {
                return Ok(());
            }
            let (broadcast, news) = Broadcast::begin(&self.store, id);
            let purpose = Purpose::Result(news);
            let played = self.stage.play(&self.store, id, &self.name, &self.stop, purpose).await;
            let settled = self.enter(id, played).await;
            // After the result was entered, so that there is always something to be seen.
            broadcast.end().await;
            match settled? {
                None => return Ok(()),
                Some(why) => problem = why,
            }
        }
        self.store.quarantine(id, &problem).await
    }

    /// Enters what came of a match; gives why it ended its worker process, if it did.
    async fn enter(
        &self,
        id: &str,
        played: Result<Option<Outcome>, Mishap>,
    ) -> Result<Option<String>, Error> {
        match played {
            Ok(Some(outcome)) => {
                let settled = self.store.settle(id, &outcome).await?;
                if settled != Settled::New {
                    tracing::info!(id, ?settled, "a match was played again");
                }
                Ok(None)
            }
            Ok(None) => {
                self.store.give_back(id).await?;
                Err(Error::host("the worker was stopped"))
            }
            Err(Mishap::Died(why)) => {
                tracing::warn!(id, why, "a match ended its worker process");
                Ok(Some(why))
            }
            Err(Mishap::Error(error)) => {
                self.store.give_back(id).await?;
                Err(error)
            }
        }
    }

    /// Plays a finished match again and compares every byte of the replays.
    async fn check(&self, id: &str) -> Result<(), Error> {
        let contest = self.store.contest(id).await?;
        let Some(kept) = contest.replay else { return Ok(()) };
        let played = self.stage.play(&self.store, id, &self.name, &self.stop, Purpose::Check).await;
        let verdict = match played {
            Ok(Some(outcome)) => {
                let other = blake3::hash(&outcome.replay).to_hex().to_string();
                if other == kept {
                    ("agrees", None)
                } else {
                    self.store.settle(id, &outcome).await?;
                    ("differs", Some(format!("{} played it to another end", self.name)))
                }
            }
            Ok(None) => return Err(Error::host("the worker was stopped")),
            Err(Mishap::Died(why)) => ("died", Some(why)),
            Err(Mishap::Error(error)) => return Err(error),
        };
        self.store.close_spot_check(id, verdict.0, verdict.1.as_deref()).await
    }
}
