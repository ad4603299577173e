//! The desktop viewer: bytes of a replay to pictures.
//!
//! ```text
//! source  ->  Footage  ->  Story            what the whole match tells: curves, highlights, lives
//!                |                |
//!            Playhead  ->  sample()  ->  Scene  ->  picture (arena)  or  tactical (flat board)
//!                                                   overlay (tags, marks, trails over either)
//!                                                   panel   (everything around it)
//! ```
//!
//! [`Footage`] gives any tick of a match, whether its replay is a file, a file that grows, or the bytes of a match that
//! is being played on another thread. [`sample`] turns a cursor into the board at that instant, and is pure: nothing
//! that was shown before has any influence. All that is drawn follows from the [`Scene`] and from [`Focus`], what the
//! user is looking at. Keys, panels and scripts only write [`Action`]s.
//!
//! Nothing here knows the rules of a game: all is drawn from `rules::Frame` and `rules::Event`.
#![forbid(unsafe_code)]
#![allow(clippy::type_complexity, reason = "queries are types, and their filters are their meaning")]
#![allow(clippy::too_many_arguments, reason = "the arguments of a system are what it touches")]

mod action;
mod app;
mod args;
mod bench;
mod export;
mod focus;
mod fog;
mod footage;
mod ink;
pub mod keymap;
mod notice;
mod overlay;
pub mod palette;
mod panel;
mod pen;
mod picture;
mod playhead;
mod program;
mod projection;
pub mod report;
mod sample;
mod settings;
pub mod source;
mod story;
mod tactical;
#[cfg(test)]
mod testing;
mod watch;
mod window;
pub mod windowless;

pub use action::{Action, Part};
pub use app::{Layer, Screen, Step};
pub use args::command;
pub use focus::Focus;
pub use footage::{Feed, Footage, Moment, Origin, Reel, Sight};
pub use notice::{Notice, Notices};
pub use panel::Insets;
pub use picture::{Lost, shader_errors};
pub use playhead::{Playhead, SPEEDS, TICKS_PER_SECOND};
pub use projection::{Projection, in_space};
pub use sample::{Happening, LINGER, Pose, Scene, eased, middle, sample, stage};
pub use settings::{Preset, Settings};
pub use story::{Beat, Highlight, HighlightKind, Life, Story, Totals};
pub use watch::{close, highlight_name, show};
