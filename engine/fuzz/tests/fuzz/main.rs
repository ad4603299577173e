//! The laws on stable Rust: every input that is kept, and new ones for a short time.
//!
//! `ROBODROME_FUZZ_SECONDS` says for how long each target gets new inputs (2), `ROBODROME_FUZZ_SEED` which (0).

#![allow(clippy::print_stdout, reason = "a test says how much it tried, and with which seed")]

mod canary;
mod generated;
mod hunt;
mod inputs;
mod kept;
mod shelf;
