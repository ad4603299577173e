//! The games of Robodrome: pure integer simulations without a clock, a float or a hidden order.
//!
//! A [`Game`] is the state of one match. Whoever drives it asks what each seat may know, reads the seats' lines into
//! orders, and plays a tick:
//!
//! ```
//! use protocol::Seat;
//! use rules::{Event, Report, Turn, beacons::{Archetype, Map}};
//!
//! # let rules = include_str!("../../../assets/rulesets/beacons.toml").parse::<toml::Table>().unwrap();
//! # let params = serde_json::to_string(&rules["rules"]).unwrap();
//! let map = Map::generate(Archetype::Open, 25, 2, "any text").unwrap();
//! let mut game = rules::start("beacons", &params, &map.to_text(), "any seed").unwrap();
//!
//! // What the bot in seat 0 reads, and what it answers.
//! let mut line = Vec::new();
//! game.write_tick(Seat(0), &[], &mut line);
//! assert!(line.starts_with(br#"{"type":"tick","tick":1,"bank":12,"#));
//! let mut turn = Turn::default();
//! game.read_line(Seat(0), br#"{"orders":[{"unit":0,"do":"guard"},{"unit":9,"do":"mine"}]}"#, &mut turn);
//! assert_eq!(turn.drops[0].why, protocol::Reason::NoSuchUnit);
//!
//! // A tick in which seat 1 does nothing.
//! let mut report = Report::default();
//! game.play(&[turn.orders, vec![]], &mut report);
//! assert!(matches!(report.events[0], Event::Guarded { seat: Seat(0), .. }));
//! assert_eq!(game.tick().0, 1);
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::float_arithmetic, clippy::disallowed_types)]

extern crate alloc;

pub mod beacons;
mod event;
mod frame;
mod game;
mod leb128;
mod line;
mod order;
mod outcome;
pub mod rumble;

pub use event::Event;
pub use frame::{Frame, Piece, TeamStanding, Terrain, Tile};
pub use game::{BadState, Game, Report, SetupError, Turn, chain, start};
pub use order::Order;
pub use outcome::{EndReason, Outcome};

/// The version of everything that decides a match: rules, fuel costs, digests. Recorded in every replay and raised
/// whenever one of them changes, since a replay of another epoch cannot be re-executed bit for bit.
pub const EPOCH: u32 = 1;
