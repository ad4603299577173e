//! Hostile bytes in, a metered and suspendable player out.

mod wasi;

pub use wasi::signatures::{PREVIEW1, Signature};
