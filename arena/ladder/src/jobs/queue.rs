use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use apalis::prelude::{TaskBuilder, TaskSink};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::jobs::{IN_TURN, Job};
use crate::{Error, random};

/// The queue's name in the database.
const NAME: &str = "ladder";

/// How often a worker says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// After so many beats that did not come, what a worker held goes to others.
const MISSED: usize = 3;

/// How often a job that fails is tried by the queue. Matches count their own tries; this is for a database that is away.
const ATTEMPTS: usize = 20;

/// How often an idle worker looks for work.
pub(super) const POLL: Duration = Duration::from_millis(100);

/// Jobs, in the database of the ladder or beside it.
#[derive(Clone)]
pub(crate) struct Queue {
    pub(super) storage: Storage,
    /// The turn of the job that was pushed last.
    last_turn: Arc<AtomicU64>,
}

/// Where jobs are kept.
#[derive(Clone)]
pub(super) enum Storage {
    /// In a file beside the ladder's, so that handing out jobs and entering results do not wait for each other.
    Sqlite(SqliteStorage<Job>),
    /// In the same database, in a schema of its own.
    Postgres(PostgresStorage<Job>),
}

impl Queue {
    /// Opens the queue, and migrates it to the newest form.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open(database: Option<&str>, data: &Path) -> Result<Queue, Error> {
        let (storage, last): (Storage, i64) = match database {
            Some(url) => {
                let pool = PgPoolOptions::new().max_connections(8).connect(url).await?;
                PostgresStorage::setup(&pool).await.map_err(Error::host)?;
                let config = apalis_postgres::Config::default()
                    .queue(NAME)
                    .batch_size(1)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED);
                let last = sqlx::query_scalar(
                    "SELECT CAST(COALESCE(EXTRACT(EPOCH FROM MAX(run_at)), 0) AS BIGINT) FROM apalis.jobs",
                );
                let last = last.fetch_one(&pool).await?;
                (Storage::Postgres(PostgresStorage::new(&pool).with_config(config)), last)
            }
            None => {
                let options = SqliteConnectOptions::new()
                    .filename(data.join("jobs.sqlite"))
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Normal)
                    .busy_timeout(Duration::from_secs(20));
                // One connection: the queue reads and then writes in one transaction, which two at once cannot.
                let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
                SqliteStorage::migrations().run(&pool).await.map_err(Error::host)?;
                let config = apalis_sqlite::Config::default()
                    .queue(NAME)
                    .batch_size(1)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED);
                let last = sqlx::query_scalar("SELECT COALESCE(MAX(run_at), 0) FROM Jobs");
                let last = last.fetch_one(&pool).await?;
                (Storage::Sqlite(SqliteStorage::new(&pool).with_config(config)), last)
            }
        };
        Ok(Queue { storage, last_turn: Arc::new(AtomicU64::new(last.unsigned_abs())) })
    }

    /// Hands a job to whoever is free first, unless it was pushed before.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn push(&self, job: Job) -> Result<(), Error> {
        self.push_as(job.key(), job.priority(), 0, job).await
    }

    /// Hands out a job that would go ahead of matches when its turn among them comes: after so many that are pushed later.
    /// Where there are fewer, it does not wait for them.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn push_in_turn(&self, job: Job, later: u64) -> Result<(), Error> {
        self.push_as(job.key(), job.priority().min(IN_TURN), later, job).await
    }

    /// Hands out a job once more that was pushed before, because nobody has it any longer.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn push_again(&self, job: Job) -> Result<(), Error> {
        self.push_as(format!("{} {}", job.key(), random::id()?), job.priority(), 0, job).await
    }

    async fn push_as(&self, key: String, priority: usize, later: u64, job: Job) -> Result<(), Error> {
        let turn = self.last_turn.fetch_add(1, Ordering::Relaxed) + 1 + later;
        let task = TaskBuilder::new(job.clone())
            .idempotency_key(key)
            .priority(priority)
            .max_attempts(ATTEMPTS)
            // apalis hands out what is due, and of that the earliest first. As a time of day this would freeze the queue
            // where the clock is set back; as seconds from 1970 on, one a job, all is due at once, in its turn.
            .run_at_timestamp(turn)
            .build();
        let pushed = match &self.storage {
            Storage::Sqlite(storage) => storage.clone().push_task(task).await.map_err(Error::host),
            Storage::Postgres(storage) => storage.clone().push_task(task).await.map_err(Error::host),
        };
        match pushed {
            // Postgres says that there is such a job, where SQLite passes over it.
            Err(Error::Host(why)) if why.contains("duplicate key") => Ok(()),
            other => other,
        }
    }

    /// Jobs that wait or are being done.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open_jobs(&self) -> Result<i64, Error> {
        Ok(match &self.storage {
            Storage::Sqlite(storage) => {
                let query = sqlx::query_scalar(
                    "SELECT COUNT(*) FROM Jobs WHERE status IN ('Pending', 'Queued', 'Running') \
                     OR (status = 'Failed' AND attempts < max_attempts)",
                );
                query.fetch_one(storage.pool()).await?
            }
            Storage::Postgres(storage) => {
                let query = sqlx::query_scalar(
                    "SELECT COUNT(*) FROM apalis.jobs WHERE status IN ('Pending', 'Queued', 'Running') \
                     OR (status = 'Failed' AND attempts < max_attempts)",
                );
                query.fetch_one(storage.pool()).await?
            }
        })
    }

    /// Forgets jobs that were done an hour ago, and takes a worker that was last seen in the future, by a clock that has
    /// been set back, to be seen now: should it be gone, its jobs would be free only when that time came again.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn sweep(&self) -> Result<(), Error> {
        match &self.storage {
            Storage::Sqlite(storage) => {
                for query in [
                    "DELETE FROM Jobs WHERE status = 'Done' \
                     AND done_at NOT BETWEEN strftime('%s', 'now') - 3600 AND strftime('%s', 'now') + 0",
                    "UPDATE Workers SET last_seen = strftime('%s', 'now') WHERE last_seen > strftime('%s', 'now') + 0",
                ] {
                    sqlx::query(query).execute(storage.pool()).await?;
                }
            }
            Storage::Postgres(storage) => {
                for query in [
                    "DELETE FROM apalis.jobs WHERE status = 'Done' \
                     AND done_at NOT BETWEEN NOW() - INTERVAL '1 hour' AND NOW()",
                    "UPDATE apalis.workers SET last_seen = NOW() WHERE last_seen > NOW()",
                ] {
                    sqlx::query(query).execute(storage.pool()).await?;
                }
            }
        }
        Ok(())
    }

    /// Ends what is open.
    pub(crate) async fn close(&self) {
        match &self.storage {
            Storage::Sqlite(storage) => storage.pool().close().await,
            Storage::Postgres(storage) => storage.pool().close().await,
        }
    }
}
