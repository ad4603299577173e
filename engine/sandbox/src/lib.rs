//! Hostile bytes in, a metered and suspendable player out.
//!
//! ```
//! use protocol::{Fuel, FuelPlan, Status, Tick};
//! use sandbox::{CacheMode, Config, Identity, Line, Sandbox};
//!
//! // A bot that reads a line and writes it back, for ever.
//! let wasm = wat::parse_str(r#"(module
//!     (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
//!     (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
//!     (memory (export "memory") 1)
//!     (data (i32.const 0) "\10\00\00\00\00\10\00\00")
//!     (func (export "_start") (loop $again
//!         (i32.store (i32.const 4) (i32.const 4096))
//!         (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
//!         (i32.store (i32.const 4) (i32.load (i32.const 8)))
//!         (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
//!         (br $again))))"#)?;
//!
//! let sandbox = Sandbox::new(Config { cache: CacheMode::Off, ..Config::default() })?;
//! let program = sandbox.load(&wasm)?;
//! let plan = FuelPlan { start: Fuel(1_000_000), per_tick: Fuel(100_000), bank: Fuel(1_000_000) };
//! let mut player = sandbox.seat(&program, Identity { name: "echo".into(), seed: [0; 32] }, plan)?;
//!
//! player.begin(Tick(0), Line::Start(b"hello".to_vec()));
//! let turn = player.finish()?;
//! assert_eq!(turn.status, Status::Waiting);
//! assert_eq!(turn.lines.iter().collect::<Vec<_>>(), [b"hello"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `README.md` beside the sources says how the parts fit together, and what is deliberately absent.

mod admission;
mod backend;
mod cache;
pub mod cost;
mod error;
mod instrument;
mod interpreter;
mod limits;
mod player;
mod program;
mod reference;
mod reject;
mod sandbox;
mod wasi;

use admission::admit_within;
pub use admission::{Admitted, admit};
pub use backend::{Backend, UnknownBackend};
pub use cache::CacheMode;
pub use error::{HostError, LoadError};
pub use interpreter::Interpreter;
pub use limits::{LimitInfo, Limits, Usage, Used};
pub use player::{Identity, Line, Lines, Player, TurnEnd};
pub use program::Program;
pub use reference::reference;
pub use reject::{Reject, RejectCode};
pub use sandbox::{Config, Sandbox};
pub use wasi::signatures::{PREVIEW1, Signature};

/// What a panic said, where it said anything.
fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
