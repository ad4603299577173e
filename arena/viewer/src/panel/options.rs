//! The settings window. Everything in it acts at once.

use bevy_egui::egui::{Align, Align2, Area, Context, Id, Layout, Order, RichText, ScrollArea, Ui};

use super::button::{self, IconButton, text_button};
use super::icon::Icon;
use super::text::{caption, note};
use super::theme;
use super::view::Asked;
use crate::{Action, Focus, Part, Playhead, Preset, Settings, keymap};

/// Sizes that the window offers.
const UI_SCALES: [(f32, &str); 6] =
    [(0.75, "75"), (0.9, "90"), (1.0, "100"), (1.25, "125"), (1.5, "150"), (2.0, "200")];
const RENDER_SCALES: [(f32, &str); 4] = [(0.25, "25"), (0.5, "50"), (0.75, "75"), (1.0, "100")];

/// What the window shows.
pub(super) struct Options<'a> {
    pub(super) settings: &'a Settings,
    pub(super) playhead: &'a Playhead,
    pub(super) focus: &'a Focus,
    /// What the adapter is called, and the preset that suits it.
    pub(super) adapter: &'a str,
    pub(super) suits: Preset,
}

/// Shows the window under the score bar's right end.
pub(super) fn show(context: &Context, asked: &Asked, options: &Options, top: f32) {
    let window = context.content_rect();
    Area::new(Id::new("settings"))
        .order(Order::Foreground)
        .fade_in(false)
        .anchor(Align2::RIGHT_TOP, [-8.0, top + 8.0])
        .show(context, |ui| {
            theme::solid().inner_margin(14).show(ui, |ui| {
                ui.set_max_height(window.height() - top - 40.0);
                ui.set_width(312.0_f32.min(window.width() - 60.0));
                header(ui, asked);
                ScrollArea::vertical()
                    .max_height((window.height() - top - 80.0).max(80.0))
                    .show(ui, |ui| contents(ui, asked, options));
            });
        });
}

fn header(ui: &mut Ui, asked: &Asked) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("Settings").font(theme::bold(18.0)).color(theme::INK));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(IconButton::new(Icon::Close, "close").keys(Some("Esc"))).clicked() {
                asked.ask(Action::Toggle(Part::Settings));
            }
        });
    });
}

fn contents(ui: &mut Ui, asked: &Asked, options: &Options) {
    let settings = options.settings;
    caption(ui, "picture");
    let presets = [(Preset::Low, "low"), (Preset::Medium, "medium"), (Preset::High, "high")];
    let used = settings.quality.unwrap_or(options.suits);
    if let Some(preset) = button::choice(ui, used, &presets) {
        asked.ask(Action::Quality(preset));
    }
    let name = presets.iter().find(|(preset, _)| *preset == options.suits).map_or("", |(_, name)| name);
    let chosen = match settings.quality {
        None => format!("{name} was chosen for {}", options.adapter),
        Some(_) => format!("{name} would suit {}", options.adapter),
    };
    if !options.adapter.is_empty() {
        note(ui, chosen, theme::FAINT);
    }
    label(ui, "board's resolution, in per cent of the window's");
    if let Some(scale) = button::choice(ui, nearest(settings.render_scale, &RENDER_SCALES), &RENDER_SCALES) {
        asked.ask(Action::RenderScale(scale));
    }
    label(ui, "size of texts and panels, in per cent");
    if let Some(scale) = button::choice(ui, nearest(settings.ui_scale, &UI_SCALES), &UI_SCALES) {
        asked.ask(Action::UiScale(scale));
    }
    ui.add_space(8.0);
    caption(ui, "watching");
    let switches = [
        ("begin again at the end", Action::ToggleLoop, options.playhead.looping),
        ("director finds the action", Action::ToggleDirector, settings.director),
        ("tactical board", Action::ToggleTactical, options.focus.tactical),
        ("tags over all units", Action::ToggleTags, options.focus.all_tags),
        (
            "curves over the timeline",
            Action::Toggle(Part::Curves),
            options.focus.open.contains(&Part::Curves),
        ),
    ];
    for (label, action, on) in switches {
        if button::switch(ui, label, on, keymap::keys(&action)) {
            asked.ask(action);
        }
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if text_button(ui, None, "Full screen", false).clicked() {
            asked.ask(Action::ToggleFullscreen);
        }
        if text_button(ui, None, "All keys", false).clicked() {
            asked.ask(Action::Toggle(Part::Settings));
            asked.ask(Action::Toggle(Part::Help));
        }
    });
}

fn label(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    note(ui, text, theme::DIM);
}

/// The offered value that is nearest, so that one is always taken.
fn nearest(value: f32, offers: &[(f32, &str)]) -> f32 {
    let distance = |offer: &&(f32, &str)| (offer.0 - value).abs();
    let best = offers.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    best.map_or(value, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_the_offered_values_is_always_taken() {
        assert_eq!([0.1, 1.1, 1.13, 7.0].map(|scale| nearest(scale, &UI_SCALES)), [0.75, 1.0, 1.25, 2.0]);
    }
}
