//! A picture of the viewer in any of its states, without a window: what its developers look at.
//!
//! `cargo run --release -p arena-viewer --example shot -- match.replay 120.5 out.png 1280x720 tactical pick:0:3 bot:1`
//!
//! Without a replay (`-`) it is the start screen. `hover:X:Y`, `click:X:Y` and `type:TEXT` are the user's hands.
#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::process::ExitCode;

use bevy::prelude::{Entity, With};
use bevy_egui::PrimaryEguiContext;
use bevy_egui::egui::{Event, Modifiers, PointerButton, Pos2, pos2};
use bevy_egui::input::EguiInputEvent;
use protocol::{Seat, UnitId};
use viewer::windowless::{Studio, StudioOptions};
use viewer::{Action, Feed, Footage, Notices, Origin, Part, Preset};

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
    let (mut actions, mut frames) = (Vec::new(), 20);
    let mut hands = Vec::new();
    let mut notice = false;
    for word in rest {
        let numbers: Vec<u16> = word.split([':', 'x']).filter_map(|part| part.parse().ok()).collect();
        match (word.split(':').next().unwrap_or_default(), numbers.as_slice()) {
            ("low", _) => options.quality = Some(Preset::Low),
            ("medium", _) => options.quality = Some(Preset::Medium),
            ("high", _) => options.quality = Some(Preset::High),
            ("ui", [percent]) => options.ui_scale = f32::from(*percent) / 100.0,
            ("frames", [number]) => frames = *number,
            ("scale", [percent]) => actions.push(Action::RenderScale(f32::from(*percent) / 100.0)),
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
            ("hover", &[x, y]) => hands.push(Event::PointerMoved(point(x, y))),
            ("click", &[x, y]) => hands.extend(click(point(x, y))),
            ("type", _) => hands.push(Event::Text(word.trim_start_matches("type:").to_owned())),
            ("notice", _) => notice = true,
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
    if notice {
        let mut notices = studio.world().resource_mut::<Notices>();
        notices.error("duel.replay: the file is damaged at byte 4,711: fetch it again");
        notices.say("a picture was saved as duel-120.png");
    }
    for action in actions {
        studio.act(action);
    }
    let started = std::time::Instant::now();
    let mut picture = studio.picture(cursor.parse()?)?;
    if !hands.is_empty() {
        for event in hands {
            touch(&mut studio, event);
        }
        // Tooltips wait for a hand at rest.
        (0..4).for_each(|_| studio.frame());
        picture = studio.capture()?;
    }
    picture.save(out)?;
    let drawn = started.elapsed();
    let frame = |studio: &mut Studio| {
        let started = std::time::Instant::now();
        studio.frame();
        started.elapsed()
    };
    // The best of some: what else the machine does is no part of it.
    let best = (0..frames).map(|_| frame(&mut studio)).min().unwrap_or_default();
    for error in viewer::shader_errors(studio.world()) {
        println!("{error}");
    }
    println!("{}: picture {drawn:.0?}, then {best:.1?} a frame", studio.adapter());
    Ok(())
}

fn point(x: u16, y: u16) -> Pos2 {
    pos2(f32::from(x), f32::from(y))
}

fn click(pos: Pos2) -> [Event; 3] {
    let button = |pressed| {
        let modifiers = Modifiers::NONE;
        Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }
    };
    [Event::PointerMoved(pos), button(true), button(false)]
}

/// Gives egui an event, and draws a frame in which it acts.
fn touch(studio: &mut Studio, event: Event) {
    let world = studio.world();
    let mut contexts = world.query_filtered::<Entity, With<PrimaryEguiContext>>();
    let contexts: Vec<Entity> = contexts.iter(world).collect();
    for context in contexts {
        world.write_message(EguiInputEvent { context, event: event.clone() });
    }
    studio.frame();
}
