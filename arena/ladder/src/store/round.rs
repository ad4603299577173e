use sqlx::FromRow;

use crate::clock::now_ms;
use crate::store::Store;
use crate::{Error, random, seed};

/// Some matches whose seeds follow from one secret.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Round {
    /// Opaque.
    pub id: String,
    /// Its season.
    pub season: i64,
    /// 1 is the first of the season.
    pub number: i64,
    /// What its matches are: `ladder`, `challenge` or `tournament`.
    pub kind: String,
    /// BLAKE3 of the secret, shown before the first match is made.
    pub commitment: String,
    /// Shown when every match is over.
    pub secret: String,
    /// When the commitment was shown.
    pub opened_ms: i64,
    /// Since when it gets no more matches.
    pub closed_ms: Option<i64>,
    /// Since when the secret is shown.
    pub revealed_ms: Option<i64>,
}

macro_rules! rounds {
    ($rest:literal) => {
        concat!(
            "SELECT id, season, number, kind, commitment, secret, opened_ms, closed_ms, revealed_ms FROM rounds ",
            $rest
        )
    };
}

impl Store {
    /// Commits to the seeds of a round that is to be paired.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open_round(&self, season: i64, kind: &str) -> Result<Round, Error> {
        let (secret, commitment) = seed::commit()?;
        let mut tx = self.begin().await?;
        let query =
            sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM rounds WHERE season = $1").bind(season);
        let last: i64 = query.fetch_one(&mut *tx).await?;
        let round = Round {
            id: random::id()?,
            season,
            number: last + 1,
            kind: kind.to_owned(),
            commitment,
            secret,
            opened_ms: now_ms(),
            closed_ms: None,
            revealed_ms: None,
        };
        sqlx::query(
            "INSERT INTO rounds (id, season, number, kind, commitment, secret, opened_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(round.id.clone())
        .bind(round.season)
        .bind(round.number)
        .bind(round.kind.clone())
        .bind(round.commitment.clone())
        .bind(round.secret.clone())
        .bind(round.opened_ms)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(round)
    }

    /// A round.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn round(&self, id: &str) -> Result<Round, Error> {
        let query = sqlx::query_as(rounds!("WHERE id = $1")).bind(id.to_owned());
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("round", id))
    }

    /// The last rounds of a season, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn rounds(&self, season: i64, most: i64) -> Result<Vec<Round>, Error> {
        let query = sqlx::query_as(rounds!("WHERE season = $1 ORDER BY number DESC LIMIT $2"));
        Ok(query.bind(season).bind(most).fetch_all(&self.read).await?)
    }

    /// Says that a round gets no more matches.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn close_round(&self, id: &str) -> Result<(), Error> {
        let query = sqlx::query("UPDATE rounds SET closed_ms = $1 WHERE id = $2 AND closed_ms IS NULL");
        query.bind(now_ms()).bind(id.to_owned()).execute(&self.write).await?;
        Ok(())
    }

    /// Shows the secrets of closed rounds of which every match is over.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn reveal_rounds(&self) -> Result<u64, Error> {
        let query = sqlx::query(
            "UPDATE rounds SET revealed_ms = $1 WHERE revealed_ms IS NULL AND closed_ms IS NOT NULL AND NOT EXISTS \
             (SELECT 1 FROM matches m WHERE m.round = rounds.id AND m.state IN ('queued', 'running'))",
        );
        Ok(query.bind(now_ms()).execute(&self.write).await?.rows_affected())
    }
}
