use sqlx::{Any, FromRow, Transaction};

use crate::clock::now_ms;
use crate::store::Store;
use crate::{Error, random};

/// Something that cannot be, if every worker tells the truth and the engine is deterministic.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Alarm {
    /// Opaque.
    pub id: String,
    /// A stable word: `two_results`, `spot_check`.
    pub kind: String,
    /// The match.
    pub match_id: String,
    /// What happened.
    pub detail: String,
    /// BLAKE3 of the replay that counts.
    pub kept_replay: Option<String>,
    /// BLAKE3 of the other one.
    pub other_replay: Option<String>,
    /// When.
    pub created_ms: i64,
    /// Since when somebody has dealt with it.
    pub settled_ms: Option<i64>,
}

macro_rules! alarms {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, match_id, detail, kept_replay, other_replay, created_ms, settled_ms FROM alarms ",
            $rest
        )
    };
}

impl Store {
    /// Alarms that nobody has dealt with, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn alarms(&self) -> Result<Vec<Alarm>, Error> {
        Ok(sqlx::query_as(alarms!("WHERE settled_ms IS NULL ORDER BY created_ms"))
            .fetch_all(&self.read)
            .await?)
    }

    /// Says that an alarm was dealt with: its bots meet again.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn settle_alarm(&self, id: &str) -> Result<(), Error> {
        let query = sqlx::query("UPDATE alarms SET settled_ms = $1 WHERE id = $2 AND settled_ms IS NULL");
        match query.bind(now_ms()).bind(id.to_owned()).execute(&self.write).await?.rows_affected() {
            0 => Err(Error::missing("alarm", id)),
            _ => Ok(()),
        }
    }

    /// Bots that must not meet while an alarm of a match of theirs is open, as pairs.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn stopped_pairs(&self) -> Result<Vec<(String, String)>, Error> {
        let query = sqlx::query_as(
            "SELECT DISTINCT a.bot, b.bot FROM alarms x JOIN entries a ON a.match_id = x.match_id \
             JOIN entries b ON b.match_id = x.match_id AND b.seat <> a.seat WHERE x.settled_ms IS NULL",
        );
        Ok(query.fetch_all(&self.read).await?)
    }
}

pub(super) async fn raise(
    tx: &mut Transaction<'static, Any>,
    kind: &str,
    contest: &str,
    detail: &str,
    kept: Option<&str>,
    other: Option<&str>,
) -> Result<(), Error> {
    tracing::error!(kind, id = contest, detail, "alarm");
    sqlx::query(
        "INSERT INTO alarms (id, kind, match_id, detail, kept_replay, other_replay, created_ms) \
         SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT 1 FROM alarms WHERE match_id = $8 AND kind = $9 \
         AND COALESCE(other_replay, '') = $10)",
    )
    .bind(random::id()?)
    .bind(kind.to_owned())
    .bind(contest.to_owned())
    .bind(detail.to_owned())
    .bind(kept.map(str::to_owned))
    .bind(other.map(str::to_owned))
    .bind(now_ms())
    .bind(contest.to_owned())
    .bind(kind.to_owned())
    .bind(other.unwrap_or_default().to_owned())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
