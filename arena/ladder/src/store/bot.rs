use sqlx::FromRow;

use crate::clock::now_ms;
use crate::store::{Player, Store};
use crate::{Error, limits, name, random};

/// A bot: a name under which its player uploads one version after the other.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Bot {
    /// Opaque.
    pub id: String,
    /// Its player.
    pub player: String,
    /// Its player's name.
    pub player_name: String,
    /// As chosen.
    pub name: String,
    /// The game that it plays.
    pub game: String,
    /// When it was first uploaded.
    pub created_ms: i64,
    /// The version that plays; none before the first is admitted.
    pub current_version: Option<String>,
    /// 1 where everybody may download its versions.
    pub source_public: i64,
    /// 1 where everybody may read its logs.
    pub logs_public: i64,
    /// Since when it plays no more.
    pub withdrawn_ms: Option<i64>,
}

macro_rules! bots {
    ($rest:literal) => {
        concat!(
            "SELECT b.id, b.player, p.name AS player_name, b.name, b.game, b.created_ms, b.current_version, \
             b.source_public, b.logs_public, b.withdrawn_ms FROM bots b JOIN players p ON p.id = b.player ",
            $rest
        )
    };
}

impl Store {
    /// The player's bot with this name for this game; a new one where there is none.
    ///
    /// # Errors
    /// A name that cannot be had, too many bots; the database's.
    pub(crate) async fn bot_of(&self, player: &Player, chosen: &str, game: &str) -> Result<Bot, Error> {
        let name = name::checked("bot", chosen)?;
        let query = sqlx::query_as(bots!("WHERE b.name_key = $1"));
        let known: Option<Bot> = query.bind(name::key(&name)).fetch_optional(&self.read).await?;
        match known {
            Some(bot) if bot.player != player.id => return Err(name::taken("bot", &bot.name)),
            Some(bot) if bot.game != game => {
                return Err(Error::refused(
                    409,
                    "other_game",
                    format!("{} plays {}, not {game}", bot.name, bot.game),
                    "choose another name for a bot of another game",
                ));
            }
            Some(bot) => return Ok(bot),
            None => {}
        }
        let query =
            sqlx::query_scalar("SELECT COUNT(*) FROM bots WHERE player = $1 AND withdrawn_ms IS NULL");
        let has: i64 = query.bind(player.id.clone()).fetch_one(&self.read).await?;
        if has >= limits::BOTS {
            let problem = format!("you have {} bots", limits::BOTS);
            return Err(Error::refused(409, "bots", problem, "upload a new version of one, or withdraw one"));
        }
        let (id, key) = (random::id()?, name::key(&name));
        let added = sqlx::query(
            "INSERT INTO bots (id, player, name, name_key, game, created_ms, source_public, logs_public) \
             VALUES ($1, $2, $3, $4, $5, $6, 0, 0) ON CONFLICT (name_key) DO NOTHING",
        )
        .bind(id)
        .bind(player.id.clone())
        .bind(name.clone())
        .bind(key.clone())
        .bind(game.to_owned())
        .bind(now_ms())
        .execute(&self.write)
        .await?;
        let _ = added;
        // Whoever was first has it: also where two uploads of one player come at once.
        let query = sqlx::query_as(bots!("WHERE b.name_key = $1")).bind(key);
        let bot: Bot = query.fetch_one(&self.write).await?;
        match bot.player == player.id {
            true => Ok(bot),
            false => Err(name::taken("bot", &name)),
        }
    }

    /// A bot.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn bot(&self, id: &str) -> Result<Bot, Error> {
        let query = sqlx::query_as(bots!("WHERE b.id = $1")).bind(id.to_owned());
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("bot", id))
    }

    /// A bot by its id or by its name.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn bot_called(&self, word: &str) -> Result<Bot, Error> {
        let query = sqlx::query_as(bots!("WHERE b.id = $1 OR b.name_key = $2"));
        let found = query.bind(word.to_owned()).bind(name::key(word)).fetch_optional(&self.read).await?;
        found.ok_or_else(|| Error::missing("bot", word))
    }

    /// A player's bots, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn bots_of(&self, player: &str) -> Result<Vec<Bot>, Error> {
        let query = sqlx::query_as(bots!("WHERE b.player = $1 ORDER BY b.created_ms, b.id"));
        Ok(query.bind(player.to_owned()).fetch_all(&self.read).await?)
    }

    /// The bots that can play a game.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn active_bots(&self, game: &str) -> Result<Vec<Bot>, Error> {
        let query = sqlx::query_as(bots!(
            "WHERE b.game = $1 AND b.withdrawn_ms IS NULL AND b.current_version IS NOT NULL ORDER BY b.created_ms, b.id"
        ));
        Ok(query.bind(game.to_owned()).fetch_all(&self.read).await?)
    }

    /// How many matches of the version that plays now were counted, by bot.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn matches_of_versions(&self, game: &str) -> Result<Vec<(String, i64)>, Error> {
        let query = sqlx::query_as(
            "SELECT b.id, v.wins + v.draws + v.losses FROM bots b JOIN versions v ON v.id = b.current_version \
             WHERE b.game = $1 AND b.withdrawn_ms IS NULL",
        );
        Ok(query.bind(game.to_owned()).fetch_all(&self.read).await?)
    }

    /// Gives a bot another name.
    ///
    /// # Errors
    /// A name that cannot be had; the database's.
    pub(crate) async fn rename_bot(&self, bot: &Bot, chosen: &str) -> Result<(), Error> {
        let name = name::checked("bot", chosen)?;
        let query = sqlx::query("UPDATE bots SET name = $1, name_key = $2 WHERE id = $3");
        let renamed =
            query.bind(name.clone()).bind(name::key(&name)).bind(bot.id.clone()).execute(&self.write).await;
        match renamed.map_err(Error::from) {
            Err(error) if error.is_duplicate() => Err(name::taken("bot", &name)),
            other => other.map(|_| ()),
        }
    }

    /// Says what of a bot everybody may see.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn publish_bot(&self, bot: &Bot, source: bool, logs: bool) -> Result<(), Error> {
        sqlx::query("UPDATE bots SET source_public = $1, logs_public = $2 WHERE id = $3")
            .bind(i64::from(source))
            .bind(i64::from(logs))
            .bind(bot.id.clone())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Takes a bot out of the ladder. What it has played stays.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn withdraw_bot(&self, bot: &Bot) -> Result<(), Error> {
        sqlx::query("UPDATE bots SET withdrawn_ms = $1 WHERE id = $2 AND withdrawn_ms IS NULL")
            .bind(now_ms())
            .bind(bot.id.clone())
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
