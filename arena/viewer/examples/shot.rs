//! A picture of the viewer in any of its states, without a window: what its developers look at.
//!
//! `cargo run --release -p arena-viewer --example shot -- match.replay 120.5 out.png 1280x720 tactical pick:0:3 bot:1`
//!
//! Without a replay (`-`) it is the start screen.

use std::process::ExitCode;

use protocol::{Seat, UnitId};
use viewer::windowless::{Studio, StudioOptions};
use viewer::{Action, Feed, Footage, Origin, Part, Preset};

fn main() -> ExitCode {
    bevy::log::tracing_subscriber::fmt().with_max_level(bevy::log::Level::WARN).init();
    match shoot(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn shoot(words: Vec<String>) -> Result<(), Box<dyn std::error::Error>> {
    let [replay, cursor, out, rest @ ..] = words.as_slice() else {
        return Err("usage: shot REPLAY|- CURSOR OUT.png [WxH] [ACTION...]".into());
    };
    let mut options = StudioOptions { quality: Some(Preset::Low), ..StudioOptions::default() };
    let mut actions = Vec::new();
    for word in rest {
        let numbers: Vec<u16> = word.split([':', 'x']).filter_map(|part| part.parse().ok()).collect();
        match (word.split(':').next().unwrap_or_default(), numbers.as_slice()) {
            ("low", _) => options.quality = Some(Preset::Low),
            ("medium", _) => options.quality = Some(Preset::Medium),
            ("high", _) => options.quality = Some(Preset::High),
            ("ui", [percent]) => options.ui_scale = f32::from(*percent) / 100.0,
            ("tactical", _) => actions.push(Action::ToggleTactical),
            ("pick", [seat, unit]) => actions.push(Action::Select(Some((Seat(*seat as u8), UnitId(*unit))))),
            ("follow", _) => actions.push(Action::ToggleFollow),
            ("director", _) => actions.push(Action::ToggleDirector),
            ("bot", [seat]) => actions.push(Action::ShowBot(Seat(*seat as u8))),
            ("fog", [seat]) => actions.push(Action::Fog(Some(Seat(*seat as u8)))),
            ("tags", _) => actions.push(Action::ToggleTags),
            ("help", _) => actions.push(Action::Toggle(Part::Help)),
            ("settings", _) => actions.push(Action::Toggle(Part::Settings)),
            ("result", _) => actions.push(Action::Toggle(Part::Result)),
            ("curves", _) => actions.push(Action::Toggle(Part::Curves)),
            ("hud", _) => actions.push(Action::Toggle(Part::Hud)),
            (_, [width, height]) => options.size = (u32::from(*width), u32::from(*height)),
            _ => return Err(format!("unknown word `{word}`").into()),
        }
    }
    let mut studio = Studio::open(&options)?;
    if replay != "-" {
        let reader = replay::Reader::open(replay)?;
        let origin = Origin { title: replay.clone(), path: Some(replay.into()) };
        studio.show(Footage::new(reader, Feed::Still, origin)?)?;
    }
    for action in actions {
        studio.act(action);
    }
    let started = std::time::Instant::now();
    let picture = studio.picture(cursor.parse()?)?;
    picture.save(out)?;
    let drawn = started.elapsed();
    let frame = |studio: &mut Studio| {
        let started = std::time::Instant::now();
        studio.frame();
        started.elapsed()
    };
    // The best of some: what else the machine does is no part of it.
    let best = (0..20).map(|_| frame(&mut studio)).min().unwrap_or_default();
    for error in viewer::shader_errors(studio.world()) {
        println!("{error}");
    }
    println!("{}: picture {drawn:.0?}, then {best:.1?} a frame", studio.adapter());
    Ok(())
}
