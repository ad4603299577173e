//! Looks after the ladder: pairs, counts results, shows secrets, keeps tournaments going, and brings back what got lost.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::card::Card;
use crate::jobs::{Job, Queue};
use crate::pairing::{self, Candidate};
use crate::rating;
use crate::store::{Bot, Contest, ContestKind, Round, Season, Store, Version, state};
use crate::{Error, limits, tournament};

/// How often the steward looks.
const TURN: Duration = Duration::from_millis(250);

/// How often it looks for what got lost.
const SEARCH: Duration = Duration::from_secs(20);

/// How often a ladder on which everybody is known well plays a match all the same.
const IDLE: Duration = Duration::from_secs(60);

/// The kind of round that is always open, so that its commitment is known before anybody is paired.
const LADDER: &str = "ladder";

/// The one who looks after a ladder.
pub(crate) struct Steward {
    /// What it knows.
    pub store: Store,
    /// Where it hands out work.
    pub queue: Queue,
    /// Matches of the ladder that wait or are played, as many as it keeps up to.
    pub ahead: usize,
    /// Told whenever something changed that people watch.
    pub changed: watch::Sender<u64>,
}

impl Steward {
    /// Works until it is told to stop.
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut memory = Memory { searched: None, idle: Instant::now(), beats: BTreeMap::new() };
        while !*stop.borrow() {
            if let Err(error) = self.turn(&mut memory).await {
                tracing::warn!(%error, "the steward could not do its round");
            }
            tokio::select! {
                () = tokio::time::sleep(TURN) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    async fn turn(&self, memory: &mut Memory) -> Result<(), Error> {
        let counted = rating::count(&self.store).await?;
        let mut paired = 0;
        for season in self.store.seasons().await?.iter().filter(|season| season.closed_ms.is_none()) {
            paired += self.pair(season, &mut memory.idle).await?;
        }
        let advanced = tournament::advance(&self.store, &self.queue).await?;
        self.store.reveal_rounds().await?;
        if counted + paired + advanced > 0 {
            self.changed.send_modify(|count| *count += 1);
        }
        if counted > 0 {
            self.spot_check().await?;
        }
        if memory.searched.is_none_or(|at| at.elapsed() > SEARCH) {
            self.search().await?;
            self.queue.sweep().await?;
            self.sweep_broadcasts(&mut memory.beats).await?;
            memory.searched = Some(Instant::now());
        }
        Ok(())
    }

    /// Pairs a season's bots, if it has too few matches ahead.
    async fn pair(&self, season: &Season, idle: &mut Instant) -> Result<usize, Error> {
        if season.epoch != i64::from(rules::EPOCH) {
            return Ok(0);
        }
        let open = usize::try_from(self.store.open_contests(season.id, ContestKind::Ladder).await?)
            .unwrap_or(usize::MAX);
        // Not one by one: a round is worth a secret of its own.
        if open > self.ahead / 2 {
            return Ok(0);
        }
        let bots = self.store.active_bots(&season.game).await?;
        let seats = usize::try_from(season.seats).map_err(Error::host)?;
        if bots.len() < seats {
            return Ok(0);
        }
        let round = self.open_round(season).await?;
        let mut candidates = self.candidates(season, &bots).await?;
        let unknown = rating::newcomer(season, "", "").deviation;
        let stopped: BTreeSet<(String, String)> = self.store.stopped_pairs().await?.into_iter().collect();
        let is_idle = idle.elapsed() > IDLE;
        let mut dice = Dice::new(&round);
        let most = self.ahead.saturating_sub(open);
        let groups = pairing::pair(&mut candidates, seats, most, unknown, is_idle, &stopped, || dice.roll());
        if groups.is_empty() {
            return Ok(0);
        }
        *idle = Instant::now();
        let contests = self.contests(season, &round, &bots, &groups, &mut dice).await?;
        let added = self.store.add_contests(&contests).await?;
        self.store.close_round(&round.id).await?;
        // The next commitment is known before anybody knows what it is for.
        self.store.open_round(season.id, LADDER).await?;
        for id in &added {
            self.queue.push(Job::Play(id.clone())).await?;
        }
        Ok(added.len())
    }

    /// The round that is open.
    async fn open_round(&self, season: &Season) -> Result<Round, Error> {
        let rounds = self.store.rounds(season.id, 50).await?;
        match rounds.into_iter().find(|round| round.kind == LADDER && round.closed_ms.is_none()) {
            Some(round) => Ok(round),
            None => self.store.open_round(season.id, LADDER).await,
        }
    }

    async fn candidates(&self, season: &Season, bots: &[Bot]) -> Result<Vec<Candidate>, Error> {
        let standings = self.store.standings(season.id).await?;
        let standings: BTreeMap<&str, _> =
            standings.iter().map(|standing| (standing.bot.as_str(), standing)).collect();
        let open = self.store.open_entries(season.id).await?;
        let open: BTreeMap<&str, i64> = open.iter().map(|(bot, count)| (bot.as_str(), *count)).collect();
        let matches = self.store.matches_of_versions(&season.game).await?;
        let matches: BTreeMap<&str, i64> =
            matches.iter().map(|(bot, count)| (bot.as_str(), *count)).collect();
        let candidate = |bot: &Bot| {
            let newcomer = rating::newcomer(season, &bot.id, "");
            let standing = standings.get(bot.id.as_str()).copied().unwrap_or(&newcomer);
            // What was learnt of an earlier version says little of this one.
            let is_known = Some(&standing.version) == bot.current_version.as_ref();
            Candidate {
                bot: bot.id.clone(),
                rating: standing.rating,
                deviation: if is_known { standing.deviation } else { newcomer.deviation },
                matches: matches.get(bot.id.as_str()).copied().unwrap_or_default(),
                open: open.get(bot.id.as_str()).copied().unwrap_or_default(),
            }
        };
        Ok(bots.iter().map(candidate).collect())
    }

    async fn contests(
        &self,
        season: &Season,
        round: &Round,
        bots: &[Bot],
        groups: &[Vec<usize>],
        dice: &mut Dice,
    ) -> Result<Vec<crate::store::NewContest>, Error> {
        let (ruleset, maps) = (season.rules()?, season.map_words());
        let mut versions: BTreeMap<usize, (Bot, Version)> = BTreeMap::new();
        let mut met: BTreeMap<(Vec<usize>, &str), u32> = BTreeMap::new();
        let mut contests = Vec::new();
        for group in groups {
            for &i in group {
                if let (false, Some(version)) = (versions.contains_key(&i), &bots[i].current_version) {
                    versions.insert(i, (bots[i].clone(), self.store.version(version).await?));
                }
            }
            let seats: Vec<(Bot, Version)> = group.iter().filter_map(|i| versions.get(i).cloned()).collect();
            let map = match maps.len() {
                0 => "",
                n => maps[(dice.roll() * n as f64) as usize % n],
            };
            let mut key = group.clone();
            key.sort_unstable();
            let repetition = met.entry((key, map)).and_modify(|count| *count += 1).or_default();
            let kind = ContestKind::Ladder;
            let card =
                Card { season, ruleset: &ruleset, round, kind, seats: &seats, map, repetition: *repetition };
            contests.push(card.contest()?);
        }
        Ok(contests)
    }

    /// Has a share of the results checked by playing them again.
    async fn spot_check(&self) -> Result<(), Error> {
        for contest in self.store.finished(0, 50).await? {
            // Which ones, nobody can choose: it follows from the replay.
            let is_chosen = contest.replay.as_deref().is_some_and(is_spot);
            if is_chosen && self.store.open_spot_check(&contest.id).await? {
                self.queue.push(Job::Check(contest.id)).await?;
            }
        }
        Ok(())
    }

    /// Shows no more what is over, and what gave no sign of life since the last look: its worker is gone. By the count of
    /// signs, since clocks of machines differ.
    async fn sweep_broadcasts(&self, beats: &mut BTreeMap<String, i64>) -> Result<(), Error> {
        self.store.sweep_broadcasts().await?;
        let mut now = BTreeMap::new();
        for broadcast in self.store.broadcasts().await? {
            if beats.get(&broadcast.take) == Some(&broadcast.beat) {
                tracing::info!(id = broadcast.match_id, "a match is not shown any more: its worker is gone");
                self.store.end_broadcast(&broadcast.take).await?;
            } else {
                now.insert(broadcast.take, broadcast.beat);
            }
        }
        *beats = now;
        Ok(())
    }

    /// Hands out again what should be in the queue and is not: the program may have ended between two steps.
    async fn search(&self) -> Result<(), Error> {
        if self.queue.open_jobs().await? > 0 {
            return Ok(());
        }
        for version in self.store.versions_to_check().await? {
            self.queue.push_again(Job::Admit(version.id)).await?;
        }
        let mut lost: Vec<Contest> = self.store.contests_in(state::QUEUED, 10_000).await?;
        lost.extend(self.store.contests_in(state::RUNNING, 10_000).await?);
        for contest in lost {
            self.queue.push_again(Job::Play(contest.id)).await?;
        }
        Ok(())
    }
}

/// What the steward remembers from one look to the next. None of it has to last.
struct Memory {
    /// When it last looked for what got lost.
    searched: Option<Instant>,
    /// When it last paired somebody.
    idle: Instant,
    /// The last sign of life of each take that is shown.
    beats: BTreeMap<String, i64>,
}

fn is_spot(replay: &str) -> bool {
    u64::from_str_radix(&replay[..8.min(replay.len())], 16)
        .is_ok_and(|number| number % limits::SPOT_CHECK_EVERY == 0)
}

/// Numbers that follow from a round's secret, so that its pairing can be looked into as its seeds can.
struct Dice(blake3::OutputReader);

impl Dice {
    fn new(round: &Round) -> Dice {
        let mut hasher = blake3::Hasher::new_derive_key("robodrome ladder pairing v1");
        hasher.update(round.secret.as_bytes());
        Dice(hasher.finalize_xof())
    }

    /// From 0 to 1.
    fn roll(&mut self) -> f64 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}
