//! The hostile suite: every attack on both back ends, each with the outcome that `bots/hostile/expected.toml` gives it.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Runs `arena conformance`, wants this exit code, and reads what it said as JSON.
#[track_caller]
fn conformance(code: i32, words: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_arena"))
        .args(["conformance", "--json"])
        .args(words)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}\n{out}\n{err}"));
    if output.status.code() != Some(code) {
        panic!("exit code {:?}\n{}\n{err}", output.status.code(), problems(&said));
    }
    said
}

/// What is not as it should be, one line for each attack.
fn problems(said: &Value) -> String {
    let attacks = said["attacks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let failed = attacks.iter().filter(|attack| attack["ok"] != true);
    failed.map(|attack| format!("{}: {}\n", attack["name"], attack["problems"])).collect()
}

fn names(attacks: &Value) -> BTreeSet<&str> {
    attacks.as_array().unwrap().iter().map(|attack| attack["name"].as_str().unwrap()).collect()
}

#[test]
fn every_attack_has_its_outcome_on_both_back_ends() {
    let report = conformance(0, &[]);
    assert_eq!(report["ok"], true, "{}", problems(&report));
    assert_eq!(report["failed"], 0);
    let attacks = report["attacks"].as_array().unwrap();
    assert!(attacks.len() > 300, "{} attacks", attacks.len());
    let listed = conformance(0, &["--list"]);
    assert_eq!(names(&report["attacks"]), names(&listed));
    for attack in attacks {
        assert_eq!(attack["got"]["ends"], attack["expected"]["ends"], "{}", attack["name"]);
        let played = attack["ns_per_fuel"].as_object().unwrap();
        let refused =
            attack["got"]["ends"].as_str().unwrap().split(", ").all(|end| end.starts_with("reject "));
        assert_eq!(played.len(), if refused { 0 } else { 2 }, "{}", attack["name"]);
    }
    for backend in ["cranelift", "singlepass"] {
        let pace = &report["pace"][backend];
        assert!(pace["median"].as_f64().unwrap() > 0.0, "{pace}");
        assert!(pace["worst"].as_f64().unwrap() >= pace["median"].as_f64().unwrap(), "{pace}");
    }
    if cfg!(target_os = "linux") {
        assert!(report["peak_mib"].as_u64().unwrap() <= 1024);
    }
}

#[test]
fn one_back_end_and_some_attacks_can_be_asked_for() {
    let report = conformance(0, &["--backend", "singlepass", "--filter", "divide"]);
    assert!(names(&report["attacks"]).contains("divide-by-zero"));
    for attack in report["attacks"].as_array().unwrap() {
        assert!(attack["name"].as_str().unwrap().contains("divide"));
        assert_eq!(attack["ns_per_fuel"].as_object().unwrap().len(), 1);
    }
    assert_eq!(report["pace"], serde_json::json!({}), "two attacks make no median");
    assert_eq!(conformance(2, &["--filter", "no such word"])["error"]["code"], "unknown_attack");
}

#[test]
fn other_engines_get_every_module_with_its_expectation() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite");
    let written = conformance(0, &["--export", folder.to_str().unwrap(), "--filter", "wrong"]);
    let text = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let suite: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(suite["match"]["opponent"], "simple");
    assert_eq!(names(&suite["attacks"]), names(&conformance(0, &["--list", "--filter", "wrong"])));
    let mut modules = 0;
    for attack in suite["attacks"].as_array().unwrap() {
        assert!(!attack["ends"].as_str().unwrap().is_empty());
        for file in attack["files"].as_array().unwrap() {
            let bytes = std::fs::read(folder.join(file.as_str().unwrap())).unwrap();
            assert!(!bytes.is_empty(), "{file}");
            modules += 1;
        }
    }
    assert!(modules > 10);
    assert_eq!(written["modules"], modules);
}
