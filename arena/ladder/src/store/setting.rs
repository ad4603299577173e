use crate::Error;
use crate::store::Store;

impl Store {
    /// A setting, where it was made.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        let query = sqlx::query_scalar("SELECT value FROM settings WHERE key = $1");
        Ok(query.bind(key.to_owned()).fetch_optional(&self.read).await?)
    }

    /// Makes a setting, in place of an earlier one.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn set(&self, key: &str, value: &str) -> Result<(), Error> {
        sqlx::query("INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
            .bind(key.to_owned())
            .bind(value.to_owned())
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
