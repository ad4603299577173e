//! The games of Robodrome: pure integer simulations without a clock, a float or a hidden order.
//!
//! A [`Game`] is the state of one match. Whoever drives it asks what each seat may know, reads the seats' lines into
//! orders, and plays a tick:
//!
//! ```ignore
//! game.write_tick(seat, &failed, &mut line);
//! game.read_line(seat, br#"{"orders":[{"unit":0,"do":"mine"}]}"#, &mut turn);
//! game.play(&orders, &mut report);
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod beacons;
mod event;
mod frame;
mod game;
mod order;
mod outcome;

pub use event::Event;
pub use frame::{Frame, Piece, TeamStanding, Terrain, Tile};
pub use game::{BadState, Game, Report, SetupError, Turn, chain, start};
pub use order::Order;
pub use outcome::{EndReason, Outcome};

/// The version of everything that decides a match: rules, fuel costs, digests. Recorded in every replay and raised
/// whenever one of them changes, since a replay of another epoch cannot be re-executed bit for bit.
pub const EPOCH: u32 = 1;
