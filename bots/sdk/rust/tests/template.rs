//! The template for Rust must build from exactly the files that `bots/sdk/README.md` lists: what `arena new` writes.
#![allow(clippy::unwrap_used, reason = "in a test, what cannot go on shall fail")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const SDK: &str = "lib board book combat debug fight flood forecast harvest run traffic turn";
const PROTOCOL: &str = "lib beacons digest dir fuel id line mark pos reason reply rumble rumble/answer \
                        rumble/failure rumble/program_error status tolerant watch";
const TEMPLATE: [&str; 7] = [
    "Cargo.toml",
    "README.md",
    "src/main.rs",
    ".cargo/config.toml",
    ".gitignore",
    "robodrome/sdk/Cargo.toml",
    "robodrome/protocol/Cargo.toml",
];

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
}

fn assemble(to: &Path) {
    for file in TEMPLATE {
        copy(&here().join("template").join(file), &to.join(file));
    }
    for name in SDK.split(' ') {
        let file = format!("{name}.rs");
        copy(&here().join("src").join(&file), &to.join("robodrome/sdk/src").join(&file));
    }
    for name in PROTOCOL.split(' ') {
        let file = format!("{name}.rs");
        let from = here().join("../../../engine/protocol/src").join(&file);
        copy(&from, &to.join("robodrome/protocol/src").join(&file));
    }
}

/// This machine's target: the one for WebAssembly may not be installed where tests run.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

#[test]
fn it_builds_outside_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    assemble(folder.path());
    // The versions that this repository was tested with, so that nothing has to be looked up.
    copy(&here().join("../../../Cargo.lock"), &folder.path().join("Cargo.lock"));
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--target", &host()])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{log}");
    assert!(!log.contains("warning:"), "{log}");
}

#[test]
fn the_lists_in_the_readme_are_the_ones_tested_here() {
    let readme = fs::read_to_string(here().join("../README.md")).unwrap();
    assert!(readme.contains(&format!("`{SDK}`")));
    assert!(readme.contains(&format!("`{PROTOCOL}`")));
    for file in TEMPLATE {
        assert!(readme.contains(&format!("`{file}`")), "{file}");
    }
}
