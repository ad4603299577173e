//! The tactical board: the whole match as a flat board, for people who want to read the game.
//!
//! It is painted with egui below everything else, from the [`Scene`] alone. [`View`] is its camera.

mod effects;
mod ground;
mod steer;
mod storm;
mod tiles;
mod units;
mod view;

use bevy::prelude::*;
use bevy_egui::egui::{Context, Pos2, Rect, pos2, vec2};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use protocol::Pos;

use self::ground::Ground;
use self::steer::Press;
use crate::app::Layer;
use crate::fog::Fog;
use crate::palette::Rgb;
use crate::pen::Pen;
use crate::{Action, Focus, Footage, Insets, Projection, Scene, Screen, Step, middle};

pub(crate) use self::view::{View, room};

/// Ore, in cells and as cargo: none of the teams' colours, and unlike any of them a gem by its shape.
pub(crate) const ORE: Rgb = [0xb6, 0xa4, 0xff];

/// Around the board.
const BACKDROP: Rgb = [0x0a, 0x0d, 0x13];

/// Points a cell from which numbers are written.
pub(crate) const NUMBERS: f32 = 28.0;

pub(crate) fn plugin(app: &mut App) {
    let shown = in_state(Screen::Match).and_then(resource_exists::<Scene>);
    app.init_resource::<View>()
        .add_systems(Update, darken.in_set(Step::Draw))
        .add_systems(EguiPrimaryContextPass, (look, draw).chain().in_set(Layer::Board).run_if(shown));
}

/// Around the board there is nothing but the colour that the window is cleared to: on a software renderer that costs
/// nothing, and painting it half of a picture's time.
fn darken(
    focus: Res<Focus>,
    screen: Res<State<Screen>>,
    clear: Option<ResMut<ClearColor>>,
    mut other: Local<Option<Color>>,
) {
    let Some(mut clear) = clear else { return };
    let dark = focus.tactical && *screen.get() == Screen::Match;
    if dark && other.is_none() {
        let [red, green, blue] = BACKDROP;
        *other = Some(std::mem::replace(&mut clear.0, Color::srgb_u8(red, green, blue)));
    } else if !dark && let Some(color) = other.take() {
        clear.0 = color;
    }
}

/// How the board lies in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Board {
    /// Where its top left corner is.
    origin: Pos2,
    /// Points a cell.
    scale: f32,
}

impl Board {
    fn at(&self, [x, y]: [f32; 2]) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn middle(&self, cell: Pos) -> Pos2 {
        self.at(middle(cell))
    }

    fn rect(&self, from: [f32; 2], to: [f32; 2]) -> Rect {
        Rect::from_min_max(self.at(from), self.at(to))
    }

    fn cell(&self, cell: Pos) -> Rect {
        let (x, y) = (f32::from(cell.x), f32::from(cell.y));
        self.rect([x, y], [x + 1.0, y + 1.0])
    }
}

/// Moves the view as the user wishes, and tells everybody where the board is.
fn look(
    mut contexts: EguiContexts,
    mut view: ResMut<View>,
    mut press: Local<Press>,
    mut projection: ResMut<Projection>,
    scene: Res<Scene>,
    mut focus: ResMut<Focus>,
    footage: Res<Footage>,
    insets: Res<Insets>,
    time: Res<Time<Real>>,
    mut wishes: ParamSet<(MessageReader<Action>, MessageWriter<Action>)>,
) -> Result {
    let context = contexts.ctx_mut()?;
    if !focus.tactical {
        wishes.p0().clear();
        return Ok(());
    }
    let frame = &scene.before.frame;
    let room = room(context.viewport_rect(), &insets);
    view.turn_to([f32::from(frame.width), f32::from(frame.height)]);
    for action in wishes.p0().read() {
        if *action == Action::Fit {
            view.fit();
        }
    }
    view.follows = focus.follows && focus.unit.is_some();
    // egui may ask for a second pass of the same frame, with the same input.
    if context.current_pass_index() == 0 {
        let fog = Fog::of(&footage, &scene, &focus);
        let here = *projection;
        let find = |at| steer::find(&scene, &here, fog.as_ref(), at);
        let click = press.steer(context, &mut view, room, time.delta_secs(), find);
        if let Some(click) = click {
            click.ask(view.follows, &mut wishes.p1());
        }
        if focus.follows && !view.follows {
            focus.follows = false;
        }
    }
    let followed = |unit| scene.poses.iter().find(|pose| (pose.seat, pose.unit) == unit);
    if view.follows
        && let Some(pose) = focus.unit.and_then(followed)
    {
        view.centre_on(pose.at, room);
    }
    let board = board(context, &view, room);
    projection.set_if_neq(view::flat(board.origin, board.scale));
    Ok(())
}

/// Where the board is, with its lines between pixels.
fn board(context: &Context, view: &View, room: Rect) -> Board {
    let place = view.place(room);
    let pixels = context.pixels_per_point();
    let origin = place.origin(room);
    let sharp = |points: f32| (points * pixels).round() / pixels;
    Board { origin: pos2(sharp(origin.x), sharp(origin.y)), scale: place.scale }
}

fn draw(
    mut contexts: EguiContexts,
    view: Res<View>,
    scene: Res<Scene>,
    focus: Res<Focus>,
    footage: Res<Footage>,
    insets: Res<Insets>,
    mut ground: Local<Ground>,
) -> Result {
    if !focus.tactical {
        return Ok(());
    }
    let context = contexts.ctx_mut()?;
    let window = context.viewport_rect();
    let room = room(window, &insets);
    let board = board(context, &view, room);
    let fog = Fog::of(&footage, &scene, &focus);
    ground.draw(context, window, board, &scene.before.frame);

    let mut pen = Pen::new(context, window);
    tiles::draw(&mut pen, board, &scene, &footage, fog.as_ref());
    storm::draw(&mut pen, board, &scene);
    if let Some(fog) = &fog {
        storm::draw_veil(&mut pen, board, &scene.before.frame, fog);
    }
    pen.finish();

    let mut pen = Pen::new(context, window);
    units::draw(&mut pen, board, &scene, fog.as_ref());
    pen.finish();

    let mut pen = Pen::new(context, window);
    effects::draw(&mut pen, board, &scene, fog.as_ref());
    ground::draw_coordinates(&mut pen, board, &scene.before.frame, room);
    pen.finish();
    Ok(())
}
