//! `arena tournament` with its matches in workers, some of which are shot.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

/// Matches that take some time each, one after the other.
const LONG: [&str; 8] =
    ["greedy", "balanced", "--maps=maze", "--seeds=1..13", "--ticks", "450", "--jobs", "1"];
const MATCHES: usize = 12;

fn arena(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arena"));
    command.env("ROBODROME_CACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"));
    command.args(["tournament", "--json"]).args(words).arg("--out").arg(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end, wants this exit code, and reads what it said.
#[track_caller]
fn ends_with(code: i32, output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[track_caller]
fn played(folder: &Path, words: &[&str]) -> Value {
    ends_with(0, &arena(folder, words).output().unwrap())
}

/// Everything in a tournament's folder by its name; the lines of results sorted.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut contents = BTreeMap::new();
    for folder in [folder.to_owned(), folder.join("replays")] {
        for entry in
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            contents.insert(name, fs::read(&entry).unwrap());
        }
    }
    let results = contents.get_mut("results.jsonl").unwrap();
    let mut lines: Vec<&[u8]> = results.split(|&byte| byte == b'\n').collect();
    lines.sort_unstable();
    *results = lines.join(&b'\n');
    contents
}

/// Lines of the results, those of finished and those of failed matches.
fn lines(folder: &Path) -> (usize, usize) {
    let text = fs::read_to_string(folder.join("results.jsonl")).unwrap_or_default();
    let failed = text.lines().filter(|line| line.contains("\"error\"")).count();
    (text.lines().count() - failed, failed)
}

/// The processes that a process has started.
fn children(parent: u32) -> Vec<Pid> {
    let is_child = |stat: &str| {
        let after_name = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect::<Vec<_>>());
        after_name.is_some_and(|fields| fields.get(1).is_some_and(|it| it.parse() == Ok(parent)))
    };
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    pids.filter(|pid| fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| is_child(&stat)))
        .filter_map(Pid::from_raw)
        .collect()
}

/// Shoots the workers of a tournament. One that is gone already is left alone.
fn shoot(tournament: &Child) -> usize {
    children(tournament.id()).into_iter().filter(|&worker| kill_process(worker, Signal::KILL).is_ok()).count()
}

fn within(what: &str, mut happens: impl FnMut() -> bool) {
    let began = Instant::now();
    while !happens() {
        assert!(began.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::yield_now();
    }
}

fn fresh() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn workers_change_nothing() {
    let (apart, here) = (fresh(), fresh());
    let small = ["greedy", "simple", "idle", "--maps", "open,maze", "--seeds", "1..3", "--ticks", "40"];
    let first = played(apart.path(), &[&small[..], &["--isolate", "on", "--jobs", "2"]].concat());
    let second = played(here.path(), &[&small[..], &["--isolate", "off"]].concat());
    assert_eq!(first, second);
    assert_eq!(contents(apart.path()), contents(here.path()));
}

#[test]
fn a_tournament_plays_in_workers_unless_it_is_told_not_to() {
    for (isolate, some) in [("auto", true), ("on", true), ("off", false)] {
        let folder = fresh();
        let mut tournament =
            arena(folder.path(), &[&LONG[..], &["--isolate", isolate]].concat()).spawn().unwrap();
        within("nothing is played", || lines(folder.path()).0 > 0);
        assert_eq!(!children(tournament.id()).is_empty(), some, "{isolate}");
        tournament.kill().unwrap();
        tournament.wait().unwrap();
    }
}

/// Whoever ends a worker in the middle of a match, the kernel short of memory for one, changes no result.
#[test]
fn a_worker_that_is_shot_is_replaced_and_the_result_is_the_same() {
    let (calm, wild) = (fresh(), fresh());
    let expected = played(calm.path(), &LONG);
    let tournament = arena(wild.path(), &[&LONG[..], &["--log", "warn"]].concat()).spawn().unwrap();
    let mut shot = 0;
    for match_to_disturb in [2, 5, 8] {
        within("it does not get far", || lines(wild.path()).0 >= match_to_disturb);
        shot += shoot(&tournament);
    }
    let output = tournament.wait_with_output().unwrap();
    assert_eq!(ends_with(0, &output), expected);
    assert_eq!(contents(wild.path()), contents(calm.path()));
    assert!(shot > 0, "no worker was found");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("played once more") && said.contains("SIGKILL"), "{said}");
}

#[test]
fn a_match_whose_worker_always_dies_is_recorded_as_failed_and_the_others_are_played() {
    let (calm, wild) = (fresh(), fresh());
    let expected = played(calm.path(), &LONG);
    let tournament = arena(wild.path(), &LONG).spawn().unwrap();
    within("nothing is played", || lines(wild.path()).0 > 0);
    within("no match fails", || {
        shoot(&tournament);
        lines(wild.path()).1 >= 2
    });
    let report = ends_with(3, &tournament.wait_with_output().unwrap());
    let failed = report["failed"].as_array().unwrap();
    assert!((2..MATCHES).contains(&failed.len()), "{report:#}");
    assert_eq!(report["results"].as_array().unwrap().len() + failed.len(), MATCHES);
    for one in failed {
        let error = one["error"].as_str().unwrap();
        assert!(error.contains("worker process was lost") && error.contains("SIGKILL"), "{error}");
    }
    let table = fs::read_to_string(wild.path().join("table.md")).unwrap();
    assert!(table.contains("no result of greedy against balanced on maze"), "{table}");
    // The same command again plays what failed, and then it is as if nothing had happened.
    let mut again = played(wild.path(), &LONG);
    again["matches"]["resumed"] = 0.into();
    assert_eq!(again, expected);
}

/// Matches a second in workers against matches a second without, in turns:
/// `cargo test --release -p arena --test isolation throughput -- --ignored --nocapture`.
#[test]
#[ignore = "takes a minute, and means something only on an idle machine"]
fn throughput() {
    const ROUNDS: usize = 5;
    let words = ["lancer", "balanced", "greedy", "--seeds=1..4", "--no-replays"];
    let seconds = |isolate: &str| {
        let folder = fresh();
        let began = Instant::now();
        played(folder.path(), &[&words[..], &["--isolate", isolate]].concat());
        began.elapsed().as_secs_f64()
    };
    seconds("off");
    let mut best = [f64::MAX; 2];
    for _ in 0..ROUNDS {
        for (best, isolate) in best.iter_mut().zip(["off", "on"]) {
            *best = best.min(seconds(isolate));
        }
    }
    let [here, apart] = best;
    println!(
        "54 matches: {here:.2} s here, {apart:.2} s in workers: {:.3} times the throughput",
        here / apart
    );
    assert!(here / apart > 0.95);
}
