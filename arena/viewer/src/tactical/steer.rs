//! Mouse and held keys on the tactical board.

use bevy::math::Vec2;
use bevy::prelude::*;
use bevy_egui::egui::{Context, InputState, Key, PointerButton, Pos2, Rect, Vec2 as Way, vec2};
use protocol::{Seat, UnitId};

use super::view::View;
use crate::fog::Fog;
use crate::overlay::pick;
use crate::{Action, Projection, Scene};

/// Points a second that held keys move the board, and how often they double its size.
const PAN_SPEED: f32 = 700.0;
const DOUBLINGS: f32 = 1.6;

/// Zoom for each point that the wheel turns, as a power of e.
const WHEEL: f32 = 1.0 / 200.0;

/// Points between the pointer and what a click means.
const REACH: f32 = 16.0;

/// Longest time in seconds that one picture moves the board by.
const LONGEST_STEP: f32 = 0.1;

/// A press of a button that began on the board.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Press {
    held: bool,
    dragged: bool,
}

/// What the pointer asked for.
pub(super) struct Click {
    unit: Option<(Seat, UnitId)>,
    double: bool,
}

impl Press {
    /// Pans and zooms, and tells of a click on the board.
    pub(super) fn steer(
        &mut self,
        context: &Context,
        view: &mut View,
        room: Rect,
        seconds: f32,
        find: impl Fn(Pos2) -> Option<(Seat, UnitId)>,
    ) -> Option<Click> {
        let free = !context.egui_wants_pointer_input();
        let typing = context.egui_wants_keyboard_input();
        context.input(|input| {
            if !typing {
                hold_keys(input, view, room, seconds.min(LONGEST_STEP));
            }
            let pointer = &input.pointer;
            if let Some(at) = pointer.hover_pos()
                && free
            {
                let factor = (input.smooth_scroll_delta().y * WHEEL).exp() * input.zoom_delta();
                if factor != 1.0 {
                    view.zoom(factor, at, room);
                }
            }
            if pointer.any_pressed() && free {
                *self = Press { held: true, dragged: false };
            }
            if !self.held {
                return None;
            }
            if pointer.is_decidedly_dragging() {
                self.dragged = true;
                view.pan(pointer.delta(), room);
            }
            if pointer.any_down() {
                return None;
            }
            let clicked = pointer.button_released(PointerButton::Primary) && !self.dragged;
            *self = Press::default();
            let at = pointer.interact_pos().filter(|_| clicked)?;
            Some(Click { unit: find(at), double: pointer.button_double_clicked(PointerButton::Primary) })
        })
    }
}

impl Click {
    /// Picks what was clicked; a second click follows it.
    pub(super) fn ask(self, follows: bool, actions: &mut MessageWriter<Action>) {
        actions.write(Action::Select(self.unit));
        if self.double && self.unit.is_some() && !follows {
            actions.write(Action::ToggleFollow);
        }
    }
}

/// The unit that a click means.
pub(super) fn find(
    scene: &Scene,
    projection: &Projection,
    fog: Option<&Fog>,
    at: Pos2,
) -> Option<(Seat, UnitId)> {
    let half_a_cell = projection.points_per_cell([0.0, 0.0]) * 0.6;
    pick(scene, projection, Vec2::new(at.x, at.y), REACH.max(half_a_cell), fog)
}

fn hold_keys(input: &InputState, view: &mut View, room: Rect, seconds: f32) {
    if input.modifiers.ctrl || input.modifiers.alt || input.modifiers.command {
        return;
    }
    let held = |keys: &[Key]| f32::from(u8::from(keys.iter().any(|key| input.key_down(*key))));
    let way: Way = vec2(held(&[Key::A]) - held(&[Key::D]), held(&[Key::W]) - held(&[Key::S]));
    if way != Way::ZERO {
        view.pan(way * PAN_SPEED * seconds, room);
    }
    let zoom = held(&[Key::Plus, Key::Equals]) - held(&[Key::Minus]);
    if zoom != 0.0 {
        view.zoom((zoom * DOUBLINGS * seconds).exp2(), room.center(), room);
    }
}
