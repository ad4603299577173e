//! `wasi_snapshot_preview1`, ours.

pub(crate) mod signatures;
