//! All rows of a ladder from one database into another, whichever of the two kinds each is.

use futures_util::TryStreamExt;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use crate::Error;
use crate::store::Store;

/// Tables, in an order in which nothing refers to what comes later.
const TABLES: &[&str] = &[
    "settings",
    "blobs",
    "players",
    "tokens",
    "invitations",
    "seasons",
    "bots",
    "versions",
    "rounds",
    "tournaments",
    "tournament_bots",
    "matches",
    "entries",
    "ratings",
    "records",
    "alarms",
    "spot_checks",
];

/// Tables that are left out: what is in them is of use only while a match is played.
#[cfg(test)]
const PASSING: &[&str] = &["broadcasts", "broadcast_parts"];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Real,
    Bytes,
}

impl Store {
    /// Whether nothing was ever written here.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn is_empty(&self) -> Result<bool, Error> {
        for table in TABLES {
            let query = sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")));
            let rows: i64 = query.fetch_one(&self.read).await?;
            if rows > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Copies everything, as it is at one moment, into an empty database. Gives the number of rows.
    ///
    /// # Errors
    /// Either database's.
    pub(crate) async fn copy_into(&self, other: &Store) -> Result<u64, Error> {
        let snapshot = match self.shared {
            true => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            false => "BEGIN",
        };
        let mut from = self.read.begin_with(snapshot).await?;
        let mut into = other.begin().await?;
        let mut rows = 0;
        for table in TABLES {
            rows += copy(&mut from, &mut into, table).await?;
        }
        into.commit().await?;
        Ok(rows)
    }
}

/// The columns of a table, as the migrations made it: the same in both kinds.
fn columns(table: &str) -> Result<Vec<(String, Kind)>, Error> {
    let text = super::schema::text();
    let start = format!("CREATE TABLE {table} (");
    let body = text.split_once(&start).and_then(|(_, rest)| rest.split_once("\n);")).map(|(body, _)| body);
    let body = body.ok_or_else(|| Error::host(format!("the migrations make no table {table}")))?;
    let column = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, kind) = (words.next()?, words.next()?);
        let kind = match kind.trim_end_matches(',') {
            "TEXT" => Kind::Text,
            "BIGINT" => Kind::Number,
            "DOUBLE" => Kind::Real,
            "{BLOB}" => Kind::Bytes,
            _ => return None,
        };
        Some((name.to_owned(), kind))
    };
    Ok(body.lines().filter_map(column).collect())
}

async fn copy(from: &mut AnyConnection, into: &mut AnyConnection, table: &str) -> Result<u64, Error> {
    let columns = columns(table)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let select = format!("SELECT {} FROM {table}", names.join(", "));
    let insert = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
    let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(from);
    let mut copied = 0;
    while let Some(row) = rows.try_next().await? {
        let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
        for (place, (_, kind)) in columns.iter().enumerate() {
            query = match kind {
                Kind::Text => query.bind(row.try_get::<Option<String>, _>(place)?),
                Kind::Number => query.bind(row.try_get::<Option<i64>, _>(place)?),
                Kind::Real => query.bind(row.try_get::<Option<f64>, _>(place)?),
                Kind::Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(place)?),
            };
        }
        query.execute(&mut *into).await?;
        copied += 1;
    }
    Ok(copied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_copied_with_all_of_its_columns() {
        let text = super::super::schema::text();
        let made: Vec<&str> =
            text.split("CREATE TABLE ").skip(1).filter_map(|rest| rest.split_whitespace().next()).collect();
        assert_eq!(made, [TABLES, PASSING].concat(), "a new table has to be copied too");
        for table in TABLES {
            let start = format!("CREATE TABLE {table} (");
            let body = text.split_once(&start).unwrap().1.split_once("\n);").unwrap().0;
            let keys = ["PRIMARY", "UNIQUE", ""];
            let lines = body
                .lines()
                .filter(|line| !keys.contains(&line.split_whitespace().next().unwrap_or_default()));
            assert_eq!(columns(table).unwrap().len(), lines.count(), "{table}");
        }
    }
}
