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

    display.key("space");
    viewer.wait("it plays", |now| now.playing && now.tick > 63);
    display.key("space");
    viewer.wait("it pauses", |now| !now.playing);

    display.key("Home");
    viewer.wait("the start", |now| now.tick == 0);
    display.key("End");
    viewer.wait("the end", |now| now.tick == now.end);
    let end = first.end;

    // The timeline, right of the buttons.
    display.drag((400, 740), (800, 740));
    display.screenshot("scrubbed");
    // The pointer ends a little right of the middle; on the way there it was left of it.
    let scrubbed = viewer
        .wait("the middle, by dragging the timeline", |now| now.tick > end / 2 && now.tick < end * 3 / 4);
    display.key("Right");
    viewer.wait("one tick on", |now| now.tick == scrubbed.tick + 1);
    display.key("Left");
    let here = viewer.wait("and back", |now| now.tick == scrubbed.tick && !now.units.is_empty());

    let clear = |&(_, _, x, y): &(u8, u16, i32, i32)| (200..1000).contains(&x) && (150..600).contains(&y);
    let (seat, unit, x, y) =
        *here.units.iter().find(|unit| clear(unit)).expect("a unit in the middle of the window");
    display.click((x, y));
    viewer.wait("the unit that was clicked", |now| now.unit == Some((seat, unit)));
    display.screenshot("picked");

    display.key("t");
    let flat = viewer
        .wait("the tactical board", |now| now.tactical && !now.units.is_empty() && now.units != here.units);
    display.screenshot("tactical");
    let (seat, unit, x, y) = *flat
        .units
        .iter()
        .find(|it| clear(it) && Some((it.0, it.1)) != flat.unit)
        .expect("another unit in the middle of the window");
    display.click((x, y));
    viewer.wait("the unit that was clicked on the tactical board", |now| now.unit == Some((seat, unit)));
    display.key("t");
    viewer.wait("the arena again", |now| !now.tactical);

    display.key("g");
    viewer.wait("what the first team sees", |now| now.fog == Some(0));
    display.screenshot("fog");
    display.key("F1");
    viewer.wait("the help", |now| now.open.contains(&"help".to_owned()));
    display.screenshot("help");
    display.key("Escape");
    viewer.wait("the help is closed", |now| !now.open.contains(&"help".to_owned()));
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
    display.key("End");
    file.write_all(last).unwrap();
    viewer.wait("its end, where it stays", |now| !now.live && now.tick == now.end);
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
    display.key("F1");
    viewer.wait("the program goes on", |now| now.open.contains(&"help".to_owned()));
    assert_eq!(viewer.quit(&display), Some(0));
}
