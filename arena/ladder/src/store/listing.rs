//! Which matches there are.

use std::collections::BTreeMap;

use crate::store::contest::{contests, entries};
use crate::store::{Contest, ContestKind, Entry, Store};
use crate::{Error, clock};

impl Store {
    /// The seats of these matches, in their order.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn entries_of(&self, contests: &[Contest]) -> Result<Vec<Vec<Entry>>, Error> {
        if contests.is_empty() {
            return Ok(Vec::new());
        }
        let ids = contests.iter().map(|contest| contest.id.clone()).collect::<Vec<_>>();
        let json = serde_json::to_string(&ids).map_err(Error::host)?;
        let sql = match self.shared {
            true => entries!(
                "WHERE e.match_id IN (SELECT value FROM json_array_elements_text(CAST($1 AS json)) AS value) ORDER BY e.seat"
            ),
            false => entries!("WHERE e.match_id IN (SELECT value FROM json_each($1)) ORDER BY e.seat"),
        };
        let mut found: Vec<Vec<Entry>> = vec![Vec::new(); ids.len()];
        let places: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(i, id)| (id.as_str(), i)).collect();
        let entries: Vec<Entry> = sqlx::query_as(sql).bind(json).fetch_all(&self.read).await?;
        for entry in entries {
            if let Some(&place) = places.get(entry.match_id.as_str()) {
                found[place].push(entry);
            }
        }
        Ok(found)
    }

    /// Matches in this state, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn contests_in(&self, state: &str, most: i64) -> Result<Vec<Contest>, Error> {
        let query = sqlx::query_as(contests!("WHERE m.state = $1 ORDER BY m.created_no, m.id LIMIT $2"));
        Ok(query.bind(state.to_owned()).bind(most).fetch_all(&self.read).await?)
    }

    /// Finished matches, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn finished(&self, skip: i64, most: i64) -> Result<Vec<Contest>, Error> {
        let query = sqlx::query_as(contests!(
            "WHERE m.finished_no IS NOT NULL ORDER BY m.finished_no DESC, m.id LIMIT $1 OFFSET $2"
        ));
        Ok(query.bind(most).bind(skip).fetch_all(&self.read).await?)
    }

    /// How many matches are finished, in all or in a season.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn finished_count(&self, season: Option<i64>) -> Result<i64, Error> {
        let query = match season {
            Some(season) => {
                sqlx::query_scalar("SELECT COUNT(*) FROM matches WHERE state = 'finished' AND season = $1")
                    .bind(season)
            }
            None => sqlx::query_scalar("SELECT COUNT(*) FROM matches WHERE state = 'finished'"),
        };
        Ok(query.fetch_one(&self.read).await?)
    }

    /// How many matches wait longer than this one.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn queued_before(&self, contest: &Contest) -> Result<i64, Error> {
        let query =
            sqlx::query_scalar("SELECT COUNT(*) FROM matches WHERE state = 'queued' AND created_no < $1");
        Ok(query.bind(contest.created_no).fetch_one(&self.read).await?)
    }

    /// How many matches a bot has, of whatever state.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn contest_count_of_bot(&self, bot: &str) -> Result<i64, Error> {
        let query = sqlx::query_scalar("SELECT COUNT(*) FROM entries WHERE bot = $1");
        Ok(query.bind(bot.to_owned()).fetch_one(&self.read).await?)
    }

    /// The last matches of a bot that it did not survive, with what came of its seat.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn stopped_entries(&self, bot: &str, most: i64) -> Result<Vec<Entry>, Error> {
        let query = sqlx::query_as(entries!(
            "WHERE e.bot = $1 AND e.stopped IS NOT NULL ORDER BY e.created_no DESC LIMIT $2"
        ));
        Ok(query.bind(bot.to_owned()).bind(most).fetch_all(&self.read).await?)
    }

    /// The matches of a bot, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn contests_of_bot(
        &self,
        bot: &str,
        skip: i64,
        most: i64,
    ) -> Result<Vec<Contest>, Error> {
        let query = sqlx::query_as(contests!(
            "JOIN (SELECT match_id, created_no FROM entries WHERE bot = $1 ORDER BY created_no DESC, match_id DESC \
             LIMIT $2 OFFSET $3) e ON e.match_id = m.id ORDER BY e.created_no DESC, m.id DESC"
        ));
        Ok(query.bind(bot.to_owned()).bind(most).bind(skip).fetch_all(&self.read).await?)
    }

    /// The matches of a tournament, in their order.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn contests_of_tournament(&self, tournament: &str) -> Result<Vec<Contest>, Error> {
        let query = sqlx::query_as(contests!(
            "WHERE m.tournament = $1 ORDER BY m.stage, m.pairing, m.repetition, m.id"
        ));
        Ok(query.bind(tournament.to_owned()).fetch_all(&self.read).await?)
    }

    /// Whether matches of a tournament wait or are played.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn is_tournament_playing(&self, tournament: &str) -> Result<bool, Error> {
        let query = sqlx::query_scalar(
            "SELECT COUNT(*) FROM (SELECT 1 FROM matches WHERE tournament = $1 AND state IN ('queued', 'running') LIMIT 1) AS open",
        );
        let found: i64 = query.bind(tournament.to_owned()).fetch_one(&self.read).await?;
        Ok(found > 0)
    }

    /// How many matches are in each state.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn contest_counts(&self) -> Result<Vec<(String, i64)>, Error> {
        let query = sqlx::query_as("SELECT state, COUNT(*) FROM matches GROUP BY state ORDER BY state");
        Ok(query.fetch_all(&self.read).await?)
    }

    /// How many matches wait or are played, by kind.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open_contests(&self, season: i64, kind: ContestKind) -> Result<i64, Error> {
        let query = sqlx::query_scalar(
            "SELECT COUNT(*) FROM matches WHERE state IN ('queued', 'running') AND season = $1 AND kind = $2",
        );
        Ok(query.bind(season).bind(kind.word().to_owned()).fetch_one(&self.read).await?)
    }

    /// How many matches of each bot wait or are played.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn open_entries(&self, season: i64) -> Result<Vec<(String, i64)>, Error> {
        let query = sqlx::query_as(
            "SELECT e.bot, COUNT(*) FROM matches m JOIN entries e ON e.match_id = m.id \
             WHERE m.state IN ('queued', 'running') AND m.season = $1 GROUP BY e.bot",
        );
        Ok(query.bind(season).fetch_all(&self.read).await?)
    }

    /// How many challenges a player has made within the last hour.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn challenges_of_an_hour(&self, player: &str) -> Result<i64, Error> {
        let query = sqlx::query_scalar(
            "SELECT COUNT(*) FROM matches WHERE requested_by = $1 AND created_ms BETWEEN $2 AND $3",
        );
        let (first, last) = clock::last_hour();
        Ok(query.bind(player.to_owned()).bind(first).bind(last).fetch_one(&self.read).await?)
    }
}
