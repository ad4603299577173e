mod field;
mod pool;
mod progress;
mod rating;
mod report;
mod results;
mod schedule;
mod seeds;
mod standings;
mod theatre;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use battle::bundled;
use rules::beacons::Archetype;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::amount::count;
use crate::cores;
use crate::exit::{Exit, Failure};
use crate::isolate::IsolationArgs;
use crate::output::Output;
use crate::setup::{EngineArgs, MatchArgs};
use field::Field;
use pool::{Pool, Verdict};
use progress::Progress;
use report::Report;
use results::Results;
use schedule::Schedule;
use seeds::Seeds;
use theatre::Theatre;

/// Play every bot against every other, and rank them
///
/// On each map and with each seed every pair plays once: the rules are exactly symmetric and every bot sees the board
/// from the same corner, so exchanging the seats would give the mirrored match and nothing new. Results do not depend on
/// the number of jobs.
///
/// Finished matches are kept in the folder: the same command again, after Ctrl-C, a kill or a power cut, plays only what
/// is missing, and one with more bots, maps or seeds plays only what is new.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Tournament {
    /// The bots: .wasm files, scripts (.js, .lua, .py), or names of bots that come with the engine. Without any, all modules
    /// that come with it play
    #[arg(value_name = "BOT")]
    bots: Vec<String>,
    /// Seeds: `1..20` is 1 to 19, `1..=20` also 20, `7` only 7
    #[arg(long, value_name = "A..B", default_value = "1..20")]
    seeds: Seeds,
    /// Maps: archetypes (`arena maps` shows them), or paths of maps' text files [default: all archetypes]
    #[arg(long, value_name = "MAP,...", value_delimiter = ',')]
    maps: Vec<String>,
    /// Teams of a match: 2, 4 or 8. With 4 or 8, every group of so many bots plays once, and who sits beside whom changes
    /// with the seed
    #[arg(long, value_name = "TEAMS", default_value_t = 2)]
    teams: u8,
    /// Matches played at the same time [default: one for each core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// The folder for results.jsonl, table.md and replays/
    #[arg(long, short, value_name = "DIR", default_value = "tournament")]
    out: PathBuf,
    /// Keep results, but no replays
    #[arg(long)]
    no_replays: bool,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    engine: EngineArgs,
    #[command(flatten)]
    isolation: IsolationArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena tournament                                   the bots that come with the engine, on all archetypes
  arena tournament my-bot.wasm greedy --seeds 1..50
  arena tournament *.wasm --maps maze,my.map --out maze-cup
  arena tournament *.wasm --teams 4 --no-replays
  arena tournament my-bot.wasm greedy --json | jq '.standings[] | {bot, score_percent}'

Score is the share of opponents that a bot was placed before, a shared place counting half: with 2 teams, wins and half
of the draws. The rating is Glicko-2, beginning at 1500; a rating period is one map with one seed.

Exit code 3: some matches failed by the host's fault, twice; they are played again when the same command is run again.";

/// What decides a tournament's matches besides bots, maps and seeds.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "The matches")]
struct RulesArgs {
    /// The game: `beacons`, or `rumble`, in which robots of Robot Rumble play
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    game: String,
    /// Width of generated maps in cells, 17 to 64 [default: 25 for 2 teams, 31 for 4, 41 for 8]
    #[arg(long, value_name = "CELLS")]
    size: Option<u8>,
    /// Last tick of a match [default: 450; in rumble 100]
    #[arg(long, value_name = "TICKS")]
    ticks: Option<u32>,
    /// Change a number of the rules, or of the fuel plan: `fog=false`, `fuel.per_tick=1_000_000`. May be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// A rule set of your own, in place of the game's; assets/rulesets/beacons.toml is one to start from. Also the name of a game
    #[arg(long, value_name = "FILE.toml|GAME", conflicts_with = "game")]
    rules: Option<PathBuf>,
}

impl RulesArgs {
    /// The same for one map and seed.
    fn on(&self, map: Option<&str>, seed: &str) -> MatchArgs {
        MatchArgs {
            game: self.game.clone(),
            map: map.map(str::to_owned),
            size: self.size,
            seed: seed.to_owned(),
            ticks: self.ticks,
            set: self.set.clone(),
            rules: self.rules.clone(),
        }
    }
}

impl Tournament {
    /// Plays what is missing, and ranks the bots.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let ruleset = self.rules.on(None, "").ruleset()?;
        let words = self.words(&ruleset.game);
        Field::check(&words)?;
        let (theatre, infos) = Theatre::open(&words, &self.engine, &self.isolation, output)?;
        let field = Field::new(&words, infos)?;
        let maps = self.maps(ruleset.rules.has_maps());
        let schedule = Schedule::new(&field, self.teams, &maps, &self.seeds.texts(), |map, seed| {
            self.rules.on(map, seed)
        })?;
        let mut results = Results::open(&self.out)?;
        if results.damaged > 0 {
            let lines = count(results.damaged, "line");
            output.warn(format!(
                "{lines} of {} hold no result; those matches are played again",
                results.path.display()
            ));
        }
        let verdicts = self.play(&theatre, &field, &schedule, &mut results)?;
        let report = Report::new(&field, &schedule, &verdicts);
        self.write_table(&report)?;
        match output.json {
            true => output.json(&report.json())?,
            false => report.print(output, &self.out)?,
        }
        self.tell_failures(&verdicts, output)
    }

    /// The verdicts of all matches in the order of the schedule, those that were kept included.
    fn play(
        &self,
        theatre: &Theatre,
        field: &Field,
        schedule: &Schedule,
        results: &mut Results,
    ) -> Result<Vec<Verdict>, Failure> {
        let replays = (!self.no_replays).then(|| self.out.join("replays"));
        if let Some(folder) = &replays {
            create_folder(folder)?;
        }
        let mut verdicts: Vec<Option<Verdict>> = schedule
            .matches
            .iter()
            .map(|one| Some(Verdict::Resumed(results.finished(&one.id, replays.as_deref())?)))
            .collect();
        let todo: Vec<usize> = (0..verdicts.len()).filter(|&number| verdicts[number].is_none()).collect();
        let mut progress = Progress::new(schedule.matches.len() - todo.len(), schedule.matches.len());
        let stop = stop_on_signals()?;
        let pool =
            Pool { theatre, field, schedule, replays: replays.as_deref(), jobs: self.jobs(), stop: &stop };
        pool.play(&todo, |number, verdict| {
            results.append(&verdict)?;
            progress.finished(&verdict);
            verdicts[number] = Some(verdict);
            Ok(())
        })?;
        drop(progress);
        let kept = verdicts.iter().flatten().count();
        if stop.load(Ordering::Relaxed) && kept < verdicts.len() {
            return Err(self.interrupted(kept, verdicts.len()));
        }
        Ok(verdicts.into_iter().flatten().collect())
    }

    fn words(&self, game: &str) -> Vec<String> {
        match self.bots.is_empty() {
            true => bundled::bots_for(game).iter().map(|bot| bot.name.to_owned()).collect(),
            false => self.bots.clone(),
        }
    }

    /// The maps to play on; one without a name is the board of a game that has no maps.
    fn maps(&self, game_has_maps: bool) -> Vec<Option<String>> {
        match self.maps.is_empty() {
            true if !game_has_maps => vec![None],
            true => Archetype::ALL.iter().map(|archetype| Some(archetype.word().to_owned())).collect(),
            false => self.maps.iter().cloned().map(Some).collect(),
        }
    }

    fn jobs(&self) -> usize {
        self.jobs.map_or_else(cores::available, NonZeroUsize::get)
    }

    fn write_table(&self, report: &Report<'_>) -> Result<(), Failure> {
        let path = self.out.join("table.md");
        std::fs::write(&path, report.markdown()).map_err(|error| Failure::writing("table", &path, &error))
    }

    fn interrupted(&self, kept: usize, all: usize) -> Failure {
        let folder = self.out.display();
        Failure::interrupted(format!("stopped; {kept} of {all} matches are kept in {folder}"))
            .help("run the same command again to play the rest")
    }

    /// Names the matches that the host failed, after everything else.
    fn tell_failures(&self, verdicts: &[Verdict], output: &Output) -> Result<(), Failure> {
        let failed: Vec<_> = verdicts.iter().filter_map(Verdict::failed).collect();
        let Some(first) = failed.first() else { return Ok(()) };
        output.warn(format!(
            "matches that failed twice by the host's fault, and are not counted: {}; the first: {}. Run the same command \
             again",
            failed.len(),
            first.error
        ));
        Err(Failure::Told(Exit::Host))
    }
}

/// A flag that Ctrl-C sets; a second Ctrl-C ends the process at once.
fn stop_on_signals() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(|error| Failure::host(format!("cannot watch for Ctrl-C: {error}")))?;
    }
    Ok(stop)
}

/// Makes a folder, and those that it lies in.
fn create_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing("folder", folder, &error))
}
