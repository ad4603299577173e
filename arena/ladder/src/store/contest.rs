use protocol::ScriptHash;
use replay::Header;
use sqlx::{Any, FromRow, Transaction};

use crate::clock::now_ms;
use crate::store::Store;
use crate::{Error, limits};

/// How far a match has come.
pub(crate) mod state {
    /// It waits for a worker.
    pub(crate) const QUEUED: &str = "queued";
    /// A worker plays it.
    pub(crate) const RUNNING: &str = "running";
    /// It has a result.
    pub(crate) const FINISHED: &str = "finished";
    /// It ended its workers, and is not tried again unless somebody asks.
    pub(crate) const QUARANTINED: &str = "quarantined";
}

/// Why a match is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContestKind {
    /// The ladder paired it: it counts.
    Ladder,
    /// A player asked for it.
    Challenge,
    /// It belongs to a tournament.
    Tournament,
}

impl ContestKind {
    /// The stable word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            ContestKind::Ladder => "ladder",
            ContestKind::Challenge => "challenge",
            ContestKind::Tournament => "tournament",
        }
    }
}

/// A match: a job whose id is the BLAKE3 of everything that decides it.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub(crate) struct Contest {
    /// [`battle::match_id`].
    pub id: String,
    /// Its season.
    pub season: i64,
    /// What its seed follows from.
    pub round: String,
    /// See [`ContestKind`].
    pub kind: String,
    /// Its tournament.
    pub tournament: Option<String>,
    /// The round of its tournament, from 0.
    pub stage: i64,
    /// The pairing within that round, from 0.
    pub pairing: i64,
    /// The kind of map.
    pub map: String,
    /// From 0: the same bots may meet more than once in a round.
    pub repetition: i64,
    /// See [`state`].
    pub state: String,
    /// How often a worker has begun it.
    pub tries: i64,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// Who played it.
    pub worker: Option<String>,
    /// Its place in the order in which matches were made.
    pub created_no: i64,
    /// When it was made.
    pub created_ms: i64,
    /// When a worker last began it.
    pub started_ms: Option<i64>,
    /// When it was over.
    pub finished_ms: Option<i64>,
    /// Digest of its last state.
    pub digest: Option<String>,
    /// The seat that won; none where it is a draw.
    pub winner: Option<i64>,
    /// Why it ended.
    pub reason: Option<String>,
    /// Its length.
    pub ticks: Option<i64>,
    /// BLAKE3 of its replay.
    pub replay: Option<String>,
    /// Why it is quarantined.
    pub problem: Option<String>,
    /// Its place in the order in which results were counted.
    pub rated_no: Option<i64>,
}

/// A seat of a match.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub(crate) struct Entry {
    /// The match.
    pub match_id: String,
    /// From 0.
    pub seat: i64,
    /// The bot.
    pub bot: String,
    /// Its name.
    pub bot_name: String,
    /// Its player's name.
    pub player_name: String,
    /// The version that plays.
    pub version: String,
    /// That version's number.
    pub number: i64,
    /// Points.
    pub score: Option<i64>,
    /// Place; 1 is best.
    pub place: Option<i64>,
    /// Fuel spent.
    pub fuel: Option<i64>,
    /// Ticks in which its answer came too late.
    pub late: Option<i64>,
    /// The turn in which it faulted or ended.
    pub stopped: Option<i64>,
    /// How it ended then, as a stable word.
    pub ending: Option<String>,
    /// The last line that it logged before.
    pub last_words: Option<String>,
    /// Bytes that it logged.
    pub log_bytes: Option<i64>,
    /// Bytes that were too many.
    pub log_lost: Option<i64>,
    /// Its rating after the match.
    pub rating: Option<f64>,
    /// That rating's deviation.
    pub deviation: Option<f64>,
    /// What the match changed of the rating.
    pub gain: Option<f64>,
}

/// A match that is to be played.
#[derive(Clone, Debug)]
pub(crate) struct NewContest {
    /// Its season.
    pub season: i64,
    /// What its seed follows from.
    pub round: String,
    /// Why.
    pub kind: ContestKind,
    /// Its tournament.
    pub tournament: Option<String>,
    /// The round of its tournament.
    pub stage: i64,
    /// The pairing within that round.
    pub pairing: i64,
    /// The kind of map.
    pub map: String,
    /// From 0.
    pub repetition: i64,
    /// Everything that decides it.
    pub header: Header,
    /// By seat: bot and version.
    pub seats: Vec<(String, String)>,
    /// Who asked for it.
    pub requested_by: Option<String>,
}

macro_rules! contests {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.season, m.round, m.kind, m.tournament, m.stage, m.pairing, m.map, m.repetition, m.state, m.tries, \
             m.requested_by, m.worker, m.created_no, m.created_ms, m.started_ms, m.finished_ms, m.digest, m.winner, m.reason, m.ticks, \
             m.replay, m.problem, m.rated_no FROM matches m ",
            $rest
        )
    };
}

macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT e.match_id, e.seat, e.bot, b.name AS bot_name, p.name AS player_name, e.version, v.number, e.score, \
             e.place, e.fuel, e.late, e.stopped, e.ending, e.last_words, e.log_bytes, e.log_lost, e.rating, e.deviation, e.gain FROM entries e \
             JOIN bots b ON b.id = e.bot JOIN players p ON p.id = b.player JOIN versions v ON v.id = e.version ",
            $rest
        )
    };
}

pub(super) use {contests, entries};

impl Contest {
    /// Whether it has a result.
    pub(crate) fn is_finished(&self) -> bool {
        self.state == state::FINISHED
    }
}

impl Store {
    /// Takes matches in, and gives the ids of those that are new: what has been played is not played again.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn add_contests(&self, contests: &[NewContest]) -> Result<Vec<String>, Error> {
        let mut added = Vec::new();
        let mut tx = self.begin().await?;
        for contest in contests {
            let id = battle::match_id(&contest.header);
            if add(&mut tx, &id, contest).await? {
                added.push(id);
            }
        }
        tx.commit().await?;
        Ok(added)
    }

    /// Everything that decides a match.
    ///
    /// # Errors
    /// There is no such match; the database's.
    pub(crate) async fn header(&self, id: &str) -> Result<Header, Error> {
        let query = sqlx::query_scalar("SELECT header FROM matches WHERE id = $1").bind(id.to_owned());
        let text: Option<String> = query.fetch_optional(&self.read).await?;
        let text = text.ok_or_else(|| Error::missing("match", id))?;
        let (mut header, scripts): (Header, Vec<Option<ScriptHash>>) =
            serde_json::from_str(&text).map_err(Error::host)?;
        for (seat, script) in header.seats.iter_mut().zip(scripts) {
            seat.script = script;
        }
        match battle::match_id(&header) == id {
            true => Ok(header),
            false => Err(Error::host(format!("what the database holds as match {id} is another"))),
        }
    }

    /// A match.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn contest(&self, id: &str) -> Result<Contest, Error> {
        let query = sqlx::query_as(contests!("WHERE m.id = $1")).bind(id.to_owned());
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("match", id))
    }

    /// The seats of a match.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn entries(&self, id: &str) -> Result<Vec<Entry>, Error> {
        let query = sqlx::query_as(entries!("WHERE e.match_id = $1 ORDER BY e.seat")).bind(id.to_owned());
        Ok(query.fetch_all(&self.read).await?)
    }

    /// Says that a worker begins a match. `false` where there is nothing to be played: it has a result, or is put aside
    /// now, because too many workers have begun it and none has come to the end.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn begin_contest(&self, id: &str, worker: &str) -> Result<bool, Error> {
        let begun = sqlx::query(
            "UPDATE matches SET state = 'running', tries = tries + 1, started_ms = $1, worker = $2 \
             WHERE id = $3 AND state IN ('queued', 'running') AND tries < $4",
        )
        .bind(now_ms())
        .bind(worker.to_owned())
        .bind(id.to_owned())
        .bind(limits::TRIES)
        .execute(&self.write)
        .await?;
        if begun.rows_affected() > 0 {
            return Ok(true);
        }
        self.quarantine(
            id,
            &format!("{} workers have begun it, and none has come to its end", limits::TRIES),
        )
        .await?;
        Ok(false)
    }

    /// Says that a worker was stopped before it came to the end: another one begins anew, and this try does not count.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn give_back(&self, id: &str) -> Result<(), Error> {
        let query = sqlx::query(
            "UPDATE matches SET state = 'queued', tries = tries - 1 WHERE id = $1 AND state = 'running'",
        );
        query.bind(id.to_owned()).execute(&self.write).await?;
        Ok(())
    }

    /// Puts a match aside.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn quarantine(&self, id: &str, problem: &str) -> Result<(), Error> {
        let done = sqlx::query("UPDATE matches SET state = 'quarantined', problem = $1 WHERE id = $2 AND state IN ('queued', 'running')")
            .bind(problem.to_owned())
            .bind(id.to_owned())
            .execute(&self.write)
            .await?;
        if done.rows_affected() > 0 {
            tracing::warn!(id, problem, "a match is put aside");
        }
        Ok(())
    }

    /// Lets a match that was put aside be tried again.
    ///
    /// # Errors
    /// It was not; the database's.
    pub(crate) async fn release(&self, id: &str) -> Result<(), Error> {
        let query = sqlx::query(
            "UPDATE matches SET state = 'queued', tries = 0, problem = NULL WHERE id = $1 AND state = 'quarantined'",
        );
        match query.bind(id.to_owned()).execute(&self.write).await?.rows_affected() {
            0 => Err(Error::missing("quarantined match", id)),
            _ => Ok(()),
        }
    }
}

async fn add(tx: &mut Transaction<'static, Any>, id: &str, contest: &NewContest) -> Result<bool, Error> {
    let header = serde_json::to_string(&(&contest.header, contest.header.scripts())).map_err(Error::host)?;
    let number = sqlx::query_scalar("SELECT COALESCE(MAX(created_no), 0) + 1 FROM matches");
    let number: i64 = number.fetch_one(&mut **tx).await?;
    let added = sqlx::query(
        "INSERT INTO matches (id, season, round, kind, tournament, stage, pairing, map, repetition, header, state, tries, \
         requested_by, created_no, created_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', 0, $11, $12, $13) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(id.to_owned())
    .bind(contest.season)
    .bind(contest.round.clone())
    .bind(contest.kind.word().to_owned())
    .bind(contest.tournament.clone())
    .bind(contest.stage)
    .bind(contest.pairing)
    .bind(contest.map.clone())
    .bind(contest.repetition)
    .bind(header)
    .bind(contest.requested_by.clone())
    .bind(number)
    .bind(now_ms())
    .execute(&mut **tx)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    for (seat, (bot, version)) in contest.seats.iter().enumerate() {
        sqlx::query(
            "INSERT INTO entries (match_id, seat, bot, version, season, created_no) VALUES ($1, $2, $3, $4, $5, $6)"
        )
        .bind(id.to_owned())
        .bind(seat as i64)
        .bind(bot.clone())
        .bind(version.clone())
        .bind(contest.season)
        .bind(number)
        .execute(&mut **tx)
        .await?;
    }
    Ok(true)
}
