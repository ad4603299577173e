//! The golden matches, played again in this process.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use battle::{Battle, Entrant, Setup, Shelf, verify_battle};
use protocol::ModuleHash;
use replay::{Header, Writer};
use sandbox::{Backend, CacheMode, Config, Sandbox};

use super::canary::{self, Canary};
use super::divergence::Divergence;
use super::golden::Golden;
use super::row::{Finding, Row};
use crate::exit::Failure;

/// How matches are played.
pub(super) struct Circumstances {
    /// The compiler.
    backend: Backend,
    /// Where compiled modules are kept.
    cache: CacheMode,
    /// Matches at once.
    threads: usize,
}

impl Circumstances {
    /// Those of a row, without a cache.
    pub(super) fn of(row: Row) -> Circumstances {
        let (backend, threads) = match row {
            Row::Singlepass => (Backend::Singlepass, 1),
            Row::TwoThreads => (Backend::Cranelift, 2),
            Row::SixteenThreads => (Backend::Singlepass, 16),
            _ => (Backend::Cranelift, 1),
        };
        Circumstances { backend, cache: CacheMode::Off, threads }
    }

    fn sandbox(&self) -> Result<Sandbox, Failure> {
        let config = Config { backend: self.backend, cache: self.cache.clone(), ..Config::default() };
        Ok(Sandbox::new(config)?)
    }
}

/// Plays every golden match, and so often that there are as many at once as the circumstances say.
pub(super) fn play(
    row: Row,
    goldens: &[Golden],
    circumstances: &Circumstances,
    canary: Option<Canary>,
) -> Result<Finding, Failure> {
    let sandbox = circumstances.sandbox()?;
    let bots = Bots::load(&sandbox, goldens)?;
    let rounds =
        if circumstances.threads > 1 { circumstances.threads.div_ceil(goldens.len()) + 1 } else { 1 };
    let mut jobs: Vec<&Golden> = std::iter::repeat_n(goldens, rounds).flatten().collect();
    if circumstances.threads > 1 {
        shuffle(&mut jobs);
    }
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..circumstances.threads {
            scope.spawn(|| {
                while let Some(golden) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = bots.play(golden, canary);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let played = results.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    Ok(Finding::new(row, played.len() as u64, played.into_iter().flatten().collect()))
}

/// With a cache that holds nothing.
pub(super) fn play_cold(goldens: &[Golden], canary: Option<Canary>) -> Result<Finding, Failure> {
    let folder = tempfile::tempdir()?;
    let finding = play(Row::ColdCache, goldens, &cached(folder.path()), canary)?;
    check_use(folder.path())?;
    Ok(finding)
}

/// With a cache that holds every bot.
pub(super) fn play_warm(goldens: &[Golden], canary: Option<Canary>) -> Result<Finding, Failure> {
    let folder = tempfile::tempdir()?;
    let circumstances = cached(folder.path());
    Bots::load(&circumstances.sandbox()?, goldens)?;
    check_use(folder.path())?;
    play(Row::WarmCache, goldens, &circumstances, canary)
}

fn cached(folder: &Path) -> Circumstances {
    Circumstances { backend: Backend::Cranelift, cache: CacheMode::At(folder.join("cache")), threads: 1 }
}

/// A cache that keeps nothing would make the check one of nothing.
fn check_use(folder: &Path) -> Result<(), Failure> {
    let kept = std::fs::read_dir(folder.join("cache")).map_or(0, Iterator::count);
    match kept {
        0 => Err(Failure::host(format!("no compiled module is kept in {}", folder.display()))
            .help("set TMPDIR to a folder on a disk with some space")),
        _ => Ok(()),
    }
}

/// Another order in each run.
fn shuffle<T>(list: &mut [T]) {
    let dice = RandomState::new();
    for last in (1..list.len()).rev() {
        let other = dice.hash_one(last) % (last as u64 + 1);
        list.swap(last, other as usize);
    }
}

/// The bots of the golden matches, compiled.
struct Bots<'a> {
    sandbox: &'a Sandbox,
    entrants: BTreeMap<ModuleHash, Entrant>,
}

impl<'a> Bots<'a> {
    fn load(sandbox: &'a Sandbox, goldens: &[Golden]) -> Result<Bots<'a>, Failure> {
        let mut entrants = BTreeMap::new();
        for golden in goldens {
            for seat in &golden.reader()?.header().seats {
                if entrants.contains_key(&seat.module) {
                    continue;
                }
                let wasm = Shelf::bundled().find(seat.module)?.ok_or_else(|| {
                    Failure::host(format!("this build comes without `{}` of {}", seat.name, golden.name))
                })?;
                entrants.insert(seat.module, Entrant::load(sandbox, &seat.name, &wasm)?);
            }
        }
        Ok(Bots { sandbox, entrants })
    }

    fn setup(&self, header: &Header) -> Result<Setup, Failure> {
        let entrants = header.seats.iter().map(|seat| {
            let mut entrant = self.entrants[&seat.module].clone();
            entrant.info = seat.clone();
            entrant
        });
        Ok(Setup::of_header(header, entrants.collect())?)
    }

    /// Plays a match, and compares every turn and then the file.
    fn play(&self, golden: &Golden, canary: Option<Canary>) -> Result<Option<Divergence>, Failure> {
        let reader = golden.reader()?;
        let setup = self.setup(reader.header())?;
        let game = setup.game().map_err(battle::BattleError::from)?;
        let game = canary::plant(canary, game, Some(self.sandbox.backend()));
        let battle = Battle::start_with(self.sandbox, &setup, game)?;
        let mut writer = Writer::new(Vec::new(), battle.header())?;
        let (mut written, mut outcome) = (Ok(()), None);
        let compared = verify_battle(battle, &reader, |battle| {
            if written.is_ok() {
                written = writer.push(battle.game(), battle.record(), battle.logs());
            }
            outcome = battle.game().outcome();
        });
        if let Err(error) = compared {
            return Divergence::of(golden, error).map(Some);
        }
        written?;
        let file = match outcome {
            Some(outcome) => writer.finish(&outcome)?,
            None => Vec::new(),
        };
        Ok(Divergence::of_bytes(golden, &file))
    }
}
