mod canary;
mod divergence;
mod elsewhere;
mod footprint;
mod golden;
mod here;
mod report;
mod row;
mod saves;
mod soak;

use std::time::Instant;

use tracing::debug;

use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::progress::Progress;
use canary::Canary;
use golden::Golden;
use here::Circumstances;
use report::Report;
use row::{Finding, Row};

/// Check that this machine plays as every other does
///
/// The golden matches, which are built into the program with every byte of their replays, are played again in each
/// circumstance that must not matter: on both back ends, on one thread and on many, in a shuffled order, with a cold and a
/// warm cache, in another locale, time zone, folder and environment, with everything logged, and with the state saved and
/// loaded at every tick. Then many hostile bots play in this one process, whose memory, threads and handles must stay as
/// they are.
///
/// For organisers: let a machine join a ladder once it passes. Two machines that pass give the same replays.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Selfcheck {
    /// Only these circumstances
    #[arg(long, value_name = "CIRCUMSTANCE,...", value_delimiter = ',', hide_possible_values = true)]
    only: Vec<Row>,
    /// Only say what circumstances there are
    #[arg(long)]
    list: bool,
    /// Matches that are played in this one process to see that nothing grows
    #[arg(long, value_name = "MATCHES", default_value_t = 400)]
    soak: u32,
    /// Plant a fault that the check has to notice: a match that depends on what it must not depend on. One of clock,
    /// hash-order, threads, back-end, environment, folder, log-level, unsaved, leak
    #[arg(long, value_name = "FAULT", hide_possible_values = true)]
    canary: Option<Canary>,
}

const EXAMPLES: &str = "\
Examples:
  arena selfcheck
  arena selfcheck --only singlepass,saved-and-loaded
  arena selfcheck --only many-matches --soak 10000
  arena selfcheck --canary clock                      must end with exit code 1
  arena selfcheck --json | jq '.rows[] | select(.ok | not)'

Exit code 0: every circumstance gave the golden replays. 1: some did not; what differs first is named with its tick, seat
and field. 3: the check could not be carried out, or a planted fault went unnoticed.";

impl Selfcheck {
    /// Plays the golden matches in every circumstance.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        if self.list {
            return row::list(output);
        }
        let findings = self.check()?;
        let report = Report::new(self.canary, findings);
        match output.json {
            true => output.json(&report)?,
            false => report.print(output)?,
        }
        match (report.ok, self.canary) {
            (false, _) => Err(Failure::Told(Exit::Input)),
            (true, None) => Ok(()),
            (true, Some(canary)) => {
                let rows: Vec<&str> = canary.shows_in().map(Row::word).collect();
                let rows = rows.join(", ");
                output.warn(format!("the planted fault was not noticed; `{canary}` shows in: {rows}"));
                Err(Failure::Told(Exit::Host))
            }
        }
    }

    fn check(&self) -> Result<Vec<Finding>, Failure> {
        let goldens = golden::all();
        let rows: Vec<Row> =
            Row::ALL.into_iter().filter(|row| self.only.is_empty() || self.only.contains(row)).collect();
        let mut progress = Progress::new("checking", rows.len() as u64);
        let mut findings = Vec::new();
        for (row, done) in rows.into_iter().zip(0..) {
            progress.at(done);
            debug!(row = row.word(), "checking");
            let began = Instant::now();
            let mut finding = self.look(row, &goldens)?;
            finding.seconds = began.elapsed().as_secs_f64();
            findings.push(finding);
        }
        Ok(findings)
    }

    fn look(&self, row: Row, goldens: &[Golden]) -> Result<Finding, Failure> {
        match row {
            Row::Cranelift | Row::Singlepass | Row::TwoThreads | Row::SixteenThreads => {
                here::play(row, goldens, &Circumstances::of(row), self.canary)
            }
            Row::ColdCache => here::play_cold(goldens, self.canary),
            Row::WarmCache => here::play_warm(goldens, self.canary),
            Row::Locale | Row::TimeZone | Row::Folder | Row::Environment | Row::TraceLog => {
                elsewhere::play(row, self.canary)
            }
            Row::SavedAndLoaded => saves::play(goldens, self.canary),
            Row::ManyMatches => soak::play(self.soak, self.canary),
        }
    }
}
