//! What scripts cost: for each robot of `bots/samples/rumble`, the time to seat it from a warm cache, and time and fuel a turn
//! over the turns of a recorded match.
//!
//!     cargo run --release -p robodrome-battle --example robots [ROBOT...]
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for developers")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use battle::{Entrant, Language};
use protocol::{Fuel, FuelPlan, Tick};
use sandbox::{CacheMode, Config, Identity, Line, Sandbox};

const LINES: &str = include_str!("../tests/robots/lines.jsonl");
const PLAN: FuelPlan = FuelPlan { start: Fuel(1 << 40), per_tick: Fuel(1 << 40), bank: Fuel(1 << 40) };
/// The same turns again, so that there are enough to measure.
const ROUNDS: usize = 8;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/samples/rumble");
    let mut robots: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    if robots.is_empty() {
        robots = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        robots.retain(|file| Language::of_file(file).is_some());
        robots.sort();
    }
    let new_sandbox = || Sandbox::new(Config { cache: CacheMode::User, ..Config::default() }).unwrap();
    for language in Language::ALL {
        Entrant::script(&new_sandbox(), "warm", language, b"").unwrap();
    }
    println!(
        "{:<16} {:>9} {:>9} {:>10} {:>10} {:>12}",
        "robot", "load ms", "start ms", "start fuel", "turn ms", "turn fuel"
    );
    for file in robots {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let source = std::fs::read(&file).unwrap();
        let begin = Instant::now();
        let sandbox = new_sandbox();
        let entrant = Entrant::script(&sandbox, "robot", Language::of_file(&file).unwrap(), &source).unwrap();
        let loaded = begin.elapsed();
        let identity = Identity { name: "robot".to_owned(), seed: [7; 32] };
        let mut player = sandbox.seat(&entrant.program, identity, PLAN).unwrap();
        let mut turn = |tick: u32, line: Line| {
            let begin = Instant::now();
            player.begin(Tick(tick), line);
            (player.finish().unwrap().fuel.0, begin.elapsed())
        };
        let (start_fuel, started) = turn(0, Line::Start(entrant.script.as_ref().unwrap().preamble("rumble")));
        let (mut fuel, mut time, mut turns) = (0, Duration::ZERO, 0);
        for line in LINES.lines().cycle().take(ROUNDS * LINES.lines().count()) {
            turns += 1;
            let (spent, took) = turn(turns, Line::Tick(line.as_bytes().to_vec()));
            (fuel, time) = (fuel + spent, time + took);
        }
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let (turn_ms, turn_fuel) = (ms(time) / f64::from(turns), fuel / u64::from(turns));
        println!(
            "{name:<16} {:>9.1} {:>9.1} {start_fuel:>10} {turn_ms:>10.2} {turn_fuel:>12}",
            ms(loaded),
            ms(started)
        );
    }
}
