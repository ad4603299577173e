use sqlx::FromRow;

use crate::clock::{last_hour, now_ms};
use crate::store::Store;
use crate::{Error, limits, name, random};

/// Somebody who uploads bots.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Player {
    /// Opaque.
    pub id: String,
    /// As chosen.
    pub name: String,
    /// `admin`, or `player`.
    pub role: String,
    /// When they signed up.
    pub created_ms: i64,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Uploads bots.
    Player,
    /// Invites, opens seasons and tournaments, settles alarms.
    Admin,
}

impl Role {
    /// The stable word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Role::Player => "player",
            Role::Admin => "admin",
        }
    }
}

impl Player {
    /// Whether they run the place.
    pub(crate) fn is_admin(&self) -> bool {
        self.role == Role::Admin.word()
    }
}

impl Store {
    /// Takes in a player.
    ///
    /// # Errors
    /// A name that cannot be had; the database's.
    pub(crate) async fn add_player(&self, chosen: &str, role: Role) -> Result<Player, Error> {
        let name = name::checked("player", chosen)?;
        let player = Player { id: random::id()?, name, role: role.word().to_owned(), created_ms: now_ms() };
        let added = sqlx::query(
            "INSERT INTO players (id, name, name_key, role, created_ms) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(player.id.clone())
        .bind(player.name.clone())
        .bind(name::key(&player.name))
        .bind(player.role.clone())
        .bind(player.created_ms)
        .execute(&self.write)
        .await;
        match added.map_err(Error::from) {
            Ok(_) => Ok(player),
            Err(error) if error.is_duplicate() => Err(name::taken("player", &player.name)),
            Err(error) => Err(error),
        }
    }

    /// Refuses where too many have signed up within an hour.
    ///
    /// # Errors
    /// The quota; the database's.
    pub(crate) async fn check_sign_ups(&self) -> Result<(), Error> {
        let (first, last) = last_hour();
        let query = sqlx::query_scalar("SELECT COUNT(*) FROM players WHERE created_ms BETWEEN $1 AND $2");
        let recent: i64 = query.bind(first).bind(last).fetch_one(&self.read).await?;
        match recent < limits::SIGN_UPS_AN_HOUR {
            true => Ok(()),
            false => Err(Error::quota(
                "sign_ups",
                format!("{} players have signed up within the last hour", limits::SIGN_UPS_AN_HOUR),
                "try again in an hour",
                3600,
            )),
        }
    }

    /// A player.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn player(&self, id: &str) -> Result<Player, Error> {
        let query = sqlx::query_as("SELECT id, name, role, created_ms FROM players WHERE id = $1")
            .bind(id.to_owned());
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("player", id))
    }

    /// The player with this name.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn player_named(&self, chosen: &str) -> Result<Option<Player>, Error> {
        let query = sqlx::query_as("SELECT id, name, role, created_ms FROM players WHERE name_key = $1");
        Ok(query.bind(name::key(chosen)).fetch_optional(&self.read).await?)
    }
}
