//! The command line, as clap reads it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use battle::bundled;
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use terminal::exit::{Exit, Failure};
use terminal::setup::{EngineArgs, MatchArgs, teams};
use terminal::style;

use crate::Preset;
use crate::bench::Bench;
use crate::export::Render;
use crate::source::{Fixture, Wish, is_module, offers};
use crate::{Action, program};

/// Watch robot battles: replays, matches that are still being played, and pictures and films of them.
///
/// Without arguments, two bots that come with the engine play, and you watch. Where there is no display, the battle is
/// rendered without a window, and leaves a replay, a picture and a GIF in the current folder.
#[derive(Debug, Parser)]
#[command(
    name = "arena-viewer",
    version,
    styles = style::CLAP,
    max_term_width = 110,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true
)]
struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    watch: Watch,
}

const EXAMPLES: &str = "\
Examples:
  arena-viewer                                        two bots that come with the engine
  arena-viewer MATCH.replay --tick 120                begin at tick 120, paused
  arena-viewer my-bot.wasm greedy --map maze --seed 7
  arena-viewer --follow MATCH.replay                  a match that somebody else is playing
  arena-viewer https://ladder.example/matches/ID      a match of a ladder, also while it is played
  arena-viewer --start                                choose on the start screen
  arena-viewer render MATCH.replay --gif --out battle.gif
  arena-viewer bench                                  how fast is this machine?

Press F1 in the window for all keys. RUST_LOG=info says on stderr what goes on inside.

Exit codes: 0 fine; 1 what was handed in is at fault (a module, a map, a replay);
2 the command line is; 3 the machine is: no display, no graphics adapter.";

#[derive(Debug, Subcommand)]
#[allow(missing_docs, reason = "the documentation of each struct is the verb's help")]
enum Verb {
    Render(Render),
    Bench(Bench),
}

/// What the window shows first.
#[derive(Clone, Debug, clap::Args)]
// `--size` is the window's here.
#[command(mut_arg("map_size", |size| size.long("map-size")))]
pub(crate) struct Watch {
    /// A replay; or the address of a match of a ladder; or bots that play a match: 2, 4 or 8 .wasm files or names of bots that come with the engine
    #[arg(value_name = "REPLAY|URL|BOT")]
    what: Vec<String>,
    /// The same for bots only
    #[arg(long, value_name = "BOT", num_args = 1.., conflicts_with = "what")]
    run: Vec<String>,
    /// Show the start screen
    #[arg(long, conflicts_with_all = ["what", "run"])]
    start: bool,
    /// Stay at the newest tick of a replay that is being written; wait for it where it is not there yet
    #[arg(long, conflicts_with_all = ["run", "start"])]
    follow: bool,
    /// Begin at this tick, paused
    #[arg(long, short, value_name = "TICK", conflicts_with_all = ["start", "follow"])]
    tick: Option<f64>,
    /// Playback speed, 0.25 to 32; 1 is four ticks a second
    #[arg(long, value_name = "FACTOR", value_parser = speed)]
    pub(crate) speed: Option<f32>,
    /// Work that goes into the picture [default: by graphics adapter, or as last chosen]
    #[arg(long, value_name = "low|medium|high", hide_possible_values = true)]
    pub(crate) quality: Option<Preset>,
    /// Size of the window in pixels
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub(crate) size: Option<(u32, u32)>,
    /// Begin with the tactical board
    #[arg(long)]
    pub(crate) tactical: bool,
    /// Fill the screen
    #[arg(long)]
    pub(crate) fullscreen: bool,
    /// Say on stdout, as JSON lines, what is shown whenever that changes: for scripts
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    game: MatchArgs,
    /// Keep the replay here; in a folder it gets a name of its own [default: it is not kept]
    #[arg(long, short, value_name = "FILE|FOLDER", help_heading = "The match")]
    out: Option<PathBuf>,
    #[command(flatten)]
    engine: EngineArgs,
    #[arg(skip)]
    said: Said,
}

/// What the command line says itself of a match, and does not leave at its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Said {
    seed: bool,
    /// Anything of what is played, what plays it, and where it goes.
    anything: bool,
}

impl Said {
    fn by(matches: &ArgMatches) -> Said {
        let said = |id: &str| matches.value_source(id) == Some(ValueSource::CommandLine);
        // Arguments that are shared come as groups with the names of their structs.
        let command = Args::command();
        let groups = command
            .get_groups()
            .filter(|group| ["MatchArgs", "EngineArgs"].contains(&group.get_id().as_str()));
        let anything = groups.flat_map(clap::ArgGroup::get_args).any(|id| said(id.as_str())) || said("out");
        Said { seed: said("seed"), anything }
    }
}

impl Args {
    fn read(words: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Args, clap::Error> {
        let matches = Args::command().try_get_matches_from(words)?;
        let mut args = Args::from_arg_matches(&matches)?;
        args.watch.said = Said::by(&matches);
        Ok(args)
    }
}

/// Reads the command line and does what it says.
pub fn command() -> ExitCode {
    let args = match Args::read(std::env::args_os()) {
        Ok(args) => args,
        Err(error) => {
            // Nothing is left to be done when the terminal cannot be written to.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    program::log_to_stderr();
    let done = match args.verb {
        Some(Verb::Render(render)) => render.run(),
        Some(Verb::Bench(bench)) => bench.run(),
        None => args.watch.run(),
    };
    done.map_or_else(|failure| failure.tell(), |()| ExitCode::SUCCESS)
}

impl Watch {
    fn run(self) -> Result<(), Failure> {
        let wish = self.wish()?;
        program::watch(&self, wish)
    }

    /// Where to pause, in ticks.
    pub(crate) fn tick(&self) -> Option<f64> {
        self.tick
    }

    /// What to open. What the command line itself gets wrong is refused here, before there is a window.
    fn wish(&self) -> Result<Wish, Failure> {
        if self.start {
            return Ok(Wish::Start);
        }
        let words = if self.run.is_empty() { &self.what } else { &self.run };
        if let ([word], true) = (words.as_slice(), self.run.is_empty()) {
            return self.replay(word);
        }
        if self.follow {
            return Err(Failure::usage("--follow is for one replay").help("name one"));
        }
        let fixture = if words.is_empty() { self.first_offer() } else { self.fixture(words.clone()) };
        if let Some(replay) = words.iter().find(|word| word.ends_with(".replay")) {
            return Err(Failure::usage(format!("{replay} is a replay, and {} were named", words.len()))
                .help("open one replay at a time, or name bots"));
        }
        fixture.check()?;
        Ok(Wish::Play(fixture))
    }

    fn replay(&self, word: &str) -> Result<Wish, Failure> {
        if client::is_address(word) {
            self.check_nothing_said()?;
            return word.parse().map(Wish::Contest);
        }
        let path = Path::new(word);
        if is_module(path) || !path.exists() && bundled::bot(word).is_some() {
            teams(1)?;
        }
        if path.is_dir() {
            return Err(Failure::usage(format!("{word} is a folder, not a replay")));
        }
        if !path.exists() && !self.follow {
            return Err(Failure::usage(format!("there is no replay {word}"))
                .help("`arena run` writes one; `--follow` waits for it; without arguments two bots play"));
        }
        self.check_nothing_said()?;
        Ok(Wish::Watch { path: path.to_owned(), awaited: self.follow })
    }

    /// Whether nothing is said that only goes with a match that is played here.
    fn check_nothing_said(&self) -> Result<(), Failure> {
        match self.said.anything {
            true => {
                Err(Failure::usage("a replay decides the match: options for playing one do not go with it")
                    .help("name bots in place of the replay, or leave those options out"))
            }
            false => Ok(()),
        }
    }

    fn fixture(&self, bots: Vec<String>) -> Fixture {
        Fixture { bots, game: self.game.clone(), engine: self.engine.clone(), out: self.out.clone() }
    }

    /// What is played where nothing is named: the best introduction, with what was changed of it.
    fn first_offer(&self) -> Fixture {
        let first = offers().into_iter().next().map(|offer| offer.action);
        let Some(Action::Run { bots, map, seed }) = first else { unreachable!("offers are matches") };
        let mut fixture = self.fixture(bots);
        fixture.game.map.get_or_insert(map);
        if !self.said.seed {
            fixture.game.seed = seed;
        }
        fixture
    }
}

/// A size in pixels: `1280x720`.
pub(crate) fn size(text: &str) -> Result<(u32, u32), String> {
    let wrong = || format!("`{text}` is no size; write it as 1280x720, with 160 to 8192 pixels each way");
    let (width, height) = text.split_once(['x', 'X']).ok_or_else(wrong)?;
    let side = |text: &str| text.parse().ok().filter(|side| (160..=8192).contains(side)).ok_or_else(wrong);
    Ok((side(width)?, side(height)?))
}

/// A playback speed.
pub(crate) fn speed(text: &str) -> Result<f32, String> {
    let known = text.parse().ok().filter(|speed: &f32| (0.25..=32.0).contains(speed));
    known.ok_or_else(|| format!("`{text}` is no speed; there are 0.25 to 32"))
}

#[cfg(test)]
mod tests {
    use terminal::exit::Trouble;

    use super::*;

    fn wish(line: &str) -> Result<Wish, Failure> {
        let words = std::iter::once("arena-viewer").chain(line.split_whitespace());
        Args::read(words.map(Into::into)).map_err(Failure::usage)?.watch.wish()
    }

    fn played(line: &str) -> Fixture {
        match wish(line) {
            Ok(Wish::Play(fixture)) => fixture,
            other => panic!("`{line}` is {other:?}"),
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn without_arguments_two_bots_play() {
        assert_eq!(played("").bots.len(), 2);
        assert_eq!(played("--seed 99").game, MatchArgs { seed: "99".into(), ..played("").game });
        assert_eq!(
            played("--map open").game.map.as_deref(),
            Some("open"),
            "though another map would be the introduction"
        );
        assert_eq!(wish("--start"), Ok(Wish::Start));
    }

    #[test]
    fn bots_play_with_or_without_run() {
        let fixture = played("--run greedy idle --map maze --set fog=false --ticks 9 --out .");
        assert_eq!(fixture.bots, ["greedy", "idle"]);
        let MatchArgs { map, set, ticks, .. } = fixture.game;
        assert_eq!(
            (map.as_deref(), set.as_slice(), ticks),
            (Some("maze"), &["fog=false".to_owned()][..], Some(9))
        );
        assert_eq!(played("greedy idle --map maze").bots, fixture.bots);
    }

    #[test]
    fn one_word_is_a_replay() {
        let file = format!("{}/../../replays/golden/mirror.replay", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(wish(&file), Ok(Wish::Watch { path: file.into(), awaited: false }));
        let awaited = Wish::Watch { path: "new.replay".into(), awaited: true };
        assert_eq!(wish("--follow new.replay"), Ok(awaited));
    }

    #[test]
    fn a_match_of_a_ladder_has_an_address() {
        let address = format!("https://club.example/matches/{}", "0123456789abcdef".repeat(4));
        assert_eq!(wish(&address), Ok(Wish::Contest(address.parse().unwrap())));
        assert_eq!(wish(&format!("{address} --tick 9")), wish(&address));
    }

    #[test]
    fn what_makes_no_sense_is_a_usage_error() {
        for line in [
            "no-such.replay",
            "greedy",
            "bot.wasm",
            "a.replay b.replay",
            "greedy greedy greedy",
            "--follow greedy idle",
            "--run greedy idle --map moon",
            "--run greedy idle --set speed=9",
            "--size 3x4",
            "../../replays/golden/mirror.replay --seed 1",
            "../../replays/golden/mirror.replay --no-cache",
            "--speed 99",
            "src",
            "http://127.0.0.1:7070",
            "http://127.0.0.1:7070/matches/12",
            "https://club.example/matches/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef --seed 1",
        ] {
            match wish(line) {
                Err(Failure::Untold(Trouble { exit: Exit::Usage, .. })) => {}
                other => panic!("`{line}` is {other:?}"),
            }
        }
    }
}
