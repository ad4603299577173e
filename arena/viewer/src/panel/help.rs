//! All shortcuts, from the one table that the keys follow.

use bevy_egui::egui::{
    Align, Color32, Context, Id, Layout, Modal, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2,
};

use super::button::{IconButton, key_caps};
use super::icon::Icon;
use super::text::caption;
use super::theme;
use super::view::Asked;
use crate::keymap::{SECTIONS, Section};
use crate::{Action, Part};

/// Width of a column, and of the keys in it.
const COLUMN: f32 = 404.0;
const KEYS: f32 = 132.0;

/// What is said of the panels' own keys.
const PANELS: Section = Section {
    title: "Panels",
    bindings: &[],
    gestures: &[
        ("F6", "lead the keyboard into the panels"),
        ("Tab", "there: on to the next; Esc leads back"),
        ("right click", "on a line of a log: copies it"),
    ],
};

/// Shows the help over everything.
pub(super) fn show(context: &Context, asked: &Asked) {
    let window = context.content_rect();
    let modal = Modal::new(Id::new("help"))
        .area(Modal::default_area(Id::new("help")).fade_in(false))
        .frame(theme::solid())
        .backdrop_color(Color32::from_black_alpha(130));
    let columns = if window.width() > 2.0 * COLUMN + 90.0 { 2 } else { 1 };
    let width = columns as f32 * COLUMN + (columns - 1) as f32 * 26.0;
    let response = modal.show(context, |ui| {
        ui.set_max_height(window.height() - 60.0);
        ui.set_width(width.min(window.width() - 60.0));
        ui.horizontal(|ui| {
            ui.label(RichText::new("Keys and gestures").font(theme::bold(20.0)).color(theme::INK));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(IconButton::new(Icon::Close, "close").keys(Some("Esc"))).clicked() {
                    asked.ask(Action::Toggle(Part::Help));
                }
            });
        });
        ui.add_space(6.0);
        ScrollArea::vertical().max_height((window.height() - 110.0).max(80.0)).show(ui, |ui| {
            let all: Vec<&Section> = SECTIONS.iter().chain([&PANELS]).collect();
            // The first half of the table stands left: sections are not torn apart.
            let (left, right) = all.split_at(if columns == 2 { 2 } else { all.len() });
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 26.0;
                for part in [left, right].into_iter().filter(|part| !part.is_empty()) {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.x = 6.0;
                        ui.set_width(COLUMN.min(window.width() - 60.0));
                        part.iter().for_each(|section| show_section(ui, section));
                    });
                }
            });
        });
    });
    if response.backdrop_response.clicked() {
        asked.ask(Action::Toggle(Part::Help));
    }
}

fn show_section(ui: &mut Ui, section: &Section) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.spacing_mut().interact_size.y = 21.0;
    caption(ui, section.title);
    for binding in section.bindings {
        line(ui, binding.keys, binding.what);
    }
    for (gesture, what) in section.gestures {
        line(ui, gesture, what);
    }
    ui.add_space(9.0);
}

fn line(ui: &mut Ui, keys: &str, what: &str) {
    let top = ui.cursor().min;
    let place = Rect::from_min_size(top, vec2(KEYS, 21.0));
    ui.horizontal(|ui| {
        ui.set_height(21.0);
        ui.scope_builder(
            UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)),
            |ui| {
                // Keys are caps; what the mouse does is a phrase.
                let is_key = keys
                    .split([' ', ','])
                    .all(|part| part.len() <= 5 && !part.starts_with(char::is_lowercase));
                if is_key {
                    key_caps(ui, keys);
                } else {
                    ui.label(RichText::new(keys).font(theme::text(12.5)).color(theme::INK));
                }
            },
        );
        let used = ui.min_rect().right() - top.x;
        ui.add_space((KEYS - used).max(6.0));
        ui.label(RichText::new(what).font(theme::text(13.0)).color(theme::DIM));
    });
}
