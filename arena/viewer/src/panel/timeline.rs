//! The bar at the bottom: transport, event marks, curves, and the cursor.

mod bunch;
mod curve;
mod track;
mod transport;

use bevy_egui::egui::{Rect, Sense, Ui, pos2};

use super::theme;
use super::view::View;
use curve::Curve;
use track::Painted;

/// What the timeline keeps from picture to picture: nothing that the match would show differently.
#[derive(Default)]
pub(super) struct Timeline {
    curve: Curve,
    painted: Option<Painted>,
}

/// Shows the timeline in its rectangle; with little height, without curves.
pub(super) fn show(ui: &mut Ui, view: &View, timeline: &mut Timeline, rect: Rect, curves: bool) {
    ui.allocate_rect(rect, Sense::hover());
    ui.painter().rect_filled(rect, 0, theme::GLASS);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, theme::LINE));
    let left = transport::show(ui, view, &mut timeline.curve, rect, curves);
    let track = Rect::from_min_max(
        pos2(left + 14.0, rect.top() + 5.0),
        pos2(rect.right() - 18.0, rect.bottom() - 3.0),
    );
    track::show(ui, view, timeline, track, curves);
}
