//! Colours, fonts and the style of stock widgets.
//!
//! Dark glass, thin lines, and greys that lean to blue. A team's colour stands for a team and for nothing else, so all
//! that is switched on or picked is white.

use std::sync::Arc;

use bevy::prelude::{Added, Query};
use bevy_egui::EguiContext;
use bevy_egui::egui::style::ScrollStyle;
use bevy_egui::egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Margin, Shadow,
    Stroke, Style, TextStyle, Theme, Visuals, style::WidgetVisuals,
};
use protocol::Seat;

use crate::palette;

/// Text that is read first.
pub(super) const INK: Color32 = Color32::from_rgb(0xe8, 0xee, 0xf8);
/// Text that is read second.
pub(super) const DIM: Color32 = Color32::from_rgb(0xa3, 0xaf, 0xc6);
/// What must be there and need not be read.
pub(super) const FAINT: Color32 = Color32::from_rgb(0x74, 0x81, 0x9a);
/// Something wants attention.
pub(super) const WARN: Color32 = Color32::from_rgb(0xf5, 0xc7, 0x5a);
/// Something went wrong.
pub(super) const BAD: Color32 = Color32::from_rgb(0xff, 0x7d, 0x78);
/// Panels.
pub(super) const GLASS: Color32 = Color32::from_rgba_premultiplied(9, 12, 20, 244);
/// Windows that lie over everything.
pub(super) const SOLID: Color32 = Color32::from_rgb(13, 17, 27);
/// Borders and rules.
pub(super) const LINE: Color32 = Color32::from_rgba_premultiplied(34, 43, 60, 90);

/// A white veil: the ground of buttons, tracks and rows.
pub(super) fn veil(alpha: u8) -> Color32 {
    Color32::from_white_alpha(alpha)
}

/// A team's colour.
pub(super) fn team(seat: Seat) -> Color32 {
    let [r, g, b] = palette::team(seat);
    Color32::from_rgb(r, g, b)
}

/// Running text.
pub(super) fn text(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Titles and big numbers.
pub(super) fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

/// Logs, values, and columns of numbers.
pub(super) fn mono(size: f32) -> FontId {
    FontId::new(size, FontFamily::Monospace)
}

/// A panel's ground and border.
pub(super) fn glass() -> Frame {
    Frame::new().fill(GLASS).stroke(Stroke::new(1.0, LINE)).corner_radius(7).inner_margin(10)
}

/// A window's ground and border.
pub(super) fn solid() -> Frame {
    let shadow = Shadow { offset: [0, 8], blur: 28, spread: 2, color: Color32::from_black_alpha(150) };
    Frame::new()
        .fill(SOLID)
        .stroke(Stroke::new(1.0, Color32::from_rgba_premultiplied(52, 63, 84, 140)))
        .corner_radius(10)
        .inner_margin(18)
        .shadow(shadow)
}

/// Gives every new context our fonts and style, before it is first drawn to.
pub(super) fn dress(mut contexts: Query<&mut EguiContext, Added<EguiContext>>) {
    for mut context in &mut contexts {
        put_on(context.get_mut());
    }
}

/// Our fonts and style.
pub(super) fn put_on(context: &Context) {
    context.set_fonts(fonts());
    context.set_theme(Theme::Dark);
    context.all_styles_mut(restyle);
    // The size of everything is a setting of ours.
    context.options_mut(|options| options.zoom_with_keyboard = false);
}

fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

fn fonts() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 3] = [
        ("medium", include_bytes!("../../../../assets/fonts/ChakraPetch-Medium.ttf")),
        ("semibold", include_bytes!("../../../../assets/fonts/ChakraPetch-SemiBold.ttf")),
        ("mono", include_bytes!("../../../../assets/fonts/JetBrainsMono-Regular.ttf")),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    // JetBrains Mono knows far more of Unicode, so it stands in for the others.
    for (family, names) in [
        (FontFamily::Proportional, ["medium", "mono"]),
        (bold_family(), ["semibold", "mono"]),
        (FontFamily::Monospace, ["mono", "medium"]),
    ] {
        fonts.families.insert(family, names.map(str::to_owned).to_vec());
    }
    fonts
}

fn restyle(style: &mut Style) {
    style.text_styles = [
        (TextStyle::Small, text(11.5)),
        (TextStyle::Body, text(13.5)),
        (TextStyle::Button, text(13.5)),
        (TextStyle::Heading, bold(20.0)),
        (TextStyle::Monospace, mono(12.0)),
    ]
    .into();
    style.spacing.item_spacing = [6.0, 5.0].into();
    style.spacing.button_padding = [9.0, 4.0].into();
    style.spacing.interact_size.y = 24.0;
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.tooltip_width = 320.0;
    style.spacing.scroll = ScrollStyle { bar_width: 6.0, ..ScrollStyle::thin() };
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    // At once: what is shown at an instant does not depend on how long it has been shown.
    style.animation_time = 0.0;
    style.visuals = visuals();
}

fn visuals() -> Visuals {
    let mut visuals = Visuals::dark();
    visuals.override_text_color = None;
    visuals.window_fill = SOLID;
    visuals.window_stroke = Stroke::new(1.0, Color32::from_rgba_premultiplied(52, 63, 84, 140));
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(7);
    visuals.popup_shadow =
        Shadow { offset: [0, 4], blur: 14, spread: 0, color: Color32::from_black_alpha(120) };
    visuals.extreme_bg_color = Color32::from_rgb(6, 8, 14);
    visuals.faint_bg_color = veil(6);
    visuals.selection.bg_fill = Color32::from_rgba_premultiplied(60, 74, 100, 150);
    visuals.selection.stroke = Stroke::new(1.0, INK);
    visuals.weak_text_color = Some(FAINT);
    visuals.warn_fg_color = WARN;
    visuals.error_fg_color = BAD;
    let widget = |fill: u8, line: u8, ink: Color32| WidgetVisuals {
        bg_fill: veil(fill),
        weak_bg_fill: veil(fill),
        bg_stroke: Stroke::new(1.0, veil(line)),
        corner_radius: CornerRadius::same(5),
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(0, 14, DIM);
    visuals.widgets.inactive = widget(12, 12, INK);
    visuals.widgets.hovered = widget(26, 40, Color32::WHITE);
    visuals.widgets.active = widget(40, 70, Color32::WHITE);
    visuals.widgets.open = widget(20, 30, INK);
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::epaint::text::{Fonts, TextOptions};

    #[test]
    fn every_sign_that_panels_use_is_in_the_fonts() {
        let mut fonts = Fonts::new(TextOptions::default(), fonts());
        let mut drawn = |sign: char, font: &FontId| {
            let mut view = fonts.with_pixels_per_point(2.0);
            let galley = view.layout_no_wrap(sign.to_string(), font.clone(), INK);
            format!("{:?}", galley.rows[0].glyphs[0].uv_rect)
        };
        for font in [text(13.0), bold(13.0), mono(13.0)] {
            // What no font has is drawn as some other sign.
            let other = drawn('\u{10fffe}', &font);
            let signs = ('!'..='~').chain("·…–—×→±«»äöüßéñŁ".chars()).filter(|sign| *sign != '?');
            for sign in signs {
                assert_ne!(drawn(sign, &font), other, "{sign:?} is missing in {font:?}");
            }
        }
    }
}
