//! What lies over the board, be it the arena or the tactical one: tags, the picked unit, marks of bots, what is under
//! the pointer. It finds its places through [`Projection`] and is painted below all panels.

mod hover;
mod labels;
mod marks;
mod pick;
mod picked;
mod tags;

use bevy::math::Vec2;
use bevy::prelude::*;
use bevy_egui::egui::{Context, Pos2, Rect, pos2};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use protocol::{Seat, UnitId};

use crate::app::Layer;
use crate::fog::Fog;
use crate::pen::Pen;
use crate::tactical::room;
use crate::{Focus, Footage, Insets, Pose, Projection, Scene, Screen, Story};

pub(crate) use self::labels::draw_name;
pub(crate) use self::pick::pick;

/// How near to a unit the pointer means it: in cells, and in points.
const REACH_CELLS: f32 = 0.6;
const REACH: (f32, f32) = (6.0, 60.0);

pub(crate) fn plugin(app: &mut App) {
    let shown = in_state(Screen::Match).and_then(resource_exists::<Scene>);
    app.add_systems(EguiPrimaryContextPass, draw.in_set(Layer::Overlay).run_if(shown));
}

/// What is looked at, and how.
struct Look<'a> {
    projection: Projection,
    scene: &'a Scene,
    footage: &'a Footage,
    story: &'a Story,
    focus: &'a Focus,
    fog: Option<Fog>,
    /// The part of the window that the panels leave.
    room: Rect,
    /// Where something is drawn at all.
    window: Rect,
    /// The unit under the pointer.
    hovered: Option<(Seat, UnitId)>,
}

impl Look<'_> {
    /// Where a place is seen; `None` where that is far out of the window.
    fn at(&self, place: [f32; 2], height: f32) -> Option<Pos2> {
        let at = self.projection.to_window(place, height)?;
        let at = pos2(at.x, at.y);
        self.window.expand(self.window.width()).contains(at).then_some(at)
    }

    /// Points that a cell is wide at a place.
    fn cell(&self, place: [f32; 2]) -> f32 {
        self.projection.points_per_cell(place)
    }

    fn is_flat(&self) -> bool {
        matches!(self.projection, Projection::Flat { .. })
    }

    fn shows(&self, pose: &Pose) -> bool {
        self.fog.as_ref().is_none_or(|fog| fog.shows(pose))
    }

    /// A unit that is on the board and in sight.
    fn pose(&self, unit: (Seat, UnitId)) -> Option<&Pose> {
        let index = self.scene.poses.binary_search_by_key(&unit, |pose| (pose.seat, pose.unit)).ok()?;
        Some(&self.scene.poses[index]).filter(|pose| self.shows(pose))
    }
}

fn draw(
    mut contexts: EguiContexts,
    projection: Res<Projection>,
    scene: Res<Scene>,
    footage: Res<Footage>,
    story: Res<Story>,
    focus: Res<Focus>,
    insets: Res<Insets>,
) -> Result {
    let context = contexts.ctx_mut()?;
    let window = context.viewport_rect();
    let fog = Fog::of(&footage, &scene, &focus);
    let pointer = pointer(context);
    let hovered = pointer.and_then(|at| hovered(&scene, &projection, at, fog.as_ref()));
    let look = Look {
        projection: *projection,
        scene: &scene,
        footage: &footage,
        story: &story,
        focus: &focus,
        fog,
        room: room(window, &insets),
        window,
        hovered,
    };
    let mut pen = Pen::new(context, window);
    marks::draw(&mut pen, &look);
    pen.finish();
    let mut pen = Pen::new(context, window);
    picked::draw(&mut pen, &look);
    tags::draw(&mut pen, &look);
    labels::draw(&mut pen, &look);
    pen.finish();
    if let Some(at) = pointer {
        let mut pen = Pen::new(context, window);
        let still = context.input(|input| input.pointer.time_since_last_movement());
        hover::draw(&mut pen, &look, at, still);
        pen.finish();
    }
    Ok(())
}

/// The unit under the pointer.
fn hovered(scene: &Scene, projection: &Projection, at: Pos2, fog: Option<&Fog>) -> Option<(Seat, UnitId)> {
    let at = Vec2::new(at.x, at.y);
    let cell = projection.points_per_cell(projection.to_board(at)?);
    pick(scene, projection, at, (cell * REACH_CELLS).clamp(REACH.0, REACH.1), fog)
}

/// Where the pointer is over the board: not over a panel, and not while something is dragged.
fn pointer(context: &Context) -> Option<Pos2> {
    let (at, down) = context.input(|input| (input.pointer.hover_pos(), input.pointer.any_down()));
    at.filter(|_| !down && !context.egui_wants_pointer_input())
}
