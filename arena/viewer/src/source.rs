//! Where matches come from: files, files that grow, ladders, and matches that are played here.
//!
//! Whatever takes time is done by a `Job` on a thread of its own. A match that is ready takes the place of the one that
//! was on; one that cannot be had is a notice, and what was on stays.

mod browse;
mod drop;
mod fixture;
mod job;
mod ladder;
mod offer;
mod playing;
mod reading;
#[cfg(test)]
mod tests;
mod wish;

use bevy::prelude::*;

pub use offer::{Offer, offers};

pub(crate) use browse::Browser;
pub(crate) use fixture::Fixture;
pub(crate) use ladder::fetch;
pub(crate) use reading::footage;
pub(crate) use wish::{Wish, is_module};

use crate::{Action, Footage, Notices, Playhead, Settings, Step};
use job::{Job, News};

/// What is being opened or set up at present, in a few words; `None` when nothing is.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Loading(pub Option<String>);

/// What the program begins with.
#[derive(Resource, Clone, Debug)]
pub(crate) struct Beginning {
    /// What to open.
    pub(crate) wish: Wish,
    /// Pause here, in ticks.
    pub(crate) tick: Option<f64>,
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Loading>()
        .init_resource::<Desk>()
        .add_plugins((browse::plugin, drop::plugin))
        .add_systems(Startup, begin)
        .add_systems(Update, (follow_actions, receive, pause_at).chain().in_set(Step::Act));
}

/// What is being worked on.
#[derive(Resource, Default)]
struct Desk {
    /// Of which there is nothing to be seen yet.
    loading: Option<Job>,
    /// What is seen, and may still be played.
    playing: Option<Job>,
    /// Where to pause in the match that comes next.
    tick: Option<f64>,
    /// Stay at the newest tick of the match that comes next, if it is being played.
    at_live_edge: bool,
}

impl Desk {
    fn start(&mut self, wish: &Wish, loading: &mut Loading) {
        self.tick = None;
        self.at_live_edge = matches!(wish, Wish::Watch { awaited: true, .. } | Wish::Contest(_));
        self.loading = match wish.clone() {
            Wish::Start => None,
            Wish::Watch { path, awaited } => Some(Job::begin(move |r| reading::read(&path, awaited, r))),
            Wish::Contest(address) => Some(Job::begin(move |reporter| ladder::watch(&address, reporter))),
            Wish::Play(fixture) => Some(Job::begin(move |reporter| playing::play(&fixture, reporter))),
        };
        loading.0 = self.loading.is_some().then(|| wish.doing());
    }
}

fn begin(beginning: Option<Res<Beginning>>, mut desk: ResMut<Desk>, mut loading: ResMut<Loading>) {
    let Some(beginning) = beginning else { return };
    desk.start(&beginning.wish, &mut loading);
    desk.tick = beginning.tick;
}

fn follow_actions(
    mut actions: MessageReader<Action>,
    mut desk: ResMut<Desk>,
    mut loading: ResMut<Loading>,
    mut settings: ResMut<Settings>,
    mut notices: ResMut<Notices>,
) {
    for action in actions.read() {
        match action {
            Action::Open(paths) => match Wish::of_files(paths) {
                Ok(wish) => desk.start(&wish, &mut loading),
                Err(failure) => notices.error(failure),
            },
            Action::Run { bots, map, seed } => {
                let fixture = Fixture::simple(bots.clone(), map.clone(), seed.clone());
                desk.start(&Wish::Play(fixture), &mut loading);
            }
            Action::Close | Action::Back if desk.loading.is_some() => desk.start(&Wish::Start, &mut loading),
            Action::ForgetRecent => settings.recent.clear(),
            _ => {}
        }
    }
}

/// Takes in what the threads have to say.
fn receive(world: &mut World) {
    world.resource_scope(|world, mut desk: Mut<Desk>| {
        // Looked at without marking it as changed: this is done in every frame.
        let desk = desk.bypass_change_detection();
        if !world.contains_resource::<Footage>() {
            desk.playing = None;
        }
        while let Some(news) = desk.playing.as_mut().and_then(Job::next) {
            hear(world, news);
        }
        while let Some(news) = desk.loading.as_mut().and_then(Job::next) {
            if let News::Ready(premiere) = news {
                desk.playing = desk.loading.take();
                settle(world, desk, *premiere);
                return;
            }
            hear(world, news);
        }
        if desk.loading.as_ref().is_some_and(Job::is_over) {
            desk.loading = None;
            world.resource_mut::<Loading>().0 = None;
        }
    });
}

fn hear(world: &mut World, news: News) {
    if let News::Doing(doing) = news {
        // Not marked as changed where nothing did.
        world.resource_mut::<Loading>().set_if_neq(Loading(Some(doing)));
        return;
    }
    let mut notices = world.resource_mut::<Notices>();
    match news {
        News::Failed(failure) => notices.error(failure),
        News::Said(text) => notices.say(text),
        News::Ready(_) | News::Alive | News::Done | News::Doing(_) => {}
    }
}

/// Puts a match on.
fn settle(world: &mut World, desk: &Desk, premiere: crate::watch::Premiere) {
    if let Some(path) = premiere.footage().origin().path.clone() {
        world.resource_mut::<Settings>().opened(path);
    }
    // A ladder's match that is over is watched from its beginning.
    let footage = premiere.footage();
    let at_live_edge = desk.at_live_edge && (footage.is_live() || footage.origin().path.is_some());
    premiere.open(world);
    world.resource_mut::<Playhead>().at_live_edge = at_live_edge;
    world.resource_mut::<Loading>().0 = None;
}

/// Pauses where the command line wants it, once that tick is there.
fn pause_at(mut desk: ResMut<Desk>, footage: Option<Res<Footage>>, mut playhead: ResMut<Playhead>) {
    let (Some(tick), Some(footage), None) = (desk.tick, footage, &desk.loading) else { return };
    let end = f64::from(footage.end().0);
    if end >= tick || !footage.is_live() {
        playhead.seek(tick, end);
        playhead.playing = false;
        desk.tick = None;
    }
}
