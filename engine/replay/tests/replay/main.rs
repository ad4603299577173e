//! The replay file from outside: what is written is read, and what is wrong is refused.

#![allow(clippy::unwrap_used, reason = "a test that fails is to stop, in its helpers too")]

mod damage;
mod file;
mod forgery;
mod golden;
mod growth;
mod play;
mod preview;
mod roundtrip;
mod script;
mod signature;
mod state;
mod strip;

/// Matches of Beacons with plausible play.
#[path = "../support/arena.rs"]
mod arena;
