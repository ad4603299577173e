//! Matches in child processes: bots are compiled and run where a crash, a leak or a hang costs one match and nothing else.
//!
//! The sandbox is meant to hold whatever bots do. This is for the day on which it does not: a miscompiled module that
//! writes where it must not, a compiler that never comes to an end, memory that runs out.
//!
//! ```text
//! parent: Crew::load(bot), Crew::play(header)             child: serve()
//!   Worker --Begin, Load, Play-->  its stdin                confines itself, compiles, plays
//!          <--Turn, Over-------    its stdout               replays travel as bytes: it writes no file but the cache's
//!                                                           a turn, with what there is to be seen of the match by then
//! ```
//!
//! A [`Crew`] keeps workers warm: a child plays one match after the other with bots that it compiled once. Results and
//! replays are the same, byte for byte, with and without it.
#![forbid(unsafe_code)]

mod affinity;
mod bot;
mod bounds;
mod confine;
mod crew;
mod error;
mod footage;
#[cfg(target_os = "linux")]
mod forbid;
mod frame;
mod message;
mod patience;
mod played;
mod serve;
mod tail;
mod worker;

pub use bot::Bot;
pub use bounds::Bounds;
pub use crew::{Crew, Launch, is_supported};
pub use error::{Refused, WorkerError};
pub use footage::SHOWN_BYTES;
pub use message::Identity;
pub use played::{Played, SeatPlayed, Stops};
pub use serve::{serve, serve_with};
