//! What must hold for any input whatever: laws of the engine as functions of bytes.
//!
//! A [`Target`] takes bytes and panics where its law is broken. The bytes come from libFuzzer, from a corpus, from a
//! regression, or from the stable runs in `tests/`: it is the same function each time, so an input that breaks a law
//! in one of them breaks it in all.
//!
//! ```
//! let target = fuzz::Target::named("lines").expect("there is such a target");
//! (target.check)(br#"{"orders":[{"unit":1,"do":"mine"}]}"#);
//! ```
//!
//! `README.md` beside the sources has the list of laws, and says how to run them and how to add one.
#![allow(
    clippy::unwrap_used,
    reason = "an oracle fails by panicking, and what it unwraps was made by its own generator"
)]

mod admission;
mod backends;
mod bounds;
mod canary;
mod edit;
mod instrumentation;
mod lines;
mod module;
mod pick;
mod replays;
mod rules;
mod target;
mod wasi;

pub use edit::edit;
pub use target::Target;

/// The laws one by one, for programs that check a single one.
pub mod law {
    pub use crate::admission::check as admission;
    pub use crate::backends::check as backends;
    pub use crate::canary::check as canary;
    pub use crate::instrumentation::check as instrumentation;
    pub use crate::lines::check as lines;
    pub use crate::replays::check as replays;
    pub use crate::rules::check as rules;
    pub use crate::wasi::check as wasi;
}

/// Counts what every thread of the process allocates, so that laws can bound it.
#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;
