use sqlx::{Any, FromRow, Transaction};

use crate::store::Store;
use crate::{Error, limits};

/// Where a bot stands in a season.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub(crate) struct Standing {
    /// The season.
    pub season: i64,
    /// The bot.
    pub bot: String,
    /// The version that was counted last.
    pub version: String,
    /// The higher the better.
    pub rating: f64,
    /// How uncertain that is.
    pub deviation: f64,
    /// How much it goes up and down; only Glicko-2 has one.
    pub volatility: f64,
    /// Matches that were counted.
    pub matches: i64,
    /// Of these, won.
    pub wins: i64,
    /// Of these, drawn.
    pub draws: i64,
    /// Of these, lost.
    pub losses: i64,
}

/// A row of the leaderboard.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub(crate) struct Ranked {
    /// The bot.
    pub bot: String,
    /// Its name.
    pub bot_name: String,
    /// Its player.
    pub player: String,
    /// Its player's name.
    pub player_name: String,
    /// The language of its present version.
    pub language: Option<String>,
    /// The number of its present version.
    pub number: Option<i64>,
    /// The higher the better.
    pub rating: f64,
    /// How uncertain that is.
    pub deviation: f64,
    /// Matches that were counted.
    pub matches: i64,
    /// Of these, won.
    pub wins: i64,
    /// Of these, drawn.
    pub draws: i64,
    /// Of these, lost.
    pub losses: i64,
}

/// How a bot did against another.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Record {
    /// The other.
    pub opponent: String,
    /// The other's name.
    pub opponent_name: String,
    /// Won.
    pub wins: i64,
    /// Drawn.
    pub draws: i64,
    /// Lost.
    pub losses: i64,
}

/// What a match changes of one bot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rated {
    /// The seat.
    pub seat: i64,
    /// Where its bot stands afterwards.
    pub standing: Standing,
    /// What it gained.
    pub gain: f64,
}

impl Store {
    /// Where a bot stands.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn standing(&self, season: i64, bot: &str) -> Result<Option<Standing>, Error> {
        let query = sqlx::query_as(
            "SELECT season, bot, version, rating, deviation, volatility, matches, wins, draws, losses FROM ratings \
             WHERE season = $1 AND bot = $2",
        );
        Ok(query.bind(season).bind(bot.to_owned()).fetch_optional(&self.read).await?)
    }

    /// Where all bots of a season stand, the best first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn standings(&self, season: i64) -> Result<Vec<Standing>, Error> {
        let query = sqlx::query_as(
            "SELECT season, bot, version, rating, deviation, volatility, matches, wins, draws, losses FROM ratings \
             WHERE season = $1 ORDER BY rating DESC, bot",
        );
        Ok(query.bind(season).fetch_all(&self.read).await?)
    }

    /// The bots of a season that still play, the best first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn leaderboard(&self, season: i64) -> Result<Vec<Ranked>, Error> {
        let query = sqlx::query_as(
            "SELECT r.bot, b.name AS bot_name, b.player, p.name AS player_name, v.language, v.number, r.rating, r.deviation, \
             r.matches, r.wins, r.draws, r.losses FROM ratings r JOIN bots b ON b.id = r.bot JOIN players p ON p.id = b.player \
             LEFT JOIN versions v ON v.id = b.current_version WHERE r.season = $1 AND b.withdrawn_ms IS NULL \
             ORDER BY r.rating DESC, r.bot",
        );
        Ok(query.bind(season).fetch_all(&self.read).await?)
    }

    /// The last place in the order in which results were counted.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn last_counted(&self) -> Result<i64, Error> {
        let query = sqlx::query_scalar("SELECT COALESCE(MAX(rated_no), 0) FROM matches");
        Ok(query.fetch_one(&self.write).await?)
    }

    /// Counts a match, once: `false` where it was counted before.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn count(&self, contest: &str, number: i64, rated: &[Rated]) -> Result<bool, Error> {
        let mut tx = self.begin().await?;
        let query = sqlx::query("UPDATE matches SET rated_no = $1 WHERE id = $2 AND rated_no IS NULL");
        if query.bind(number).bind(contest.to_owned()).execute(&mut *tx).await?.rows_affected() == 0 {
            return Ok(false);
        }
        write(&mut tx, contest, rated).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Forgets every rating; counting all results again, in their order, must bring them back.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn rewrite(&self, matches: &[(String, Vec<Rated>)]) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        sqlx::query("DELETE FROM ratings").execute(&mut *tx).await?;
        sqlx::query("DELETE FROM records").execute(&mut *tx).await?;
        sqlx::query("UPDATE versions SET wins = 0, draws = 0, losses = 0").execute(&mut *tx).await?;
        for (contest, rated) in matches {
            write(&mut tx, contest, rated).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A bot's ratings and their deviations over time, oldest first: every so many, and those of the last matches.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn rating_history(
        &self,
        season: i64,
        bot: &str,
        matches: i64,
    ) -> Result<Vec<(f64, f64)>, Error> {
        let step = (matches / limits::CURVE_POINTS).max(1);
        let query = sqlx::query_as(
            "SELECT rating, deviation FROM entries WHERE bot = $1 AND season = $2 AND nth IS NOT NULL \
             AND (nth % $3 = 0 OR nth > $4) ORDER BY nth",
        );
        let query = query.bind(bot.to_owned()).bind(season).bind(step).bind(matches - 10);
        Ok(query.fetch_all(&self.read).await?)
    }

    /// A bot's ratings after its last matches, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn rating_trend(&self, season: i64, bot: &str, most: i64) -> Result<Vec<f64>, Error> {
        let query = sqlx::query_scalar(
            "SELECT rating FROM entries WHERE bot = $1 AND season = $2 AND nth IS NOT NULL ORDER BY nth DESC LIMIT $3",
        );
        let mut trend: Vec<f64> =
            query.bind(bot.to_owned()).bind(season).bind(most).fetch_all(&self.read).await?;
        trend.reverse();
        Ok(trend)
    }

    /// How a bot did against each other one.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn records(&self, season: i64, bot: &str) -> Result<Vec<Record>, Error> {
        let query = sqlx::query_as(
            "SELECT r.opponent, b.name AS opponent_name, r.wins, r.draws, r.losses FROM records r \
             JOIN bots b ON b.id = r.opponent WHERE r.season = $1 AND r.bot = $2 \
             ORDER BY r.wins + r.draws + r.losses DESC, b.name_key",
        );
        Ok(query.bind(season).bind(bot.to_owned()).fetch_all(&self.read).await?)
    }
}

async fn write(tx: &mut Transaction<'static, Any>, contest: &str, rated: &[Rated]) -> Result<(), Error> {
    for Rated { seat, standing, gain } in rated {
        sqlx::query("UPDATE entries SET nth = $1, rating = $2, deviation = $3, gain = $4 WHERE match_id = $5 AND seat = $6")
            .bind(standing.matches)
            .bind(standing.rating)
            .bind(standing.deviation)
            .bind(*gain)
            .bind(contest.to_owned())
            .bind(*seat)
            .execute(&mut **tx)
            .await?;
        sqlx::query(
            "INSERT INTO ratings (season, bot, version, rating, deviation, volatility, matches, wins, draws, losses) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (season, bot) DO UPDATE SET \
             version = excluded.version, rating = excluded.rating, deviation = excluded.deviation, \
             volatility = excluded.volatility, matches = excluded.matches, wins = excluded.wins, draws = excluded.draws, \
             losses = excluded.losses",
        )
        .bind(standing.season)
        .bind(standing.bot.clone())
        .bind(standing.version.clone())
        .bind(standing.rating)
        .bind(standing.deviation)
        .bind(standing.volatility)
        .bind(standing.matches)
        .bind(standing.wins)
        .bind(standing.draws)
        .bind(standing.losses)
        .execute(&mut **tx)
        .await?;
    }
    write_records(tx, contest, rated).await
}

/// Counts a match between each two of its bots, won by the better placed.
async fn write_records(
    tx: &mut Transaction<'static, Any>,
    contest: &str,
    rated: &[Rated],
) -> Result<(), Error> {
    let query = sqlx::query_as("SELECT seat, COALESCE(place, 0) FROM entries WHERE match_id = $1")
        .bind(contest.to_owned());
    let places: Vec<(i64, i64)> = query.fetch_all(&mut **tx).await?;
    let best = places.iter().map(|(_, place)| *place).min().unwrap_or_default();
    let shared = places.iter().filter(|(_, place)| *place == best).count() > 1;
    let place = |seat| places.iter().find(|(at, _)| *at == seat).map_or(0, |(_, place)| *place);
    for one in rated {
        let is_best = place(one.seat) == best;
        sqlx::query(
            "UPDATE versions SET wins = wins + $1, draws = draws + $2, losses = losses + $3 WHERE id = $4",
        )
        .bind(i64::from(is_best && !shared))
        .bind(i64::from(is_best && shared))
        .bind(i64::from(!is_best))
        .bind(one.standing.version.clone())
        .execute(&mut **tx)
        .await?;
        for other in rated.iter().filter(|other| other.standing.bot != one.standing.bot) {
            let (a, b) = (place(one.seat), place(other.seat));
            sqlx::query(
                "INSERT INTO records (season, bot, opponent, wins, draws, losses) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (season, bot, opponent) DO UPDATE SET wins = records.wins + excluded.wins, \
                 draws = records.draws + excluded.draws, losses = records.losses + excluded.losses",
            )
            .bind(one.standing.season)
            .bind(one.standing.bot.clone())
            .bind(other.standing.bot.clone())
            .bind(i64::from(a < b))
            .bind(i64::from(a == b))
            .bind(i64::from(a > b))
            .execute(&mut **tx)
            .await?;
        }
    }
    Ok(())
}
