//! The replay file: bytes to frames and back.
//!
//! A [`Writer`] appends a match to a file as it runs. A [`Reader`] opens such a file, complete or still growing, and
//! gives any of its turns and any of its states. [`verify`] plays the recorded orders again and compares every digest.
//! The bytes are described in `replays/README.md`.
//!
//! ```no_run
//! use replay::{Reader, verify};
//!
//! let reader = Reader::open("match.replay")?;
//! verify(&reader)?;
//! let mut playback = reader.play();
//! while let Some(step) = playback.next()? {
//!     println!("tick {}: {} events", step.tick, step.report.events.len());
//! }
//! # Ok::<(), replay::ReplayError>(())
//! ```
#![forbid(unsafe_code)]

mod block;
mod cursor;
mod ending;
mod error;
mod escape;
mod header;
mod ledger;
pub mod limits;
mod log;
mod orders;
mod pack;
mod playback;
mod preview;
mod reader;
mod record;
mod replaying;
mod scan;
mod section;
mod signature;
mod strip;
mod verify;
mod writer;

pub use ed25519_dalek::SigningKey;
pub use error::{RecordError, ReplayError};
pub use escape::Escaped;
pub use header::{Header, SeatInfo};
pub use playback::{Playback, Step};
pub use preview::Preview;
pub use reader::Reader;
pub use record::{SeatLog, SeatRecord, TurnRecord};
pub use signature::{Signed, sign};
pub use strip::strip_logs;
pub use verify::{Field, Mismatch, Verified, verify};
pub use writer::Writer;

/// The newest format of the file, and the one that is written. Every older one can be read.
pub const FORMAT: u32 = section::FORMAT;
