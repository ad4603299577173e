//! The instrumentation, looked at from outside: what a guest computes is unchanged, and what it costs is the same on both
//! back ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../benches/guests/mod.rs"]
mod guests;

#[path = "../golden/mod.rs"]
mod golden_file;

mod depth;
mod fuel;
mod golden;
mod guest;
mod nan;
mod semantics;
mod shape;
mod smith;
