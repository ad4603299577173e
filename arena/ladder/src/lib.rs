//! The ladder: players upload bots, see them admitted, rated and watched.
#![forbid(unsafe_code)]

pub mod footage;
pub mod pages;
