//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use protocol::rumble::Mode;
use sandbox::{Backend, CacheMode, Config, Limits, Sandbox};

use crate::failure::Failure;

/// Plays Robot Rumble.
#[derive(Debug, Parser)]
#[command(name = "rumblebot", version, max_term_width = 110)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run battles on this machine
    #[command(subcommand)]
    Run(Run),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Run {
    /// Run a battle and print the results in the terminal
    ///
    /// A robot is specified in one of the following ways:
    ///
    /// 1. `PATH`. A file with the robot's code, `.py` or `.js`, or a robot compiled to WebAssembly, `.wasm`.
    ///
    /// 2. `inline:LANG;CODE`. The language, `Python` or `Javascript`, and the code itself.
    ///
    /// The same command gives the same output, byte for byte, on every machine. Battles differ by their seeds.
    Term(Term),
    /// Run one game after the other, as they are asked for on stdin
    ///
    /// Expects lines of the form `{"red": "...", "blue": "...", "seed": "(optional)", "turn_num": (optional)}`, with robots as in
    /// `term`, and prints `{"winner": ...}` for each, in their order. Games are played on all cores, and robots are compiled once.
    Batch(Batch),
}

/// One battle.
#[derive(Debug, clap::Args)]
pub(crate) struct Term {
    /// The robot that plays Blue
    pub(crate) bluebot: String,
    /// The robot that plays Red
    pub(crate) redbot: String,
    /// The number of turns to run in the match
    #[arg(short, long, value_name = "N", default_value = "100")]
    pub(crate) turn_num: u32,
    /// Avoid printing human-friendly info and just output JSON
    #[arg(long)]
    pub(crate) raw: bool,
    /// Show only the blue robot's logs
    #[arg(long)]
    pub(crate) blue_logs_only: bool,
    /// Show only the red robot's logs
    #[arg(long)]
    pub(crate) red_logs_only: bool,
    /// Only show the results of the battle
    #[arg(long)]
    pub(crate) results_only: bool,
    /// Choose the game mode: Normal, NormalHeal or Hill
    #[arg(long, value_name = "MODE", default_value = "Normal", value_parser = mode, hide_possible_values = true)]
    pub(crate) game_mode: Mode,
    /// Any text: where units appear follows from it, and the robots' random numbers [default: RUMBLEBOT_SEED, or 1]
    #[arg(long, value_name = "TEXT")]
    pub(crate) seed: Option<String>,
    /// Also write a replay here, for `arena watch`, `arena show` and `arena verify`
    #[arg(long, value_name = "FILE.replay")]
    pub(crate) replay: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

/// Many games.
#[derive(Debug, clap::Args)]
pub(crate) struct Batch {
    /// Choose the game mode: Normal, NormalHeal or Hill
    #[arg(long, value_name = "MODE", default_value = "Normal", value_parser = mode, hide_possible_values = true)]
    pub(crate) game_mode: Mode,
    /// Games at the same time [default: as many as there are cores]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) engine: Engine,
}

/// What plays a match. None of it changes a result.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "The engine (changes speed, never a result)")]
pub(crate) struct Engine {
    /// Compiler of the robots' modules: `cranelift` makes fast code, `singlepass` makes code fast
    #[arg(long, value_name = "BACKEND", default_value_t)]
    backend: Backend,
    /// Compile modules each time, and keep nothing
    #[arg(long)]
    no_cache: bool,
}

impl Engine {
    /// The sandbox that robots run in.
    pub(crate) fn sandbox(&self) -> Result<Sandbox, Failure> {
        let cache = if self.no_cache { CacheMode::Off } else { CacheMode::User };
        let config = Config { backend: self.backend, cache, limits: Limits::default() };
        Ok(Sandbox::new(config)?)
    }
}

fn mode(word: &str) -> Result<Mode, String> {
    Mode::from_word(word).ok_or_else(|| "there are Normal, NormalHeal and Hill".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }
}
