//! What players do, turn by turn: status, fuel, balance, output, notes and log of every written attack of the hostile suite
//! and of every bot that comes with the engine, as golden digests. One constant for every target.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod golden;
mod play;

use std::fs;
use std::path::{Path, PathBuf};

use protocol::FuelPlan;
use sandbox::{Backend, LoadError, Sandbox, TurnEnd};

/// Small, so that an endless loop is over soon: some turns each, and a bank that fills and empties.
const PLAN: FuelPlan = play::plan(1_200_000, 300_000, 1_500_000);
/// Ticks after the start line.
const TICKS: u32 = 5;

/// Every module by its name, in a fixed order.
fn guests() -> Vec<(String, Vec<u8>)> {
    let bots = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots");
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let running = files(&bots.join("hostile/running"), "wat").into_iter();
    let mut guests: Vec<_> = running
        .map(|path| (name(&path), wat::parse_str(fs::read_to_string(path).unwrap()).unwrap()))
        .collect();
    let modules = files(&bots.join("modules"), "wasm").into_iter();
    guests.extend(modules.map(|path| (format!("bot-{}", name(&path)), fs::read(path).unwrap())));
    guests
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files
}

/// Everything that a match could see of a guest.
fn story(sandbox: &Sandbox, wasm: &[u8]) -> String {
    let program = match sandbox.load(wasm) {
        Ok(program) => program,
        Err(LoadError::Rejected(reject)) => return format!("{reject:?}"),
        Err(LoadError::Host(error)) => panic!("{error}"),
    };
    let mut player = play::seat(sandbox, &program, PLAN);
    let turns = play::lines(TICKS).into_iter().zip(0..).map(|(line, n)| play::turn(&mut player, n, line));
    turns.map(|turn| tell(&turn)).collect()
}

fn tell(turn: &TurnEnd) -> String {
    let TurnEnd { status, fuel, left, lines, notes, log, log_lost } = turn;
    let lines: Vec<&[u8]> = lines.iter().collect();
    format!("{status:?} {fuel:?} {left} {lines:?} {notes:?} {log:?} {log_lost}\n")
}

#[test]
fn every_guest_does_what_it_always_did() {
    let guests = guests();
    let stories = Backend::ALL.map(|backend| {
        let sandbox = play::sandbox(backend, Default::default());
        guests.iter().map(|(_, wasm)| story(&sandbox, wasm)).collect::<Vec<_>>()
    });
    for (((name, _), one), other) in guests.iter().zip(&stories[0]).zip(&stories[1]) {
        assert_eq!(one, other, "{name}: the back ends disagree");
    }
    let lines: Vec<String> =
        guests.iter().zip(&stories[0]).map(|((name, _), story)| golden::line(name, story)).collect();
    golden::check("played.txt", &lines);
}
