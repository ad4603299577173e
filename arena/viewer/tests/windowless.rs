//! The program where there is no window: pictures, films, measurements, and what is said where something is missing.
//!
//! What draws needs a Vulkan driver, and says so where there is none.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

fn golden(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/golden")).join(format!("{name}.replay"))
}

/// The program in a folder of its own, without a display.
fn viewer(folder: &TempDir, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arena-viewer"));
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("modules");
    command.current_dir(folder.path()).env("ROBODROME_CACHE", cache).env("HOME", folder.path());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("RUST_LOG");
    command.args(line.split_whitespace());
    command
}

fn ends_with(code: i32, mut command: Command) -> Output {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// Whether this machine can draw; said once where it cannot.
fn can_draw() -> bool {
    let can = viewer::windowless::adapter_exists();
    if !can {
        eprintln!("skipped: no Vulkan driver is installed");
    }
    can
}

#[test]
fn each_mistake_has_its_sentence_and_its_exit_code() {
    let folder = TempDir::new().unwrap();
    let replay = golden("mirror");
    let replay = replay.to_str().unwrap();
    std::fs::write(folder.path().join("foreign.replay"), "not one").unwrap();
    for (code, line, says) in [
        (2, "no-such.replay".to_owned(), "there is no replay no-such.replay"),
        (2, "greedy gredy".to_owned(), "no bot named `gredy`"),
        (2, "render none.replay --gif --out a.gif".to_owned(), "cannot read the replay none.replay"),
        (1, "render foreign.replay --gif --out a.gif".to_owned(), "foreign.replay: this is not a replay"),
        (2, format!("render {replay} --gif --out nowhere/a.gif"), "there is no folder nowhere"),
        (2, format!("render {replay} --png 99999 --out a.png"), "there is no tick 99999"),
        (2, format!("render {replay} --gif --from 9 --to 3 --out a.gif"), "before it begins"),
        (2, format!("render {replay} --gif --fps 90 --out a.gif"), "more than a GIF can show"),
        (2, format!("render {replay} --out a.gif"), "--png"),
        (2, "--frobnicate".to_owned(), "--frobnicate"),
    ] {
        let output = ends_with(code, viewer(&folder, &line));
        assert!(said(&output).contains(says), "`{line}` does not say `{says}`: {}", said(&output));
    }
}

#[test]
fn without_ffmpeg_a_film_is_refused_before_it_is_drawn() {
    let folder = TempDir::new().unwrap();
    let line = format!("render {} --mp4 --out a.mp4", golden("mirror").display());
    let mut command = viewer(&folder, &line);
    command.env("PATH", folder.path());
    let output = ends_with(3, command);
    assert!(
        said(&output).contains("needs ffmpeg") && said(&output).contains("apt install ffmpeg"),
        "{}",
        said(&output)
    );
    assert!(!folder.path().join("a.mp4").exists());
}

#[test]
fn a_picture_has_its_size() {
    if !can_draw() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let line =
        format!("render {} --png last --out board --size 320x200 --quality low", golden("mirror").display());
    ends_with(0, viewer(&folder, &line));
    let bytes = std::fs::read(folder.path().join("board")).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (320, 200));
}

#[test]
fn a_film_has_its_pictures_and_its_length() {
    if !can_draw() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let replay = golden("duel-in-the-maze");
    let part = "--from 100 --to 104 --speed 1 --fps 10 --size 320x180 --quality low";
    ends_with(0, viewer(&folder, &format!("render {} --gif --out a.gif {part}", replay.display())));
    let file = std::fs::File::open(folder.path().join("a.gif")).unwrap();
    let mut decoder = gif::DecodeOptions::new().read_info(file).unwrap();
    assert_eq!((decoder.width(), decoder.height()), (320, 180));
    let (mut frames, mut hundredths) = (0, 0);
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        frames += 1;
        hundredths += u32::from(frame.delay);
    }
    // Eleven pictures of a tenth of a second, and the last one stays; pictures that do not differ are one.
    assert_eq!(hundredths, 110 + 250);
    assert!((2..=11).contains(&frames), "{frames} frames");
}

#[test]
fn a_film_by_ffmpeg_has_its_pictures_as_they_were_drawn() {
    if !can_draw() || !has_ffmpeg() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let replay = golden("duel-in-the-maze");
    // Odd sides: a film gets a column and a row more.
    let part = "--size 321x181 --quality low";
    let line = format!(
        "render {} --mp4 --out a.mp4 --from 100 --to 101 --speed 1 --fps 10 {part}",
        replay.display()
    );
    ends_with(0, viewer(&folder, &line));
    ends_with(0, viewer(&folder, &format!("render {} --png 101 --out a.png {part}", replay.display())));

    let decoded = std::process::Command::new("ffmpeg")
        .args(["-loglevel", "error", "-i", "a.mp4", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(decoded.status.success(), "{}", String::from_utf8_lossy(&decoded.stderr));
    let (width, height) = (322, 182);
    let frames: Vec<&[u8]> = decoded.stdout.chunks(width * height * 3).collect();
    // A tick takes a quarter of a second: three pictures and the last one.
    assert_eq!(frames.iter().map(|frame| frame.len()).collect::<Vec<_>>(), [width * height * 3; 4]);
    let drawn = image::open(folder.path().join("a.png")).unwrap().to_rgb8();
    let shade = |x: u32, y: u32, channel: usize| frames[3][(y as usize * width + x as usize) * 3 + channel];
    let apart = |(x, y, pixel): (u32, u32, &image::Rgb<u8>)| -> u64 {
        (0..3).map(|channel| u64::from(pixel.0[channel].abs_diff(shade(x, y, channel)))).sum()
    };
    let mean = drawn.enumerate_pixels().map(apart).sum::<u64>() / (321 * 181 * 3);
    assert!(mean < 8, "shades differ by {mean} of 255 from those that were drawn");
}

fn has_ffmpeg() -> bool {
    let asked =
        std::process::Command::new("ffmpeg").arg("-version").stdout(std::process::Stdio::null()).status();
    let has = asked.is_ok_and(|status| status.success());
    if !has {
        assert!(std::env::var_os("CI").is_none(), "ffmpeg is not installed");
        eprintln!("skipped: ffmpeg is not installed");
    }
    has
}

#[test]
fn without_a_display_a_battle_leaves_a_replay_a_picture_and_a_film() {
    let folder = TempDir::new().unwrap();
    let can_draw = can_draw();
    let code = if can_draw { 0 } else { 3 };
    let output = ends_with(code, viewer(&folder, "--run greedy idle --ticks 12 --quality low"));
    assert!(said(&output).contains("there is no display"), "{}", said(&output));
    let wanted: &[&str] = if can_draw { &["gif", "png", "replay"] } else { &["replay"] };
    for extension in wanted {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
        let found: Vec<_> = files.filter(|file| file.extension().is_some_and(|e| e == *extension)).collect();
        let [file] = found.as_slice() else { panic!("no .{extension}: {found:?}") };
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(said(&output).contains(name), "it does not name {name}: {}", said(&output));
        assert!(std::fs::metadata(file).unwrap().len() > 100);
    }
}

#[test]
fn a_measurement_is_told_in_json() {
    if !can_draw() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let line = "--units 10,20 --frames 8 --jumps 3 --size 320x180 --quality low --json";
    let output =
        ends_with(0, viewer(&folder, &format!("bench {} {line}", golden("duel-in-the-maze").display())));
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let frames = results["frames"].as_array().unwrap();
    assert_eq!(frames.len(), 2 * 2 * 2, "two boards, with and without the HUD, two crowds");
    assert!(frames.iter().all(|frames| frames["median_ms"].as_f64().unwrap() > 0.0));
    assert!(results["open_ms"].as_f64().unwrap() > 0.0 && results["jumps"]["p95_ms"].as_f64().unwrap() > 0.0);
}
