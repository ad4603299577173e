use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use crate::Error;
use crate::store::Store;

/// Every step from an empty database to the present one.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "ladder", include_str!("../../migrations/0001_ladder.sql")),
    (2, "broadcasts", include_str!("../../migrations/0002_broadcasts.sql")),
];

/// Brings the database to the newest form.
///
/// # Errors
/// The database's; one that a newer program has written.
pub(super) async fn migrate(store: &Store) -> Result<(), Error> {
    let blob = if store.shared { "BYTEA" } else { "BLOB" };
    let steps = STEPS.iter().map(|(version, name, sql)| {
        let sql = AssertSqlSafe(sql.replace("{BLOB}", blob)).into_sql_str();
        Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
        .run(&store.write)
        .await
        .map_err(|error| Error::host(format!("the database cannot be brought to the newest form: {error}")))
}

/// Every step in one text.
pub(super) fn text() -> String {
    STEPS.iter().map(|(_, _, sql)| *sql).collect()
}
