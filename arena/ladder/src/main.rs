//! The `arena-ladder` command.
#![forbid(unsafe_code)]

fn main() {}
