use clap_complete::Shell;

use crate::args;
use crate::exit::Failure;
use crate::output::Output;

/// Print a script that completes `arena` in your shell
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  arena completions bash > ~/.local/share/bash-completion/completions/arena
  arena completions zsh > \"${fpath[1]}/_arena\"
  arena completions fish > ~/.config/fish/completions/arena.fish";

impl Completions {
    /// Prints the script.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut args::command(), "arena", &mut script);
        output.bytes(&script)
    }
}
