//! Write a bot for Robodrome's game Beacons in Rust.
//!
//! A bot is a closure that is called once a tick and says what each unit does:
//!
//! ```no_run
//! robodrome::run(|turn| {
//!     for unit in turn.units() {
//!         turn.harvest(unit.id); // mine, carry home, deliver, go again
//!     }
//!     turn.spawn();
//! });
//! ```
//!
//! * [`Turn`] is what the bot knows in this tick, and where its orders go.
//! * [`Board`] is what never changes: walls, ore cells, beacons, cores.
//! * [`Flood`] holds walking distances; [`Turn::go`] follows them, and sees to it that own units never bump into each
//!   other: all moves of a tick are settled together when the closure returns.
//! * [`Forecast`] learns where enemy units step next, and [`Fight`] turns that into strikes worth giving.
//!
//! Everything is integer and in a fixed order, so the same match gives the same orders again. Names of the protocol
//! ([`Order`], [`Pos`], [`Dir`], [`Params`] and so on) are the engine's own types.
//!
//! A bot can be tried without the engine: [`run_on`] plays any lines.
//!
//! ```
//! let lines = concat!(
//!     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/start.json")),
//!     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/tick.json")),
//!     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/end.json")),
//! );
//! let mut replies = Vec::new();
//! let end = robodrome::run_on(lines.as_bytes(), &mut replies, |turn| {
//!     assert_eq!(turn.tick(), 37);
//!     turn.mine(turn.units()[0].id);
//! });
//! assert_eq!(replies, b"{\"orders\":[{\"unit\":0,\"do\":\"mine\"}]}\n");
//! assert_eq!(end.unwrap().unwrap().points, [388, 214]);
//! ```
#![forbid(unsafe_code)]

mod board;
mod book;
mod combat;
mod debug;
mod fight;
mod flood;
mod forecast;
mod harvest;
mod run;
mod traffic;
mod turn;

pub use board::{Board, Tile};
pub use fight::{Fight, Hit};
pub use flood::Flood;
pub use forecast::Forecast;
pub use protocol::beacons::{EnemyUnit, Loose, Observation, Order, OwnUnit, Params, Start, Verb};
pub use protocol::{Color, Dir, End, Mark, MatchResult, Note, Pos, Reason, Reply, UnitId};
pub use run::{run, run_on};
pub use turn::Turn;
