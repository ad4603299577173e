//! Which part of the board the window shows.

use bevy::math::Vec2;
use bevy::prelude::Resource;
use bevy_egui::egui::{Pos2, Rect, Vec2 as Way, pos2, vec2};

use crate::{Insets, Projection};

/// Points around a board that is shown whole, for the coordinates at its edges.
const MARGIN: f32 = 18.0;

/// Points a cell: the nearest that one may go, and the farthest as a part of the whole board's.
const NEAREST: f32 = 110.0;
const FARTHEST: f32 = 0.6;

/// Points a cell that following a unit begins with at least.
const FOLLOWING: f32 = 30.0;

/// How the tactical board is looked at.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct View {
    /// Where the user went; `None` shows the whole board, however large the window is.
    pub(crate) place: Option<Place>,
    /// Whether the picked unit stays in the middle, as [`Focus`](crate::Focus) wants it; moving the board ends it.
    pub(crate) follows: bool,
    /// The board that it is about, in cells.
    board: [f32; 2],
}

/// A part of the board.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// What is in the middle of the room, in cells.
    pub(crate) centre: [f32; 2],
    /// Points a cell.
    pub(crate) scale: f32,
}

/// The part of the window that the bars above and below leave to the board. Panels at its sides do not move it: a click
/// that opens one should not shift what was clicked.
pub(crate) fn room(window: Rect, insets: &Insets) -> Rect {
    // On a tiny window the bars may lie over the board rather than leave nothing of it.
    let most = window.height() / 4.0;
    Rect::from_min_max(
        pos2(window.min.x, window.min.y + insets.top.min(most)),
        pos2(window.max.x, window.max.y - insets.bottom.min(most)),
    )
}

impl View {
    /// Begins anew where another board is shown.
    pub(crate) fn turn_to(&mut self, board: [f32; 2]) {
        if self.board != board {
            *self = View { board, ..View::default() };
        }
    }

    /// Shows the whole board.
    pub(crate) fn fit(&mut self) {
        *self = View { board: self.board, ..View::default() };
    }

    /// Where it is now.
    pub(crate) fn place(&self, room: Rect) -> Place {
        self.place.unwrap_or_else(|| Place::fit(self.board, room))
    }

    /// Moves by points of the window.
    pub(crate) fn pan(&mut self, way: Way, room: Rect) {
        let place = self.place(room);
        let centre = [place.centre[0] - way.x / place.scale, place.centre[1] - way.y / place.scale];
        self.place = Some(Place { centre, ..place }.within(self.board));
        self.follows = false;
    }

    /// Zooms so that what is under the pointer stays there; while it follows a unit, that one stays.
    pub(crate) fn zoom(&mut self, factor: f32, pointer: Pos2, room: Rect) {
        let place = self.place(room);
        let whole = Place::fit(self.board, room).scale;
        let scale = (place.scale * factor).clamp(whole * FARTHEST, NEAREST.max(whole));
        let pointer = if self.follows { room.center() } else { pointer };
        let off = pointer - room.center();
        let shift = 1.0 / place.scale - 1.0 / scale;
        let centre = [place.centre[0] + off.x * shift, place.centre[1] + off.y * shift];
        self.place = Some(Place { centre, scale }.within(self.board));
    }

    /// Keeps a place of the board in the middle.
    pub(crate) fn centre_on(&mut self, centre: [f32; 2], room: Rect) {
        let scale = self.place.map_or_else(|| Place::fit(self.board, room).scale.max(FOLLOWING), |p| p.scale);
        self.place = Some(Place { centre, scale });
    }
}

impl Place {
    /// The whole board, with cells of whole points where they are large, so that its lines are sharp.
    fn fit(board: [f32; 2], room: Rect) -> Place {
        let [width, height] = board.map(|cells| cells.max(1.0));
        let space = (room.size() - vec2(2.0, 2.0) * MARGIN).max(vec2(40.0, 40.0));
        let scale = (space.x / width).min(space.y / height);
        let scale = if scale > 8.0 { scale.floor() } else { scale };
        Place { centre: [width / 2.0, height / 2.0], scale }
    }

    /// The middle stays on the board.
    fn within(self, board: [f32; 2]) -> Place {
        Place { centre: std::array::from_fn(|i| self.centre[i].clamp(0.0, board[i])), ..self }
    }

    /// Where the board's top left corner is.
    pub(crate) fn origin(&self, room: Rect) -> Pos2 {
        room.center() - vec2(self.centre[0], self.centre[1]) * self.scale
    }
}

/// How a flat board lies in the window.
pub(crate) fn flat(origin: Pos2, scale: f32) -> Projection {
    Projection::Flat { origin: Vec2::new(origin.x, origin.y), scale }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1280.0, 720.0) };

    fn room_of(window: Rect) -> Rect {
        room(window, &Insets { top: 52.0, bottom: 96.0, left: 0.0, right: 276.0 })
    }

    /// The cell at a position of the window.
    fn cell(view: &View, at: Pos2, room: Rect) -> Way {
        let place = view.place(room);
        (at - place.origin(room)) / place.scale
    }

    #[test]
    fn a_whole_board_lies_between_the_bars_at_any_size() {
        for board in [[19.0, 19.0], [25.0, 25.0], [64.0, 64.0], [64.0, 20.0], [20.0, 64.0]] {
            for size in [vec2(1280.0, 720.0), vec2(640.0, 360.0), vec2(600.0, 1400.0), vec2(3840.0, 2160.0)] {
                let room = room_of(Rect::from_min_size(Pos2::ZERO, size));
                let place = Place::fit(board, room);
                let drawn = Rect::from_min_size(place.origin(room), vec2(board[0], board[1]) * place.scale);
                assert!(room.contains_rect(drawn), "{board:?} in {size:?}: {drawn:?} is not in {room:?}");
                let slack = (room.width() - drawn.width()).min(room.height() - drawn.height());
                assert!(slack < 2.0 * MARGIN + 64.0, "{board:?} in {size:?} wastes {slack}");
            }
        }
    }

    #[test]
    fn only_the_bars_above_and_below_take_room() {
        assert_eq!(room(WINDOW, &Insets::default()), WINDOW);
        let left = room_of(WINDOW);
        assert_eq!((left.x_range(), left.y_range()), (WINDOW.x_range(), (52.0..=624.0).into()));
    }

    #[test]
    fn zooming_keeps_the_cell_under_the_pointer() {
        let room = room_of(WINDOW);
        let mut view = View::default();
        view.turn_to([25.0, 25.0]);
        let pointer = pos2(500.0, 300.0);
        let cell_before = cell(&view, pointer, room);
        for factor in [1.3, 1.7, 0.9, 1.2, 0.7] {
            view.zoom(factor, pointer, room);
            let moved = cell(&view, pointer, room) - cell_before;
            assert!(moved.length() < 1e-3, "moved by {moved:?}");
        }
    }

    #[test]
    fn zoom_and_pan_stay_within_reason() {
        let room = room_of(WINDOW);
        let mut view = View::default();
        view.turn_to([25.0, 25.0]);
        let whole = view.place(room).scale;
        view.zoom(1e6, room.center(), room);
        assert_eq!(view.place(room).scale, NEAREST);
        view.zoom(1e-6, room.center(), room);
        assert_eq!(view.place(room).scale, whole * FARTHEST);
        view.pan(vec2(1e6, -1e6), room);
        assert_eq!(view.place(room).centre, [0.0, 25.0]);
    }

    #[test]
    fn panning_moves_the_board_with_the_pointer_and_ends_following() {
        let room = room_of(WINDOW);
        let mut view = View::default();
        view.turn_to([25.0, 25.0]);
        view.follows = true;
        let under = cell(&view, room.center(), room);
        view.pan(vec2(30.0, -10.0), room);
        let moved = cell(&view, room.center() + vec2(30.0, -10.0), room) - under;
        assert!(moved.length() < 1e-3 && !view.follows);
    }

    #[test]
    fn another_board_is_shown_whole() {
        let mut view = View::default();
        view.turn_to([25.0, 25.0]);
        view.pan(vec2(30.0, 0.0), room_of(WINDOW));
        let moved = view;
        view.turn_to([25.0, 25.0]);
        assert_eq!(view, moved, "the same board stays where it is");
        view.turn_to([31.0, 31.0]);
        assert_eq!(view.place, None);
    }

    #[test]
    fn what_is_followed_is_in_the_middle_and_large_enough_to_be_seen() {
        let room = room_of(WINDOW);
        let mut view = View::default();
        view.turn_to([64.0, 64.0]);
        view.follows = true;
        view.centre_on([3.5, 60.0], room);
        assert_eq!(view.place(room), Place { centre: [3.5, 60.0], scale: FOLLOWING });
        view.zoom(2.0, pos2(10.0, 10.0), room);
        assert_eq!(view.place(room), Place { centre: [3.5, 60.0], scale: 2.0 * FOLLOWING });
    }
}
