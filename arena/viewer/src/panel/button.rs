//! Things to press.

use bevy_egui::egui::{
    Align2, Color32, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, Vec2, Widget, WidgetInfo,
    WidgetType, vec2,
};

use super::icon::{self, Icon};
use super::theme;
use super::view::Asked;
use crate::{Action, keymap};

/// A square with a sign in it.
pub(super) struct IconButton<'a> {
    icon: Icon,
    what: &'a str,
    keys: Option<&'static str>,
    on: bool,
    size: f32,
    framed: bool,
    tint: Option<Color32>,
}

impl<'a> IconButton<'a> {
    /// `what` it does, for its tooltip.
    pub(super) fn new(icon: Icon, what: &'a str) -> IconButton<'a> {
        IconButton { icon, what, keys: None, on: false, size: 26.0, framed: true, tint: None }
    }

    /// The keys that do the same.
    pub(super) fn keys(self, keys: Option<&'static str>) -> Self {
        IconButton { keys, ..self }
    }

    /// Whether what it switches is switched on.
    pub(super) fn on(self, on: bool) -> Self {
        IconButton { on, ..self }
    }

    /// Its side, in points.
    pub(super) fn size(self, size: f32) -> Self {
        IconButton { size, ..self }
    }

    /// Without a ground, for where many stand close together.
    pub(super) fn bare(self) -> Self {
        IconButton { framed: false, ..self }
    }

    /// The sign's colour while it is on.
    pub(super) fn tint(self, tint: Color32) -> Self {
        IconButton { tint: Some(tint), ..self }
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(self.size), Sense::click());
        response
            .widget_info(|| WidgetInfo::selected(WidgetType::Button, ui.is_enabled(), self.on, self.what));
        if ui.is_rect_visible(rect) {
            ground(ui, rect, &response, self.on && self.framed, self.framed);
            let idle = if self.on || self.framed { theme::DIM } else { theme::FAINT };
            let color = match (response.hovered(), self.on) {
                (_, true) => self.tint.unwrap_or(Color32::WHITE),
                (true, false) => Color32::WHITE,
                (false, false) => idle,
            };
            let inset = if self.framed { self.size * 0.28 } else { self.size * 0.16 };
            self.icon.paint(ui.painter(), rect.shrink(inset), color);
        }
        explain(response, self.what, self.keys)
    }
}

/// A button with text; a main one stands out.
pub(super) fn text_button(ui: &mut Ui, icon: Option<Icon>, label: &str, main: bool) -> Response {
    let font = if main { theme::bold(14.0) } else { theme::text(13.5) };
    let galley = ui.painter().layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER);
    let sign = if icon.is_some() { icon::room(14.0).x + 7.0 } else { 0.0 };
    let size = vec2(galley.size().x + sign + 24.0, if main { 32.0 } else { 27.0 });
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), label));
    if ui.is_rect_visible(rect) {
        ground(ui, rect, &response, main, true);
        let hot = main || response.hovered();
        let color = if hot { Color32::WHITE } else { theme::INK };
        if let Some(icon) = icon {
            let place = Rect::from_center_size(rect.left_center() + vec2(19.0, 0.0), icon::room(14.0));
            icon.paint(ui.painter(), place, color);
        }
        let at = Align2::LEFT_CENTER.anchor_size(rect.left_center() + vec2(12.0 + sign, 0.0), galley.size());
        ui.painter().galley(at.min, galley, color);
    }
    response
}

/// Some choices in a row, of which one is taken. Gives the one that was pressed.
pub(super) fn choice<T: Copy + PartialEq>(ui: &mut Ui, taken: T, choices: &[(T, &str)]) -> Option<T> {
    let mut pressed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (value, label) in choices {
            if tab(ui, label, *value == taken).clicked() {
                pressed = Some(*value);
            }
        }
    });
    pressed
}

/// One of some choices in a row.
pub(super) fn tab(ui: &mut Ui, label: &str, on: bool) -> Response {
    let galley = ui.painter().layout_no_wrap(label.to_owned(), theme::text(12.0), Color32::PLACEHOLDER);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 14.0, 21.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, ui.is_enabled(), on, label));
    if ui.is_rect_visible(rect) {
        ground(ui, rect, &response, on, false);
        let color = if on || response.hovered() { Color32::WHITE } else { theme::DIM };
        let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
        ui.painter().galley(at.min, galley, color);
    }
    response
}

/// A switch with its name. `true` when it was pressed.
pub(super) fn switch(ui: &mut Ui, label: &str, on: bool, keys: Option<&'static str>) -> bool {
    let galley = ui.painter().layout_no_wrap(label.to_owned(), theme::text(13.5), theme::INK);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 42.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, ui.is_enabled(), on, label));
    let track = Rect::from_min_size(rect.left_center() - vec2(0.0, 8.0), vec2(30.0, 16.0));
    let (fill, knob) = if on { (veil_on(), Color32::WHITE) } else { (theme::veil(14), theme::DIM) };
    let painter = ui.painter();
    painter.rect(track, 8, fill, Stroke::new(1.0, theme::veil(30)), StrokeKind::Inside);
    let x = if on { track.right() - 8.0 } else { track.left() + 8.0 };
    painter.circle_filled([x, track.center().y].into(), 5.0, knob);
    if response.has_focus() {
        icon::paint_focus(painter, rect);
    }
    let at = Align2::LEFT_CENTER.anchor_size(track.right_center() + vec2(9.0, 0.0), galley.size());
    painter.galley(at.min, galley, theme::INK);
    explain(response, label, keys).clicked()
}

fn veil_on() -> Color32 {
    Color32::from_rgba_premultiplied(86, 104, 138, 220)
}

/// The ground of something to press.
fn ground(ui: &Ui, rect: Rect, response: &Response, on: bool, framed: bool) {
    let fill = match (response.is_pointer_button_down_on(), response.hovered(), on, framed) {
        (true, ..) => theme::veil(52),
        (_, true, ..) => theme::veil(34),
        (_, _, true, _) => theme::veil(28),
        (_, _, _, true) => theme::veil(10),
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 5, fill);
    if on || framed {
        let line = if on { theme::veil(60) } else { theme::veil(14) };
        ui.painter().rect_stroke(rect, 5, Stroke::new(1.0, line), StrokeKind::Inside);
    }
    if response.has_focus() {
        icon::paint_focus(ui.painter(), rect);
    }
}

/// The ground of a line or a card that can be pressed.
pub(super) fn card_ground(ui: &Ui, rect: Rect, response: &Response) {
    ground(ui, rect, response, false, true);
}

/// A tooltip that says what something does, and the keys that do it too.
pub(super) fn explain(response: Response, what: &str, keys: Option<&str>) -> Response {
    response.on_hover_ui(|ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(what).color(theme::INK));
            if let Some(keys) = keys {
                key_caps(ui, keys);
            }
        });
    })
}

/// Keys as they look on a keyboard: `"Shift Right, ."` are two ways, the first of two keys.
pub(super) fn key_caps(ui: &mut Ui, keys: &str) {
    ui.spacing_mut().item_spacing.x = 3.0;
    for (index, way) in keys.split(", ").enumerate() {
        if index > 0 {
            ui.label(RichText::new("or").font(theme::text(11.0)).color(theme::FAINT));
        }
        for key in way.split(' ') {
            let galley = ui.painter().layout_no_wrap(key.to_owned(), theme::mono(11.0), theme::INK);
            let (rect, _) =
                ui.allocate_exact_size(vec2((galley.size().x + 10.0).max(20.0), 18.0), Sense::hover());
            let painter = ui.painter();
            painter.rect(rect, 4, theme::veil(12), Stroke::new(1.0, theme::veil(40)), StrokeKind::Inside);
            let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
            painter.galley(at.min, galley, theme::INK);
        }
    }
}

/// A button that asks for an action, and whose tooltip names the action's keys.
pub(super) fn action(ui: &mut Ui, asked: &Asked, icon: Icon, what: &str, action: Action, on: bool) {
    let response = ui.add(IconButton::new(icon, what).keys(keymap::keys(&action)).on(on).size(22.0).bare());
    if response.clicked() {
        asked.ask(action);
    }
}
