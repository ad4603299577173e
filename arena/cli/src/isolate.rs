//! The options of verbs that can play matches in other processes.

/// Where bots are compiled and run.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Isolation (changes what a crash costs, never a result)")]
pub(crate) struct IsolationArgs {
    /// Compile and play in other processes, which may use little and do little; a crash then costs one match. `auto` does
    /// so where the system can confine processes, which is Linux
    #[arg(
        long,
        value_name = "auto|on|off",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) isolate: Isolate,
    /// Memory of each such process, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(64..=1 << 20))]
    pub(crate) worker_memory: u64,
}

/// Whether bots run in other processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Isolate {
    /// Where that is possible.
    Auto,
    /// Or nothing is played.
    On,
    /// They do not.
    Off,
}
