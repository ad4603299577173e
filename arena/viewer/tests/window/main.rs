//! The program in a real window on a virtual display, steered by keys and mouse as a user would.
//!
//! Needs Xvfb, openbox, xdotool and ImageMagick, and a Vulkan driver (the README names Debian's packages). Where Xvfb is
//! missing the tests say so and pass, except in CI, which has to have them. Screenshots are left in the build folder,
//! under `tmp/window`, to be looked at.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod display;
mod viewer;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use display::Display;
use viewer::Viewer;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../replays/golden/{name}.replay"))
}

/// One window at a time: a software renderer needs all cores for one.
static TURN: Mutex<()> = Mutex::new(());

/// A display, or `None` where this machine has none to offer and need not.
fn display() -> Option<(Display, MutexGuard<'static, ()>)> {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    match Display::open() {
        Ok(display) => Some((display, turn)),
        Err(missing) if std::env::var_os("CI").is_none() => {
            eprintln!("not tested: {missing}");
            None
        }
        Err(missing) => panic!("{missing}"),
    }
}

#[test]
fn a_replay_plays_scrubs_and_is_looked_at_closely() {
    let Some((display, _turn)) = display() else { return };
    let replay = golden("four-on-the-islands");
    let mut viewer = Viewer::start(&display, &["--tick", "60", replay.to_str().unwrap()]);

    let first = viewer.wait("the replay, paused where it was asked for", |now| {
        now.screen == "match" && now.tick == 60 && !now.playing && !now.units.is_empty()
    });
    display.wait_for_keyboard();
    display.screenshot("opened");

    viewer.until("it plays", || display.key("space"), |now| now.playing && now.tick > 60);
    viewer.until("it pauses", || display.key("space"), |now| !now.playing);
    viewer.until("the start", || display.key("Home"), |now| now.tick == 0);
    viewer.until("the end", || display.key("End"), |now| now.tick == now.end);

    // The timeline, right of the buttons. The pointer ends a little right of the middle.
    let end = first.end;
    let drag = || display.drag((400, 740), (800, 740));
    let scrubbed =
        viewer.until("the timeline is dragged", drag, |now| now.tick > end / 2 && now.tick < end * 3 / 4);
    display.screenshot("scrubbed");
    let on = viewer.until("a tick on", || display.key("Right"), |now| now.tick > scrubbed.tick);
    let here = viewer.until(
        "a tick back",
        || display.key("Left"),
        |now| now.tick < on.tick && !now.units.is_empty(),
    );

    let clear = |&(_, _, x, y): &(u8, u16, i32, i32)| (200..1000).contains(&x) && (150..600).contains(&y);
    let apart = |units: &[(u8, u16, i32, i32)], it: (u8, u16, i32, i32)| {
        let near = |other: &(u8, u16, i32, i32)| (other.2 - it.2).abs() + (other.3 - it.3).abs() < 30;
        units.iter().filter(|other| near(other)).count() == 1
    };
    let (seat, unit, x, y) = *here
        .units
        .iter()
        .find(|it| clear(it) && apart(&here.units, **it))
        .expect("a unit by itself in the middle of the window");
    let click = || display.click((x, y));
    viewer.until("a unit is clicked", click, |now| now.unit == Some((seat, unit)));
    display.screenshot("picked");

    let flat = viewer.until(
        "the tactical board",
        || display.key("t"),
        |now| now.tactical && !now.units.is_empty() && now.units != here.units,
    );
    display.screenshot("tactical");
    let (seat, unit, x, y) = *flat
        .units
        .iter()
        .find(|it| clear(it) && apart(&flat.units, **it) && Some((it.0, it.1)) != flat.unit)
        .expect("another unit by itself in the middle of the window");
    let click = || display.click((x, y));
    viewer.until("a unit of the tactical board is clicked", click, |now| now.unit == Some((seat, unit)));
    viewer.until("the arena again", || display.key("t"), |now| !now.tactical);

    viewer.until("what one team sees", || display.key("g"), |now| now.fog.is_some());
    display.screenshot("fog");
    let help = "help".to_owned();
    viewer.until("the help", || display.key("F1"), |now| now.open.contains(&help));
    display.screenshot("help");
    viewer.until("no help", || display.key("F1"), |now| !now.open.contains(&help));
    let pictures = ["opened", "picked", "tactical", "fog", "help"].map(|name| display.look(name));
    for (i, picture) in pictures.iter().enumerate() {
        assert!(picture.shades() > 300, "picture {i} is blank or nearly so");
        for other in &pictures[..i] {
            assert!(picture.differs_from(other), "picture {i} shows what one before it does");
        }
    }

    assert_eq!(viewer.quit(&display), Some(0));
}

#[test]
fn a_growing_replay_is_followed_to_its_end() {
    let Some((display, _turn)) = display() else { return };
    let bytes = std::fs::read(golden("duel-on-the-plain")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("growing.replay");
    let (first, rest) = bytes.split_at(bytes.len() / 3);
    std::fs::write(&path, first).unwrap();

    let mut viewer = Viewer::start(&display, &[path.to_str().unwrap()]);
    let begun = viewer.wait("what is there already", |now| now.screen == "match" && now.live && now.end > 0);
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    let (next, last) = rest.split_at(rest.len() / 2);
    file.write_all(next).unwrap();
    viewer.wait("more of it", |now| now.end > begun.end && now.live);
    display.wait_for_keyboard();
    file.write_all(last).unwrap();
    viewer.until("its end", || display.key("End"), |now| !now.live && now.tick == now.end);
    display.screenshot("followed");
}

#[test]
fn two_bots_are_played_and_watched() {
    let Some((display, _turn)) = display() else { return };
    let mut viewer = Viewer::start(&display, &["--run", "raider", "wall", "--map", "maze", "--seed", "5"]);
    viewer.wait("the match begins", |now| now.screen == "match" && now.tick > 0);
    viewer.wait("the engine has played it to its end", |now| !now.live && now.end > 100);
    display.screenshot("played");
}

#[test]
fn what_cannot_be_opened_is_told_on_the_start_screen_and_the_program_goes_on() {
    let Some((display, _turn)) = display() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.replay");
    let mut bytes = std::fs::read(golden("mirror")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    std::fs::write(&path, bytes).unwrap();

    let mut viewer = Viewer::start(&display, &[path.to_str().unwrap()]);
    let told = viewer
        .wait("the start screen with a message", |now| now.screen == "start" && !now.notices.is_empty());
    assert!(told.notices[0].contains("damaged.replay"), "{told:?}");
    display.wait_for_keyboard();
    display.screenshot("refused");
    let help = "help".to_owned();
    viewer.until("the program goes on", || display.key("F1"), |now| now.open.contains(&help));
    assert_eq!(viewer.quit(&display), Some(0));
}
