use sqlx::{Any, Transaction};

use crate::Error;
use crate::clock::now_ms;
use crate::store::Store;

impl Store {
    /// Bytes by their BLAKE3, checked: whoever tampers with the database gets an error, not another bot.
    ///
    /// # Errors
    /// The database's; bytes that are not there, or others than they should be.
    pub(crate) async fn blob(&self, hash: &str) -> Result<Vec<u8>, Error> {
        let query = sqlx::query_scalar("SELECT bytes FROM blobs WHERE hash = $1").bind(hash.to_owned());
        let bytes: Option<Vec<u8>> = query.fetch_optional(&self.read).await?;
        let bytes = bytes.ok_or_else(|| Error::host(format!("the database lacks the bytes {hash}")))?;
        match blake3::hash(&bytes).to_hex().as_str() == hash {
            true => Ok(bytes),
            false => Err(Error::host(format!("the bytes that the database holds as {hash} are others"))),
        }
    }

    /// How long bytes are.
    ///
    /// # Errors
    /// The database's; bytes that are not there.
    pub(crate) async fn blob_length(&self, hash: &str) -> Result<i64, Error> {
        let query = sqlx::query_scalar("SELECT length FROM blobs WHERE hash = $1").bind(hash.to_owned());
        let length: Option<i64> = query.fetch_optional(&self.read).await?;
        length.ok_or_else(|| Error::host(format!("the database lacks the bytes {hash}")))
    }
}

/// Keeps bytes, once, and gives their BLAKE3.
pub(super) async fn keep(tx: &mut Transaction<'static, Any>, bytes: &[u8]) -> Result<String, Error> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    sqlx::query("INSERT INTO blobs (hash, length, bytes, created_ms) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING")
        .bind(hash.clone())
        .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
        .bind(bytes.to_vec())
        .bind(now_ms())
        .execute(&mut **tx)
        .await?;
    Ok(hash)
}
