//! What is shown, as JSON lines on standard output: for scripts that steer the viewer or wait for it, and for tests.

use std::io::Write;

use bevy::prelude::*;
use serde::Serialize;

use crate::{Focus, Footage, Notices, Playhead, Projection, Scene, Screen};

/// Prints a line whenever what is shown changes: `arena-viewer --json`.
pub fn plugin(app: &mut App) {
    app.add_systems(Last, report);
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Line {
    /// `start` or `match`.
    screen: &'static str,
    /// The match's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The last tick that is over at the cursor.
    tick: u32,
    /// The last tick that can be shown.
    end: u32,
    /// Whether more ticks may come.
    live: bool,
    playing: bool,
    speed: f32,
    tactical: bool,
    /// Seat and number of the picked unit.
    unit: Option<(u8, u16)>,
    /// Whether the camera goes with it.
    follows: bool,
    /// Whose view is shown.
    fog: Option<u8>,
    /// Parts of the screen that are open.
    open: Vec<String>,
    /// Messages that wait to be read.
    notices: Vec<String>,
    /// While it stands still: seat, number, and where each unit is in the window, in points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<(u8, u16, i32, i32)>,
}

fn report(
    screen: Res<State<Screen>>,
    playhead: Res<Playhead>,
    focus: Res<Focus>,
    notices: Res<Notices>,
    projection: Res<Projection>,
    footage: Option<Res<Footage>>,
    scene: Option<Res<Scene>>,
    mut last: Local<Option<Line>>,
    mut exit: MessageWriter<AppExit>,
) {
    let playing = playhead.playing || playhead.at_live_edge;
    let mut line = Line {
        screen: match screen.get() {
            Screen::Start => "start",
            Screen::Match => "match",
        },
        playing,
        speed: playhead.speed,
        tactical: focus.tactical,
        unit: focus.unit.map(|(seat, unit)| (seat.0, unit.0)),
        follows: focus.follows,
        fog: focus.fog.map(|seat| seat.0),
        open: focus.open.iter().map(|part| format!("{part:?}").to_lowercase()).collect(),
        notices: notices.list.iter().map(|notice| notice.text.clone()).collect(),
        ..Line::default()
    };
    if let (Some(footage), Some(scene)) = (footage, scene) {
        line.title = Some(footage.origin().title.clone());
        line.tick = scene.tick.0;
        line.end = footage.end().0;
        line.live = footage.is_live();
        if !playing {
            let place = |at| projection.to_window(at, 0.2).map(|p| (p.x.round() as i32, p.y.round() as i32));
            let units = scene.poses.iter().filter_map(|pose| {
                let (x, y) = place(pose.at)?;
                Some((pose.seat.0, pose.unit.0, x, y))
            });
            line.units = units.collect();
        }
    }
    if last.as_ref() == Some(&line) {
        return;
    }
    let mut out = std::io::stdout().lock();
    let text = serde_json::to_string(&line).expect("a line has only text keys");
    // Whoever listened has gone: nobody is left to watch for.
    if writeln!(out, "{text}").and_then(|()| out.flush()).is_err() {
        exit.write(AppExit::Success);
    }
    *last = Some(line);
}
