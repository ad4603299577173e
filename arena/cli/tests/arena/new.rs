use std::path::Path;
use std::process::Command;

use crate::command::{Place, assert_says};

#[test]
fn a_project_is_written_once() {
    let place = Place::new();
    let said = place.does("new hunter");
    assert_says(
        &said.out,
        &[
            "hunter is ready",
            "cargo build --release",
            "arena check target/wasm32-wasip1/release/hunter.wasm",
            "arena run ",
        ],
    );
    let manifest = String::from_utf8(place.read("hunter/Cargo.toml")).unwrap();
    assert_says(&manifest, &["name = \"hunter\"", "robodrome-sdk"]);
    let said = place.ends_with(2, "new hunter");
    assert_says(&said.err, &["hunter is there already", "nothing was written"]);
    assert_says(&place.ends_with(2, "new 7up").err, &["no name for a bot", "begin with a letter"]);
}

#[test]
fn a_c_project_has_its_header() {
    let place = Place::new();
    let next = place.does("new --lang c bots/hunter --json").json();
    assert_eq!(next["next"][1], "arena check bot.wasm");
    for file in ["bot.c", "robodrome.h", "build.sh", "README.md"] {
        assert!(place.path("bots/hunter").join(file).is_file(), "{file}");
    }
}

#[test]
fn every_language_has_a_project() {
    let place = Place::new();
    for (language, files, program) in [
        ("cpp", &["bot.cpp", "robodrome.hpp", "robodrome.h", "build.sh"][..], "bot.wasm"),
        ("zig", &["bot.zig", "robodrome/turn.zig", "build.sh"], "bot.wasm"),
        ("go", &["main.go", "go.mod", "robodrome/turn.go", "build.sh"], "bot.wasm"),
        ("assemblyscript", &["assembly/index.ts", "assembly/robodrome/turn.ts", "package.json"], "bot.wasm"),
        ("javascript", &["bot.js", "robodrome.js"], "bot.js"),
        ("lua", &["bot.lua", "robodrome.lua"], "bot.lua"),
        ("python", &["bot.py", "robodrome.py"], "bot.py"),
    ] {
        let next = place.does(&format!("new --lang {language} {language}-bot --json")).json();
        assert_eq!(next["next"][1], format!("arena check {program}"), "{language}");
        for file in files {
            assert!(place.path(&format!("{language}-bot")).join(file).is_file(), "{language}: {file}");
        }
    }
    let said = place.does("new --lang js plain");
    assert_says(&said.out, &["cd plain\n", "arena run bot.js greedy", "Its README says the rest.\n"]);
}

/// What a newcomer does first must work: build the new project, have it checked, and play.
#[test]
fn a_new_rust_bot_builds_and_plays() {
    if !has_wasm_target() {
        eprintln!("not tested: `rustup target add wasm32-wasip1` is missing here");
        return;
    }
    let place = Place::new();
    place.does("new --lang rust hunter");
    // The versions that this workspace has are those that are there without a network.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    std::fs::copy(lock, place.path("hunter/Cargo.lock")).unwrap();
    let build = Command::new(env!("CARGO"))
        .args(["build", "--release", "--offline"])
        .current_dir(place.path("hunter"))
        .env("CARGO_TARGET_DIR", place.path("hunter/target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let module = "hunter/target/wasm32-wasip1/release/hunter.wasm";
    let opinion = &place.does(&format!("check {module} --json")).json()[0];
    assert_eq!(opinion["ok"], true);
    assert!(opinion["trial"]["orders"].as_u64().unwrap() > 20, "{opinion}");
    let result = place.does(&format!("run {module} idle --json")).json();
    assert_eq!(result["winner"], 0);
}

fn has_wasm_target() -> bool {
    let Ok(rustc) =
        Command::new("rustc").args(["--print", "target-libdir", "--target", "wasm32-wasip1"]).output()
    else {
        return false;
    };
    Path::new(String::from_utf8_lossy(&rustc.stdout).trim()).is_dir()
}
