use sqlx::{Any, FromRow, Transaction};

use crate::Error;
use crate::store::Store;

/// That a match can be seen while it is played. Nothing of a result follows from it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Broadcast {
    /// The match.
    pub match_id: String,
    /// A name of its own for each time that the match is begun.
    pub take: String,
    /// Raised with each sign of life.
    pub beat: i64,
}

impl Store {
    /// Begins to show a match, in place of an earlier take. `false` where it is not being played any more.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn begin_broadcast(
        &self,
        match_id: &str,
        take: &str,
        bytes: Vec<u8>,
    ) -> Result<bool, Error> {
        let mut tx = self.begin().await?;
        let query = sqlx::query_scalar("SELECT take FROM broadcasts WHERE match_id = $1");
        let earlier: Option<String> = query.bind(match_id.to_owned()).fetch_optional(&mut *tx).await?;
        if let Some(earlier) = earlier {
            end(&mut tx, &earlier).await?;
        }
        let begun = sqlx::query(
            "INSERT INTO broadcasts (match_id, take, beat) \
             SELECT m.id, $1, 0 FROM matches m WHERE m.id = $2 AND m.state = 'running'",
        );
        let begun = begun.bind(take.to_owned()).bind(match_id.to_owned()).execute(&mut *tx).await?;
        if begun.rows_affected() > 0 {
            add(&mut tx, take, 0, bytes).await?;
        }
        tx.commit().await?;
        Ok(begun.rows_affected() > 0)
    }

    /// Shows more, or nothing, which is a sign of life. `false` where another take is shown, or none.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn continue_broadcast(
        &self,
        take: &str,
        part: i64,
        bytes: Vec<u8>,
    ) -> Result<bool, Error> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("UPDATE broadcasts SET beat = beat + 1 WHERE take = $1");
        let is_shown = query.bind(take.to_owned()).execute(&mut *tx).await?.rows_affected() > 0;
        if is_shown && !bytes.is_empty() {
            add(&mut tx, take, part, bytes).await?;
        }
        tx.commit().await?;
        Ok(is_shown)
    }

    /// Shows a take no more.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn end_broadcast(&self, take: &str) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        end(&mut tx, take).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The take of a match that is shown.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn take(&self, match_id: &str) -> Result<Option<String>, Error> {
        let query = sqlx::query_scalar("SELECT take FROM broadcasts WHERE match_id = $1");
        Ok(query.bind(match_id.to_owned()).fetch_optional(&self.read).await?)
    }

    /// What was shown of a take, from a part on, in order.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn parts(&self, take: &str, first: i64) -> Result<Vec<(i64, Vec<u8>)>, Error> {
        let query = sqlx::query_as(
            "SELECT part, bytes FROM broadcast_parts WHERE take = $1 AND part >= $2 ORDER BY part",
        );
        Ok(query.bind(take.to_owned()).bind(first).fetch_all(&self.read).await?)
    }

    /// Everything that is shown.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn broadcasts(&self) -> Result<Vec<Broadcast>, Error> {
        let query = sqlx::query_as("SELECT match_id, take, beat FROM broadcasts ORDER BY match_id");
        Ok(query.fetch_all(&self.read).await?)
    }

    /// Shows no more what is not being played, and forgets parts of what is not shown.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn sweep_broadcasts(&self) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        for sweep in [
            "DELETE FROM broadcasts WHERE match_id NOT IN (SELECT id FROM matches WHERE state = 'running')",
            "DELETE FROM broadcast_parts WHERE take NOT IN (SELECT take FROM broadcasts)",
        ] {
            sqlx::query(sweep).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn add(tx: &mut Transaction<'static, Any>, take: &str, part: i64, bytes: Vec<u8>) -> Result<(), Error> {
    sqlx::query("INSERT INTO broadcast_parts (take, part, bytes) VALUES ($1, $2, $3)")
        .bind(take.to_owned())
        .bind(part)
        .bind(bytes)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn end(tx: &mut Transaction<'static, Any>, take: &str) -> Result<(), Error> {
    for table in ["DELETE FROM broadcasts WHERE take = $1", "DELETE FROM broadcast_parts WHERE take = $1"] {
        sqlx::query(table).bind(take.to_owned()).execute(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::outcome::tests::ladder;

    async fn seen(store: &Store, take: &str) -> Vec<u8> {
        store.parts(take, 0).await.unwrap().into_iter().flat_map(|(_, bytes)| bytes).collect()
    }

    #[tokio::test]
    async fn a_match_is_shown_in_parts_and_then_no_more() {
        let (_folder, store, id) = ladder().await;
        assert!(store.begin_contest(&id, "a").await.unwrap());
        assert!(store.begin_broadcast(&id, "first", vec![1, 2]).await.unwrap());
        assert!(store.continue_broadcast("first", 1, Vec::new()).await.unwrap(), "a sign of life");
        assert!(store.continue_broadcast("first", 1, vec![3]).await.unwrap());
        assert_eq!(store.take(&id).await.unwrap().as_deref(), Some("first"));
        assert_eq!(seen(&store, "first").await, [1, 2, 3]);
        assert_eq!(store.parts("first", 1).await.unwrap(), [(1, vec![3])]);
        assert_eq!(store.broadcasts().await.unwrap()[0].beat, 2);
        store.end_broadcast("first").await.unwrap();
        assert_eq!((store.take(&id).await.unwrap(), seen(&store, "first").await), (None, Vec::new()));
        assert!(!store.continue_broadcast("first", 2, vec![4]).await.unwrap());
    }

    #[tokio::test]
    async fn whoever_begins_later_takes_the_place_of_whoever_was_lost() {
        let (_folder, store, id) = ladder().await;
        assert!(store.begin_contest(&id, "a").await.unwrap());
        assert!(store.begin_broadcast(&id, "first", vec![1]).await.unwrap());
        assert!(store.begin_broadcast(&id, "second", vec![2]).await.unwrap());
        assert!(!store.continue_broadcast("first", 1, vec![1]).await.unwrap(), "it is told that it was lost");
        assert_eq!(seen(&store, "first").await, [0; 0]);
        assert_eq!(seen(&store, "second").await, [2]);
    }

    #[tokio::test]
    async fn what_is_not_being_played_is_not_shown() {
        let (_folder, store, id) = ladder().await;
        assert!(!store.begin_broadcast(&id, "early", vec![1]).await.unwrap());
        assert!(store.begin_contest(&id, "a").await.unwrap());
        assert!(store.begin_broadcast(&id, "take", vec![1]).await.unwrap());
        store.sweep_broadcasts().await.unwrap();
        assert_eq!(seen(&store, "take").await, [1], "it is being played");
        store.give_back(&id).await.unwrap();
        store.sweep_broadcasts().await.unwrap();
        assert!(store.broadcasts().await.unwrap().is_empty());
        assert_eq!((seen(&store, "early").await, seen(&store, "take").await), (Vec::new(), Vec::new()));
    }
}
