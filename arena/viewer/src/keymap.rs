//! Which key does what: one table for the program and for its help.

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use crate::source::Browser;
use crate::{Action, Focus, Footage, Part, Step};

/// A key and what it does.
pub struct Binding {
    /// As the help shows it.
    pub keys: &'static str,
    /// What it does, in a few words.
    pub what: &'static str,
    /// Any of these keys, with shift held or not.
    code: &'static [(KeyCode, bool)],
    action: fn() -> Action,
    /// Whether it goes on while the key is held.
    repeats: bool,
}

/// Bindings that belong together.
pub struct Section {
    /// What they are about.
    pub title: &'static str,
    /// In the order of the help.
    pub bindings: &'static [Binding],
    /// What the mouse and held keys do, for the help.
    pub gestures: &'static [(&'static str, &'static str)],
}

macro_rules! bindings {
    ($( $keys:literal $what:literal [$( $code:ident $($shift:literal)? ),+] => $action:expr $(, $repeats:ident)?; )*) => {
        &[$( Binding {
            keys: $keys,
            what: $what,
            code: &[$( (KeyCode::$code, shifted!($($shift)?)) ),+],
            action: || $action,
            repeats: repeats!($($repeats)?),
        } ),*]
    };
}
macro_rules! shifted {
    () => {
        false
    };
    ($shift:literal) => {
        true
    };
}
macro_rules! repeats {
    () => {
        false
    };
    ($repeats:ident) => {
        true
    };
}

/// Every key, by what it is about.
pub const SECTIONS: &[Section] = &[
    Section {
        title: "Playback",
        bindings: bindings! {
            "Space" "play, pause" [Space] => Action::PlayPause;
            "Right, ." "one tick on" [ArrowRight, Period] => Action::Step(1), held;
            "Left, ," "one tick back" [ArrowLeft, Comma] => Action::Step(-1), held;
            "Shift Right" "ten ticks on" [ArrowRight "shift"] => Action::Step(10), held;
            "Shift Left" "ten ticks back" [ArrowLeft "shift"] => Action::Step(-10), held;
            "Up" "faster" [ArrowUp] => Action::Faster;
            "Down" "slower" [ArrowDown] => Action::Slower;
            "1" "usual speed" [Digit1] => Action::Speed(1.0);
            "N" "next event" [KeyN] => Action::NextHighlight, held;
            "P" "previous event" [KeyP] => Action::PreviousHighlight, held;
            "Home" "to the start" [Home] => Action::ToStart;
            "End" "to the end; stays at the edge of a live match" [End] => Action::ToEnd;
            "L" "loop" [KeyL] => Action::ToggleLoop;
        },
        gestures: &[("drag the timeline", "scrub")],
    },
    Section {
        title: "Camera",
        bindings: bindings! {
            "T" "tactical board, arena" [KeyT] => Action::ToggleTactical;
            "F" "follow the unit" [KeyF] => Action::ToggleFollow;
            "0" "whole board" [Digit0] => Action::Fit;
            "C" "director: find the action" [KeyC] => Action::ToggleDirector;
        },
        gestures: &[
            ("W A S D", "move"),
            ("Q E", "turn"),
            ("R V", "raise, lower"),
            ("+ -", "zoom"),
            ("drag", "turn; on the tactical board, move"),
            ("right drag", "move"),
            ("wheel", "zoom to the pointer"),
        ],
    },
    Section {
        title: "Looking closer",
        bindings: bindings! {
            "Tab" "next unit of the team" [Tab] => Action::SelectNext(1), held;
            "Shift Tab" "the unit before" [Tab "shift"] => Action::SelectNext(-1), held;
            "I" "unit inspector" [KeyI] => Action::Toggle(Part::Inspector);
            "B" "bot panel: log, watches, fuel" [KeyB] => Action::Toggle(Part::Bot);
            "G" "see as the next team sees (fog)" [KeyG] => Action::CycleFog;
            "M" "marks drawn by bots" [KeyM] => Action::ToggleAllMarks;
            "X" "tags over all units" [KeyX] => Action::ToggleTags;
            "K" "curves" [KeyK] => Action::Toggle(Part::Curves);
            "Enter" "result and statistics" [Enter] => Action::Toggle(Part::Result);
        },
        gestures: &[("click a unit", "pick it"), ("double click", "pick and follow")],
    },
    Section {
        title: "Program",
        bindings: bindings! {
            "F1, H, ?" "this help" [F1, KeyH, Slash "shift"] => Action::Toggle(Part::Help);
            "U" "hide everything but the board" [KeyU] => Action::Toggle(Part::Hud);
            "F10, J" "settings" [F10, KeyJ] => Action::Toggle(Part::Settings);
            "O" "open a replay" [KeyO] => Action::Browse;
            "F12" "save a picture" [F12] => Action::Screenshot;
            "F11" "full screen" [F11] => Action::ToggleFullscreen;
            "Esc" "close what is on top; last, the match" [Escape] => Action::Back;
        },
        gestures: &[("drop a replay or two modules", "open or play them"), ("Ctrl Q", "quit")],
    },
];

/// The keys of an action, for tooltips.
pub fn keys(action: &Action) -> Option<&'static str> {
    let mut bindings = SECTIONS.iter().flat_map(|section| section.bindings);
    bindings.find(|binding| (binding.action)() == *action).map(|binding| binding.keys)
}

/// Seconds until a held key repeats, and between repeats.
const FIRST_REPEAT: f32 = 0.35;
const NEXT_REPEAT: f32 = 0.06;

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Update, press.in_set(Step::Act).before(crate::focus::follow_actions));
}

fn press(
    keys: Option<Res<ButtonInput<KeyCode>>>,
    mut contexts: EguiContexts,
    footage: Option<Res<Footage>>,
    browser: Res<Browser>,
    focus: Res<Focus>,
    mut actions: MessageWriter<Action>,
    time: Res<Time<Real>>,
    mut held: Local<f32>,
) {
    let Some(keys) = keys else { return };
    let typing = contexts.ctx_mut().is_ok_and(|context| context.egui_wants_keyboard_input());
    // A short press of several keys may begin and end within one picture.
    let down = |codes: [KeyCode; 2]| keys.any_pressed(codes) || keys.any_just_pressed(codes);
    let control = down([KeyCode::ControlLeft, KeyCode::ControlRight]);
    if control && keys.just_pressed(KeyCode::KeyQ) {
        actions.write(Action::Quit);
    }
    let other =
        keys.any_pressed([KeyCode::AltLeft, KeyCode::AltRight, KeyCode::SuperLeft, KeyCode::SuperRight]);
    if typing || control || other || browser.is_open() {
        return;
    }
    let shift = down([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
    if keys.get_just_pressed().len() > 0 {
        *held = -FIRST_REPEAT;
    }
    *held += time.delta_secs();
    let again = *held > 0.0;
    if again {
        *held = -NEXT_REPEAT;
    }
    for binding in SECTIONS.iter().flat_map(|section| section.bindings) {
        let mine = |code: &KeyCode| binding.code.contains(&(*code, shift));
        let now = keys.get_just_pressed().any(mine);
        if !(now || binding.repeats && again && keys.get_pressed().any(mine)) {
            continue;
        }
        let action = (binding.action)();
        // In a window over the match, Tab leads through the window.
        if matches!(action, Action::SelectNext(_)) && focus.has_window() {
            continue;
        }
        // On the start screen, Esc closes what is open there, and nothing else needs a match to make sense.
        if footage.is_some() || is_for_start(&action) {
            actions.write(action);
        }
    }
}

/// Whether an action makes sense while nothing is open.
fn is_for_start(action: &Action) -> bool {
    matches!(
        action,
        Action::Browse
            | Action::Toggle(Part::Help | Part::Settings)
            | Action::Screenshot
            | Action::ToggleFullscreen
            | Action::Back
            | Action::Quit
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_key_does_two_things() {
        let mut seen = HashMap::new();
        for binding in SECTIONS.iter().flat_map(|section| section.bindings) {
            for code in binding.code {
                if let Some(other) = seen.insert(code, binding.what) {
                    panic!("{code:?} means both `{other}` and `{}`", binding.what);
                }
            }
        }
        assert!(seen.len() > 30);
    }
}
