//! The replay file from outside: what is written is read, and what is wrong is refused.

mod damage;
mod file;
mod forgery;
mod golden;
mod growth;
mod play;
mod roundtrip;
mod signature;
mod state;
mod strip;

/// Matches of Beacons with plausible play.
#[path = "../support/arena.rs"]
mod arena;
