//! Buttons that move the cursor.

use bevy_egui::egui::{
    Align2, Popup, Pos2, Rect, Sense, Ui, UiBuilder, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use super::curve::Curve;
use crate::panel::button::{self, IconButton};
use crate::panel::icon::{self, Icon};
use crate::panel::theme;
use crate::panel::view::View;
use crate::{Action, SPEEDS, keymap};

/// Side of a button, of the play button, and the space between.
const SIDE: f32 = 28.0;
const PLAY: f32 = 38.0;
const GAP: f32 = 3.0;
/// Narrower windows leave out what has a key and seldom a click.
const ROOM_FOR_ALL: f32 = 780.0;

/// Shows the buttons at the left; gives where they end.
pub(super) fn show(ui: &mut Ui, view: &View, curve: &mut Curve, rect: Rect, curves: bool) -> f32 {
    let first = if curves { rect.top() + 31.0 } else { rect.center().y };
    let all = curves || rect.width() >= ROOM_FOR_ALL;
    let mut x = rect.left() + 12.0;
    for (icon, what, action) in moves(view, all) {
        let side = if matches!(action, Action::PlayPause) { PLAY } else { SIDE };
        let place = Rect::from_min_size(pos2(x, first - side / 2.0), Vec2::splat(side));
        let on = matches!(action, Action::ToEnd) && view.playhead.at_live_edge;
        let button = IconButton::new(icon, what).keys(keymap::keys(&action)).size(side).on(on);
        if ui.put(place, button).clicked() {
            view.ask(action);
        }
        x += side + GAP;
    }
    if !curves {
        return options(ui, view, pos2(x + 3.0, first));
    }
    let second = rect.bottom() - 20.0;
    let right = options(ui, view, pos2(rect.left() + 12.0, second));
    let mut x = right + 10.0;
    for choice in Curve::ALL {
        let place = Rect::from_center_size(pos2(x, second) + vec2(24.0, 0.0), vec2(48.0, 21.0));
        let on = *curve == choice;
        let response =
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| button::tab(ui, choice.name(), on)).inner;
        if response.clicked() {
            *curve = choice;
        }
        x = response.rect.right() + 1.0;
    }
    (rect.left() + 12.0 + 6.0 * (SIDE + GAP) + PLAY).max(x)
}

fn moves(view: &View, all: bool) -> Vec<(Icon, &'static str, Action)> {
    let (play, what) = if view.playhead.playing || view.playhead.at_live_edge {
        (Icon::Pause, "pause")
    } else {
        (Icon::Play, "play")
    };
    let last = if view.footage.is_live() { "stay at the newest tick" } else { "to the end" };
    let moves = [
        (Icon::ToStart, "to the start", Action::ToStart),
        (Icon::Previous, "previous event", Action::PreviousHighlight),
        (Icon::StepBack, "one tick back", Action::Step(-1)),
        (play, what, Action::PlayPause),
        (Icon::StepOn, "one tick on", Action::Step(1)),
        (Icon::Next, "next event", Action::NextHighlight),
        (Icon::ToEnd, last, Action::ToEnd),
    ];
    let seldom = |action: &Action| {
        matches!(action, Action::ToStart | Action::PreviousHighlight | Action::NextHighlight)
    };
    moves.into_iter().filter(|(_, _, action)| all || !seldom(action)).collect()
}

/// Loop and speed. Gives where they end.
fn options(ui: &mut Ui, view: &View, left: Pos2) -> f32 {
    let place = Rect::from_min_size(left - vec2(0.0, 12.0), Vec2::splat(24.0));
    let again = IconButton::new(Icon::Loop, "begin again at the end").keys(keymap::keys(&Action::ToggleLoop));
    if ui.put(place, again.size(24.0).on(view.playhead.looping)).clicked() {
        view.ask(Action::ToggleLoop);
    }
    let place = Rect::from_min_size(pos2(place.right() + 5.0, place.top()), vec2(56.0, 24.0));
    speed(ui, view, place);
    place.right()
}

fn speed(ui: &mut Ui, view: &View, place: Rect) {
    let response = ui.interact(place, ui.id().with("speed"), Sense::click());
    let label = format!("{}x", view.playhead.speed);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, &label));
    let painter = ui.painter();
    painter.rect_filled(place, 5, theme::veil(if response.hovered() { 34 } else { 10 }));
    let color = if response.hovered() { theme::INK } else { theme::DIM };
    let middle = place.center() - vec2(6.0, 0.0);
    painter.text(middle, Align2::CENTER_CENTER, &label, theme::bold(13.0), color);
    icon::paint_caret(painter, place.right_center() - vec2(10.0, 0.0), color);
    if response.has_focus() {
        icon::paint_focus(painter, place);
    }
    let response = button::explain(response, "speed", Some("Up, Down"));
    Popup::menu(&response).width(84.0).show(|ui| {
        for speed in SPEEDS {
            let on = (view.playhead.speed - speed).abs() < 1e-3;
            if ui.selectable_label(on, format!("{speed}x")).clicked() {
                view.ask(Action::Speed(speed));
                ui.close();
            }
        }
    });
}
