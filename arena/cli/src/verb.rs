//! One file for each verb. A verb is a struct of its arguments with one method, `run`.

pub(crate) mod bench;
pub(crate) mod challenge;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod confined;
pub(crate) mod conformance;
pub(crate) mod export;
pub(crate) mod feed;
pub(crate) mod ladder;
pub(crate) mod maps;
pub(crate) mod new;
pub(crate) mod run;
pub(crate) mod selfcheck;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod tournament;
pub(crate) mod upload;
pub(crate) mod verify;
pub(crate) mod watch;

use crate::exit::Failure;
use crate::output::Output;

/// What can be done.
#[derive(Debug, clap::Subcommand)]
#[allow(missing_docs, reason = "the documentation of each struct is the verb's help")]
pub(crate) enum Verb {
    Run(run::Run),
    Watch(watch::Watch),
    Check(check::Check),
    Feed(feed::Feed),
    Show(show::Show),
    Verify(verify::Verify),
    Export(export::Export),
    Tournament(tournament::Tournament),
    Upload(upload::Upload),
    Ladder(ladder::Ladder),
    Challenge(challenge::Challenge),
    Serve(serve::Serve),
    Worker(serve::Worker),
    Bench(bench::Bench),
    Conformance(conformance::Conformance),
    Selfcheck(selfcheck::Selfcheck),
    New(new::New),
    Maps(maps::Maps),
    Completions(completions::Completions),
    Confined(confined::Confined),
}

impl Verb {
    /// Does it.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        match self {
            Verb::Run(verb) => verb.run(output),
            Verb::Watch(verb) => verb.run(output),
            Verb::Check(verb) => verb.run(output),
            Verb::Feed(verb) => verb.run(output),
            Verb::Show(verb) => verb.run(output),
            Verb::Verify(verb) => verb.run(output),
            Verb::Export(verb) => verb.run(output),
            Verb::Tournament(verb) => verb.run(output),
            Verb::Upload(verb) => verb.run(output),
            Verb::Ladder(verb) => verb.run(output),
            Verb::Challenge(verb) => verb.run(output),
            Verb::Serve(verb) => verb.run(),
            Verb::Worker(verb) => verb.run(),
            Verb::Bench(verb) => verb.run(output),
            Verb::Conformance(verb) => verb.run(output),
            Verb::Selfcheck(verb) => verb.run(output),
            Verb::New(verb) => verb.run(output),
            Verb::Maps(verb) => verb.run(output),
            Verb::Completions(verb) => verb.run(output),
            Verb::Confined(verb) => verb.run(),
        }
    }
}
