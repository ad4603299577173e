//! Handing over to the viewer and to the ladder: their own tests show what they then do.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A copy of the command in a folder of its own, where no viewer is beside it or on the path.
fn lonely(folder: &TempDir, line: &str) -> Command {
    let copy = folder.path().join(format!("arena{}", std::env::consts::EXE_SUFFIX));
    if !copy.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_arena"), &copy).unwrap();
    }
    let mut command = Command::new(copy);
    command.current_dir(folder.path()).env("PATH", "").args(line.split_whitespace());
    command
}

#[test]
fn a_viewer_that_is_missing_can_be_built() {
    let folder = TempDir::new().unwrap();
    for line in ["watch", "watch match.replay --tick 3", "run greedy idle --watch"] {
        let output = lonely(&folder, line).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}: {said}");
        assert!(said.contains("arena-viewer is not there"), "{line}: {said}");
        assert!(said.contains("cargo build --release -p arena-viewer"), "{line}: {said}");
    }
    let output = lonely(&folder, "watch --json").output().unwrap();
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["error"]["code"], "no_viewer");
}

#[test]
fn a_ladder_that_is_missing_can_be_built() {
    let folder = TempDir::new().unwrap();
    for line in ["serve", "serve --help", "worker --database postgres://x"] {
        let output = lonely(&folder, line).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}: {said}");
        assert!(said.contains("arena-ladder is not there"), "{line}: {said}");
        assert!(said.contains("cargo build --release -p arena-ladder"), "{line}: {said}");
    }
}

/// A program that prints its arguments, one a line, and ends with 7.
#[cfg(unix)]
fn put(folder: &Path, name: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join(name);
    std::fs::write(&path, "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done\nexit 7\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[cfg(unix)]
fn the_viewer_gets_the_arguments_and_decides_how_it_ends() {
    let folder = TempDir::new().unwrap();
    put(folder.path(), "arena-viewer");
    let check = |line: &str, words: &str| {
        let output = lonely(&folder, line).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.lines().collect::<Vec<_>>().join(" "), words, "arena {line}");
        assert_eq!(output.status.code(), Some(7), "arena {line}");
    };
    check("watch", "");
    check("watch m.replay --tick 3 --tactical", "m.replay --tick 3 --tactical");
    check("watch --follow m.replay", "--follow m.replay");
    check("watch render m.replay --gif --out a.gif", "render m.replay --gif --out a.gif");
    check("run greedy idle --watch", "--run greedy idle --game=beacons --seed=1 --out=. --backend=cranelift");
    check(
        "run greedy idle --watch --map maze --seed=-3 --size 21 --ticks 9 --set fog=false --no-replay --speed 8 --no-cache",
        "--run greedy idle --game=beacons --map=maze --seed=-3 --map-size=21 --ticks=9 --set=fog=false --speed=2 \
         --backend=cranelift --no-cache",
    );
    check(
        "run greedy idle --watch --rules r.toml --out m.replay --backend singlepass --cache c",
        "--run greedy idle --rules=r.toml --seed=1 --out=m.replay --backend=singlepass --cache=c",
    );
}

#[test]
#[cfg(unix)]
fn the_ladder_gets_every_word_also_those_that_are_our_own_options() {
    let folder = TempDir::new().unwrap();
    put(folder.path(), "arena-ladder");
    for line in [
        "serve",
        "serve --help",
        "serve --data d --log ladder=debug --json -v --color never -- x",
        "worker --database postgres://x --log debug",
    ] {
        let output = lonely(&folder, line).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.lines().collect::<Vec<_>>().join(" "), line);
        assert_eq!(output.status.code(), Some(7), "arena {line}");
    }
}
