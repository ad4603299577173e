//! Matches for tests: bots written as WebAssembly text beside those that come with the engine, and everything that
//! happened in a match.
#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use battle::{Battle, Entrant, Ruleset, Setup, Summary, bundled, find_map, play};
use protocol::Seat;
use replay::{Header, SeatLog, SeatRecord, TurnRecord};
use rules::{Outcome, Report};
use sandbox::{Backend, CacheMode, Config, Sandbox};

/// A sandbox that keeps nothing, shared by the tests of a file.
pub(crate) fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| new_sandbox(Backend::Cranelift, CacheMode::Off))
}

pub(crate) fn new_sandbox(backend: Backend, cache: CacheMode) -> Sandbox {
    Sandbox::new(Config { backend, cache, ..Config::default() }).expect("the host can run wasm")
}

/// A bot that comes with the engine.
pub(crate) fn bundled_bot(name: &str) -> Entrant {
    entrants().iter().find(|entrant| entrant.info.name == name).expect("a bundled bot").clone()
}

/// The bots that come with the engine and do something.
pub(crate) fn real_bots() -> impl Iterator<Item = &'static Entrant> + Clone {
    entrants().iter().filter(|entrant| entrant.info.name != "idle")
}

fn entrants() -> &'static [Entrant] {
    static ENTRANTS: OnceLock<Vec<Entrant>> = OnceLock::new();
    ENTRANTS.get_or_init(|| {
        let load = |bot: &bundled::Bot| Entrant::load(sandbox(), bot.name, bot.wasm).expect("admitted");
        bundled::BOTS.iter().map(load).collect()
    })
}

/// A bot made of WebAssembly text. `lines` are what it can say; `body` is what `_start` does, with these functions:
///
/// * `$read` reads what there is of a line and returns how many bytes, 0 at the end of the input,
/// * `$log` writes what was read last to the log,
/// * `$line0`, `$line1`, .. say the lines,
/// * `$burn n` goes round a loop n times, about five instructions each.
pub(crate) fn written_bot(lines: &[&[u8]], body: &str) -> Entrant {
    written_module(&wat(lines, body))
}

/// A module as a bot.
pub(crate) fn written_module(wasm: &[u8]) -> Entrant {
    Entrant::load(sandbox(), "written", wasm).unwrap_or_else(|error| panic!("{error}"))
}

/// The module of a written bot.
pub(crate) fn wat(lines: &[&[u8]], body: &str) -> Vec<u8> {
    const FIRST_LINE: usize = 0x20000;
    let mut at = FIRST_LINE;
    let mut texts = String::new();
    for (number, line) in lines.iter().enumerate() {
        let mut bytes = String::new();
        for byte in line.iter().chain(b"\n") {
            write!(bytes, "\\{byte:02x}").expect("a string takes everything");
        }
        let length = line.len() + 1;
        writeln!(
            texts,
            "(data (i32.const {at}) \"{bytes}\")
             (func $line{number} (call $print (i32.const 1) (i32.const {at}) (i32.const {length})))"
        )
        .expect("a string takes everything");
        at += length;
    }
    let pages = at.div_ceil(0x10000);
    let text = format!(
        r#"(module
        (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
        (memory (export "memory") {pages})
        (func $print (param $fd i32) (param $at i32) (param $length i32)
            (i32.store (i32.const 0) (local.get $at))
            (i32.store (i32.const 4) (local.get $length))
            (drop (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8))))
        (func $read (result i32)
            (i32.store (i32.const 16) (i32.const 0x1000))
            (i32.store (i32.const 20) (i32.const 0xf000))
            (drop (call $fd_read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24)))
            (i32.load (i32.const 24)))
        (func $log (call $print (i32.const 2) (i32.const 0x1000) (i32.load (i32.const 24))))
        (func $burn (param $n i32)
            (loop $on (br_if $on (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
        {texts}
        (func (export "_start") (local $turn i32) {body}))"#
    );
    wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The tuned rules with settings like `ticks=60` and `fuel.per_tick=1000`.
pub(crate) fn ruleset(settings: &[&str]) -> Ruleset {
    let mut ruleset = Ruleset::bundled("beacons").expect("bundled");
    for setting in settings {
        ruleset.set(setting).expect("a setting");
    }
    ruleset
}

/// A match on a generated map of the usual size.
pub(crate) fn setup(entrants: Vec<Entrant>, map: &str, seed: &str, settings: &[&str]) -> Setup {
    let teams = u8::try_from(entrants.len()).expect("a few");
    let map = find_map(map, teams, None, seed).expect("an archetype").to_text();
    Setup { ruleset: ruleset(settings), map, seed: seed.to_owned(), entrants }
}

/// Everything that happened in a match, turn by turn.
pub(crate) struct Match {
    pub(crate) header: Header,
    pub(crate) turns: Vec<Turn>,
    pub(crate) outcome: Outcome,
    /// Ticks played: the last turn but the farewell.
    pub(crate) ticks: usize,
}

/// One turn.
pub(crate) struct Turn {
    pub(crate) record: TurnRecord,
    pub(crate) logs: Vec<SeatLog>,
    pub(crate) report: Report,
    /// By seat: the line that it was sent.
    pub(crate) sent: Vec<Vec<u8>>,
    /// By seat: its fuel balance after it.
    pub(crate) left: Vec<i64>,
}

impl Match {
    /// Plays it.
    pub(crate) fn play(setup: &Setup) -> Match {
        let mut battle = Battle::start(sandbox(), setup).unwrap_or_else(|error| panic!("{error}"));
        let mut turns = vec![Turn::of(&battle)];
        while battle.advance().unwrap_or_else(|error| panic!("{error}")) {
            turns.push(Turn::of(&battle));
        }
        let outcome = battle.game().outcome().expect("it is over");
        Match { header: battle.header().clone(), ticks: turns.len() - 2, turns, outcome }
    }

    /// What a seat did in each turn.
    pub(crate) fn records(&self, seat: usize) -> impl Iterator<Item = &SeatRecord> {
        self.turns.iter().map(move |turn| &turn.record.seats[seat])
    }

    /// The ticks, without initialisation and farewell, numbered from 1.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = (usize, &Turn)> {
        self.turns.iter().enumerate().skip(1).take(self.ticks)
    }
}

impl Turn {
    fn of(battle: &Battle) -> Turn {
        let seats = || (0..battle.game().seats()).map(Seat);
        Turn {
            record: battle.record().clone(),
            logs: battle.logs().to_vec(),
            report: battle.report().clone(),
            sent: seats().map(|seat| battle.sent(seat).to_vec()).collect(),
            left: seats().map(|seat| battle.fuel_left(seat)).collect(),
        }
    }
}

/// Plays a match into a replay.
pub(crate) fn record(sandbox: &Sandbox, setup: &Setup, path: &Path) -> Summary {
    play(sandbox, setup, Some(path), |_| ControlFlow::Continue(()))
        .unwrap_or_else(|error| panic!("{error}"))
        .expect("it was not given up")
}
