mod summary;
mod viewing;

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use battle::{Battle, Setup, Summary, bundled, play, replay_name};
use rules::Frame;
use sandbox::Sandbox;
use serde::Serialize;

use crate::companion;
use crate::entrants;
use crate::exit::Failure;
use crate::live::{Live, Wish};
use crate::output::Output;
use crate::progress::Progress;
use crate::replays;
use crate::setup::{EngineArgs, MatchArgs};
use crate::tally::Tally;
use summary::Report;

/// Play a match and write its replay
///
/// On a terminal the board is drawn as the match goes on. The same bots, map, seed and rules always give the same
/// replay, byte for byte, on every machine.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Run {
    /// The bots, by seat: 2, 4 or 8 of them, each a .wasm file, a script (.js, .lua, .py) or the name of a bot that comes with
    /// the engine. Without any, the two strongest that come with the engine play
    #[arg(value_name = "BOT")]
    bots: Vec<String>,
    #[command(flatten)]
    game: MatchArgs,
    /// Write the replay here [default: a name made from the bots and everything that decides the match]
    #[arg(long, short, value_name = "FILE.replay", conflicts_with = "no_replay")]
    out: Option<PathBuf>,
    /// Write no replay
    #[arg(long)]
    no_replay: bool,
    /// Watch it in the viewer, a window, in place of the terminal
    #[arg(long, conflicts_with = "fast")]
    watch: bool,
    /// Ticks a second of the picture [default: 20]
    #[arg(long, value_name = "TICKS", conflicts_with = "fast")]
    speed: Option<f64>,
    /// Draw nothing and play as fast as possible
    #[arg(long)]
    fast: bool,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena run                                      two bots that come with the engine
  arena run my-bot.wasm greedy --map maze --seed 7
  arena run my-bot.wasm greedy --watch           in a window
  arena run bot.js bot.lua                       scripts, as they are
  arena run a.wasm b.wasm c.wasm d.wasm --fast   four teams, no picture
  arena run my-bot.wasm my-bot.wasm --ticks 100  against itself: always a draw
  arena run my-bot.wasm idle --set fog=false --set fuel.per_tick=1_000_000
  arena run --game rumble a.wasm b.wasm          robots of Robot Rumble; or --rules rumble
  arena run my-bot.wasm greedy --json --no-replay | jq .winner

Keys while it is drawn: space pauses, right plays one tick, + and - change the speed, q plays
the rest unwatched, ctrl-c gives the match up.";

/// Ticks a second of the picture.
const SPEED: f64 = 20.0;

impl Run {
    /// Plays the match.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let bots = match self.bots.is_empty() {
            true => two_strongest(&self.game.ruleset()?.game),
            false => self.bots.clone(),
        };
        crate::setup::teams(bots.len())?;
        if self.watch {
            return companion::VIEWER.hand_over(&viewing::words(&self, &bots, output.json));
        }
        let sandbox = self.engine.sandbox()?;
        let (setup, venue) = self.game.setup(entrants::load_all(&sandbox, &bots)?)?;
        let out = self.replay_path(&setup);
        let (summary, watched) = self.play(&sandbox, &setup, &venue, out.as_deref(), output)?;
        match output.json {
            true => output.json(&RunJson::new(&summary, &setup, out.as_deref())),
            false => Report {
                summary: &summary,
                tally: &watched.tally,
                frame: &watched.frame,
                setup: &setup,
                names: &watched.names,
                venue: &venue,
                replay: out.as_deref(),
            }
            .print(output),
        }
    }

    fn replay_path(&self, setup: &Setup) -> Option<PathBuf> {
        match &self.out {
            _ if self.no_replay => None,
            Some(path) => Some(path.clone()),
            None => Some(replay_name(setup)),
        }
    }

    fn play(
        &self,
        sandbox: &Sandbox,
        setup: &Setup,
        venue: &str,
        out: Option<&Path>,
        output: &Output,
    ) -> Result<(Summary, Watched), Failure> {
        let names = replays::names(&setup.header());
        let live = match self.is_drawn(output) {
            true => Some(self.open_live(setup, venue, &names)?),
            false => None,
        };
        let mut watched = Watched::new(setup, names, live);
        let played = play(sandbox, setup, out, |battle| watched.see(battle));
        watched.leave();
        if let Some(failure) = watched.failure.take() {
            return Err(failure);
        }
        match played? {
            Some(summary) => Ok((summary, watched)),
            None => Err(Failure::interrupted(given_up(out))),
        }
    }

    fn is_drawn(&self, output: &Output) -> bool {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb") && cfg!(unix);
        !output.json
            && !self.fast
            && !dumb
            && std::io::stdout().is_terminal()
            && std::io::stdin().is_terminal()
    }

    fn open_live(&self, setup: &Setup, venue: &str, names: &[String]) -> Result<Live, Failure> {
        let title = format!("{} on {venue}, seed {}", names.join(" against "), self.game.seed);
        let title = replay::Escaped(&title).to_string();
        Live::open(setup, title, names.to_vec(), self.speed.unwrap_or(SPEED)).map_err(|error| {
            Failure::host(format!("cannot draw on the terminal: {error}")).help("try --fast")
        })
    }
}

fn given_up(out: Option<&Path>) -> String {
    match out {
        None => "the match was given up".to_owned(),
        Some(out) => format!("the match was given up; {} holds what was played of it", out.display()),
    }
}

/// The two strongest bots for a game that come with the engine.
fn two_strongest(game: &str) -> Vec<String> {
    bundled::bots_for(game).iter().rev().take(2).map(|bot| bot.name.to_owned()).collect()
}

/// Follows a match: counts it, draws it, and keeps its last picture.
struct Watched {
    tally: Tally,
    /// The last picture of the board.
    frame: Frame,
    names: Vec<String>,
    live: Option<Live>,
    progress: Progress,
    failure: Option<Failure>,
}

impl Watched {
    fn new(setup: &Setup, names: Vec<String>, live: Option<Live>) -> Watched {
        let ticks = u64::from(setup.ruleset.rules.last_tick());
        Watched {
            tally: Tally::new(names.len()),
            frame: NO_FRAME,
            names,
            live,
            progress: Progress::new("playing", ticks),
            failure: None,
        }
    }

    fn see(&mut self, battle: &Battle) -> ControlFlow<()> {
        self.tally.count(battle);
        if battle.game().outcome().is_some() {
            self.frame = battle.game().frame();
        }
        let Some(live) = &mut self.live else {
            self.progress.at(battle.turn().0.into());
            return ControlFlow::Continue(());
        };
        match live.show(battle, &self.tally) {
            Ok(Wish::Go) => ControlFlow::Continue(()),
            Ok(Wish::Unwatched) => {
                self.live = None;
                ControlFlow::Continue(())
            }
            Ok(Wish::Stop) => ControlFlow::Break(()),
            Err(error) => {
                self.failure =
                    Some(Failure::host(format!("cannot draw on the terminal: {error}")).help("try --fast"));
                ControlFlow::Break(())
            }
        }
    }

    /// Gives the terminal back.
    fn leave(&mut self) {
        self.live = None;
        self.progress = Progress::new("", 0);
    }
}

/// What stands in for a picture before there is one.
const NO_FRAME: Frame = Frame {
    tick: protocol::Tick(0),
    width: 0,
    height: 0,
    rings: 0,
    tiles: Vec::new(),
    pieces: Vec::new(),
    teams: Vec::new(),
};

/// The result as JSON.
#[derive(Serialize)]
struct RunJson<'a> {
    game: &'a str,
    seed: &'a str,
    #[serde(flatten)]
    summary: &'a Summary,
    replay: Option<String>,
}

impl<'a> RunJson<'a> {
    fn new(summary: &'a Summary, setup: &'a Setup, out: Option<&Path>) -> RunJson<'a> {
        let replay = out.map(|path| path.display().to_string());
        RunJson { game: &setup.ruleset.game, seed: &setup.seed, summary, replay }
    }
}
