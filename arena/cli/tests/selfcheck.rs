//! `arena selfcheck`: this machine gives the golden replays in every circumstance, and every planted fault is noticed.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

use std::process::Command;

use serde_json::Value;

/// Runs `arena selfcheck`, wants this exit code, and reads what it said as JSON.
#[track_caller]
fn selfcheck(code: i32, words: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_arena"))
        .args(["selfcheck", "--json"])
        .args(words)
        .env_remove("TZ")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}\n{out}\n{err}"));
    assert_eq!(output.status.code(), Some(code), "{said:#}\n{err}");
    said
}

fn rows(report: &Value) -> Vec<(&str, bool)> {
    let rows = report["rows"].as_array().unwrap();
    rows.iter().map(|row| (row["row"].as_str().unwrap(), row["ok"].as_bool().unwrap())).collect()
}

#[test]
fn this_machine_gives_the_golden_replays_in_every_circumstance() {
    let report = selfcheck(0, &["--soak", "100"]);
    let listed = selfcheck(0, &["--list"]);
    let names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|row| row["row"].as_str().unwrap()).collect();
    assert_eq!(rows(&report), names.iter().map(|name| (*name, true)).collect::<Vec<_>>());
    for row in report["rows"].as_array().unwrap() {
        assert!(row["matches"].as_u64().unwrap() >= 5, "{row}");
    }
}

/// Plants a fault and expects it in these circumstances and in no others of those that are looked at. What differs first
/// is named.
#[track_caller]
fn check_canary(fault: &str, look_at: &str, differs: &[&str]) {
    let report = selfcheck(1, &["--canary", fault, "--only", look_at, "--soak", "50"]);
    let found: Vec<&str> = rows(&report).into_iter().filter(|(_, ok)| !ok).map(|(row, _)| row).collect();
    assert_eq!(found, differs, "{report:#}");
    for row in report["rows"].as_array().unwrap().iter().filter(|row| row["ok"] == false) {
        let first = &row["divergences"][0];
        assert!(!first["field"].as_str().unwrap().is_empty(), "{row}");
        assert_ne!(first["expected"], first["found"], "{row}");
        if fault != "leak" {
            assert!(first["tick"].as_u64().unwrap() > 0, "{row}");
        }
    }
}

#[test]
fn a_clock_is_noticed() {
    check_canary("clock", "cranelift,locale", &["cranelift", "locale"]);
}

#[test]
fn an_unordered_iteration_is_noticed() {
    check_canary("hash-order", "singlepass,saved-and-loaded", &["singlepass", "saved-and-loaded"]);
}

#[test]
fn other_matches_are_noticed() {
    check_canary("threads", "singlepass,sixteen-threads", &["sixteen-threads"]);
}

#[test]
fn the_compiler_is_noticed() {
    check_canary("back-end", "cranelift,singlepass", &["singlepass"]);
}

#[test]
fn the_surroundings_are_noticed() {
    check_canary("environment", "locale,time-zone", &["time-zone"]);
    check_canary("folder", "locale,folder", &["folder"]);
    check_canary("log-level", "locale,trace-log", &["trace-log"]);
}

#[test]
fn what_is_not_saved_is_noticed() {
    check_canary("unsaved", "singlepass,saved-and-loaded", &["saved-and-loaded"]);
}

#[test]
fn what_grows_is_noticed() {
    if cfg!(target_os = "linux") {
        check_canary("leak", "many-matches", &["many-matches"]);
    }
}

/// A check that is blind must not pass for one that saw nothing.
#[test]
fn a_planted_fault_that_goes_unnoticed_is_the_checks_own_failure() {
    let report = selfcheck(3, &["--canary", "folder", "--only", "singlepass"]);
    assert_eq!(report["ok"], true);
}
