//! Where panels stand: at the edges, so that the middle of the board is never covered.

use bevy::prelude::Resource;
use bevy_egui::egui::{Rect, pos2};

use super::view::View;
use crate::{Focus, Part};

/// Height of the score bar.
const SCORE: f32 = 52.0;
/// Height of the timeline with curves, and without.
const CURVES: f32 = 96.0;
const NO_CURVES: f32 = 54.0;
/// Below this height curves leave too little of the board.
const ROOM_FOR_CURVES: f32 = 430.0;
/// Between panels, and between them and the edge.
const GAP: f32 = 8.0;

/// What panels cover at each edge of the window, in egui's points: whoever frames the board keeps clear of it.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Insets {
    /// From the left edge.
    pub left: f32,
    /// From the top.
    pub top: f32,
    /// From the right edge.
    pub right: f32,
    /// From the bottom.
    pub bottom: f32,
}

/// Where each panel stands; those of closed panels are `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) window: Rect,
    pub(super) score: Option<Rect>,
    pub(super) timeline: Option<Rect>,
    pub(super) bot: Option<Rect>,
    pub(super) inspector: Option<Rect>,
    pub(super) curves: bool,
}

impl Layout {
    /// The layout of a match's panels.
    pub(super) fn of(window: Rect, view: &View, wide_bot: bool) -> Layout {
        let mut layout = Layout::plan(window, view.focus);
        if let Some(bot) = layout.bot.as_mut().filter(|_| wide_bot) {
            // Long lines are worth some of the board, to whoever asks for it.
            let most = layout.inspector.map_or(window.right(), |rect| rect.left()) - GAP;
            bot.max.x = (window.left() + window.width() * 0.55).min(most).max(bot.max.x);
        }
        layout
    }

    fn plan(window: Rect, focus: &Focus) -> Layout {
        let mut layout =
            Layout { window, score: None, timeline: None, bot: None, inspector: None, curves: false };
        if !focus.shows(Part::Hud) {
            return layout;
        }
        layout.curves = focus.shows(Part::Curves) && window.height() >= ROOM_FOR_CURVES;
        let foot = if layout.curves { CURVES } else { NO_CURVES };
        let (top, bottom) = (window.top() + SCORE, window.bottom() - foot);
        layout.score = Some(Rect::from_min_max(window.min, pos2(window.right(), top)));
        layout.timeline = Some(Rect::from_min_max(pos2(window.left(), bottom), window.max));
        let width = (window.width() * 0.25).clamp(196.0, 276.0);
        let side = |left: f32| {
            Rect::from_min_max(pos2(left, top + GAP), pos2(left + width, (bottom - GAP).max(top + 2.0 * GAP)))
        };
        if focus.shows(Part::Bot) {
            layout.bot = Some(side(window.left() + GAP));
        }
        if focus.shows(Part::Inspector) && focus.unit.is_some() {
            layout.inspector = Some(side(window.right() - GAP - width));
        }
        layout
    }

    /// What is covered at the edges.
    pub(super) fn insets(&self) -> Insets {
        Insets {
            left: self.bot.map_or(0.0, |rect| rect.right() - self.window.left()),
            top: self.score.map_or(0.0, |rect| rect.height()),
            right: self.inspector.map_or(0.0, |rect| self.window.right() - rect.left()),
            bottom: self.timeline.map_or(0.0, |rect| rect.height()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::vec2;
    use protocol::{Seat, UnitId};

    #[test]
    fn the_middle_of_the_board_is_free_in_every_window() {
        let mut focus = Focus { unit: Some((Seat(0), UnitId(0))), ..Focus::default() };
        focus.open.insert(Part::Bot);
        for (width, height) in [(640.0, 360.0), (960.0, 540.0), (1280.0, 720.0), (2560.0, 1440.0)] {
            let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
            let layout = Layout::plan(window, &focus);
            let middle = Rect::from_center_size(window.center(), window.size() * 0.3);
            let panels = [layout.score, layout.timeline, layout.bot, layout.inspector];
            for panel in panels.into_iter().flatten() {
                assert!(window.contains_rect(panel), "{panel:?} leaves {width} x {height}");
                assert!(!panel.intersects(middle), "{panel:?} covers the middle of {width} x {height}");
            }
            let insets = layout.insets();
            assert!(insets.left + insets.right < width * 0.7 && insets.top + insets.bottom < height * 0.4);
        }
    }

    #[test]
    fn closed_panels_cover_nothing() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 720.0));
        let mut focus = Focus::default();
        focus.open.remove(&Part::Hud);
        assert_eq!(Layout::plan(window, &focus).insets(), Insets::default());
    }
}
