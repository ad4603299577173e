//! The ladder: players upload bots, see them admitted, rated and watched.
//!
//! ```text
//!  upload --> store (SQLite or Postgres) --> jobs (apalis) --> stage: worker processes
//!               ^   ^                                             |
//!     pages, API |   '--- result, replay <------------------------'
//!                '------- steward: counts results, pairs, runs tournaments
//! ```
//!
//! Everything that lasts is in the store. Whoever plays matches may die at any moment: a job is handed out again, and a
//! result counts once, since a match's id is the BLAKE3 of everything that decides it.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test fails by panicking"))]

mod backup;
mod card;
mod clock;
mod diary;
mod error;
pub mod footage;
mod jobs;
mod limits;
mod name;
pub mod options;
pub mod pages;
mod pairing;
mod random;
mod rating;
mod seed;
mod server;
mod sight;
mod stage;
mod steward;
mod store;
mod tournament;
mod web;

pub use error::{Error, Refusal};
