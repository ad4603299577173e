//! Playback: takes in what was written since the last picture, moves the cursor, and samples the board.

use std::time::Duration;

use bevy::prelude::*;
use protocol::Tick;
use replay::ReplayError;

use crate::story::HighlightKind;
use crate::{Action, Focus, Footage, Notices, Playhead, Scene, Screen, Step, Story, sample};

/// The longest step in seconds that one picture makes: after a stall the match goes on, it does not jump.
const LONGEST_STEP: f64 = 0.25;

/// How often a file that may grow is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Playhead>()
        .init_resource::<Focus>()
        .add_message::<crate::focus::LeaveMatch>()
        .add_systems(Update, crate::focus::follow_actions.in_set(Step::Act))
        .add_systems(Update, (follow_actions, take_in, advance, resample).chain().in_set(Step::Sample))
        .add_systems(Update, leave.after(Step::Act).before(Step::Sample));
}

/// A match that is ready to be shown. Reading a long one through takes a while, so it is done on a thread of its own.
pub(crate) struct Premiere {
    footage: Footage,
    story: Story,
    scene: Scene,
}

impl Premiere {
    /// Reads a match through.
    pub(crate) fn new(footage: Footage) -> Result<Premiere, ReplayError> {
        let mut story = Story::default();
        story.read_on(&footage)?;
        let scene = sample(&footage, &story, 0.0)?;
        Ok(Premiere { footage, story, scene })
    }

    /// What is going to be watched.
    pub(crate) fn footage(&self) -> &Footage {
        &self.footage
    }

    /// Living units after each tick.
    pub(crate) fn units_by_tick(&self) -> Vec<usize> {
        let count = |beat: &crate::Beat| beat.units.iter().copied().map(usize::from).sum();
        self.story.beats.iter().map(count).collect()
    }

    /// Looks the board up at an instant.
    pub(crate) fn sample(&self, cursor: f64) -> Result<Scene, ReplayError> {
        sample(&self.footage, &self.story, cursor)
    }

    /// Shows it from its beginning, in place of whatever was shown.
    pub(crate) fn open(self, world: &mut World) {
        let playhead = *world.resource::<Playhead>();
        world.insert_resource(Playhead { cursor: 0.0, playing: true, at_live_edge: false, ..playhead });
        world.resource_mut::<Focus>().for_another_match();
        world.insert_resource(self.footage);
        world.insert_resource(self.story);
        world.insert_resource(self.scene);
        world.resource_mut::<NextState<Screen>>().set(Screen::Match);
    }
}

/// Shows a match from its beginning, in place of whatever was shown.
///
/// # Errors
/// [`ReplayError`], where its first ticks cannot be had; what was shown before stays.
pub fn show(world: &mut World, footage: Footage) -> Result<(), ReplayError> {
    Premiere::new(footage)?.open(world);
    Ok(())
}

/// Goes back to the start screen.
pub fn close(world: &mut World) {
    world.remove_resource::<Footage>();
    world.remove_resource::<Story>();
    world.remove_resource::<Scene>();
    world.resource_mut::<NextState<Screen>>().set(Screen::Start);
}

fn leave(
    mut commands: Commands,
    mut wishes: MessageReader<crate::focus::LeaveMatch>,
    mut actions: MessageReader<Action>,
) {
    let asked = actions.read().any(|action| *action == Action::Close);
    if wishes.read().count() > 0 || asked {
        commands.queue(close);
    }
}

fn follow_actions(
    mut actions: MessageReader<Action>,
    mut playhead: ResMut<Playhead>,
    footage: Option<Res<Footage>>,
    story: Option<Res<Story>>,
) {
    let (Some(footage), Some(story)) = (footage, story) else {
        actions.clear();
        return;
    };
    let (end, more) = (f64::from(footage.end().0), footage.is_live());
    for action in actions.read() {
        match *action {
            Action::PlayPause => playhead.toggle(end, more),
            Action::Step(ticks) => playhead.step(ticks, end),
            Action::Seek(cursor) => playhead.seek(cursor, end),
            Action::ToStart => playhead.seek(0.0, end),
            Action::ToEnd => {
                playhead.seek(end, end);
                playhead.at_live_edge = more;
            }
            Action::Faster => playhead.change_speed(true),
            Action::Slower => playhead.change_speed(false),
            Action::Speed(speed) => playhead.speed = speed,
            Action::ToggleLoop => playhead.looping = !playhead.looping,
            Action::NextHighlight => {
                let here = Tick(playhead.cursor.floor() as u32);
                if let Some(next) = story.next_highlight(here, |_| true) {
                    playhead.seek(f64::from(next.tick.0), end);
                }
            }
            Action::PreviousHighlight => {
                let here = Tick(playhead.cursor.ceil() as u32);
                if let Some(previous) = story.previous_highlight(here, |_| true) {
                    playhead.seek(f64::from(previous.tick.0), end);
                }
            }
            _ => {}
        }
    }
}

fn take_in(
    footage: Option<ResMut<Footage>>,
    story: Option<ResMut<Story>>,
    mut notices: ResMut<Notices>,
    time: Res<Time<Real>>,
    mut next_look: Local<Duration>,
) {
    let (Some(mut footage), Some(mut story)) = (footage, story) else { return };
    if !footage.is_live() || footage.is_file() && time.elapsed() < *next_look {
        return;
    }
    *next_look = time.elapsed() + LOOK_EVERY;
    let read = match footage.bypass_change_detection().poll() {
        Ok(false) => return,
        Ok(true) => story.read_on(&footage),
        Err(error) => Err(error),
    };
    footage.set_changed();
    if let Err(error) = read {
        notices.error(error);
    }
}

fn advance(mut playhead: ResMut<Playhead>, time: Res<Time<Real>>, footage: Option<Res<Footage>>) {
    let Some(footage) = footage else { return };
    let seconds = time.delta_secs_f64().min(LONGEST_STEP);
    let mut moved = *playhead;
    moved.advance(seconds, f64::from(footage.end().0), footage.is_live());
    playhead.set_if_neq(moved);
}

fn resample(
    playhead: Res<Playhead>,
    footage: Option<Res<Footage>>,
    story: Option<Res<Story>>,
    scene: Option<ResMut<Scene>>,
    mut notices: ResMut<Notices>,
    mut commands: Commands,
) {
    let (Some(footage), Some(story), Some(mut scene)) = (footage, story, scene) else { return };
    if !playhead.is_changed() && !footage.is_changed() {
        return;
    }
    match sample(&footage, &story, playhead.cursor) {
        Ok(sampled) => *scene = sampled,
        Err(error) => {
            // A replay whose later blocks are not what they should be: told once, on the start screen.
            notices.error(error);
            commands.queue(close);
        }
    }
}

/// What a highlight is called.
pub fn highlight_name(kind: HighlightKind) -> &'static str {
    match kind {
        HighlightKind::Kill => "unit lost",
        HighlightKind::CoreLost => "core lost",
        HighlightKind::BeaconTurned => "beacon turned",
        HighlightKind::StormGrew => "the storm begins",
        HighlightKind::OutOfFuel => "out of fuel",
        HighlightKind::Fault => "bot ended",
    }
}
