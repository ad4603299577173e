//! The manners that the arena's programs share on a terminal.
//!
//! `arena` and `arena-viewer` take the same options for a match and for the engine, find bots by the same names, end with
//! the same exit codes, and say what went wrong in the same way:
//!
//! ```text
//! words  ->  setup, entrants  ->  battle::Setup
//!                 |
//!                 '->  exit::Failure  ->  a sentence, a remedy, an exit code
//! ```
//!
//! ```
//! use terminal::exit::Failure;
//! use terminal::setup::MatchArgs;
//!
//! let game = MatchArgs { set: vec!["speed=9".to_owned()], ..MatchArgs::default() };
//! let Err(Failure::Untold(trouble)) = game.ruleset() else { panic!("there is no such rule") };
//! assert!(trouble.message.contains("speed"));
//! ```
//!
//! Modules are public, for names such as [`exit::Exit`] say more with theirs before them.
#![forbid(unsafe_code)]

pub mod entrants;
pub mod exit;
pub mod progress;
pub mod setup;
pub mod style;
pub mod waiting;
