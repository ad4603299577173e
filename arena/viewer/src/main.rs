//! `arena-viewer`: see the library for how it works.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    viewer::command()
}
