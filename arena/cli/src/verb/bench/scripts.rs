use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use battle::{Entrant, Language, Script, bundled, play};
use protocol::{Seat, Tick};
use replay::Reader;
use rules::rumble;
use sandbox::{CacheMode, Config, Identity, Line, Player, Sandbox};

use super::Effort;
use super::cores;
use super::guests::PLENTY;
use super::native::{self, Robot};
use super::row::{Part, Row};
use super::sample::Sample;
use super::timing::{best, timed};
use crate::exit::Failure;
use crate::setup::MatchArgs;

macro_rules! robot {
    ($file:literal, $language:ident) => {
        Robot {
            file: $file,
            language: Language::$language,
            source: include_str!(concat!("../../../../../bots/samples/rumble/", $file)),
        }
    };
}

/// Two robots that meet.
type Pair = [Robot; 2];

/// The robots that are measured, which stand in `bots/samples/rumble`: simple ones, for which the target is, and others.
const PYTHON: [Pair; 2] = [
    [robot!("pack.py", Python), robot!("squatter.py", Python)],
    [robot!("planner.py", Python), robot!("pathfinder.py", Python)],
];
const JAVASCRIPT: [Pair; 2] = [
    [robot!("chaser.js", JavaScript), robot!("medic.js", JavaScript)],
    [robot!("kiter.js", JavaScript), robot!("skirmisher.js", JavaScript)],
];
const SEARCHER: Robot = robot!("searcher.py", Python);

/// Starts of a language, each from the cache to the first tick: the row's name, its target in ms, and the least bot that plays.
const STARTS: [(Language, &str, f64, &str); 3] = [
    (
        Language::JavaScript,
        "start of a JavaScript bot from the cache to its first tick",
        20.0,
        "function tick(state) { return []; }\n",
    ),
    (
        Language::Lua,
        "start of a Lua bot from the cache to its first tick",
        20.0,
        "function tick(state) return {} end\n",
    ),
    (
        Language::Python,
        "start of a Python bot from the cache to its first tick",
        100.0,
        "def tick(state):\n    return []\n",
    ),
];

/// How fast bots are that come as scripts.
pub(super) fn rows(effort: Effort, sample: &Sample) -> Result<Vec<Row>, Failure> {
    let cache = CacheMode::At(sample.folder.path().join("cache"));
    let sandbox = || Sandbox::new(Config { cache: cache.clone(), ..Config::default() });
    let mut rows = Vec::new();
    for (language, name, target, least) in STARTS {
        let sample_bot = bundled::SCRIPTS.iter().find(|bot| bot.language == language);
        let bot = sample_bot
            .ok_or_else(|| Failure::host(format!("this build comes without a bot in {language}")))?;
        let part = |name: String, source: &str| {
            let measured = start_ms(effort, sample, &sandbox, language, source)?;
            Ok::<_, Failure>(Part { name, measured })
        };
        let parts = vec![
            part("a bot that only has a function `tick`".to_owned(), least)?,
            part(format!("{}, with all the ways that it works out ahead", bot.name), bot.source)?,
        ];
        rows.push(Row::at_most(name, target, "ms", parts[0].measured).of(parts));
    }
    let sandbox = sandbox()?;
    let name = "Rumble match of two simple robots in Python, mean, all cores";
    rows.push(matches(effort, &sandbox, name, 0.15, &PYTHON)?);
    let name = "Rumble match of two simple robots in JavaScript, mean, all cores";
    rows.push(matches(effort, &sandbox, name, 0.05, &JAVASCRIPT)?);
    rows.push(against_native(effort, &sandbox, sample)?);
    Ok(rows)
}

/// From a script's bytes, the code of its interpreter being in the cache on disk, until it waits for the first tick. Each
/// time in a new sandbox, which knows nothing yet.
fn start_ms(
    effort: Effort,
    sample: &Sample,
    sandbox: &dyn Fn() -> Result<Sandbox, sandbox::HostError>,
    language: Language,
    source: &str,
) -> Result<f64, Failure> {
    let line = sample.lines(Seat(0))?.swap_remove(0);
    let start = || {
        let sandbox = sandbox()?;
        let entrant = Entrant::script(&sandbox, "bench", language, source.as_bytes())?;
        seat(&sandbox, &entrant, rules::beacons::NAME, &line).map(|player| (sandbox, player))
    };
    start()?;
    let seconds = best(effort.loads, || {
        let (seconds, result) = timed(start);
        result.map(|_| seconds)
    })?;
    Ok(seconds * 1e3)
}

/// Seats a script, which reads its first line and does what it does before the first tick.
fn seat(sandbox: &Sandbox, entrant: &Entrant, game: &str, line: &[u8]) -> Result<Player, Failure> {
    let identity = Identity { name: entrant.info.name.clone(), seed: [0; 32] };
    let mut player = sandbox.seat(&entrant.program, identity, PLENTY)?;
    let mut input = entrant.script.as_ref().map(|script: &Script| script.preamble(game)).unwrap_or_default();
    input.extend_from_slice(line);
    player.begin(Tick(0), Line::Start(input));
    player.finish()?;
    Ok(player)
}

/// The first pair's matches against the target, and all of them as its parts.
fn matches(
    effort: Effort,
    sandbox: &Sandbox,
    name: &'static str,
    target_s: f64,
    pairs: &[Pair],
) -> Result<Row, Failure> {
    let parts = pairs
        .iter()
        .map(|pair| {
            let name = format!("{} against {}", pair[0].file, pair[1].file);
            Ok(Part { name, measured: mean_match_s(effort, sandbox, pair)? })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Row::at_most(name, target_s, "s", parts[0].measured).of(parts))
}

/// Seconds for a match of 100 turns: the time of many, played on as many threads as there are cores, divided by their
/// number. Interpreters are compiled before.
fn mean_match_s(effort: Effort, sandbox: &Sandbox, robots: &Pair) -> Result<f64, Failure> {
    let entrants = enter(sandbox, robots)?;
    let played = AtomicUsize::new(0);
    let work = || -> Result<(), Failure> {
        loop {
            let number = played.fetch_add(1, Ordering::Relaxed);
            if number >= effort.rumble_matches {
                return Ok(());
            }
            let game =
                MatchArgs { game: rumble::NAME.into(), seed: number.to_string(), ..MatchArgs::default() };
            play(sandbox, &game.setup(entrants.clone())?.0, None, |_| ControlFlow::Continue(()))?;
        }
    };
    let (seconds, result) = timed(|| {
        thread::scope(|scope| {
            let workers: Vec<_> = (0..cores::available()).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| {
                worker.join().unwrap_or_else(|_| Err(Failure::host("a match panicked; please report it")))
            })
        })
    });
    result.map(|()| seconds / effort.rumble_matches as f64)
}

fn enter(sandbox: &Sandbox, robots: &[Robot]) -> Result<Vec<Entrant>, Failure> {
    robots
        .iter()
        .map(|robot| Ok(Entrant::script(sandbox, robot.name(), robot.language, robot.source.as_bytes())?))
        .collect()
}

/// A robot that searches, in the sandbox and in this machine's own Python, on the same lines of the same match.
fn against_native(effort: Effort, sandbox: &Sandbox, sample: &Sample) -> Result<Row, Failure> {
    let path = sample.folder.path().join("searched.replay");
    let entrants = enter(sandbox, &[SEARCHER, PYTHON[1][0]])?;
    let searcher = entrants[0].clone();
    let game = MatchArgs { game: rumble::NAME.into(), ..MatchArgs::default() };
    play(sandbox, &game.setup(entrants)?.0, Some(&path), |_| ControlFlow::Continue(()))?;
    let reader = Reader::open(&path)?;
    let lines = (1..=reader.last_tick().0)
        .map(|turn| reader.line(Tick(turn), Seat(0)))
        .collect::<Result<Vec<_>, _>>()?;
    let ours = best(effort.rounds.min(3), || {
        let mut player = seat(sandbox, &searcher, rumble::NAME, b"")?;
        let (seconds, result) = timed(|| {
            (1..).zip(&lines).try_for_each(|(tick, line)| {
                player.begin(Tick(tick), Line::Tick(line.clone()));
                player.finish().map(|_| ())
            })
        });
        result?;
        Ok::<f64, Failure>(seconds)
    })?;
    let name = "two-ply search in Python, against this machine's own Python";
    let Some(python) = native::python(sample.folder.path(), &SEARCHER)? else {
        return Ok(Row::unmeasured(name, 6.0, "x"));
    };
    let theirs = best(effort.rounds.min(3), || python.play(&lines))?;
    let part = |name: &str, seconds: f64| Part { name: name.to_owned(), measured: seconds / theirs };
    Ok(Row::at_most(name, 6.0, "x", ours / theirs).of(vec![
        part(&format!("{}, {:.0} ms", python.version(), theirs * 1e3), theirs),
        part(&format!("in the sandbox, {:.0} ms", ours * 1e3), ours),
    ]))
}
