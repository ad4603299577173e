use battle::{Language, Submission};
use isolation::{Identity, Refused};
use protocol::{ModuleHash, ScriptHash};
use sqlx::FromRow;

use crate::clock::{last_hour, now_ms};
use crate::store::{Bot, Player, Store, blob};
use crate::{Error, limits, random};

/// How far a version has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VersionState {
    /// It waits for a worker to look into it.
    Checking,
    /// It is admitted: it plays until another takes over, and can be played with after that.
    Admitted,
    /// It is refused, and the report says why.
    Refused,
}

impl VersionState {
    /// The stable word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            VersionState::Checking => "checking",
            VersionState::Admitted => "admitted",
            VersionState::Refused => "refused",
        }
    }
}

/// A version of a bot, as it was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Version {
    /// Opaque.
    pub id: String,
    /// Its bot.
    pub bot: String,
    /// 1 is the first.
    pub number: i64,
    /// What its author says of it.
    pub note: String,
    /// The language it is written in; empty where nobody said.
    pub language: String,
    /// The language whose interpreter plays it, where it is a script.
    pub script: Option<String>,
    /// BLAKE3 of what was uploaded.
    pub blob: String,
    /// Its length, in bytes.
    pub length: i64,
    /// BLAKE3 of its module.
    pub module_hash: String,
    /// BLAKE3 of its script.
    pub script_hash: Option<String>,
    /// See [`VersionState`].
    pub state: String,
    /// Why it is refused, as JSON of [`Refused`].
    pub refusal: Option<String>,
    /// Its place in the order in which versions were uploaded.
    pub created_no: i64,
    /// When it was uploaded.
    pub created_ms: i64,
    /// When it was looked into.
    pub checked_ms: Option<i64>,
    /// Counted matches that it won.
    pub wins: i64,
    /// Counted matches that it drew.
    pub draws: i64,
    /// Counted matches that it lost.
    pub losses: i64,
}

macro_rules! versions {
    ($rest:literal) => {
        concat!(
            "SELECT id, bot, number, note, language, script, blob, length, module_hash, script_hash, state, refusal, \
             created_no, created_ms, checked_ms, wins, draws, losses FROM versions ",
            $rest
        )
    };
}

impl Version {
    /// The language whose interpreter plays it, where it is a script.
    pub(crate) fn script_language(&self) -> Option<Language> {
        self.script
            .as_deref()
            .and_then(|name| Language::ALL.into_iter().find(|language| language.name() == name))
    }

    /// What identifies it in a match.
    ///
    /// # Errors
    /// A database that was tampered with.
    pub(crate) fn identity(&self) -> Result<Identity, Error> {
        let hash = |text: &str| {
            blake3::Hash::from_hex(text)
                .map(|hash| *hash.as_bytes())
                .map_err(|_| Error::host(format!("{text} is no hash")))
        };
        let script = self.script_hash.as_deref().map(hash).transpose()?;
        Ok((ModuleHash(hash(&self.module_hash)?), script.map(ScriptHash)))
    }

    /// Why it is refused.
    pub(crate) fn refused(&self) -> Option<Refused> {
        self.refusal.as_deref().and_then(|json| serde_json::from_str(json).ok())
    }
}

impl Store {
    /// Takes in an upload: its bytes, once, and a version that waits for admission.
    ///
    /// # Errors
    /// A quota; the database's.
    pub(crate) async fn add_version(
        &self,
        player: &Player,
        bot: &Bot,
        submission: Submission<'_>,
        language: &str,
        note: &str,
    ) -> Result<Version, Error> {
        if let Some(withdrawn) = bot.withdrawn_ms {
            let _ = withdrawn;
            let problem = format!("{} was withdrawn", bot.name);
            return Err(Error::refused(409, "withdrawn", problem, "upload under another name"));
        }
        let mut tx = self.begin().await?;
        check_quota(&mut tx, &player.id).await?;
        let blob = blob::keep(&mut tx, submission.bytes).await?;
        let (module, script) = submission.identity();
        let query = sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM versions WHERE bot = $1");
        let last: i64 = query.bind(bot.id.clone()).fetch_one(&mut *tx).await?;
        let order = sqlx::query_scalar("SELECT COALESCE(MAX(created_no), 0) + 1 FROM versions");
        let version = Version {
            id: random::id()?,
            bot: bot.id.clone(),
            number: last + 1,
            note: note.chars().filter(|c| !c.is_control()).take(limits::NOTE_CHARS).collect(),
            language: language.chars().filter(|c| !c.is_control()).take(limits::NAME_CHARS).collect(),
            script: submission.script.map(|language| language.name().to_owned()),
            blob,
            length: submission.bytes.len() as i64,
            module_hash: module.to_string(),
            script_hash: script.map(|script| script.to_string()),
            state: VersionState::Checking.word().to_owned(),
            refusal: None,
            created_no: order.fetch_one(&mut *tx).await?,
            created_ms: now_ms(),
            checked_ms: None,
            wins: 0,
            draws: 0,
            losses: 0,
        };
        sqlx::query(
            "INSERT INTO versions (id, bot, number, note, language, script, blob, length, module_hash, script_hash, state, \
             created_no, created_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(version.id.clone())
        .bind(version.bot.clone())
        .bind(version.number)
        .bind(version.note.clone())
        .bind(version.language.clone())
        .bind(version.script.clone())
        .bind(version.blob.clone())
        .bind(version.length)
        .bind(version.module_hash.clone())
        .bind(version.script_hash.clone())
        .bind(version.state.clone())
        .bind(version.created_no)
        .bind(version.created_ms)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(version)
    }

    /// Notes what came of an admission. One that is admitted takes over, unless a later one has done so already.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn judge_version(
        &self,
        version: &Version,
        refused: Option<&Refused>,
    ) -> Result<(), Error> {
        let state = if refused.is_some() { VersionState::Refused } else { VersionState::Admitted };
        let refusal = refused.map(serde_json::to_string).transpose().map_err(Error::host)?;
        let mut tx = self.begin().await?;
        sqlx::query("UPDATE versions SET state = $1, refusal = $2, checked_ms = $3 WHERE id = $4 AND state = 'checking'")
            .bind(state.word().to_owned())
            .bind(refusal)
            .bind(now_ms())
            .bind(version.id.clone())
            .execute(&mut *tx)
            .await?;
        if state == VersionState::Admitted {
            sqlx::query(
                "UPDATE bots SET current_version = $1 WHERE id = $2 AND NOT EXISTS (SELECT 1 FROM versions v \
                 WHERE v.id = bots.current_version AND v.number > $3)",
            )
            .bind(version.id.clone())
            .bind(version.bot.clone())
            .bind(version.number)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A version.
    ///
    /// # Errors
    /// There is none; the database's.
    pub(crate) async fn version(&self, id: &str) -> Result<Version, Error> {
        let query = sqlx::query_as(versions!("WHERE id = $1")).bind(id.to_owned());
        query.fetch_optional(&self.read).await?.ok_or_else(|| Error::missing("version", id))
    }

    /// A bot's versions, the newest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn versions_of(&self, bot: &str) -> Result<Vec<Version>, Error> {
        let query = sqlx::query_as(versions!("WHERE bot = $1 ORDER BY number DESC LIMIT 200"));
        Ok(query.bind(bot.to_owned()).fetch_all(&self.read).await?)
    }

    /// What a player has used up: uploads within the last hour, when the first of them was, bytes stored.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn used_up(&self, player: &str) -> Result<(i64, i64, i64), Error> {
        let query = sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(CASE WHEN v.created_ms BETWEEN $1 AND $2 THEN 1 ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(MIN(CASE WHEN v.created_ms BETWEEN $3 AND $4 THEN v.created_ms END), 0) AS BIGINT), \
             CAST(COALESCE(SUM(v.length), 0) AS BIGINT) FROM versions v JOIN bots b ON b.id = v.bot WHERE b.player = $5",
        );
        let (first, last) = last_hour();
        let query = query.bind(first).bind(last).bind(first).bind(last);
        Ok(query.bind(player.to_owned()).fetch_one(&self.read).await?)
    }

    /// Whether the same bytes were admitted before this version.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn is_known(&self, version: &Version) -> Result<bool, Error> {
        let query = sqlx::query_scalar(
            "SELECT COUNT(*) FROM versions WHERE blob = $1 AND state = 'admitted' AND created_no < $2",
        );
        let known: i64 =
            query.bind(version.blob.clone()).bind(version.created_no).fetch_one(&self.read).await?;
        Ok(known > 0)
    }

    /// How many versions are in each state.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn version_counts(&self) -> Result<Vec<(String, i64)>, Error> {
        let query = sqlx::query_as("SELECT state, COUNT(*) FROM versions GROUP BY state ORDER BY state");
        Ok(query.fetch_all(&self.read).await?)
    }

    /// How many versions wait for admission.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn versions_waiting(&self) -> Result<i64, Error> {
        let query = sqlx::query_scalar("SELECT COUNT(*) FROM versions WHERE state = 'checking'");
        Ok(query.fetch_one(&self.read).await?)
    }

    /// Versions that wait for admission, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn versions_to_check(&self) -> Result<Vec<Version>, Error> {
        let query = sqlx::query_as(versions!("WHERE state = 'checking' ORDER BY created_no LIMIT 1000"));
        Ok(query.fetch_all(&self.read).await?)
    }
}

/// Refuses where a player has uploaded too much.
async fn check_quota(tx: &mut sqlx::Transaction<'static, sqlx::Any>, player: &str) -> Result<(), Error> {
    let count = |what: &'static str| sqlx::query_as::<_, (i64, i64)>(what).bind(player.to_owned());
    let recent = count(
        "SELECT COUNT(*), COALESCE(MIN(v.created_ms), 0) FROM versions v JOIN bots b ON b.id = v.bot \
         WHERE b.player = $1 AND v.created_ms BETWEEN $2 AND $3",
    );
    let (hour, now) = last_hour();
    let (recent, first) = recent.bind(hour).bind(now).fetch_one(&mut **tx).await?;
    if recent >= limits::UPLOADS_AN_HOUR {
        let after_s = (first - hour).max(1000) as u64 / 1000;
        return Err(Error::quota(
            "uploads",
            format!("you have uploaded {} versions within the last hour", limits::UPLOADS_AN_HOUR),
            "try again later",
            after_s,
        ));
    }
    let stored = sqlx::query_scalar(
        "SELECT CAST(COALESCE(SUM(v.length), 0) AS BIGINT) FROM versions v JOIN bots b ON b.id = v.bot WHERE b.player = $1",
    );
    let stored: i64 = stored.bind(player.to_owned()).fetch_one(&mut **tx).await?;
    if stored >= limits::STORED_BYTES {
        let problem = format!("your uploads take {} MiB", limits::STORED_BYTES >> 20);
        return Err(Error::refused(409, "stored", problem, "ask whoever runs the ladder for more room"));
    }
    let waiting = count(
        "SELECT COUNT(*), COALESCE(MIN(v.created_ms), 0) FROM versions v JOIN bots b ON b.id = v.bot \
         WHERE b.player = $1 AND v.state = 'checking'",
    );
    let (waiting, _) = waiting.fetch_one(&mut **tx).await?;
    if waiting >= limits::UPLOADS_WAITING {
        return Err(Error::quota(
            "uploads_waiting",
            format!("{} of your uploads wait for admission", limits::UPLOADS_WAITING),
            "wait until they are admitted",
            10,
        ));
    }
    Ok(())
}
