//! The camera: where it stands, what moves it, and what is clicked through it.

use bevy::input::mouse::{AccumulatedMouseScroll, MouseScrollUnit};
use bevy::math::Affine3A;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::EguiContexts;

use crate::fog::Fog;
use crate::overlay;
use crate::picture::director;
use crate::picture::framing::{self, Insets};
use crate::picture::is_shown;
use crate::picture::quality::Eye;
use crate::picture::quality::Screen;
use crate::picture::stage::{Build, Stage};
use crate::windowless::Canvas;
use crate::{Action, Focus, Footage, Part, Projection as BoardProjection, Scene, Settings, Step};

/// Vertical field of view in radians: narrow, so that the far side of the board is not small.
pub(crate) const FIELD_OF_VIEW: f32 = 0.62;

/// The near plane, in cells.
pub(crate) const NEAR: f32 = 0.1;

/// Heights of the panels that the board stays clear of, in points.
const SCORE_BAR: f32 = 52.0;
const TIMELINE: f32 = 96.0;

/// Points that the pointer may move between press and release for it to be a click.
const CLICK_SLACK: f32 = 5.0;

/// Seconds between the clicks of a double click.
const DOUBLE_CLICK: f32 = 0.35;

/// Points around a unit in which a click picks it.
const PICK_RADIUS: f32 = 26.0;

/// Per second, how quickly the camera comes to where it is wanted, and where the director wants it.
const BRISK: f32 = 14.0;
const CALM: f32 = 1.6;

const STEEPEST: f32 = 1.5;
const FLATTEST: f32 = 0.22;

/// Where the camera is: it looks at a place on the ground.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// The place it looks at, x and z in world space.
    pub target: Vec2,
    /// Cells from there to the camera.
    pub distance: f32,
    /// Its turn around the board; 0 looks up the map.
    pub yaw: f32,
    /// How steeply it looks down; a quarter turn is straight down.
    pub pitch: f32,
}

impl Default for View {
    fn default() -> View {
        View { target: Vec2::ZERO, distance: 40.0, yaw: 0.0, pitch: 0.82 }
    }
}

impl View {
    /// From the camera's space to the world's.
    pub(crate) fn place(&self) -> Affine3A {
        let turn = Quat::from_rotation_y(self.yaw) * Quat::from_rotation_x(-self.pitch);
        let target = Vec3::new(self.target.x, 0.0, self.target.y);
        Affine3A::from_rotation_translation(turn, target + turn * Vec3::Z * self.distance)
    }

    fn nearer(&self, other: &View, part: f32) -> View {
        View {
            target: self.target.lerp(other.target, part),
            distance: self.distance * (other.distance / self.distance).powf(part),
            yaw: self.yaw + (other.yaw - self.yaw) * part,
            pitch: self.pitch + (other.pitch - self.pitch) * part,
        }
    }
}

/// What the user wants of the camera.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Steering {
    wanted: View,
    /// Shows the whole board, whatever its size and the window's, until the user moves the camera.
    fitted: bool,
    directed: bool,
}

impl Default for Steering {
    fn default() -> Steering {
        Steering { wanted: View::default(), fitted: true, directed: false }
    }
}

/// A press of a mouse button that has not been released.
#[derive(Clone, Copy, Default)]
struct Press {
    from: Vec2,
    last: Vec2,
    dragged: bool,
}

/// What the pointer is doing.
#[derive(Resource, Default)]
struct Pointer {
    turning: Option<Press>,
    moving: Option<Press>,
    last_click: f32,
}

/// The window as the camera sees it.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    /// Width and height in points.
    pub points: Vec2,
    /// What the panels leave free.
    pub insets: Insets,
}

impl Default for Frame {
    fn default() -> Frame {
        Frame { points: Vec2::new(1280.0, 720.0), insets: Insets::default() }
    }
}

/// Runs once the camera stands where this frame is seen from.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Aimed;

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<View>()
        .init_resource::<Steering>()
        .init_resource::<Pointer>()
        .init_resource::<Frame>()
        .add_systems(Startup, remember)
        .add_systems(Update, (measure, point, press_keys).chain().in_set(Step::Act).run_if(is_shown))
        .add_systems(Update, follow_actions.in_set(Step::Act).after(crate::focus::follow_actions))
        .add_systems(
            Update,
            (aim, look).chain().in_set(Aimed).in_set(Step::Draw).after(Build).run_if(is_shown),
        );
}

/// The lens of every camera that shows the arena.
pub(crate) fn lens() -> Projection {
    Projection::Perspective(PerspectiveProjection {
        fov: FIELD_OF_VIEW,
        near: NEAR,
        far: 4000.0,
        ..default()
    })
}

fn remember(settings: Res<Settings>, mut steering: ResMut<Steering>) {
    steering.directed = settings.director;
}

/// The window's size in points, and what of it is free.
fn measure(
    screens: Query<&Camera, With<Screen>>,
    settings: Res<Settings>,
    focus: Res<Focus>,
    mut frame: ResMut<Frame>,
) {
    let Ok(camera) = screens.single() else { return };
    let Some(size) = camera.logical_target_size() else { return };
    let points = (size / settings.ui_scale.max(0.1)).max(Vec2::ONE);
    let part = |height: f32| (height / points.y).min(0.3);
    let insets = match focus.shows(Part::Hud) {
        true => Insets { top: part(SCORE_BAR), bottom: part(TIMELINE) },
        false => Insets::default(),
    };
    frame.set_if_neq(Frame { points, insets });
}

fn follow_actions(
    mut actions: MessageReader<Action>,
    mut steering: ResMut<Steering>,
    mut settings: ResMut<Settings>,
    mut focus: ResMut<Focus>,
) {
    for action in actions.read() {
        match action {
            Action::Fit => {
                let View { yaw, pitch, .. } = View::default();
                *steering =
                    Steering { wanted: View { yaw, pitch, ..steering.wanted }, ..Steering::default() };
            }
            Action::ToggleFollow => steering.directed &= !focus.follows,
            Action::ToggleDirector => {
                steering.directed = !steering.directed;
                steering.fitted |= !steering.directed;
                if steering.directed && focus.follows {
                    focus.follows = false;
                }
            }
            _ => continue,
        }
        if settings.director != steering.directed {
            settings.director = steering.directed;
        }
    }
}

/// Drags, wheel and clicks on the board.
fn point(
    windows: Query<&Window, With<PrimaryWindow>>,
    buttons: Option<Res<ButtonInput<MouseButton>>>,
    scroll: Option<Res<AccumulatedMouseScroll>>,
    mut contexts: EguiContexts,
    settings: Res<Settings>,
    frame: Res<Frame>,
    projection: Res<BoardProjection>,
    scene: Option<Res<Scene>>,
    footage: Option<Res<Footage>>,
    mut focus: ResMut<Focus>,
    time: Res<Time<Real>>,
    mut pointer: ResMut<Pointer>,
    mut steering: ResMut<Steering>,
    mut actions: MessageWriter<Action>,
) {
    let (Ok(window), Some(buttons), Some(scene)) = (windows.single(), buttons, scene) else { return };
    let Some(position) = window.cursor_position().map(|at| at / settings.ui_scale.max(0.1)) else {
        *pointer = Pointer::default();
        return;
    };
    let taken = contexts
        .ctx_mut()
        .is_ok_and(|context| context.egui_wants_pointer_input() || context.is_pointer_over_egui());
    let pressed = |any: &[MouseButton]| !taken && buttons.any_just_pressed(any.iter().copied());
    let start = Press { from: position, last: position, dragged: false };
    if pressed(&[MouseButton::Left]) {
        pointer.turning = Some(start);
    }
    if pressed(&[MouseButton::Right, MouseButton::Middle]) {
        pointer.moving = Some(start);
    }
    if let Some(by) = drag(&mut pointer.turning, position) {
        let wanted = &mut steering.wanted;
        wanted.yaw -= by.x * 0.006;
        wanted.pitch = (wanted.pitch + by.y * 0.006).clamp(FLATTEST, STEEPEST);
        steering.take_over();
    }
    if let Some(press) = pointer.moving {
        let (from, to) = (projection.to_board(press.last), projection.to_board(position));
        if drag(&mut pointer.moving, position).is_some()
            && let (Some(from), Some(to)) = (from, to)
        {
            let by = (Vec2::from(from) - Vec2::from(to)).clamp_length_max(steering.wanted.distance * 0.3);
            steering.wanted.target += by;
            steering.take_over();
            end_following(&mut focus);
        }
    }
    if buttons.just_released(MouseButton::Left)
        && let Some(press) = pointer.turning.take()
        && !press.dragged
    {
        let now = time.elapsed_secs();
        let twice = now - pointer.last_click < DOUBLE_CLICK;
        pointer.last_click = now;
        let fog = footage.and_then(|footage| Fog::of(&footage, &scene, &focus));
        let cell = projection.to_board(position).map_or(0.0, |at| projection.points_per_cell(at));
        let reach = PICK_RADIUS.min(cell * 0.8).max(9.0);
        let picked = overlay::pick(&scene, &projection, position, reach, fog.as_ref());
        actions.write(Action::Select(picked));
        if twice && picked.is_some() && !focus.follows {
            actions.write(Action::ToggleFollow);
        }
    }
    if !buttons.any_pressed([MouseButton::Right, MouseButton::Middle]) {
        pointer.moving = None;
    }
    if !buttons.pressed(MouseButton::Left) {
        pointer.turning = None;
    }
    if let Some(scroll) = scroll.filter(|_| !taken) {
        let lines = match scroll.unit {
            MouseScrollUnit::Line => scroll.delta.y,
            MouseScrollUnit::Pixel => scroll.delta.y / 50.0,
        };
        if lines != 0.0 {
            let factor = (-lines.clamp(-4.0, 4.0) * 0.13).exp();
            steering.zoom(factor, zoom_centre(&focus, position), frame.points);
        }
    }
}

/// What zooming leaves at its place: what is under the pointer, or the unit that is followed.
fn zoom_centre(focus: &Focus, position: Vec2) -> Option<Vec2> {
    (!focus.follows).then_some(position)
}

/// Who moves the camera away looks at something else. Turning and zooming go on following.
fn end_following(focus: &mut ResMut<Focus>) {
    if focus.follows {
        focus.follows = false;
    }
}

/// How far the pointer moved since the last frame, once the press is a drag.
fn drag(press: &mut Option<Press>, position: Vec2) -> Option<Vec2> {
    let press = press.as_mut()?;
    press.dragged |= press.from.distance(position) > CLICK_SLACK;
    let by = position - press.last;
    if !press.dragged || by == Vec2::ZERO {
        return None;
    }
    press.last = position;
    Some(by)
}

/// Keys that move the camera while they are held.
fn press_keys(
    keys: Option<Res<ButtonInput<KeyCode>>>,
    mut contexts: EguiContexts,
    time: Res<Time<Real>>,
    frame: Res<Frame>,
    mut focus: ResMut<Focus>,
    mut steering: ResMut<Steering>,
) {
    let Some(keys) = keys else { return };
    let typing = contexts.ctx_mut().is_ok_and(|context| context.egui_wants_keyboard_input());
    let other = [
        KeyCode::ControlLeft,
        KeyCode::ControlRight,
        KeyCode::AltLeft,
        KeyCode::AltRight,
        KeyCode::SuperLeft,
        KeyCode::SuperRight,
    ];
    if typing || keys.get_pressed().len() == 0 || keys.any_pressed(other) {
        return;
    }
    let seconds = time.delta_secs().min(0.1);
    let axis = |less: &[KeyCode], more: &[KeyCode]| {
        let held = |any: &[KeyCode]| f32::from(u8::from(keys.any_pressed(any.iter().copied())));
        held(more) - held(less)
    };
    let (right, up) = (axis(&[KeyCode::KeyA], &[KeyCode::KeyD]), axis(&[KeyCode::KeyS], &[KeyCode::KeyW]));
    let turn = axis(&[KeyCode::KeyQ], &[KeyCode::KeyE]);
    let rise = axis(&[KeyCode::KeyV], &[KeyCode::KeyR]);
    let zoom = axis(&[KeyCode::Equal, KeyCode::NumpadAdd], &[KeyCode::Minus, KeyCode::NumpadSubtract]);
    if right != 0.0 || up != 0.0 {
        let View { yaw, distance, .. } = steering.wanted;
        let by = Vec2::new(right, -up).clamp_length_max(1.0) * distance * 0.7 * seconds;
        steering.wanted.target += Vec2::from_angle(-yaw).rotate(by);
        steering.take_over();
        end_following(&mut focus);
    }
    if turn != 0.0 || rise != 0.0 {
        let wanted = &mut steering.wanted;
        wanted.yaw += turn * 1.6 * seconds;
        wanted.pitch = (wanted.pitch + rise * 0.9 * seconds).clamp(FLATTEST, STEEPEST);
        steering.take_over();
    }
    if zoom != 0.0 {
        let centre = zoom_centre(&focus, frame.points / 2.0);
        steering.zoom((zoom * 1.5 * seconds).exp(), centre, frame.points);
    }
}

impl Steering {
    /// The user steers: nothing else does.
    fn take_over(&mut self) {
        self.fitted = false;
        self.directed = false;
    }

    /// Nearer or farther, so that what is at `position` stays there; without one, the camera's target stays.
    fn zoom(&mut self, factor: f32, position: Option<Vec2>, points: Vec2) {
        let distance = (self.wanted.distance * factor).clamp(4.0, 160.0);
        let zoomed = View { distance, ..self.wanted };
        if let Some(position) = position {
            let there = |view: &View| {
                let clip_from_world = framing::clip_from_world(view, points.x / points.y);
                BoardProjection::Space { clip_from_world, board: Vec2::ZERO, window: points }
                    .to_board(position)
            };
            if let (Some(before), Some(after)) = (there(&self.wanted), there(&zoomed)) {
                let by = Vec2::from(before) - Vec2::from(after);
                self.wanted.target += by.clamp_length_max(self.wanted.distance * 0.5);
            }
        }
        self.wanted.distance = distance;
        self.take_over();
    }
}

/// Brings the camera to where it is wanted: at once without a window, so that pictures do not depend on time.
fn aim(
    stage: Option<Res<Stage>>,
    scene: Option<Res<Scene>>,
    footage: Option<Res<Footage>>,
    focus: Res<Focus>,
    frame: Res<Frame>,
    canvas: Option<Res<Canvas>>,
    time: Res<Time<Real>>,
    mut steering: ResMut<Steering>,
    mut view: ResMut<View>,
) {
    let (Some(stage), Some(scene), Some(footage)) = (stage, scene, footage) else { return };
    if stage.is_changed() {
        // Another board: whatever the camera did on the last one.
        *steering = Steering { directed: steering.directed, ..Steering::default() };
    }
    let aspect = frame.points.x / frame.points.y;
    let mut wanted = steering.wanted;
    if steering.directed {
        let shot = director::shot(&footage, scene.cursor, stage.size);
        let centre = shot.centre - stage.size / 2.0;
        wanted = framing::fit(wanted, centre, Vec2::splat(shot.half + 0.9), aspect, frame.insets);
    } else if steering.fitted {
        wanted = framing::fit(wanted, Vec2::ZERO, stage.size / 2.0 + 0.9, aspect, frame.insets);
    }
    let followed = focus.unit.filter(|_| focus.follows).and_then(|unit| {
        scene.poses.iter().find(|pose| (pose.seat, pose.unit) == unit && pose.presence > 0.0)
    });
    if let Some(pose) = followed {
        wanted.target = Vec2::from(pose.at) - stage.size / 2.0;
        if steering.fitted {
            wanted.distance = wanted.distance.min(17.0);
            steering.fitted = false;
        }
    }
    let bounds = stage.size * 0.75;
    wanted.target = wanted.target.clamp(-bounds, bounds);
    steering.bypass_change_detection().wanted = wanted;
    let moved = match canvas.is_some() || stage.is_changed() {
        true => wanted,
        false => {
            let pace = if steering.directed { CALM } else { BRISK };
            view.nearer(&wanted, 1.0 - (-pace * time.delta_secs().min(0.1)).exp())
        }
    };
    view.set_if_neq(moved);
}

/// Puts the cameras there, and tells everybody how the board is seen.
fn look(
    view: Res<View>,
    frame: Res<Frame>,
    stage: Option<Res<Stage>>,
    mut eyes: Query<&mut Transform, With<Eye>>,
    mut projection: ResMut<BoardProjection>,
) {
    let Some(stage) = stage else { return };
    for mut eye in &mut eyes {
        eye.set_if_neq(Transform::from_matrix(Mat4::from(view.place())));
    }
    projection.set_if_neq(BoardProjection::Space {
        clip_from_world: framing::clip_from_world(&view, frame.points.x / frame.points.y),
        board: stage.size,
        window: frame.points,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let points = Vec2::new(1280.0, 720.0);
        let there = |view: &View, at: Vec2| {
            let clip_from_world = framing::clip_from_world(view, points.x / points.y);
            BoardProjection::Space { clip_from_world, board: Vec2::ZERO, window: points }
                .to_board(at)
                .unwrap()
        };
        let pointer = Vec2::new(900.0, 250.0);
        let mut steering = Steering::default();
        let before = there(&steering.wanted, pointer);
        steering.zoom(0.6, Some(pointer), points);
        let after = there(&steering.wanted, pointer);
        assert!(Vec2::from(before).distance(Vec2::from(after)) < 0.01, "{before:?} {after:?}");
        assert!(!steering.fitted);
    }

    #[test]
    fn a_press_becomes_a_drag_only_after_some_points() {
        let mut press = Some(Press { from: Vec2::ZERO, last: Vec2::ZERO, dragged: false });
        assert_eq!(drag(&mut press, Vec2::new(3.0, 0.0)), None);
        assert_eq!(drag(&mut press, Vec2::new(8.0, 0.0)), Some(Vec2::new(8.0, 0.0)));
        assert_eq!(drag(&mut press, Vec2::new(9.0, 0.0)), Some(Vec2::new(1.0, 0.0)));
    }
}
