//! Everything around the board: score bar, timeline, panels, windows, start screen.
//!
//! Panels are painted anew in every picture from the [`View`]: they hold nothing that the match would show differently,
//! only which tab is open and what was searched for. What the user wants becomes an [`Action`].
//!
//! Keys belong to the match, so the keyboard is led into the panels by F6, and back by Esc.

mod bot;
mod button;
mod help;
mod icon;
mod inspector;
mod journal;
mod layout;
mod meter;
mod options;
mod result;
mod score;
mod start;
mod text;
mod theme;
mod timeline;
mod toast;
mod view;
mod words;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::render::renderer::RenderAdapterInfo;
use bevy_egui::egui::{self, Area, Context, Id, Order, Rect, Ui};
use bevy_egui::{
    EguiContext, EguiContexts, EguiInput, EguiPreUpdateSet, EguiPrimaryContextPass, PrimaryEguiContext,
};
use replay::Header;

use crate::app::Layer;
use crate::picture::suitable;
use crate::source::{Browser, Loading};
use crate::{
    Action, Focus, Footage, Notices, Origin, Part, Playhead, Preset, Scene, Screen, Settings, Step, Story,
};
use layout::Layout;
use view::{Asked, View};

pub use layout::Insets;

/// Smallest and largest size of texts and panels.
const UI_SCALE: (f32, f32) = (0.5, 3.0);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<Insets>()
        .add_systems(
            PreUpdate,
            theme::dress.after(EguiPreUpdateSet::InitContexts).before(EguiPreUpdateSet::BeginPass),
        )
        .add_systems(
            PreUpdate,
            guide_keyboard.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass),
        )
        .add_systems(Update, follow_actions.in_set(Step::Act))
        .add_systems(Update, open_result.after(Step::Sample))
        .add_systems(
            EguiPrimaryContextPass,
            (show_match, show_start, show_over_all).chain().in_set(Layer::Panels),
        );
}

/// What panels keep from picture to picture.
#[derive(Default)]
struct Kept {
    /// The match that it belongs to.
    of: Option<(Origin, Header)>,
    timeline: timeline::Timeline,
    bot: bot::BotPanel,
    toasts: toast::Toasts,
}

impl Kept {
    /// Begins anew with another match.
    fn belong_to(&mut self, footage: &Footage) {
        let header = footage.reader().header();
        let same = |(origin, known): &(Origin, Header)| origin == footage.origin() && known == header;
        if !self.of.as_ref().is_some_and(same) {
            *self = Kept { of: Some((footage.origin().clone(), header.clone())), ..Kept::default() };
        }
    }
}

#[derive(SystemParam)]
struct Watched<'w> {
    footage: Res<'w, Footage>,
    story: Res<'w, Story>,
    scene: Res<'w, Scene>,
    focus: Res<'w, Focus>,
    playhead: Res<'w, Playhead>,
    settings: Res<'w, Settings>,
}

fn show_match(
    mut contexts: EguiContexts,
    watched: Option<Watched>,
    mut notices: ResMut<Notices>,
    loading: Res<Loading>,
    mut insets: ResMut<Insets>,
    mut actions: MessageWriter<Action>,
    time: Res<Time<Real>>,
    mut kept: Local<Kept>,
) {
    let (Ok(context), Some(watched)) = (contexts.ctx_mut(), watched) else {
        insets.set_if_neq(Insets::default());
        return;
    };
    kept.belong_to(&watched.footage);
    let asked = Asked::default();
    let view = View {
        footage: &watched.footage,
        story: &watched.story,
        scene: &watched.scene,
        focus: &watched.focus,
        playhead: &watched.playhead,
        settings: &watched.settings,
        asked: &asked,
    };
    let layout = Layout::of(context.content_rect(), &view, kept.bot.is_wide());
    insets.set_if_neq(layout.insets());
    show_panels(context, &view, &mut kept, &layout);
    if view.focus.shows(Part::Result) {
        result::show(context, &view);
    }
    let free = layout.timeline.map_or(layout.window, |timeline| layout.window.with_max_y(timeline.top()));
    for number in toast::show(context, &mut kept.toasts, &notices, time.elapsed_secs_f64(), free) {
        notices.dismiss(number);
    }
    if let Some(what) = &loading.0 {
        show_loading(context, what, free);
    }
    actions.write_batch(asked.take());
}

fn show_panels(context: &Context, view: &View, kept: &mut Kept, layout: &Layout) {
    if let Some(rect) = layout.score {
        place(context, "score", rect, |ui| score::show(ui, view, rect));
    }
    if let Some(rect) = layout.timeline {
        place(context, "timeline", rect, |ui| {
            timeline::show(ui, view, &mut kept.timeline, rect, layout.curves)
        });
    }
    if let Some(rect) = layout.bot {
        place(context, "bot", rect, |ui| {
            theme::glass().show(ui, |ui| {
                ui.set_width(rect.width() - 20.0);
                bot::show(ui, view, &mut kept.bot, rect.height() - 20.0);
            });
        });
    }
    if let Some(rect) = layout.inspector {
        place(context, "inspector", rect, |ui| {
            theme::glass().show(ui, |ui| {
                ui.set_width(rect.width() - 20.0);
                inspector::show(ui, view, rect.height() - 20.0);
            });
        });
    }
}

/// A panel at its place.
fn place(context: &Context, name: &'static str, rect: Rect, add: impl FnOnce(&mut Ui)) {
    Area::new(Id::new(name)).fixed_pos(rect.min).default_size(rect.size()).fade_in(false).show(
        context,
        |ui| {
            ui.set_max_size(rect.size());
            add(ui);
        },
    );
}

fn show_loading(context: &Context, what: &str, free: Rect) {
    Area::new(Id::new("loading"))
        .order(Order::Foreground)
        .fade_in(false)
        .pivot(egui::Align2::CENTER_CENTER)
        .fixed_pos(free.center())
        .show(context, |ui| {
            theme::solid().show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(egui::RichText::new(what).font(theme::text(14.0)).color(theme::INK));
                });
            });
        });
}

fn show_start(
    mut contexts: EguiContexts,
    screen: Res<State<Screen>>,
    settings: Res<Settings>,
    loading: Res<Loading>,
    mut notices: ResMut<Notices>,
    mut actions: MessageWriter<Action>,
    mut start: Local<start::StartScreen>,
) {
    let Ok(context) = contexts.ctx_mut() else { return };
    if *screen.get() != Screen::Start {
        start.forget_files();
        return;
    }
    let asked = Asked::default();
    for number in start::show(context, &asked, &mut start, &settings, &notices, loading.0.as_deref()) {
        notices.dismiss(number);
    }
    actions.write_batch(asked.take());
}

/// What lies over both screens: help, settings, and the hint to drop files.
fn show_over_all(
    mut contexts: EguiContexts,
    focus: Res<Focus>,
    settings: Res<Settings>,
    playhead: Res<Playhead>,
    insets: Res<Insets>,
    adapter: Option<Res<RenderAdapterInfo>>,
    mut actions: MessageWriter<Action>,
) {
    let Ok(context) = contexts.ctx_mut() else { return };
    let asked = Asked::default();
    if focus.shows(Part::Settings) {
        let adapter = adapter.as_deref();
        let options = options::Options {
            settings: &settings,
            playhead: &playhead,
            focus: &focus,
            adapter: adapter.map_or("", |info| info.name.as_str()),
            suits: adapter.map_or(Preset::default(), |info| suitable(info.device_type)),
        };
        options::show(context, &asked, &options, insets.top);
    }
    if focus.shows(Part::Help) {
        help::show(context, &asked);
    }
    start::show_drop_hint(context);
    actions.write_batch(asked.take());
}

/// Carries out what concerns the size of panels.
fn follow_actions(
    mut actions: MessageReader<Action>,
    mut settings: ResMut<Settings>,
    mut contexts: EguiContexts,
) {
    for action in actions.read() {
        if let Action::UiScale(scale) = action
            && scale.is_finite()
        {
            settings.ui_scale = scale.clamp(UI_SCALE.0, UI_SCALE.1);
        }
    }
    if let Ok(context) = contexts.ctx_mut() {
        // Takes effect with the next picture; nothing happens where it is the same.
        context.set_zoom_factor(settings.ui_scale.clamp(UI_SCALE.0, UI_SCALE.1));
    }
}

/// Leads the keyboard. In a match, Tab picks units, until F6 leads the keyboard into the panels; there, and wherever
/// nothing else needs it, Tab goes on to the next thing to press.
fn guide_keyboard(
    mut inputs: Query<(&mut EguiInput, &mut EguiContext), With<PrimaryEguiContext>>,
    focus: Res<Focus>,
    screen: Res<State<Screen>>,
    browser: Option<Res<Browser>>,
) {
    let browsing = browser.is_some_and(|browser| browser.is_open());
    for (mut input, mut context) in &mut inputs {
        let context = context.get_mut();
        let within = context.memory(|memory| memory.focused()).is_some();
        let free = within || browsing || focus.has_window() || *screen.get() == Screen::Start;
        if !free {
            input.events.retain(|event| !matches!(event, egui::Event::Key { key: egui::Key::Tab, .. }));
        }
        for event in &mut input.events {
            if let egui::Event::Key { key, modifiers, .. } = event
                && *key == egui::Key::F6
            {
                (*key, *modifiers) = (egui::Key::Tab, egui::Modifiers::NONE);
            }
        }
    }
}

/// Opens the result when playing arrives at the end of a match that is over.
fn open_result(
    footage: Option<Res<Footage>>,
    playhead: Res<Playhead>,
    focus: Res<Focus>,
    mut actions: MessageWriter<Action>,
    mut last: Local<Option<(Playhead, bool)>>,
) {
    let Some(footage) = footage else {
        *last = None;
        return;
    };
    let end = f64::from(footage.end().0);
    let (before, shown) = last.unwrap_or((*playhead, false));
    let shown = shown && playhead.cursor > 0.0;
    let arrives = !shown && footage.outcome().is_some() && arrived(&before, &playhead, end);
    if arrives && !focus.open.contains(&Part::Result) {
        actions.write(Action::Toggle(Part::Result));
    }
    *last = Some((*playhead, shown || arrives));
}

/// Whether playing led to the end between two pictures, and not a jump.
fn arrived(before: &Playhead, now: &Playhead, end: f64) -> bool {
    /// More than any picture takes at any speed.
    const LONGEST_STEP_SECONDS: f64 = 0.3;
    let pace = crate::TICKS_PER_SECOND * f64::from(before.speed.max(1.0)) * LONGEST_STEP_SECONDS;
    let moved = now.cursor - before.cursor;
    let was_going = before.playing || before.at_live_edge;
    was_going && !now.playing && !now.looping && now.cursor >= end && moved > 0.0 && moved <= pace.max(3.0)
}

#[cfg(test)]
mod tests;
