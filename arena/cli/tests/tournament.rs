//! `arena tournament`: the same results however it is run, whatever interrupts it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Three bots, two maps, two seeds, short matches: twelve of them.
const SMALL: [&str; 9] =
    ["greedy", "simple", "idle", "--maps", "open,maze", "--seeds", "1..3", "--ticks", "40"];
const MATCHES: usize = 12;

fn arena(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arena"));
    command.env("ROBODROME_CACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"));
    command.arg("tournament").args(args).arg("--out").arg(folder);
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    arena(folder, args).output().expect("arena starts")
}

fn played(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn played_json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&played(folder, &[args, &["--json"]].concat())).expect("JSON")
}

/// Everything in a tournament's folder by its name; the lines of results sorted.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut contents = BTreeMap::new();
    for folder in [folder.to_owned(), folder.join("replays")] {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_file() {
                let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
                contents.insert(name, fs::read(&entry).expect("a file"));
            }
        }
    }
    let results = contents.get_mut("results.jsonl").expect("results");
    let mut lines: Vec<&[u8]> = results.split(|&byte| byte == b'\n').collect();
    lines.sort_unstable();
    *results = lines.join(&b'\n');
    contents
}

fn fresh() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn one_job_and_two_give_the_same() {
    let (one, two) = (fresh(), fresh());
    let first = played_json(one.path(), &[&SMALL[..], &["--jobs", "1"]].concat());
    let second = played_json(two.path(), &[&SMALL[..], &["--jobs", "2"]].concat());
    assert_eq!(first, second);
    let files = contents(one.path());
    assert_eq!(files, contents(two.path()));
    assert_eq!(files.keys().filter(|name| name.ends_with(".replay")).count(), MATCHES);
}

#[test]
fn everybody_meets_everybody_once_a_map_and_seed() {
    let folder = fresh();
    let all = played_json(folder.path(), &SMALL);
    assert_eq!(all["matches"], serde_json::json!({ "all": MATCHES, "resumed": 0, "failed": 0 }));
    let standings = all["standings"].as_array().expect("standings");
    assert_eq!(standings.len(), 3);
    for standing in standings {
        assert_eq!(standing["games"], 8);
        let count = |field: &str| standing[field].as_u64().expect("a number");
        assert_eq!(count("won") + count("lost") + count("drawn"), 8);
    }
    let score: f64 =
        standings.iter().map(|standing| standing["score_percent"].as_f64().expect("a number")).sum();
    assert!((score - 150.0).abs() < 1e-9, "{score}");
    assert_eq!(standings[2]["bot"], "idle");
    let ratings: Vec<f64> =
        standings.iter().map(|standing| standing["rating"].as_f64().expect("a number")).collect();
    assert!(ratings.is_sorted_by(|a, b| a >= b), "{ratings:?}");
    let cross = &all["cross"]["percent_won"];
    assert_eq!(cross[0][0], Value::Null);
    let (there, back) = (cross[0][1].as_f64().expect("a share"), cross[1][0].as_f64().expect("a share"));
    assert!((there + back - 100.0).abs() < 1e-9);
}

#[test]
fn the_tables_are_told_and_written() {
    let folder = fresh();
    let text = played(folder.path(), &SMALL);
    let table = fs::read_to_string(folder.path().join("table.md")).expect("a table");
    for part in [
        "standings",
        "row against column",
        "score on each map",
        "greedy",
        "simple",
        "idle",
        "12 matches of 2 teams",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    for part in ["| bot | games | won |", "| greedy |", "| open | maze |", "ended by"] {
        assert!(table.contains(part), "{part} in\n{table}");
    }
    assert!(!text.contains('\u{1b}'), "no colours into a pipe");
}

#[test]
fn finished_matches_are_not_played_again() {
    let folder = fresh();
    played(folder.path(), &SMALL);
    let before = contents(folder.path());
    let again = played_json(folder.path(), &SMALL);
    assert_eq!(again["matches"]["resumed"], MATCHES);
    assert_eq!(contents(folder.path()), before);
    assert!(played(folder.path(), &SMALL).contains("12 matches resumed"));
    // One more seed: only its matches are new.
    let more = played_json(
        folder.path(),
        &["greedy", "simple", "idle", "--maps", "open,maze", "--seeds", "1..4", "--ticks", "40"],
    );
    assert_eq!(more["matches"], serde_json::json!({ "all": 18, "resumed": 12, "failed": 0 }));
    // Other rules: everything is new.
    let other = played_json(folder.path(), &[&SMALL[..], &["--set", "fog=false"]].concat());
    assert_eq!(other["matches"]["resumed"], 0);
}

#[test]
fn what_was_cut_off_is_played_again_to_the_same_tables() {
    let folder = fresh();
    played(folder.path(), &SMALL);
    let before = contents(folder.path());
    let path = folder.path().join("results.jsonl");
    let results = fs::read(&path).expect("results");
    for cut in [results.len() / 2, results.len() - 1, 0] {
        fs::write(&path, &results[..cut]).expect("writable");
        fs::write(folder.path().join("table.md"), "").expect("writable");
        let whole = results[..cut].iter().filter(|&&byte| byte == b'\n').count();
        assert_eq!(played_json(folder.path(), &SMALL)["matches"]["resumed"], whole);
        assert_eq!(contents(folder.path()), before);
    }
}

#[test]
fn a_missing_replay_is_made_again_if_replays_are_wanted() {
    let folder = fresh();
    let none = [&SMALL[..], &["--no-replays"]].concat();
    assert_eq!(played_json(folder.path(), &none)["matches"]["resumed"], 0);
    assert!(!folder.path().join("replays").exists());
    assert_eq!(played_json(folder.path(), &none)["matches"]["resumed"], MATCHES);
    assert_eq!(played_json(folder.path(), &SMALL)["matches"]["resumed"], 0);
    let replay = fs::read_dir(folder.path().join("replays")).expect("replays").next().expect("a replay");
    fs::remove_file(replay.expect("an entry").path()).expect("removable");
    assert_eq!(played_json(folder.path(), &SMALL)["matches"]["resumed"], MATCHES - 1);
    assert_eq!(played_json(folder.path(), &SMALL)["matches"]["resumed"], MATCHES);
}

/// Long enough to be interrupted also where another program keeps the test waiting.
const LONG: [&str; 8] =
    ["greedy", "simple", "--maps=open", "--seeds=1..160", "--ticks", "100", "--jobs", "1"];

/// Starts a tournament and waits until some matches are finished and others are not.
fn under_way(folder: &Path) -> std::process::Child {
    let mut command = arena(folder, &LONG);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("arena starts");
    let results = folder.join("results.jsonl");
    while fs::read(&results).map_or(0, |bytes| bytes.iter().filter(|&&byte| byte == b'\n').count()) < 2 {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before it could be interrupted");
        std::thread::yield_now();
    }
    child
}

fn check_resumed(folder: &Path) {
    let resumed = played_json(folder, &LONG);
    let number = resumed["matches"]["resumed"].as_u64().expect("a number");
    assert!((2..159).contains(&number), "{number} of 159 were resumed");
    let whole = fresh();
    let mut expected = played_json(whole.path(), &LONG);
    expected["matches"]["resumed"] = number.into();
    assert_eq!(resumed, expected);
    assert_eq!(contents(folder), contents(whole.path()));
}

#[test]
fn a_killed_tournament_is_resumed() {
    let folder = fresh();
    let mut child = under_way(folder.path());
    child.kill().expect("killable");
    child.wait().expect("it ends");
    check_resumed(folder.path());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_a_folder_that_can_be_resumed() {
    let folder = fresh();
    let child = under_way(folder.path());
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill starts");
    assert!(killed.success());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(
        said.contains("of 159 matches are kept") && said.contains("run the same command again"),
        "{said}"
    );
    check_resumed(folder.path());
}

#[test]
fn four_teams_sit_in_every_order() {
    let folder = fresh();
    let bots = ["greedy", "simple", "idle"];
    let copy = folder.path().join("other.wasm");
    let module = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/modules/simple.wasm");
    fs::copy(module, &copy).expect("a module");
    let other = copy.to_str().expect("UTF-8");
    let args =
        [&bots[..], &[other, "--teams", "4", "--maps", "open", "--seeds", "1..=6", "--ticks", "30"]].concat();
    let all = played_json(&folder.path().join("cup"), &args);
    let results = all["results"].as_array().expect("results");
    let mut tables: Vec<&Value> = results.iter().map(|result| &result["bots"]).collect();
    tables.sort_by_key(|table| table.to_string());
    tables.dedup();
    assert_eq!((results.len(), tables.len()), (6, 6));
    assert!(results.iter().all(|result| result["places"].as_array().expect("places").len() == 4));
}

/// The path of a copy of greedy, under the same name.
fn greedy_in(folder: &TempDir) -> String {
    let copy = folder.path().join("greedy.wasm");
    let module = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bots/modules/greedy.wasm");
    fs::copy(module, &copy).expect("a module");
    copy.to_str().expect("UTF-8").to_owned()
}

#[test]
fn what_cannot_be_played_is_refused_before_anything_is_written() {
    let folder = fresh();
    let bad = folder.path().join("bad.wasm");
    fs::write(&bad, b"\0asm\x01\0\0\0").expect("writable");
    let bad = bad.to_str().expect("UTF-8");
    let copy = greedy_in(&folder);
    let cases: [(&[&str], i32, &str); 10] = [
        (&["greedy"], 2, "at least 2 bots"),
        (&["greedy", "greedy"], 2, "named twice"),
        (&["greedy", &copy], 2, "are the same bot"),
        (&["greedy", "nobody"], 2, "no bot named `nobody`"),
        (&["greedy", "idle", "--teams", "3"], 2, "not 3"),
        (&["greedy", "idle", "--seeds", "4..4"], 2, "holds no seed"),
        (&["greedy", "idle", "--maps", "moon"], 2, "moon"),
        (&["greedy", "idle", "--set", "ticks=0"], 2, "ticks"),
        (&["greedy", "simple", "idle", "--seeds", "0..1000000"], 2, "more than 1000000"),
        (&["greedy", bad], 1, "refused"),
    ];
    for (args, code, problem) in cases {
        let out = folder.path().join("out");
        let output = run(&out, args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(problem), "{args:?}: {said}");
        assert!(!out.exists(), "{args:?} wrote something");
    }
}
