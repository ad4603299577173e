//! The options that verbs and programs share: what is played, and what plays it.

use std::path::PathBuf;

use battle::{Entrant, Ruleset, RulesetError, Setup, Venue};
use sandbox::{Backend, CacheMode, Config, Limits, Sandbox};

use crate::exit::Failure;

/// What decides a match besides the bots.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "The match")]
pub struct MatchArgs {
    /// The game: `beacons`, or `rumble`, in which robots of Robot Rumble play
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    pub game: String,
    /// The map, where the game has maps: an archetype (`arena maps` shows them), or the path of a map's text file [default: open]
    #[arg(long, value_name = "ARCHETYPE|FILE")]
    pub map: Option<String>,
    /// Width of a generated map in cells, 17 to 64 [default: 25 for 2 teams, 31 for 4, 41 for 8]
    #[arg(id = "map_size", long = "size", value_name = "CELLS")]
    pub size: Option<u8>,
    /// Any text: generated maps, the bots' random numbers and those of the game follow from it
    #[arg(long, value_name = "TEXT", default_value = "1")]
    pub seed: String,
    /// Last tick of the match [default: 450; in rumble 100]
    #[arg(long, value_name = "TICKS")]
    pub ticks: Option<u32>,
    /// Change a number of the rules, or of the fuel plan: `fog=false`, `fuel.per_tick=1_000_000`. May be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// A rule set of your own, in place of the game's; assets/rulesets/beacons.toml is one to start from. Also the name of a game
    #[arg(long, value_name = "FILE.toml|GAME", conflicts_with = "game")]
    pub rules: Option<PathBuf>,
}

impl Default for MatchArgs {
    /// The defaults of the command line.
    fn default() -> MatchArgs {
        MatchArgs {
            game: "beacons".into(),
            map: None,
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
            Some(word) => Ruleset::find(word)?,
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

    /// Where a match of this number of teams is played; a map that is read from a file may be for another.
    pub fn venue(&self, ruleset: &Ruleset, teams: u8) -> Result<Venue, Failure> {
        Ok(Venue::find(ruleset, self.map.as_deref(), teams, self.size, &self.seed)?)
    }

    /// Where this number of bots can play.
    pub fn venue_for(&self, ruleset: &Ruleset, bots: usize) -> Result<Venue, Failure> {
        let venue = self.venue(ruleset, teams(bots)?)?;
        match usize::from(venue.teams) == bots {
            true => Ok(venue),
            false => Err(wrong_number(ruleset, &venue, bots)),
        }
    }

    /// The whole match, and what to call the place where it is played. What cannot be played is refused here, before
    /// anything runs.
    pub fn setup(&self, entrants: Vec<Entrant>) -> Result<(Setup, String), Failure> {
        let ruleset = self.ruleset()?;
        let venue = self.venue_for(&ruleset, entrants.len())?;
        let setup = Setup { ruleset, map: venue.text, seed: self.seed.clone(), entrants };
        setup.game().map_err(battle::BattleError::from)?;
        Ok((setup, venue.name))
    }
}

/// Another number of bots was named than can play.
fn wrong_number(ruleset: &Ruleset, venue: &Venue, bots: usize) -> Failure {
    let (game, map, teams) = (&ruleset.game, &venue.name, venue.teams);
    let (problem, help) = match ruleset.rules.has_maps() {
        true => (
            format!("the map {map} is for {teams} bots, and {bots} were named"),
            format!("name {teams} bots (the same one may be named again), or choose another map"),
        ),
        false => (
            format!("{game} is for {teams} bots, and {bots} were named"),
            format!("name {teams} bots (the same one may be named again)"),
        ),
    };
    Failure::usage(problem).code("seats").help(help)
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
        let (backend, cache) = (self.backend, self.cache_mode());
        Ok(Sandbox::new(Config { backend, cache, limits: Limits::default() })?)
    }

    /// Where compiled modules are kept.
    pub fn cache_mode(&self) -> CacheMode {
        match &self.cache {
            _ if self.no_cache => CacheMode::Off,
            Some(folder) => CacheMode::At(folder.clone()),
            None => CacheMode::User,
        }
    }
}
