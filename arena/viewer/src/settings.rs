//! What a user chose, and what is kept of it between two starts.

use std::path::PathBuf;

use bevy::prelude::Resource;
use serde::{Deserialize, Serialize};

/// How much work goes into the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
            recent: Vec::new(),
        }
    }
}
