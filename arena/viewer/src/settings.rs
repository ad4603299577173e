//! What a user chose, and what is kept of it between two starts.

mod file;

use std::path::PathBuf;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Focus, Playhead, SPEEDS, Step};

pub(crate) use file::{ForNow, SettingsFile};

/// Replays that are remembered: what fits on the start screen.
const RECENT: usize = 12;

/// How much work goes into the picture.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// For software renderers.
    Low,
    /// For graphics built into a processor.
    #[default]
    Medium,
    /// For a graphics card.
    High,
}

/// Everything that the program remembers.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Quality of the picture; `None` chooses by the adapter.
    pub quality: Option<Preset>,
    /// The part of the window's resolution at which the board is drawn, 0.25 to 1.
    pub render_scale: f32,
    /// Size of texts and panels; 1 is usual.
    pub ui_scale: f32,
    /// Playback speed.
    pub speed: f32,
    /// Begin again at the end.
    pub looping: bool,
    /// The camera finds the action by itself.
    pub director: bool,
    /// The tactical board instead of the arena.
    pub tactical: bool,
    /// The folder that was last browsed.
    pub folder: Option<PathBuf>,
    /// Replays opened lately, the last one first.
    pub recent: Vec<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            quality: None,
            render_scale: 1.0,
            ui_scale: 1.0,
            speed: 1.0,
            looping: false,
            director: false,
            tactical: false,
            folder: None,
            recent: Vec::new(),
        }
    }
}

impl Settings {
    /// Remembers a replay as the one that was opened last.
    pub fn opened(&mut self, path: PathBuf) {
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
    }

    /// The same with every number within its bounds: somebody may have written the file by hand.
    fn within_bounds(mut self) -> Settings {
        let bound =
            |value: f32, low: f32, high: f32| if value.is_finite() { value.clamp(low, high) } else { 1.0 };
        self.render_scale = bound(self.render_scale, 0.25, 1.0);
        self.ui_scale = bound(self.ui_scale, 0.5, 3.0);
        self.speed = bound(self.speed, SPEEDS[0], SPEEDS[SPEEDS.len() - 1]);
        self.recent.truncate(RECENT);
        self
    }
}

pub(crate) fn plugin(app: &mut App) {
    app.add_plugins(file::plugin)
        .add_systems(PreStartup, recall.after(file::read))
        .add_systems(Update, remember.in_set(Step::Draw));
}

/// Begins as the last time ended.
fn recall(settings: Res<Settings>, mut playhead: ResMut<Playhead>, mut focus: ResMut<Focus>) {
    playhead.speed = settings.speed;
    playhead.looping = settings.looping;
    focus.tactical = settings.tactical;
}

/// Takes over what is changed elsewhere.
fn remember(mut settings: ResMut<Settings>, playhead: Res<Playhead>, focus: Res<Focus>) {
    let now = (playhead.speed, playhead.looping, focus.tactical);
    if now != (settings.speed, settings.looping, settings.tactical) {
        (settings.speed, settings.looping, settings.tactical) = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_replay_comes_first_and_old_ones_go() {
        let mut settings = Settings::default();
        for number in 0..20 {
            settings.opened(format!("{number}.replay").into());
        }
        settings.opened("15.replay".into());
        assert_eq!(settings.recent.len(), RECENT);
        assert_eq!(settings.recent[..2], [PathBuf::from("15.replay"), PathBuf::from("19.replay")]);
    }

    #[test]
    fn numbers_out_of_bounds_are_brought_back() {
        let wild = Settings { ui_scale: 1e9, render_scale: 0.0, speed: f32::NAN, ..Settings::default() };
        let tame = wild.within_bounds();
        assert_eq!((tame.ui_scale, tame.render_scale, tame.speed), (3.0, 0.25, 1.0));
    }
}
