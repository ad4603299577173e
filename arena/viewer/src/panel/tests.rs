//! All panels, painted without a window or a renderer: what egui is told to draw, and what clicks ask for.

use std::time::{Duration, Instant};

use bevy_egui::egui::{Event, FullOutput, Modifiers, PointerButton, Pos2, RawInput, Shape, pos2, vec2};
use protocol::{Seat, UnitId};

use super::*;
use crate::sample;
use crate::testing::{golden, watch};

/// A match, and what it is looked at with.
struct Stage {
    context: Context,
    footage: Footage,
    story: Story,
    scene: Scene,
    focus: Focus,
    playhead: Playhead,
    settings: Settings,
    kept: Kept,
    window: Rect,
}

impl Stage {
    fn open(replay: &str, cursor: f64, (width, height): (f32, f32)) -> Stage {
        let name = golden().into_iter().find(|path| path.ends_with(replay)).unwrap();
        let (footage, story) = watch(&name);
        let scene = sample(&footage, &story, cursor).unwrap();
        let context = Context::default();
        theme::put_on(&context);
        Stage {
            context,
            footage,
            story,
            scene,
            focus: Focus::default(),
            playhead: Playhead { cursor, playing: false, ..Playhead::default() },
            settings: Settings::default(),
            kept: Kept::default(),
            window: Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height)),
        }
    }

    fn everything(mut self) -> Stage {
        self.focus.open.extend([Part::Bot, Part::Curves, Part::Inspector]);
        self.focus.unit = self.scene.poses.first().map(|pose| (pose.seat, pose.unit));
        self
    }

    /// One picture: what is drawn, what was asked for, and how long it took.
    fn paint(&mut self, events: Vec<Event>) -> (FullOutput, Vec<Action>, Duration) {
        let asked = Asked::default();
        let input = RawInput { screen_rect: Some(self.window), events, ..RawInput::default() };
        let started = Instant::now();
        let output = self.context.run_ui(input, |ui| {
            let view = View {
                footage: &self.footage,
                story: &self.story,
                scene: &self.scene,
                focus: &self.focus,
                playhead: &self.playhead,
                settings: &self.settings,
                asked: &asked,
            };
            self.kept.belong_to(&self.footage);
            let layout = Layout::of(ui.ctx().content_rect(), &view, self.kept.bot.is_wide());
            show_panels(ui.ctx(), &view, &mut self.kept, &layout);
            if self.focus.shows(Part::Result) {
                result::show(ui.ctx(), &view);
            }
        });
        (output, asked.take(), started.elapsed())
    }

    /// What a click at a place asks for.
    fn click(&mut self, at: Pos2) -> Vec<Action> {
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        // Places are known once everything was painted.
        (0..3).for_each(|_| drop(self.paint(Vec::new())));
        let mut asked = self.paint(vec![Event::PointerMoved(at)]).1;
        asked.extend(self.paint(vec![button(true)]).1);
        asked.extend(self.paint(vec![button(false)]).1);
        asked
    }
}

const WINDOWS: [(f32, f32); 4] = [(640.0, 360.0), (960.0, 540.0), (1280.0, 720.0), (2560.0, 1440.0)];

fn texts(output: &FullOutput) -> Vec<(Rect, f32, String)> {
    fn collect(shape: &Shape, found: &mut Vec<(Rect, f32, String)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            Shape::Text(text) if !text.galley.text().is_empty() => {
                let sizes = text.galley.job.sections.iter().map(|section| section.format.font_id.size);
                let size = sizes.fold(f32::INFINITY, f32::min);
                found.push((text.visual_bounding_rect(), size, text.galley.text().to_owned()));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &output.shapes {
        let first = found.len();
        collect(&clipped.shape, &mut found);
        let tail = found.split_off(first);
        found.extend(tail.into_iter().filter(|(rect, ..)| clipped.clip_rect.intersects(*rect)));
    }
    found
}

#[test]
fn panels_say_what_is_there_in_every_window_and_for_every_number_of_teams() {
    for replay in ["duel-in-the-maze.replay", "four-on-the-islands.replay", "eight-around-the-centre.replay"]
    {
        for window in WINDOWS {
            let mut stage = Stage::open(replay, 120.5, window).everything();
            (0..3).for_each(|_| drop(stage.paint(Vec::new())));
            let texts = texts(&stage.paint(Vec::new()).0);
            let all: Vec<&str> = texts.iter().map(|(_, _, text)| text.as_str()).collect();
            let has = |wanted: &str| all.iter().any(|text| text.contains(wanted));
            for team in &stage.scene.before.frame.teams {
                assert!(
                    has(&words::count(u64::from(team.score))),
                    "{replay} {window:?}: {} in {all:?}",
                    team.score
                );
            }
            assert!(has("tick 120 / "), "{replay} {window:?}");
            assert!(has("hit points") && has("fuel"), "{replay} {window:?}: {all:?}");
            for (rect, size, text) in &texts {
                assert!(*size >= 11.0, "{text:?} is {size} points high");
                assert!(stage.window.expand(1.0).intersects(*rect), "{text:?} is outside of {window:?}");
            }
        }
    }
}

#[test]
fn the_same_instant_gives_the_same_panels() {
    let mut stage = Stage::open("four-on-the-islands.replay", 200.25, (1280.0, 720.0)).everything();
    (0..3).for_each(|_| drop(stage.paint(Vec::new())));
    let shapes = |stage: &mut Stage| {
        let output = stage.paint(Vec::new()).0;
        texts(&output).into_iter().map(|(rect, _, text)| (format!("{rect:?}"), text)).collect::<Vec<_>>()
    };
    let first = shapes(&mut stage);
    let here = stage.scene.clone();
    stage.scene = sample(&stage.footage, &stage.story, 31.0).unwrap();
    assert_ne!(shapes(&mut stage), first);
    stage.scene = here;
    assert_eq!(shapes(&mut stage), first);
}

#[test]
fn clicks_ask_for_what_they_are_on() {
    let mut stage = Stage::open("duel-in-the-maze.replay", 50.0, (1280.0, 720.0));
    let end = f64::from(stage.footage.end().0);
    assert_eq!(stage.click(pos2(124.0, 655.0)), [Action::PlayPause]);
    assert_eq!(stage.click(pos2(26.0, 655.0)), [Action::ToStart]);
    assert_eq!(stage.click(pos2(400.0, 18.0)), [Action::ShowBot(Seat(0))]);
    assert_eq!(stage.click(pos2(1258.0, 26.0)), [Action::Close]);
    assert_eq!(stage.click(pos2(640.0, 350.0)), [], "the board is free");
    assert_eq!(stage.context.memory(|memory| memory.focused()), None, "keys still belong to the match");
    match stage.click(pos2(1262.0, 670.0)).as_slice() {
        [Action::Seek(first), ..] => assert!((first - end).abs() < 2.0, "{first} is not the end {end}"),
        other => panic!("a click on the track seeks, not {other:?}"),
    }
}

#[test]
fn a_match_that_goes_on_says_so_and_leaves_room() {
    let name = golden().into_iter().find(|path| path.ends_with("duel-in-the-maze.replay")).unwrap();
    let bytes = std::fs::read(name).unwrap();
    let reader = replay::Reader::from_bytes(bytes[..bytes.len() / 2].to_vec()).unwrap();
    let mut stage = Stage::open("duel-in-the-maze.replay", 10.0, (1280.0, 720.0));
    stage.footage = Footage::new(reader, crate::Feed::File, Origin::default()).unwrap();
    stage.story = Story::default();
    stage.story.read_on(&stage.footage).unwrap();
    (0..3).for_each(|_| drop(stage.paint(Vec::new())));
    let texts = texts(&stage.paint(Vec::new()).0);
    assert!(texts.iter().any(|(_, _, text)| text == "live"));
    let end = stage.footage.end().to_string();
    let label = texts.iter().find(|(rect, _, text)| *text == end && rect.top() > 700.0).unwrap();
    assert!(label.0.right() < 1220.0, "there is room for what is still to come");
    let beyond = stage.click(pos2(1260.0, 670.0));
    assert_eq!(beyond.last(), Some(&Action::Seek(f64::from(stage.footage.end().0))));
}

#[test]
fn a_unit_that_is_not_there_is_explained() {
    let mut stage = Stage::open("eight-around-the-centre.replay", 150.0, (1280.0, 720.0)).everything();
    let dead = stage.story.lives.iter().find(|(_, life)| life.died.is_some_and(|died| died.0 < 150));
    let unborn = stage.story.lives.iter().find(|(_, life)| life.born.0 > 150);
    let (dead, unborn) = (*dead.unwrap().0, *unborn.unwrap().0);
    let nobody = (Seat(0), UnitId(9999));
    for (unit, wanted) in
        [(dead, "died in tick"), (unborn, "It is made in tick"), (nobody, "There never was")]
    {
        stage.focus.unit = Some(unit);
        (0..3).for_each(|_| drop(stage.paint(Vec::new())));
        let texts = texts(&stage.paint(Vec::new()).0);
        assert!(texts.iter().any(|(_, _, text)| text.contains(wanted)), "{wanted} of {unit:?}");
    }
}

#[test]
#[ignore = "measures: run it alone, with --nocapture"]
fn panels_cost_little() {
    let mut stage = Stage::open("eight-around-the-centre.replay", 150.5, (1280.0, 720.0)).everything();
    (0..5).for_each(|_| drop(stage.paint(Vec::new())));
    let mut times: Vec<(Duration, Duration)> = (0..60)
        .map(|picture| {
            stage.scene = sample(&stage.footage, &stage.story, 100.0 + f64::from(picture) * 0.37).unwrap();
            let (output, _, painted) = stage.paint(Vec::new());
            let started = Instant::now();
            stage.context.tessellate(output.shapes, output.pixels_per_point);
            (painted, started.elapsed())
        })
        .collect();
    times.sort_by_key(|(painted, tessellated)| *painted + *tessellated);
    let (painted, tessellated) = times[30];
    eprintln!("median: {painted:.1?} to paint, {tessellated:.1?} to tessellate");
    assert!(painted + tessellated < Duration::from_millis(10), "panels cost too much");
}

#[test]
fn the_result_opens_by_playing_and_not_by_jumping() {
    let at = |cursor, playing| Playhead { cursor, playing, ..Playhead::default() };
    assert!(arrived(&at(99.6, true), &at(100.0, false), 100.0));
    assert!(!arrived(&at(20.0, true), &at(100.0, false), 100.0), "a jump to the end");
    assert!(!arrived(&at(99.0, false), &at(100.0, false), 100.0), "a step to the end");
    assert!(!arrived(&at(98.0, true), &at(99.0, true), 100.0), "not there yet");
    let live = Playhead { at_live_edge: true, ..at(98.0, true) };
    assert!(arrived(&live, &at(100.0, false), 100.0), "the match that was followed ended");
}

#[test]
fn tab_belongs_to_the_match_until_f6_leads_into_the_panels() {
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let guided = |pressed: egui::Key, screen: Screen, open: Option<Part>| -> Vec<Event> {
        let mut world = World::new();
        let mut focus = Focus::default();
        focus.open.extend(open);
        world.insert_resource(focus);
        world.insert_resource(State::new(screen));
        let context = world.spawn((EguiContext::default(), PrimaryEguiContext)).id();
        world.get_mut::<EguiInput>(context).unwrap().events.push(key(pressed));
        world.run_system_cached(guide_keyboard).unwrap();
        world.get::<EguiInput>(context).unwrap().events.clone()
    };
    let tab = [key(egui::Key::Tab)];
    assert_eq!(guided(egui::Key::Tab, Screen::Match, None), []);
    assert_eq!(guided(egui::Key::F6, Screen::Match, None), tab);
    assert_eq!(guided(egui::Key::Tab, Screen::Match, Some(Part::Help)), tab);
    assert_eq!(guided(egui::Key::Tab, Screen::Start, None), tab);
    assert_eq!(guided(egui::Key::N, Screen::Match, None), [key(egui::Key::N)]);
}
