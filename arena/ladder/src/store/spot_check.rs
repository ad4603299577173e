use crate::Error;
use crate::clock::now_ms;
use crate::store::Store;

impl Store {
    /// Takes note that a finished match is to be played again; `false` where that was said before.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open_spot_check(&self, contest: &str) -> Result<bool, Error> {
        let query = sqlx::query(
            "INSERT INTO spot_checks (match_id, state, created_ms) VALUES ($1, 'open', $2) ON CONFLICT (match_id) DO NOTHING",
        );
        Ok(query.bind(contest.to_owned()).bind(now_ms()).execute(&self.write).await?.rows_affected() > 0)
    }

    /// Takes note of what came of it: `agrees`, `differs` or `died`.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn close_spot_check(
        &self,
        contest: &str,
        verdict: &str,
        detail: Option<&str>,
    ) -> Result<(), Error> {
        sqlx::query("UPDATE spot_checks SET state = $1, detail = $2, done_ms = $3 WHERE match_id = $4")
            .bind(verdict.to_owned())
            .bind(detail.map(str::to_owned))
            .bind(now_ms())
            .bind(contest.to_owned())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// When a match was played again and came to the same result.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn spot_checked(&self, contest: &str) -> Result<Option<i64>, Error> {
        let query =
            sqlx::query_scalar("SELECT done_ms FROM spot_checks WHERE match_id = $1 AND state = 'agrees'");
        let found: Option<Option<i64>> = query.bind(contest.to_owned()).fetch_optional(&self.read).await?;
        Ok(found.flatten())
    }

    /// How many spot checks came to which end.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn spot_check_counts(&self) -> Result<Vec<(String, i64)>, Error> {
        let query = sqlx::query_as("SELECT state, COUNT(*) FROM spot_checks GROUP BY state ORDER BY state");
        Ok(query.fetch_all(&self.read).await?)
    }
}
