//! A match that gets crowded, for measuring.

use std::ops::ControlFlow;
use std::path::PathBuf;

use terminal::exit::Failure;
use terminal::progress::Progress;

use crate::source::Fixture;

/// Rules under which eight teams have all the units that they may have before tick 150, and 500 ticks are played.
const RULES: [&str; 6] = [
    "ticks=500",
    "start_bank=2000",
    "spawn_cost=1",
    "spawn_cost_step=64",
    "strike_damage=0",
    "storm_start=1000",
];

/// A replay that is gone when this is dropped.
pub(super) struct Crowd {
    pub(super) path: PathBuf,
}

impl Drop for Crowd {
    fn drop(&mut self) {
        // In the folder for temporary files it is in nobody's way.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Plays it.
pub(super) fn play() -> Result<Crowd, Failure> {
    let bots = ["greedy", "balanced", "wall", "lancer"].iter().cycle().take(8).map(|bot| (*bot).to_owned());
    let mut fixture = Fixture::simple(bots.collect(), "many-beacons".to_owned(), "1".to_owned());
    fixture.game.set = RULES.iter().map(|rule| (*rule).to_owned()).collect();
    let sandbox = fixture.sandbox()?;
    let setup = fixture.setup(&sandbox)?;
    let ticks = setup.ruleset.rules.last_tick();
    let mut progress = Progress::new("playing a match to measure with", ticks.into());
    let name = format!("arena-viewer-bench-{}.replay", std::process::id());
    let crowd = Crowd { path: std::env::temp_dir().join(name) };
    battle::play(&sandbox, &setup, Some(&crowd.path), |battle| {
        progress.at(battle.turn().0.into());
        ControlFlow::Continue(())
    })?;
    Ok(crowd)
}
