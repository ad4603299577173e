use sqlx::{Any, Transaction};

use crate::Error;
use crate::clock::now_ms;
use crate::store::contest::contests;
use crate::store::{Contest, Store, alarm, blob};

/// What a worker hands in.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// Digest of the last state.
    pub digest: String,
    /// The seat that won.
    pub winner: Option<i64>,
    /// Why it ended.
    pub reason: String,
    /// Its length.
    pub ticks: i64,
    /// By seat.
    pub seats: Vec<SeatOutcome>,
    /// Every byte of the replay.
    pub replay: Vec<u8>,
    /// Who played it.
    pub worker: String,
}

/// What came of a seat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SeatOutcome {
    /// Points.
    pub score: i64,
    /// Place; 1 is best.
    pub place: i64,
    /// Fuel spent.
    pub fuel: i64,
    /// Ticks in which its answer came too late.
    pub late: i64,
    /// The turn in which it faulted or ended.
    pub stopped: Option<i64>,
    /// How it ended then, as a stable word.
    pub ending: Option<String>,
    /// The last line that it logged before.
    pub last_words: Option<String>,
    /// Bytes that it logged.
    pub log_bytes: i64,
    /// Bytes that were too many.
    pub log_lost: i64,
}

/// What became of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// It is the first one, and counts.
    New,
    /// It says what is known already.
    Same,
    /// It says something else: there is an alarm, and the pairing stops.
    Differs,
}

impl Store {
    /// Enters a result. Only the first one counts; what comes after it is compared.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn settle(&self, id: &str, outcome: &Outcome) -> Result<Settled, Error> {
        let mut tx = self.begin().await?;
        let replay = blob::keep(&mut tx, &outcome.replay).await?;
        let entered = sqlx::query(
            "UPDATE matches SET state = 'finished', finished_ms = $1, digest = $2, winner = $3, reason = $4, ticks = $5, \
             replay = $6, worker = $7, problem = NULL, \
             finished_no = (SELECT COALESCE(MAX(finished_no), 0) + 1 FROM matches) WHERE id = $8 AND replay IS NULL",
        )
        .bind(now_ms())
        .bind(outcome.digest.clone())
        .bind(outcome.winner)
        .bind(outcome.reason.clone())
        .bind(outcome.ticks)
        .bind(replay.clone())
        .bind(outcome.worker.clone())
        .bind(id.to_owned())
        .execute(&mut *tx)
        .await?;
        let settled = match entered.rows_affected() {
            0 => compare(&mut tx, id, &replay, &outcome.worker).await?,
            _ => {
                for (seat, outcome) in outcome.seats.iter().enumerate() {
                    enter(&mut tx, id, seat as i64, outcome).await?;
                }
                Settled::New
            }
        };
        tx.commit().await?;
        Ok(settled)
    }

    /// Finished matches of the ladder that were not counted yet, the oldest first.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn uncounted(&self, most: i64) -> Result<Vec<Contest>, Error> {
        let query = sqlx::query_as(contests!(
            "WHERE m.finished_no IS NOT NULL AND m.rated_no IS NULL AND m.kind = 'ladder' ORDER BY m.finished_no, m.id LIMIT $1"
        ));
        Ok(query.bind(most).fetch_all(&self.write).await?)
    }

    /// Counted matches from a place on, in the order in which they were counted.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn counted(&self, after: i64, most: i64) -> Result<Vec<Contest>, Error> {
        let query = sqlx::query_as(contests!("WHERE m.rated_no > $1 ORDER BY m.rated_no LIMIT $2"));
        Ok(query.bind(after).bind(most).fetch_all(&self.read).await?)
    }
}

/// Enters what came of a seat.
async fn enter(
    tx: &mut Transaction<'static, Any>,
    id: &str,
    seat: i64,
    outcome: &SeatOutcome,
) -> Result<(), Error> {
    sqlx::query(
        "UPDATE entries SET score = $1, place = $2, fuel = $3, late = $4, stopped = $5, ending = $6, last_words = $7, \
         log_bytes = $8, log_lost = $9 WHERE match_id = $10 AND seat = $11",
    )
    .bind(outcome.score)
    .bind(outcome.place)
    .bind(outcome.fuel)
    .bind(outcome.late)
    .bind(outcome.stopped)
    .bind(outcome.ending.clone())
    .bind(outcome.last_words.clone())
    .bind(outcome.log_bytes)
    .bind(outcome.log_lost)
    .bind(id.to_owned())
    .bind(seat)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Compares a result with the one that counts.
async fn compare(
    tx: &mut Transaction<'static, Any>,
    id: &str,
    replay: &str,
    worker: &str,
) -> Result<Settled, Error> {
    let query = sqlx::query_as("SELECT replay, worker FROM matches WHERE id = $1").bind(id.to_owned());
    let kept: Option<(Option<String>, Option<String>)> = query.fetch_optional(&mut **tx).await?;
    let (kept, first) = kept.ok_or_else(|| Error::missing("match", id))?;
    if kept.as_deref() == Some(replay) {
        return Ok(Settled::Same);
    }
    let detail =
        format!("{} and {worker} played it to different ends", first.as_deref().unwrap_or("somebody"));
    alarm::raise(tx, "two_results", id, &detail, kept.as_deref(), Some(replay)).await?;
    Ok(Settled::Differs)
}

#[cfg(test)]
pub(super) mod tests {
    use battle::{Ruleset, Submission};
    use tempfile::TempDir;

    use super::*;
    use crate::card::Card;
    use crate::store::{ContestKind, Role, state};

    /// A ladder with one match of two bots that nobody has played.
    pub(in crate::store) async fn ladder() -> (TempDir, Store, String) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(None, folder.path()).await.unwrap();
        let ruleset = Ruleset::bundled("beacons").unwrap();
        let season = store.add_season("One", &ruleset, "open", 2).await.unwrap();
        let player = store.add_player("Ada", Role::Player).await.unwrap();
        let mut seats = Vec::new();
        for name in ["one", "two"] {
            let bot = store.bot_of(&player, name, "beacons").await.unwrap();
            let bytes = Submission::module(name.as_bytes());
            let version = store.add_version(&player, &bot, bytes, "", "").await.unwrap();
            store.judge_version(&version, None).await.unwrap();
            seats.push((store.bot(&bot.id).await.unwrap(), version));
        }
        let round = store.open_round(season.id, "ladder").await.unwrap();
        let kind = ContestKind::Ladder;
        let card = Card {
            season: &season,
            ruleset: &ruleset,
            round: &round,
            kind,
            seats: &seats,
            map: "open",
            repetition: 0,
        };
        let contest = card.contest().unwrap();
        let added = store.add_contests(&[contest.clone(), contest]).await.unwrap();
        assert_eq!(added.len(), 1, "the same match is one");
        (folder, store, added[0].clone())
    }

    fn outcome(replay: &str, worker: &str) -> Outcome {
        Outcome {
            digest: "d".to_owned(),
            winner: Some(0),
            reason: "last_tick".to_owned(),
            ticks: 450,
            seats: vec![
                SeatOutcome { place: 1, ..SeatOutcome::default() },
                SeatOutcome { place: 2, ..SeatOutcome::default() },
            ],
            replay: replay.as_bytes().to_vec(),
            worker: worker.to_owned(),
        }
    }

    #[tokio::test]
    async fn a_second_result_that_says_the_same_changes_nothing() {
        let (_folder, store, id) = ladder().await;
        assert!(store.begin_contest(&id, "a").await.unwrap());
        assert_eq!(store.settle(&id, &outcome("replay", "a")).await.unwrap(), Settled::New);
        assert_eq!(store.settle(&id, &outcome("replay", "b")).await.unwrap(), Settled::Same);
        assert_eq!(store.contest(&id).await.unwrap().worker.as_deref(), Some("a"));
        assert!(store.alarms().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_false_result_raises_one_alarm_with_both_replays_and_stops_the_pairing() {
        let (_folder, store, id) = ladder().await;
        assert_eq!(store.settle(&id, &outcome("true", "a")).await.unwrap(), Settled::New);
        for _ in 0..2 {
            assert_eq!(store.settle(&id, &outcome("false", "liar")).await.unwrap(), Settled::Differs);
        }
        let alarms = store.alarms().await.unwrap();
        assert_eq!(alarms.len(), 1, "the same difference is one alarm");
        assert!(alarms[0].detail.contains("liar"), "{}", alarms[0].detail);
        let kept = store.blob(alarms[0].kept_replay.as_deref().unwrap()).await.unwrap();
        let other = store.blob(alarms[0].other_replay.as_deref().unwrap()).await.unwrap();
        assert_eq!((kept.as_slice(), other.as_slice()), (&b"true"[..], &b"false"[..]));
        assert_eq!(store.contest(&id).await.unwrap().replay, alarms[0].kept_replay, "the first one counts");
        assert_eq!(store.stopped_pairs().await.unwrap().len(), 2, "in both orders");
        store.settle_alarm(&alarms[0].id).await.unwrap();
        assert!(store.stopped_pairs().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_match_that_nobody_ends_is_put_aside_and_a_late_result_still_counts() {
        let (_folder, store, id) = ladder().await;
        for _ in 0..crate::limits::TRIES {
            assert!(store.begin_contest(&id, "a").await.unwrap());
        }
        assert!(!store.begin_contest(&id, "a").await.unwrap());
        assert_eq!(store.contest(&id).await.unwrap().state, state::QUARANTINED);
        assert_eq!(store.settle(&id, &outcome("late", "a")).await.unwrap(), Settled::New);
        assert_eq!(store.contest(&id).await.unwrap().state, state::FINISHED);
    }

    #[tokio::test]
    async fn a_result_counts_once_however_often_it_is_counted() {
        let (_folder, store, id) = ladder().await;
        store.settle(&id, &outcome("replay", "a")).await.unwrap();
        assert_eq!(crate::rating::count(&store).await.unwrap(), 1);
        assert_eq!(crate::rating::count(&store).await.unwrap(), 0);
        let (matches, moved) = crate::rating::recount(&store).await.unwrap();
        assert_eq!((matches, moved), (1, Vec::new()));
        let standings = store.standings(1).await.unwrap();
        assert_eq!(standings.iter().map(|standing| standing.matches).collect::<Vec<_>>(), [1, 1]);
    }

    #[tokio::test]
    async fn what_was_tampered_with_is_not_played() {
        let (_folder, store, id) = ladder().await;
        assert!(store.header(&id).await.is_ok());
        sqlx::query("UPDATE matches SET header = REPLACE(header, '\"one\"', '\"uno\"')")
            .execute(&store.write)
            .await
            .unwrap();
        assert!(store.header(&id).await.is_err(), "another match stands under this id");
        let blob = store.settle(&id, &outcome("replay", "a")).await.map(|_| ()).is_ok();
        assert!(blob);
        sqlx::query("UPDATE blobs SET bytes = bytes || bytes").execute(&store.write).await.unwrap();
        let replay = store.contest(&id).await.unwrap().replay.unwrap();
        assert!(store.blob(&replay).await.is_err(), "other bytes stand under this hash");
    }
}
