//! The options that verbs and programs share: what is played, and what plays it.

use std::path::PathBuf;

use battle::{Entrant, Ruleset, RulesetError, Setup, find_map};
use rules::beacons::Map;
use sandbox::{Backend, CacheMode, Config, Limits, Sandbox};

use crate::exit::Failure;

/// What decides a match besides the bots.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "The match")]
pub struct MatchArgs {
    /// The game
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    pub game: String,
    /// The map: an archetype (`arena maps` shows them), or the path of a map's text file
    #[arg(long, value_name = "ARCHETYPE|FILE", default_value = "open")]
    pub map: String,
    /// Width of a generated map in cells, 17 to 64 [default: 25 for 2 teams, 31 for 4, 41 for 8]
    #[arg(id = "map_size", long = "size", value_name = "CELLS")]
    pub size: Option<u8>,
    /// Any text: generated maps and the bots' random numbers follow from it
    #[arg(long, value_name = "TEXT", default_value = "1")]
    pub seed: String,
    /// Last tick of the match [default: 450]
    #[arg(long, value_name = "TICKS")]
    pub ticks: Option<u32>,
    /// Change a number of the rules, or of the fuel plan: `fog=false`, `fuel.per_tick=1_000_000`. May be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// A rule set of your own, in place of the game's; assets/rulesets/beacons.toml is one to start from
    #[arg(long, value_name = "FILE.toml", conflicts_with = "game")]
    pub rules: Option<PathBuf>,
}

impl Default for MatchArgs {
    /// The defaults of the command line.
    fn default() -> MatchArgs {
        MatchArgs {
            game: "beacons".into(),
            map: "open".into(),
            size: None,
            seed: "1".into(),
            ticks: None,
            set: Vec::new(),
            rules: None,
        }
    }
}

impl MatchArgs {
    /// The rule set, with everything that was changed in it.
    pub fn ruleset(&self) -> Result<Ruleset, Failure> {
        let mut ruleset = match &self.rules {
            Some(file) => Ruleset::read(file)?,
            None => Ruleset::bundled(&self.game)?,
        };
        for assignment in &self.set {
            ruleset.set(assignment).map_err(|error| setting(&error))?;
        }
        if let Some(ticks) = self.ticks {
            ruleset.set(&format!("ticks={ticks}")).map_err(|error| setting(&error))?;
        }
        Ok(ruleset)
    }

    /// The map for this number of teams; one that is read from a file may be for another.
    pub fn map(&self, teams: u8) -> Result<Map, Failure> {
        Ok(find_map(&self.map, teams, self.size, &self.seed)?)
    }

    /// The map that this number of bots can play on.
    pub fn map_for(&self, bots: usize) -> Result<Map, Failure> {
        let map = self.map(teams(bots)?)?;
        let cores = map.teams();
        if usize::from(cores) == bots {
            return Ok(map);
        }
        Err(Failure::usage(format!("the map {} is for {cores} bots, and {bots} were named", self.map))
            .code("seats")
            .help(format!("name {cores} bots (the same one may be named again), or choose another map")))
    }

    /// The whole match. What cannot be played is refused here, before anything runs.
    pub fn setup(&self, entrants: Vec<Entrant>) -> Result<Setup, Failure> {
        let ruleset = self.ruleset()?;
        let map = self.map_for(entrants.len())?;
        let setup = Setup { ruleset, map: map.to_text(), seed: self.seed.clone(), entrants };
        setup.game().map_err(battle::BattleError::from)?;
        Ok(setup)
    }
}

/// A setting on the command line that cannot be made: the command line is at fault, not a file.
fn setting(error: &RulesetError) -> Failure {
    Failure::usage(error).code("setting")
}

/// The number of teams for this many bots.
pub fn teams(bots: usize) -> Result<u8, Failure> {
    match bots {
        2 => Ok(2),
        4 => Ok(4),
        8 => Ok(8),
        1 => Err(Failure::usage("one bot alone cannot play")
            .code("seats")
            .help("name a second one, for example `idle`, which does nothing, or `greedy`, which comes with the engine")),
        _ => Err(Failure::usage(format!("a match has 2, 4 or 8 bots, and {bots} were named"))
            .code("seats")
            .help("the same bot may be named more than once, and `idle` does nothing")),
    }
}

/// What plays a match. None of it changes a result.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "The engine (changes speed, never a result)")]
pub struct EngineArgs {
    /// Compiler of the bots' modules: `cranelift` makes fast code, `singlepass` makes code fast
    #[arg(long, value_name = "BACKEND", default_value_t)]
    pub backend: Backend,
    /// Compile modules each time, and keep nothing
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
    /// Keep compiled modules here [default: ROBODROME_CACHE, or `robodrome` in your cache folder]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
}

impl EngineArgs {
    /// The sandbox that these flags describe, with the default limits.
    pub fn sandbox(&self) -> Result<Sandbox, Failure> {
        let cache = match &self.cache {
            _ if self.no_cache => CacheMode::Off,
            Some(folder) => CacheMode::At(folder.clone()),
            None => CacheMode::User,
        };
        Ok(Sandbox::new(Config { backend: self.backend, cache, limits: Limits::default() })?)
    }
}
