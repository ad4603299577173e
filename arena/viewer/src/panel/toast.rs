//! Notices over a match, and as cards on the start screen.

use std::collections::BTreeMap;

use bevy_egui::egui::{
    Align, Align2, Area, Context, Id, Layout, Order, Rect, RichText, Sense, Stroke, Ui, pos2, vec2,
};

use super::button::IconButton;
use super::icon::Icon;
use super::theme;
use crate::{Notice, Notices};

/// Most toasts at a time.
const SHOWN: usize = 3;
/// Seconds that a notice stays over a match, and an error.
const NOTICE_STAYS: f64 = 6.0;
const ERROR_STAYS: f64 = 20.0;
/// Width of a toast.
const WIDTH: f32 = 340.0;

/// When each notice was first seen over a match, in seconds.
#[derive(Default)]
pub(super) struct Toasts(BTreeMap<u64, f64>);

impl Toasts {
    /// Those that are still to be seen at a time, the newest last.
    fn current<'a>(&mut self, notices: &'a [Notice], now: f64) -> Vec<&'a Notice> {
        self.0.retain(|number, _| notices.iter().any(|notice| notice.number == *number));
        let fresh = |notice: &&Notice| {
            let since = *self.0.entry(notice.number).or_insert(now);
            now - since < if notice.is_error { ERROR_STAYS } else { NOTICE_STAYS }
        };
        let mut current: Vec<&Notice> = notices.iter().filter(fresh).collect();
        current.drain(..current.len().saturating_sub(SHOWN));
        current
    }
}

/// Shows notices over a match, above the timeline. Gives those that were dismissed.
pub(super) fn show(
    context: &Context,
    toasts: &mut Toasts,
    notices: &Notices,
    now: f64,
    free: Rect,
) -> Vec<u64> {
    let current = toasts.current(&notices.list, now);
    let mut dismissed = Vec::new();
    if current.is_empty() {
        return dismissed;
    }
    let width = WIDTH.min(free.width() - 16.0);
    Area::new(Id::new("toasts"))
        .order(Order::Foreground)
        .fade_in(false)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(pos2(free.center().x, free.bottom() - 10.0))
        .show(context, |ui| {
            ui.set_width(width);
            for notice in current {
                if card(ui, notice) {
                    dismissed.push(notice.number);
                }
            }
        });
    dismissed
}

/// One notice as a card. `true` when it was dismissed.
pub(super) fn card(ui: &mut Ui, notice: &Notice) -> bool {
    let (icon, color) = if notice.is_error { (Icon::Warning, theme::BAD) } else { (Icon::Info, theme::DIM) };
    let frame = theme::solid().inner_margin(10).stroke(Stroke::new(1.0, color.gamma_multiply(0.6)));
    let inner = frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.set_width(ui.available_width());
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 20.0), Sense::hover());
            icon.paint(ui.painter(), rect.shrink(1.5), color);
            let room = ui.available_width() - 28.0;
            ui.vertical(|ui| {
                ui.set_width(room);
                ui.label(RichText::new(&notice.text).font(theme::text(13.0)).color(theme::INK));
            });
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                ui.add(IconButton::new(Icon::Close, "dismiss").size(20.0).bare()).clicked()
            })
            .inner
        })
        .inner
    });
    inner.inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_go_by_themselves_and_errors_stay_longer() {
        let mut notices = Notices::default();
        notices.say("saved");
        notices.error("broken");
        let mut toasts = Toasts::default();
        let mut seen =
            |now| toasts.current(&notices.list, now).iter().map(|n| n.text.clone()).collect::<Vec<_>>();
        assert_eq!(seen(100.0), ["saved", "broken"]);
        assert_eq!(seen(107.0), ["broken"]);
        assert!(seen(121.0).is_empty());
    }

    #[test]
    fn only_the_newest_are_shown() {
        let mut notices = Notices::default();
        (0..5).for_each(|n| notices.say(n));
        let mut toasts = Toasts::default();
        let texts: Vec<_> = toasts.current(&notices.list, 0.0).iter().map(|n| n.text.clone()).collect();
        assert_eq!(texts, ["2", "3", "4"]);
    }
}
