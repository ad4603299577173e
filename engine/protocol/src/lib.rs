//! The lines that cross the pipe between the engine and a bot: protocol version 1.
//!
//! One JSON object a line, UTF-8, ended by `\n`. The host sends a [`beacons::Start`] once, a [`beacons::Observation`]
//! each tick and an [`End`] last, then end of file. The bot answers with any number of [`Reply`] lines a tick, usually
//! one. Its turn ends when it reads and nothing is left to read.
//!
//! The crate is `no_std` with `alloc`, so that bots written in Rust share these very types.
//!
//! ```
//! use protocol::{Dir, Reply, beacons::Order};
//!
//! let reply = Reply { orders: vec![Order::move_(3, Dir::N)], ..Reply::default() };
//! assert_eq!(serde_json::to_string(&reply).unwrap(), r#"{"orders":[{"unit":3,"do":"move","to":"n"}]}"#);
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod beacons;
mod digest;
mod dir;
mod fuel;
mod id;
mod line;
mod mark;
mod pos;
mod reason;
mod reply;
pub mod rumble;
#[cfg(feature = "schema")]
pub mod schema;
mod status;
mod tolerant;
mod watch;

pub use digest::{Digest, ModuleHash, ScriptHash};
pub use dir::Dir;
pub use fuel::{Fuel, FuelPlan};
pub use id::{Seat, Tick, UnitId};
pub use line::{End, PROTOCOL_VERSION, Result as MatchResult};
pub use mark::{Color, Mark};
pub use pos::Pos;
pub use reason::Reason;
pub use reply::{Ask, LineDrop, Note, ParsedReply, Reply, parse_reply};
pub use status::{Fault, Status};
pub use watch::{Watch, WatchMap};

/// Limits on what a bot may say in one line; each is a number of items or bytes.
pub mod limits {
    /// Longest line that is read, in bytes without its `\n`: an answer for 64 units with generous debug output.
    pub const LINE_BYTES: usize = 64 * 1024;
    /// Orders read from one line; the rest is dropped. Twice what a full team could give.
    pub const ORDERS_PER_LINE: usize = 128;
    /// Marks kept for one tick.
    pub const MARKS_PER_TICK: usize = 256;
    /// Longest text of a mark, in bytes.
    pub const MARK_TEXT_BYTES: usize = 80;
    /// Watch entries kept for one tick.
    pub const WATCHES_PER_TICK: usize = 256;
    /// Longest watch key, in bytes.
    pub const WATCH_KEY_BYTES: usize = 40;
    /// Longest watch value, in bytes of its text.
    pub const WATCH_VALUE_BYTES: usize = 120;
    /// Drops recorded for one seat and tick; more are only counted.
    pub const DROPS_PER_TICK: usize = 128;
    /// Longest text that a game takes out of a bot's lines into its log in one tick, in bytes: as much as the bot may write
    /// to standard error besides.
    pub const LOG_BYTES_PER_TICK: usize = 16 * 1024;
}
