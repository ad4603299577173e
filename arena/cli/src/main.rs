//! The `arena` command: plays, checks, verifies, shows and ranks robot battles.
//!
//! Everything that decides a match is in the engine's crates. Here are arguments, pictures and sentences.
#![forbid(unsafe_code)]

mod amount;
mod args;
mod board;
mod companion;
mod contest;
mod cores;
mod door;
mod errand;
mod events;
mod isolate;
mod live;
mod orders;
mod output;
mod palette;
mod pretty;
mod replays;
mod sheet;
mod tally;
mod verb;
mod verdict;

use std::process::ExitCode;

use terminal::{entrants, exit, progress, setup, waiting};

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(args) => args,
        Err(code) => return code,
    };
    let mut output = output::Output::new(args.global.json);
    let result = args.verb().run(&mut output);
    output.end(result)
}
