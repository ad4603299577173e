//! Plays matches, records them, and plays them again to check them.
//!
//! A [`Setup`] names everything that decides a match: rules, map, seed and the entrants' modules. [`Battle`] plays it
//! turn by turn; [`play`] plays it to the end and writes the replay; [`verify_with_bots`] plays a recorded one again
//! and compares every order, every fuel count and every log byte.
#![forbid(unsafe_code)]

mod battle;
pub mod bundled;
mod entrant;
mod error;
mod game_rules;
mod map;
mod play;
mod ruleset;
mod script;
mod setup;
mod shelf;
mod submission;
mod summary;
mod venue;
mod verify;

pub use battle::Battle;
pub use entrant::Entrant;
pub use error::{BattleError, Fault as FaultOf};
pub use game_rules::GameRules;
pub use map::{MapError, find_map};
pub use play::{play, play_into, play_shown, replay_name, replay_name_of};
pub use ruleset::{Ruleset, RulesetError};
pub use script::{Language, Script};
pub use setup::{Setup, match_id};
pub use shelf::{Shelf, ShelfError};
pub use submission::Submission;
pub use summary::{SeatSummary, Summary};
pub use venue::Venue;
pub use verify::{Difference, Field, ReExecution, ReExecutionError, verify_battle, verify_with_bots};
