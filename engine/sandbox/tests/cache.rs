//! Compiled modules on disk: nothing but speed depends on them, and nothing but what was written is loaded.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod play;

use std::fs;
use std::path::{Path, PathBuf};

use play::{RICH, lines, main, seat, turn};
use sandbox::{Backend, CacheMode, Config, Limits, Sandbox, TurnEnd};

fn open(cache: CacheMode) -> Sandbox {
    Sandbox::new(Config { backend: Backend::Singlepass, cache, limits: Limits::default() }).unwrap()
}

fn at(folder: &Path) -> CacheMode {
    CacheMode::At(folder.to_owned())
}

fn bot() -> Vec<u8> {
    main(
        "(local $i i32) (loop $again
        (call $echo)
        (call $say (local.tee $i (i32.add (local.get $i) (i32.const 1))))
        (br $again))",
    )
}

fn play_in(sandbox: &Sandbox) -> Vec<TurnEnd> {
    let program = sandbox.load(&bot()).unwrap();
    assert!(program.usage().entries().iter().any(|(_, used)| used.used > 0));
    let mut player = seat(sandbox, &program, RICH);
    lines(3).into_iter().zip(0..).map(|(line, n)| turn(&mut player, n, line)).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn cold_warm_and_off_play_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let off = play_in(&open(CacheMode::Off));
    assert_eq!(play_in(&open(at(folder.path()))), off);
    let written = entries(folder.path());
    assert_eq!(written.len(), 1);
    let before = fs::read(&written[0]).unwrap();
    assert_eq!(play_in(&open(at(folder.path()))), off);
    assert_eq!(entries(folder.path()), written);
    assert_eq!(fs::read(&written[0]).unwrap(), before);
}

/// Spoils the entry, and expects it to be written anew and the same match to be played.
fn check_rebuilt(spoil: impl FnOnce(&Path, Vec<u8>)) {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = open(at(folder.path()));
    let expected = play_in(&sandbox);
    let path = entries(folder.path()).remove(0);
    let whole = fs::read(&path).unwrap();
    spoil(&path, whole.clone());
    let spoiled = fs::read(&path).unwrap();
    assert_eq!(play_in(&sandbox), expected);
    let rebuilt = fs::read(&path).unwrap();
    assert!(rebuilt != spoiled && rebuilt.len() == whole.len(), "the entry was not replaced");
    assert_eq!(rebuilt[rebuilt.len() - 48..], whole[whole.len() - 48..], "another entry took its place");
    assert_eq!(play_in(&open(at(folder.path()))), expected);
}

#[test]
fn a_flipped_bit_anywhere_is_noticed() {
    let len = {
        let folder = tempfile::tempdir().unwrap();
        play_in(&open(at(folder.path())));
        fs::read(&entries(folder.path())[0]).unwrap().len()
    };
    let foot = [1, 16, 17, 48, 49, 64, 65, 68, 69, 100].map(|from_end| len - from_end);
    for place in [0, 1, 15, 16, 100, len / 2].into_iter().chain(foot) {
        check_rebuilt(|path, mut bytes| {
            bytes[place] ^= 1;
            fs::write(path, bytes).unwrap();
        });
    }
}

#[test]
fn cut_and_foreign_files_are_replaced() {
    for keep in [0, 1, 16, 63, 64, 68, 200] {
        check_rebuilt(|path, bytes| fs::write(path, &bytes[..keep]).unwrap());
        // What is left of it ends as an entry does.
        check_rebuilt(|path, bytes| fs::write(path, &bytes[bytes.len() - keep..]).unwrap());
    }
    check_rebuilt(|path, bytes| fs::write(path, &bytes[..bytes.len() - 1]).unwrap());
    check_rebuilt(|path, _| fs::write(path, b"something else altogether").unwrap());
    check_rebuilt(|path, bytes| fs::write(path, [&bytes[..], b"more"].concat()).unwrap());
}

/// The whole entry of another module, under this one's name.
#[test]
fn another_modules_entry_is_not_loaded() {
    let other = {
        let folder = tempfile::tempdir().unwrap();
        open(at(folder.path())).load(&main("(unreachable)")).unwrap();
        fs::read(&entries(folder.path())[0]).unwrap()
    };
    check_rebuilt(|path, _| fs::write(path, other).unwrap());
}

#[test]
fn a_folder_that_cannot_be_used_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    let expected = play_in(&open(CacheMode::Off));
    assert_eq!(play_in(&open(at(&file))), expected);
    assert_eq!(play_in(&open(at(&file.join("below")))), expected);
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_may_write_to_is_not_used() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    play_in(&open(at(folder.path())));
    assert!(entries(folder.path()).is_empty());
    // One that we make is closed to others.
    let own = folder.path().join("own");
    play_in(&open(at(&own)));
    assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(entries(&own).len(), 1);
    // An entry that others may write to is not loaded either, but replaced.
    let path = entries(&own).remove(0);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    play_in(&open(at(&own)));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o022, 0);
}

#[test]
fn the_folder_is_kept_within_its_size() {
    let folder = tempfile::tempdir().unwrap();
    play_in(&open(at(folder.path())));
    let one = fs::metadata(&entries(folder.path())[0]).unwrap().len();
    let limits = Limits { cache_bytes: 3 * one, ..Limits::default() };
    let sandbox =
        Sandbox::new(Config { backend: Backend::Singlepass, cache: at(folder.path()), limits }).unwrap();
    fs::write(folder.path().join("notes.txt"), vec![0; 100_000]).unwrap();
    for n in 0..8 {
        sandbox.load(&main(&format!("(call $say (i32.const {n}))"))).unwrap();
    }
    let left = entries(folder.path());
    let total: u64 = left
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "code"))
        .map(|path| fs::metadata(path).unwrap().len())
        .sum();
    assert!(total > 0 && total <= 3 * one, "{total} bytes are left");
    assert!(folder.path().join("notes.txt").exists(), "a file that is not ours was removed");
}
