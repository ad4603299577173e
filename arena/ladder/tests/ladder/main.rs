//! The ladder from outside: the real program on a loopback port, real bots, real worker processes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod climb;
mod clock;
mod hostile;
mod live;
mod operations;
mod people;
mod postgres;
mod recovery;
mod server;
mod size;
mod tournaments;
