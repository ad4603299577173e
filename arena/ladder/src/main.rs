//! The `arena-ladder` command.
#![forbid(unsafe_code)]

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use ladder::options::Options;
use terminal::exit::Failure;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let options = Options::parse();
    if let Err(failure) = log(&options) {
        return failure.tell();
    }
    match options.command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// Logs go to stderr; only what is asked for goes to stdout.
fn log(options: &Options) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&options.log).map_err(|error| {
        Failure::usage(format!("--log {}: {error}", options.log)).help("use error, warn, info or debug")
    })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match options.log_json {
        true => log.json().init(),
        false => log.with_ansi(std::io::stderr().is_terminal()).init(),
    }
    Ok(())
}
