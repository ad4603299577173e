//! Where bots are compiled and matches played: in worker processes under limits, never in this one.

mod hotness;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use battle::{Language, Submission};
use isolation::{Bot, Bounds, Crew, Identity, Launch, Played, Refused, WorkerError};
use replay::Header;
use sandbox::{Backend, CacheMode};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::spawn_blocking;

use crate::store::{Outcome, SeatOutcome, Store, Version};
use crate::{Error, diary};
use hotness::{BASELINE, Hotness};

/// Bots that a crew's processes may have compiled before they are replaced: each keeps what it has compiled.
const BOTS_OF_A_CREW: usize = 48;

/// Modules and scripts that are kept in memory, so that the database is not asked for each match.
const BOTS_IN_MEMORY: usize = 128;

/// What a bot's author handed in.
#[derive(Debug)]
struct Upload {
    bytes: Vec<u8>,
    script: Option<Language>,
}

impl Upload {
    fn by(&self, backend: Backend) -> Bot<'_> {
        Bot { submission: Submission { bytes: &self.bytes, script: self.script }, backend }
    }

    /// Length of what is compiled for it.
    fn module_bytes(&self) -> usize {
        self.script.map_or(self.bytes.len(), |language| language.interpreter().bytes)
    }
}

/// The bots of a match, and what compiles each.
type Cast = BTreeMap<Identity, (Arc<Upload>, Backend)>;

/// What a match is played for.
pub(crate) enum Purpose {
    /// For its result. What is to be seen of it meanwhile is sent.
    Result(UnboundedSender<Vec<u8>>),
    /// To check a result.
    Check,
}

/// Processes that admit bots and play matches.
pub(crate) struct Stage {
    launch: Launch,
    cache: CacheMode,
    bounds: Bounds,
    crew: Mutex<(Arc<Crew>, BTreeSet<Identity>)>,
    hotness: Hotness,
    uploads: Mutex<BTreeMap<Identity, Arc<Upload>>>,
}

/// Why a match has no result.
#[derive(Debug)]
pub(crate) enum Mishap {
    /// Its worker process died, hung or took too much; another attempt may succeed.
    Died(String),
    /// The database failed.
    Error(Error),
}

impl From<Error> for Mishap {
    fn from(error: Error) -> Mishap {
        Mishap::Error(error)
    }
}

impl Stage {
    /// Starts a process, to see whether that is possible here.
    ///
    /// # Errors
    /// Where processes cannot be confined.
    pub(crate) fn open(launch: Launch, cache: CacheMode, bounds: Bounds) -> Result<Stage, Error> {
        if !isolation::is_supported() {
            return Err(Error::host(
                "bots of strangers are played only where processes can be confined, which is Linux",
            ));
        }
        let crew = Crew::new(launch.clone(), cache.clone(), bounds);
        crew.try_out().map_err(Error::host)?;
        let crew = Mutex::new((Arc::new(crew), BTreeSet::new()));
        let (hotness, uploads) = (Hotness::default(), Mutex::default());
        Ok(Stage { launch, cache, bounds, crew, hotness, uploads })
    }

    /// Admits a version, twice if the first process dies. A module that ends both is refused.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn admit(
        self: &Arc<Self>,
        store: &Store,
        version: &Version,
    ) -> Result<Option<Refused>, Error> {
        let identity = version.identity()?;
        let upload = self.upload(store, identity, &version.blob, version.script_language()).await?;
        let mut why = String::new();
        for _ in 0..2 {
            let (crew, upload) = (self.crew(&[identity]), Arc::clone(&upload));
            let load = move || crew.load(upload.by(BASELINE));
            match spawn_blocking(load).await.map_err(Error::host)? {
                Ok(Ok(admitted)) if admitted == identity => return Ok(None),
                Ok(Ok(_)) => {
                    return Err(Error::host("a worker process admitted another bot than it was given"));
                }
                Ok(Err(refused)) => return Ok(Some(refused)),
                Err(WorkerError::Start(error)) => {
                    return Err(Error::host(format!("no worker process: {error}")));
                }
                Err(error) => why = error.to_string(),
            }
        }
        Ok(Some(Refused {
            code: "worker_lost".to_owned(),
            detail: why,
            explanation:
                "Compiling this bot ended two worker processes, which may use a limited time and memory."
                    .to_owned(),
        }))
    }

    /// Plays a match to its end; `None` when it was stopped before.
    ///
    /// # Errors
    /// [`Mishap`].
    pub(crate) async fn play(
        self: &Arc<Self>,
        store: &Store,
        id: &str,
        worker: &str,
        stop: &Arc<AtomicBool>,
        purpose: Purpose,
    ) -> Result<Option<Outcome>, Mishap> {
        let header = store.header(id).await?;
        if header.epoch != rules::EPOCH {
            let ours = rules::EPOCH;
            return Err(Mishap::Died(format!(
                "it is a match of epoch {}, and this program plays epoch {ours}",
                header.epoch
            )));
        }
        let show = match purpose {
            Purpose::Result(show) => Some(show),
            Purpose::Check => None,
        };
        let cast = self.cast(store, id, &header, show.is_some()).await?;
        let identities: Vec<Identity> = cast.keys().copied().collect();
        let (stage, crew, stop) = (Arc::clone(self), self.crew(&identities), Arc::clone(stop));
        let worker = worker.to_owned();
        let play = move || {
            let played = play(&crew, &header, &cast, &stop, show);
            stage.learn(&header, &cast, &played);
            played?.map(|played| outcome(played, &worker)).transpose()
        };
        match spawn_blocking(play).await.map_err(Error::host)? {
            Ok(outcome) => Ok(outcome),
            Err(WorkerError::Start(error)) => Err(Error::host(format!("no worker process: {error}")).into()),
            Err(error) => Err(Mishap::Died(error.to_string())),
        }
    }

    /// The bots of a match, each by the compiler that it has earned. Where a result is checked, by the other one than most
    /// results come from.
    async fn cast(&self, store: &Store, id: &str, header: &Header, for_result: bool) -> Result<Cast, Error> {
        let mut cast = Cast::new();
        for (entry, seat) in store.entries(id).await?.iter().zip(&header.seats) {
            let Entry::Vacant(missing) = cast.entry(seat.identity()) else { continue };
            let version = store.version(&entry.version).await?;
            let upload =
                self.upload(store, seat.identity(), &version.blob, version.script_language()).await?;
            let backend = match for_result {
                true => self.hotness.backend(seat.module, upload.module_bytes()),
                false => BASELINE,
            };
            missing.insert((upload, backend));
        }
        Ok(cast)
    }

    /// Takes note of what each bot of a match has spent, or that its process died.
    fn learn(&self, header: &Header, cast: &Cast, played: &Result<Option<Played>, WorkerError>) {
        match played {
            Ok(Some(played)) => {
                for (seat, spent) in header.seats.iter().zip(&played.seats) {
                    if let Some((_, backend)) = cast.get(&seat.identity()) {
                        self.hotness.ran(seat.module, *backend, spent.fuel);
                    }
                }
            }
            Ok(None) | Err(WorkerError::Start(_)) => {}
            Err(_) => {
                self.hotness.bar(cast.iter().map(|((module, _), (_, backend))| (*module, *backend)));
            }
        }
    }

    /// The processes that these bots are given to.
    fn crew(&self, bots: &[Identity]) -> Arc<Crew> {
        let mut crew = self.crew.lock().unwrap_or_else(PoisonError::into_inner);
        crew.1.extend(bots);
        if crew.1.len() > BOTS_OF_A_CREW {
            let fresh = Crew::new(self.launch.clone(), self.cache.clone(), self.bounds);
            *crew = (Arc::new(fresh), bots.iter().copied().collect());
        }
        Arc::clone(&crew.0)
    }

    async fn upload(
        &self,
        store: &Store,
        identity: Identity,
        blob: &str,
        script: Option<Language>,
    ) -> Result<Arc<Upload>, Error> {
        if let Some(upload) = self.uploads.lock().unwrap_or_else(PoisonError::into_inner).get(&identity) {
            return Ok(Arc::clone(upload));
        }
        let upload = Arc::new(Upload { bytes: store.blob(blob).await?, script });
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        if uploads.len() >= BOTS_IN_MEMORY {
            uploads.clear();
        }
        uploads.insert(identity, Arc::clone(&upload));
        Ok(upload)
    }
}

fn play(
    crew: &Crew,
    header: &Header,
    cast: &Cast,
    stop: &AtomicBool,
    show: Option<UnboundedSender<Vec<u8>>>,
) -> Result<Option<Played>, WorkerError> {
    let bot = |identity| {
        let (upload, backend) = cast.get(&identity)?;
        Some(upload.by(*backend))
    };
    match show {
        // Whoever does not listen does not want to see it.
        Some(show) => crew.play_shown(header, bot, Some(stop), |bytes| drop(show.send(bytes))),
        None => crew.play(header, bot, true, Some(stop)),
    }
}

fn outcome(played: Played, worker: &str) -> Result<Outcome, WorkerError> {
    let replay = played.replay.unwrap_or_default();
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    // What a worker process hands in is read as if it were hostile.
    let diary = diary::read(&replay).map_err(|error| WorkerError::Nonsense(error.to_string()))?;
    let seats = played.seats.iter().zip(diary).map(|(seat, diary)| SeatOutcome {
        score: seat.score.into(),
        place: seat.place.into(),
        fuel: number(seat.fuel),
        late: seat.late.into(),
        stopped: seat.stopped.map(i64::from),
        ending: diary.ending.filter(|_| seat.stopped.is_some()),
        last_words: diary.last_words.filter(|_| seat.stopped.is_some()),
        log_bytes: number(diary.bytes),
        log_lost: number(diary.lost),
    });
    Ok(Outcome {
        digest: played.digest.to_string(),
        winner: played.winner.map(|seat| i64::from(seat.0)),
        reason: played.reason.word().to_owned(),
        ticks: played.ticks.into(),
        seats: seats.collect(),
        replay,
        worker: worker.to_owned(),
    })
}
