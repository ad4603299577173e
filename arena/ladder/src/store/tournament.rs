use sqlx::FromRow;

use crate::clock::now_ms;
use crate::store::{Bot, Store};
use crate::{Error, random};

/// How a tournament is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Everybody against everybody.
    RoundRobin,
    /// So many rounds, in each of which those meet who have won as much.
    Swiss,
    /// Who loses is out.
    Elimination,
}

impl Format {
    /// All of them.
    pub(crate) const ALL: [Format; 3] = [Format::RoundRobin, Format::Swiss, Format::Elimination];

    /// The stable word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Format::RoundRobin => "round_robin",
            Format::Swiss => "swiss",
            Format::Elimination => "elimination",
        }
    }

    /// The format with this word.
    pub(crate) fn from_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// A tournament.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Tournament {
    /// Opaque.
    pub id: String,
    /// The season whose rules it is played by.
    pub season: i64,
    /// As its organiser called it.
    pub name: String,
    /// See [`Format`].
    pub format: String,
    /// Rounds of a Swiss tournament; 0 in others.
    pub rounds: i64,
    /// Matches of each pairing in a round.
    pub games: i64,
    /// `running` or `finished`.
    pub state: String,
    /// When it was opened.
    pub created_ms: i64,
    /// When it was over.
    pub finished_ms: Option<i64>,
}

macro_rules! tournaments {
    ($rest:literal) => {
        concat!(
            "SELECT id, season, name, format, rounds, games, state, created_ms, finished_ms FROM tournaments ",
            $rest
        )
    };
}

impl Store {
    /// Opens a tournament of these bots, with the versions that they have now, the best first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn add_tournament(
        &self,
        season: i64,
        name: &str,
        format: Format,
        rounds: i64,
        games: i64,
        bots: &[Bot],
    ) -> Result<Tournament, Error> {
        let tournament = Tournament {
            id: random::id()?,
            season,
            name: name.to_owned(),
            format: format.word().to_owned(),
            rounds,
            games,
            state: "running".to_owned(),
            created_ms: now_ms(),
            finished_ms: None,
        };
        let mut tx = self.begin().await?;
        sqlx::query(
            "INSERT INTO tournaments (id, season, name, format, rounds, games, state, created_ms, created_no) \
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, COALESCE(MAX(created_no), 0) + 1 FROM tournaments",
        )
        .bind(tournament.id.clone())
        .bind(season)
        .bind(tournament.name.clone())
        .bind(tournament.format.clone())
        .bind(rounds)
        .bind(games)
        .bind(tournament.state.clone())
        .bind(tournament.created_ms)
        .execute(&mut *tx)
        .await?;
        for (seeding, bot) in bots.iter().enumerate() {
            let version = bot
                .current_version
                .clone()
                .ok_or_else(|| Error::missing("admitted version of", &bot.name))?;
            sqlx::query(
                "INSERT INTO tournament_bots (tournament, bot, version, seeding) VALUES ($1, $2, $3, $4)",
            )
            .bind(tournament.id.clone())
            .bind(bot.id.clone())
            .bind(version)
            .bind(seeding as i64)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(tournament)
    }

    /// A tournament.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn tournament(&self, id: &str) -> Result<Tournament, Error> {
        let query = sqlx::query_as(tournaments!("WHERE id = $1")).bind(id.to_owned());
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("tournament", id))
    }

    /// The last tournaments, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn tournaments(&self) -> Result<Vec<Tournament>, Error> {
        Ok(sqlx::query_as(tournaments!("ORDER BY created_no DESC LIMIT 200")).fetch_all(&self.read).await?)
    }

    /// Tournaments that are not over, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn running_tournaments(&self) -> Result<Vec<Tournament>, Error> {
        let query = sqlx::query_as(tournaments!("WHERE state = 'running' ORDER BY created_no"));
        Ok(query.fetch_all(&self.read).await?)
    }

    /// Who takes part, by seeding: bot, its name, version.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn tournament_bots(&self, id: &str) -> Result<Vec<(String, String, String)>, Error> {
        let query = sqlx::query_as(
            "SELECT t.bot, b.name, t.version FROM tournament_bots t JOIN bots b ON b.id = t.bot \
             WHERE t.tournament = $1 ORDER BY t.seeding",
        );
        Ok(query.bind(id.to_owned()).fetch_all(&self.read).await?)
    }

    /// Says that a tournament is over.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn finish_tournament(&self, id: &str) -> Result<(), Error> {
        let query = sqlx::query("UPDATE tournaments SET state = 'finished', finished_ms = $1 WHERE id = $2");
        query.bind(now_ms()).bind(id.to_owned()).execute(&self.write).await?;
        Ok(())
    }
}
