//! Holds no code: see `Cargo.toml` for what it is for.
