use std::ops::ControlFlow;

use battle::{Entrant, Setup, bundled, play};
use protocol::{Seat, Tick};
use replay::Reader;
use sandbox::Sandbox;
use tempfile::TempDir;

use crate::exit::Failure;
use crate::setup::{EngineArgs, MatchArgs};

/// The match that is measured: the two strongest bots that come with the engine, on the first of some seeds that gives a
/// match of full length, or else on the one that gives the longest.
pub(super) struct Sample {
    /// The sandbox that the bots were compiled in, without a cache.
    pub(super) sandbox: Sandbox,
    /// What decides it.
    pub(super) setup: Setup,
    /// Ticks that it takes.
    pub(super) ticks: u32,
    /// Its replay.
    pub(super) file: Vec<u8>,
    /// A folder for files, gone with the sample.
    pub(super) folder: TempDir,
}

/// Seeds that are tried.
const SEEDS: u32 = 12;

impl Sample {
    /// Plays it.
    pub(super) fn play() -> Result<Sample, Failure> {
        let folder = tempfile::tempdir()?;
        let sandbox = EngineArgs { no_cache: true, ..EngineArgs::default() }.sandbox()?;
        let strongest = bundled::BOTS.iter().rev().take(2);
        let entrants = strongest
            .map(|bot| Ok(Entrant::load(&sandbox, bot.name, bot.wasm)?.by("", bot.language)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let mut longest: Option<Sample> = None;
        for seed in 1..=SEEDS {
            let game = MatchArgs { seed: seed.to_string(), ..MatchArgs::default() };
            let (setup, _) = game.setup(entrants.clone())?;
            let path = folder.path().join("sample.replay");
            let Some(summary) = play(&sandbox, &setup, Some(&path), |_| ControlFlow::Continue(()))? else {
                continue;
            };
            if longest.as_ref().is_some_and(|longest| longest.ticks >= summary.ticks) {
                continue;
            }
            let full = summary.ticks >= setup.ruleset.rules.last_tick();
            longest = Some(Sample {
                sandbox: sandbox.clone(),
                setup,
                ticks: summary.ticks,
                file: std::fs::read(&path)?,
                folder: tempfile::tempdir()?,
            });
            if full {
                break;
            }
        }
        longest.ok_or_else(|| Failure::host("no sample match could be played"))
    }

    /// The lines that a seat read before each of its turns, the start line first, without the farewell.
    pub(super) fn lines(&self, seat: Seat) -> Result<Vec<Vec<u8>>, Failure> {
        let reader = Reader::from_bytes(self.file.clone())?;
        (0..=reader.last_tick().0).map(|turn| Ok(reader.line(Tick(turn), seat)?)).collect()
    }
}
