use isolation::Launch;
use tracing::level_filters::LevelFilter;

use crate::exit::Failure;

/// Compile and play what comes on stdin, for another `arena`, which starts this
#[derive(Clone, Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Confined {}

impl Confined {
    /// Works until stdin ends.
    pub(crate) fn run(self) -> Result<(), Failure> {
        isolation::serve().map_err(|error| Failure::host(format!("a worker process gives up: {error}")))
    }
}

/// How this program is started as a worker process, logging as much as it does itself.
pub(crate) fn launch() -> Result<Launch, Failure> {
    let level = LevelFilter::current().to_string();
    Launch::this_program(["confined", "--log", &level]).map_err(Failure::host)
}
