//! The command line, as clap reads it.

use std::ffi::OsString;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::{CommandFactory, Parser, ValueEnum};
use tracing_subscriber::filter::LevelFilter;

use crate::exit::{Exit, Trouble};
use crate::output::error_object;
use crate::verb::{Verb, run::Run};

/// Robot battles: two, four or eight programs, compiled to WebAssembly, metered by fuel, each commanding a team.
///
/// Without a verb, `arena` plays a match between two bots that come with it, draws it in the terminal and writes its
/// replay: the same as `arena run`.
#[derive(Debug, Parser)]
#[command(name = "arena", version, styles = terminal::style::CLAP, max_term_width = 110, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    verb: Option<Verb>,
}

const EXAMPLES: &str = "\
Start here:
  arena                                    watch two bots that come with the engine
  arena watch                              the same in a window, where the viewer is built
  arena new --lang rust my-bot             a bot of your own that builds and plays
  arena check my-bot.wasm                  will it be let in, and does it answer?
  arena run my-bot.wasm greedy --map maze  a match
  arena show MATCH.replay --tick 120 --seat 0
                                           what your bot saw, ordered, logged and spent
  arena tournament my-bot.wasm greedy      did it get better?
  arena upload my-bot.wasm --to URL        onto a ladder, where it meets the bots of others

Exit codes: 0 fine; 1 what was handed in is at fault (a module, a map, a replay);
2 the command line is; 3 the machine or the engine is.";

/// What every verb understands.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// Print results as JSON, for programs; an error is then {"error": {"code", "message", "help"}}
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When to use colours; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(
        long,
        global = true,
        value_name = "auto|always|never",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: Color,
    /// Say on stderr what goes on inside: error, warn, info, debug or trace. Never changes a result
    #[arg(long, global = true, value_name = "LEVEL", default_value = "warn", hide_default_value = true)]
    pub(crate) log: LevelFilter,
    /// The same as `--log debug`; twice, `--log trace`
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Never.
    Never,
}

impl Args {
    /// What is to be done: `run` where nothing else is asked for.
    pub(crate) fn verb(self) -> Verb {
        self.verb.unwrap_or_else(|| Verb::Run(Run::default()))
    }
}

/// Reads the command line and sets up colours and logging. The error is what the process returns: help was printed, or
/// what is wrong.
pub(crate) fn parse() -> Result<Args, ExitCode> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    leave_to_others(&mut words);
    color_asked_for(&words).write_global();
    let args = Args::try_parse_from(&words).map_err(|error| refuse(&error, &words))?;
    log_to_stderr(&args.global);
    Ok(args)
}

/// The command as clap has it, for completions.
pub(crate) fn command() -> clap::Command {
    Args::command()
}

/// What `serve` and `worker` are told is for another program, also where our options have the same names.
fn leave_to_others(words: &mut Vec<OsString>) {
    if words.get(1).is_some_and(|verb| verb == "serve" || verb == "worker") {
        words.insert(2, "--".into());
    }
}

/// Help, and complaints about the command line itself, are coloured too, so `--color` is looked for before clap reads
/// the line.
fn color_asked_for(words: &[OsString]) -> ColorChoice {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let with_equals = words.iter().rev().find_map(|word| word.strip_prefix("--color="));
    let apart = words.windows(2).rev().find(|pair| pair[0] == "--color").map(|pair| pair[1]);
    match with_equals.or(apart) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Prints help or what is wrong with the command line.
fn refuse(error: &clap::Error, words: &[OsString]) -> ExitCode {
    // Nothing is left to be done when the terminal cannot be written to.
    let _ = error.print();
    if !error.use_stderr() {
        return ExitCode::SUCCESS;
    }
    if words.iter().any(|word| word == "--json") {
        let text = error.to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let trouble = Trouble { exit: Exit::Usage, code: "usage", message, help: None };
        let _ = std::io::Write::write_all(
            &mut std::io::stdout(),
            format!("{:#}\n", error_object(&trouble)).as_bytes(),
        );
    }
    Exit::Usage.into()
}

fn log_to_stderr(global: &Global) {
    let level = match global.verbose {
        0 => global.log,
        1 => global.log.max(LevelFilter::DEBUG),
        _ => LevelFilter::TRACE,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(anstream::AutoStream::choice(&std::io::stderr()) != ColorChoice::Never)
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn the_last_color_counts() {
        let choice = |line: &str| color_asked_for(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(choice("arena run"), ColorChoice::Auto);
        assert_eq!(choice("arena --color never run"), ColorChoice::Never);
        assert_eq!(choice("arena run --color=always"), ColorChoice::Always);
    }
}
