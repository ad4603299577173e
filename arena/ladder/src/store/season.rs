use battle::Ruleset;
use sqlx::FromRow;

use crate::Error;
use crate::clock::now_ms;
use crate::store::Store;

/// A season: one game by one rule set, on some maps, with ratings of its own.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Season {
    /// 1 is the first.
    pub id: i64,
    /// As its organiser called it.
    pub name: String,
    /// The game.
    pub game: String,
    /// The version of everything that decides a match: workers of another epoch do not play it.
    pub epoch: i64,
    /// The rule set, as TOML.
    pub ruleset: String,
    /// Kinds of maps, separated by commas; empty in a game with one board.
    pub maps: String,
    /// Bots in a match.
    pub seats: i64,
    /// When it was opened.
    pub created_ms: i64,
    /// When it was closed.
    pub closed_ms: Option<i64>,
}

macro_rules! seasons {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, game, epoch, ruleset, maps, seats, created_ms, closed_ms FROM seasons ",
            $rest
        )
    };
}

impl Season {
    /// Kinds of maps.
    pub(crate) fn map_words(&self) -> Vec<&str> {
        self.maps.split(',').filter(|word| !word.is_empty()).collect()
    }

    /// The rule set.
    ///
    /// # Errors
    /// A database that was tampered with.
    pub(crate) fn rules(&self) -> Result<Ruleset, Error> {
        Ruleset::parse(&self.ruleset, &format!("of season {}", self.id)).map_err(Error::host)
    }
}

impl Store {
    /// Opens a season.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn add_season(
        &self,
        name: &str,
        ruleset: &Ruleset,
        maps: &str,
        seats: u8,
    ) -> Result<Season, Error> {
        let text = toml::to_string(ruleset).map_err(Error::host)?;
        let mut tx = self.begin().await?;
        let last: i64 =
            sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM seasons").fetch_one(&mut *tx).await?;
        let season = Season {
            id: last + 1,
            name: name.to_owned(),
            game: ruleset.game.clone(),
            epoch: i64::from(rules::EPOCH),
            ruleset: text,
            maps: maps.to_owned(),
            seats: i64::from(seats),
            created_ms: now_ms(),
            closed_ms: None,
        };
        sqlx::query(
            "INSERT INTO seasons (id, name, game, epoch, ruleset, maps, seats, created_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(season.id)
        .bind(season.name.clone())
        .bind(season.game.clone())
        .bind(season.epoch)
        .bind(season.ruleset.clone())
        .bind(season.maps.clone())
        .bind(season.seats)
        .bind(season.created_ms)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(season)
    }

    /// Closes a season: its matches and ratings stay as they are.
    ///
    /// # Errors
    /// There is none that is open; the database's.
    pub(crate) async fn close_season(&self, id: i64) -> Result<(), Error> {
        let query = sqlx::query("UPDATE seasons SET closed_ms = $1 WHERE id = $2 AND closed_ms IS NULL");
        match query.bind(now_ms()).bind(id).execute(&self.write).await?.rows_affected() {
            0 => Err(Error::missing("open season", &id.to_string())),
            _ => Ok(()),
        }
    }

    /// A season.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn season(&self, id: i64) -> Result<Season, Error> {
        let query = sqlx::query_as(seasons!("WHERE id = $1")).bind(id);
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("season", &id.to_string()))
    }

    /// All seasons, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn seasons(&self) -> Result<Vec<Season>, Error> {
        Ok(sqlx::query_as(seasons!("ORDER BY id")).fetch_all(&self.read).await?)
    }
}
