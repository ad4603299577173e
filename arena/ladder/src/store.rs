//! Everything that lasts, in SQLite or in Postgres: one set of SQL serves both.

mod alarm;
mod blob;
mod bot;
mod broadcast;
mod contest;
mod copy;
mod listing;
mod outcome;
mod player;
mod rating;
mod round;
mod schema;
mod season;
mod setting;
mod spot_check;
mod token;
mod tournament;
mod version;

use std::path::Path;
use std::time::Duration;

use sqlx::AnyPool;
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, Transaction};

pub(crate) use alarm::Alarm;
pub(crate) use bot::Bot;
pub(crate) use contest::{Contest, ContestKind, Entry, NewContest, state};
pub(crate) use outcome::{Outcome, SeatOutcome, Settled};
pub(crate) use player::{Player, Role};
pub(crate) use rating::{Ranked, Rated, Standing};
pub(crate) use round::Round;
pub(crate) use season::Season;
pub(crate) use token::TokenKind;
pub(crate) use tournament::{Format, Tournament};
pub(crate) use version::{Version, VersionState};

use crate::Error;

/// The database. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    /// For reading; in SQLite many may read while one writes.
    read: AnyPool,
    /// For writing; in SQLite one at a time, and the rest wait here and not in the database.
    write: AnyPool,
    /// Whether other machines can reach it.
    shared: bool,
}

/// Connections to Postgres, or readers of SQLite.
const CONNECTIONS: u32 = 12;

/// How long a query waits for a connection.
const PATIENCE: Duration = Duration::from_secs(20);

impl Store {
    /// Opens the database: a Postgres URL, or a file of SQLite in the data folder. Migrates it to the newest form.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open(database: Option<&str>, data: &Path) -> Result<Store, Error> {
        sqlx::any::install_default_drivers();
        let store = match database {
            Some(url) => {
                let pool = AnyPoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .acquire_timeout(PATIENCE)
                    .connect(url)
                    .await?;
                Store { read: pool.clone(), write: pool, shared: true }
            }
            None => {
                let url = format!("sqlite://{}?mode=rwc", data.join("ladder.sqlite").display());
                let options = |connections| {
                    AnyPoolOptions::new()
                        .max_connections(connections)
                        .acquire_timeout(PATIENCE)
                        .after_connect(|connection, _| {
                            Box::pin(async move {
                                for pragma in SQLITE {
                                    sqlx::query(*pragma).execute(&mut *connection).await?;
                                }
                                Ok(())
                            })
                        })
                };
                let write = options(1).connect(&url).await?;
                let read = options(CONNECTIONS).connect(&url).await?;
                Store { read, write, shared: false }
            }
        };
        schema::migrate(&store).await?;
        Ok(store)
    }

    /// Begins to write: all or nothing.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>, Error> {
        // In SQLite, a transaction that first reads and then writes must not find that another wrote in between.
        Ok(match self.shared {
            true => self.write.begin().await?,
            false => self.write.begin_with("BEGIN IMMEDIATE").await?,
        })
    }

    /// Ends what is open.
    pub(crate) async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.read).await?;
        Ok(())
    }
}

/// How SQLite is to keep things: durable at each commit, readers beside a writer.
const SQLITE: &[&str] = &[
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA busy_timeout = 20000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32000",
];
