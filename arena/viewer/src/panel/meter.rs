//! Bars and small curves.

use bevy_egui::egui::{Align2, Color32, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use super::theme;

/// A bar with its name at the left and its value at the right.
pub(super) fn bar(ui: &mut Ui, name: &str, value: &str, part: f32, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 27.0), Sense::hover());
    let painter = ui.painter();
    let line = rect.top() + 8.0;
    painter.text(pos2(rect.left(), line), Align2::LEFT_CENTER, name, theme::text(12.5), theme::DIM);
    painter.text(pos2(rect.right(), line), Align2::RIGHT_CENTER, value, theme::mono(12.0), theme::INK);
    let track =
        Rect::from_min_max(pos2(rect.left(), rect.bottom() - 8.0), pos2(rect.right(), rect.bottom() - 3.0));
    painter.rect_filled(track, 2, theme::veil(20));
    let filled = track.with_max_x(track.left() + track.width() * part.clamp(0.0, 1.0));
    painter.rect_filled(filled, 2, color);
}

/// A name and a value on one line.
pub(super) fn fact(ui: &mut Ui, name: &str, value: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.text(rect.left_center(), Align2::LEFT_CENTER, name, theme::text(12.5), theme::DIM);
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, value, theme::mono(12.0), theme::INK);
}

/// Lately spent against what is granted: bars from old to new, and a line at `limit`.
pub(super) fn history(ui: &mut Ui, values: &[u64], limit: u64, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 3, theme::veil(7));
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    // Where little is spent, the grant would press all bars flat; it then lies above the picture.
    let top = if most * 5 > limit { most.max(limit) } else { most };
    let height = |value: u64| (value as f64 / top as f64) as f32 * (rect.height() - 4.0);
    let width = rect.width() / values.len().max(1) as f32;
    for (index, value) in values.iter().enumerate() {
        let left = rect.left() + index as f32 * width;
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - 1.0 - height(*value)),
            pos2(left + (width - 0.6).max(0.6), rect.bottom() - 1.0),
        );
        let last = index + 1 == values.len();
        painter.rect_filled(bar, 0, if last { color } else { color.gamma_multiply(0.55) });
    }
    if limit <= top {
        let y = rect.bottom() - 1.0 - height(limit);
        let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
        painter.extend(Shape::dashed_line(&line, Stroke::new(1.0, theme::FAINT), 4.0, 3.0));
    }
}
