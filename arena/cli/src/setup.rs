//! The flags that several verbs share: what is played, and what plays it.

use std::path::PathBuf;

use battle::{Entrant, Ruleset, RulesetError, Setup, Venue};
use sandbox::{Backend, CacheMode, Config, Limits, Sandbox};

use crate::exit::Failure;

/// What decides a match besides the bots.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "The match")]
pub(crate) struct MatchArgs {
    /// The game: `beacons`, or `rumble`, in which robots of Robot Rumble play
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    pub(crate) game: String,
    /// The map, where the game has maps: an archetype (`arena maps` shows them), or the path of a map's text file [default: open]
    #[arg(long, value_name = "ARCHETYPE|FILE")]
    pub(crate) map: Option<String>,
    /// Width of a generated map in cells, 17 to 64 [default: 25 for 2 teams, 31 for 4, 41 for 8]
    #[arg(long, value_name = "CELLS")]
    pub(crate) size: Option<u8>,
    /// Any text: generated maps, the bots' random numbers and those of the game follow from it
    #[arg(long, value_name = "TEXT", default_value = "1")]
    pub(crate) seed: String,
    /// Last tick of the match [default: 450; in rumble 100]
    #[arg(long, value_name = "TICKS")]
    pub(crate) ticks: Option<u32>,
    /// Change a number of the rules, or of the fuel plan: `fog=false`, `fuel.per_tick=1_000_000`. May be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// A rule set of your own, in place of the game's; assets/rulesets/beacons.toml is one to start from. Also the name of a game
    #[arg(long, value_name = "FILE.toml|GAME", conflicts_with = "game")]
    pub(crate) rules: Option<PathBuf>,
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
    pub(crate) fn ruleset(&self) -> Result<Ruleset, Failure> {
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

    /// Where a match of this number of teams is played.
    pub(crate) fn venue(&self, ruleset: &Ruleset, teams: u8) -> Result<Venue, Failure> {
        Ok(Venue::find(ruleset, self.map.as_deref(), teams, self.size, &self.seed)?)
    }

    /// The whole match, and what to call the place where it is played. What cannot be played is refused here, before
    /// anything runs.
    pub(crate) fn setup(&self, entrants: Vec<Entrant>) -> Result<(Setup, String), Failure> {
        let ruleset = self.ruleset()?;
        let bots = entrants.len();
        let venue = self.venue(&ruleset, teams(bots)?)?;
        if usize::from(venue.teams) != bots {
            return Err(wrong_number(&ruleset, &venue, bots));
        }
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
pub(crate) fn teams(bots: usize) -> Result<u8, Failure> {
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
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "The engine (changes speed, never a result)")]
pub(crate) struct EngineArgs {
    /// Compiler of the bots' modules: `cranelift` makes fast code, `singlepass` makes code fast
    #[arg(long, value_name = "BACKEND", default_value_t)]
    pub(crate) backend: Backend,
    /// Compile modules each time, and keep nothing
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
    /// Keep compiled modules here [default: ROBODROME_CACHE, or `robodrome` in your cache folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
}

impl EngineArgs {
    /// The sandbox that these flags describe, with the default limits.
    pub(crate) fn sandbox(&self) -> Result<Sandbox, Failure> {
        Ok(Sandbox::new(Config {
            backend: self.backend,
            cache: self.cache_mode(),
            limits: Limits::default(),
        })?)
    }

    /// The same for sandboxes in other processes.
    pub(crate) fn engine(&self) -> Result<isolation::Engine, Failure> {
        Ok(isolation::Engine { backend: self.backend, cache: self.cache_mode().found()? })
    }

    fn cache_mode(&self) -> CacheMode {
        match &self.cache {
            _ if self.no_cache => CacheMode::Off,
            Some(folder) => CacheMode::At(folder.clone()),
            None => CacheMode::User,
        }
    }
}

/// Where bots are compiled and run.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Isolation (changes what a crash costs, never a result)")]
pub(crate) struct IsolationArgs {
    /// Compile and play in other processes, which may use little and do little; a crash then costs one match. `auto` does
    /// so where the system can confine processes, which is Linux
    #[arg(
        long,
        value_name = "auto|on|off",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) isolate: Isolate,
    /// Memory of each such process, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(64..=1 << 20))]
    pub(crate) worker_memory: u64,
}

/// Whether bots run in other processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Isolate {
    /// Where that is possible.
    Auto,
    /// Or nothing is played.
    On,
    /// They do not.
    Off,
}
