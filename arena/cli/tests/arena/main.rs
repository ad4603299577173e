//! The command as a user meets it: every test runs the real program.
#![allow(clippy::unwrap_used, reason = "a test that cannot set its scene fails there")]

mod check;
mod command;
mod errors;
mod export;
mod feed;
mod maps;
mod new;
mod rumble;
mod run;
mod scripts;
mod show;
mod talker;
mod upload;
mod verify;
mod watch;
