//! The words of the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use terminal::exit::Failure;

use crate::{Error, server};

/// A ladder of robot battles: players upload bots, see them admitted, rated and watched
#[derive(Clone, Debug, clap::Parser)]
#[command(
    name = "arena-ladder",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Options {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// How much to log: error, warn, info, debug, or a filter such as `ladder=debug`
    #[arg(long, global = true, value_name = "LEVEL", default_value = "info")]
    pub log: String,
    /// Write the log as one JSON object a line
    #[arg(long, global = true)]
    pub log_json: bool,
}

/// What to do.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Serve the ladder's pages and its interface for programs, and play its matches
    Serve(ServeArgs),
    /// Play matches of a ladder whose database is Postgres, on this machine too
    Worker(WorkerArgs),
    /// Write everything that lasts into one file, also while the ladder runs
    Backup(FileArgs),
    /// Read such a file into an empty ladder: an empty folder, or an empty database
    Restore(FileArgs),
    /// Do what only whoever has the database can do
    Admin(AdminArgs),
    /// Compile and play what comes on stdin, for another `arena-ladder`, which starts this
    #[command(hide = true)]
    Confined,
}

/// Where the ladder keeps its things.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Where things are")]
pub struct PlaceArgs {
    /// The folder for databases and compiled bots [default: `robodrome/ladder` in your data folder]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A Postgres database, as postgres://USER:PASSWORD@HOST/NAME, in place of SQLite in the folder; a password is better given
    /// in the environment, as ROBODROME_DATABASE
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
}

/// How a ladder is served.
#[derive(Clone, Debug, clap::Args)]
pub struct ServeArgs {
    /// Where things are
    #[command(flatten)]
    pub place: PlaceArgs,
    /// The address to listen on; the world is let in by a reverse proxy, which brings TLS
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7070")]
    pub listen: SocketAddr,
    /// Where players reach the ladder, for commands that pages show [default: as the browser asks for it]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// What the ladder is called
    #[arg(long, value_name = "NAME", default_value = "Robodrome")]
    pub title: String,
    /// Matches that this program plays at the same time; 0 leaves them to `arena-ladder worker` [default: one a core]
    #[arg(long, value_name = "N")]
    pub workers: Option<usize>,
    /// Let everybody sign up; without it, players need an invitation
    #[arg(long)]
    pub open_signup: bool,
    /// Matches that are paired ahead [default: four times the workers, 16 at least]
    #[arg(long, value_name = "N")]
    pub ahead: Option<usize>,
}

/// How matches are played on this machine.
#[derive(Clone, Debug, clap::Args)]
pub struct WorkerArgs {
    /// Where things are
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Matches at the same time [default: one a core]
    #[arg(long, value_name = "N")]
    pub workers: Option<usize>,
}

/// A backup.
#[derive(Clone, Debug, clap::Args)]
pub struct FileArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where things are
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// What an admin does from the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct AdminArgs {
    /// What
    #[command(subcommand)]
    pub deed: Deed,
}

/// What an admin does from the command line.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Deed {
    /// Print an invitation, good for thirty days
    Invite {
        /// Players that it is good for
        #[arg(long, value_name = "N", default_value_t = 1)]
        uses: u32,
        /// Where things are
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// Print a new token for a player: who has lost theirs gets in again
    Token {
        /// The player's name; the first one is `admin`
        #[arg(value_name = "PLAYER")]
        player: String,
        /// Where things are
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// Compute every rating again from the results
    Recount {
        /// Where things are
        #[command(flatten)]
        place: PlaceArgs,
    },
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// To be told, with an exit code.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Command::Serve(args) => runtime()?.block_on(server::serve(args)).map_err(failure),
            Command::Worker(args) => runtime()?.block_on(server::work(args)).map_err(failure),
            Command::Backup(args) => runtime()?.block_on(server::backup(args)).map_err(failure),
            Command::Restore(args) => runtime()?.block_on(server::restore(args)).map_err(failure),
            Command::Admin(args) => runtime()?.block_on(server::admin(args.deed)).map_err(failure),
            Command::Confined => confined(),
        }
    }
}

fn confined() -> Result<(), Failure> {
    isolation::serve().map_err(|error| Failure::host(format!("a worker process gives up: {error}")))
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::host(format!("cannot start threads: {error}")))
}

fn failure(error: Error) -> Failure {
    match error {
        Error::Refused(refusal) => Failure::usage(refusal.message).code(refusal.code).help(refusal.remedy),
        other => Failure::host(other),
    }
}
