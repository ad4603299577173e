//! `rumblebot`: plays Robot Rumble with the command line, the output and the robots of the program of that name, so that
//! scripts that were written for it run unchanged. The README says what is the same and what is not.
#![forbid(unsafe_code)]

mod args;
mod batch;
mod console;
mod failure;
mod game;
mod raw;
mod robot;
mod term;
mod text;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, Run};

fn main() -> ExitCode {
    let Args { command: Command::Run(run) } = Args::parse();
    let done = match run {
        Run::Term(term) => term.run(),
        Run::Batch(batch) => batch.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
