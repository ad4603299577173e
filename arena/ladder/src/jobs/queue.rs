use std::path::Path;
use std::time::Duration;

use apalis::prelude::{TaskBuilder, TaskSink};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::Error;
use crate::jobs::Job;

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
pub(crate) enum Queue {
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
        match database {
            Some(url) => {
                let pool = PgPoolOptions::new().max_connections(8).connect(url).await?;
                PostgresStorage::setup(&pool).await.map_err(Error::host)?;
                let config = apalis_postgres::Config::default()
                    .queue(NAME)
                    .batch_size(1)
                    .heartbeat_interval(HEARTBEAT)
                    .missed_heartbeats(MISSED);
                Ok(Queue::Postgres(PostgresStorage::new(&pool).with_config(config)))
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
                Ok(Queue::Sqlite(SqliteStorage::new(&pool).with_config(config)))
            }
        }
    }

    /// Hands a job to whoever is free first. The same job, pushed again with the same number, is one.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn push(&self, job: Job, again: i64) -> Result<(), Error> {
        let task = TaskBuilder::new(job.clone())
            .idempotency_key(job.key(again))
            .priority(job.priority())
            .max_attempts(ATTEMPTS)
            .build();
        let pushed = match self {
            Queue::Sqlite(storage) => storage.clone().push_task(task).await.map_err(Error::host),
            Queue::Postgres(storage) => storage.clone().push_task(task).await.map_err(Error::host),
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
        Ok(match self {
            Queue::Sqlite(storage) => {
                let query = sqlx::query_scalar(
                    "SELECT COUNT(*) FROM Jobs WHERE status IN ('Pending', 'Queued', 'Running') \
                     OR (status = 'Failed' AND attempts < max_attempts)",
                );
                query.fetch_one(storage.pool()).await?
            }
            Queue::Postgres(storage) => {
                let query = sqlx::query_scalar(
                    "SELECT COUNT(*) FROM apalis.jobs WHERE status IN ('Pending', 'Queued', 'Running') \
                     OR (status = 'Failed' AND attempts < max_attempts)",
                );
                query.fetch_one(storage.pool()).await?
            }
        })
    }

    /// Forgets jobs that were done an hour ago, and workers that were not heard of for a day.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn sweep(&self) -> Result<(), Error> {
        match self {
            Queue::Sqlite(storage) => {
                sqlx::query(
                    "DELETE FROM Jobs WHERE status = 'Done' AND done_at < strftime('%s', 'now') - 3600",
                )
                .execute(storage.pool())
                .await?;
            }
            Queue::Postgres(storage) => {
                sqlx::query(
                    "DELETE FROM apalis.jobs WHERE status = 'Done' AND done_at < NOW() - INTERVAL '1 hour'",
                )
                .execute(storage.pool())
                .await?;
            }
        }
        Ok(())
    }

    /// Ends what is open.
    pub(crate) async fn close(&self) {
        match self {
            Queue::Sqlite(storage) => storage.pool().close().await,
            Queue::Postgres(storage) => storage.pool().close().await,
        }
    }
}
