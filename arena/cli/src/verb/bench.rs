mod crowd;
mod guests;
mod ladder;
mod matches;
mod metering;
mod native;
mod replays;
mod row;
mod sample;
mod scripts;
mod seats;
mod timing;
mod workers;

use sandbox::Backend;
use serde::Serialize;

use crate::cores;
use crate::exit::Failure;
use crate::output::Output;
use crate::palette::{FAINT, HEADING};
use crate::progress::Progress;
use row::Row;
use sample::Sample;

/// Measure how fast the engine is here, against its targets
///
/// What is compared runs in turns in this one process, and the best of several rounds counts, so that a busy machine
/// disturbs both sides alike. Still: nothing else should be running, and times of a virtual machine are what they are.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Bench {
    /// Half a minute instead of four: to see that it works, not to quote
    #[arg(long)]
    quick: bool,
    #[command(subcommand)]
    what: Option<What>,
}

/// What is measured in place of the engine.
#[derive(Clone, Debug, clap::Subcommand)]
enum What {
    Ladder(ladder::Load),
    Workers(workers::Growth),
}

const EXAMPLES: &str = "\
Examples:
  arena bench
  arena bench ladder                a ladder, while many upload and many read
  arena bench workers               what further workers of a ladder bring
  arena bench --json | jq '.rows[] | select(.met | not) | .name'

These are measurements: the exit code is 0 also where a target is missed.";

/// How long to measure.
#[derive(Clone, Copy, Debug)]
struct Effort {
    /// Rounds of which the best counts.
    rounds: usize,
    /// How often a guest repeats its work in a round.
    guest_turns: usize,
    /// Turns of a round that measures turns.
    turns: u32,
    /// Matches that a thread plays in a round.
    matches: usize,
    /// Module loads that are timed.
    loads: usize,
    /// Matches of Rumble between two scripts, of which the mean counts.
    rumble_matches: usize,
}

const FULL: Effort =
    Effort { rounds: 15, guest_turns: 10, turns: 4_000, matches: 5, loads: 60, rumble_matches: 100 };
const QUICK: Effort =
    Effort { rounds: 2, guest_turns: 1, turns: 500, matches: 1, loads: 10, rumble_matches: 4 };

impl Bench {
    /// Measures everything.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        match self.what {
            Some(What::Ladder(load)) => return load.run(output),
            Some(What::Workers(growth)) => return growth.run(output),
            None => {}
        }
        let effort = if self.quick { QUICK } else { FULL };
        let rows = measure(effort)?;
        if output.json {
            return output.json(&BenchJson { machine: Machine::this(), quick: self.quick, rows: &rows });
        }
        output.line(format!("{FAINT}{}{FAINT:#}\n", Machine::this()))?;
        output.line(row::table(&rows))?;
        for row in rows.iter().filter(|row| !row.parts.is_empty()) {
            output.line(format!("\n{HEADING}{}{HEADING:#}\n{}", row.name, row::parts_table(row)))?;
        }
        match self.quick {
            true => output.line(format!(
                "\n{FAINT}measured in a hurry: leave out --quick for numbers to quote{FAINT:#}"
            )),
            false => Ok(()),
        }
    }
}

fn measure(effort: Effort) -> Result<Vec<Row>, Failure> {
    const STEPS: u64 = 7;
    let mut progress = Progress::new("measuring", STEPS);
    let mut rows = Vec::new();
    let sample = Sample::play()?;
    progress.at(1);
    rows.push(metering::row(effort, Backend::Cranelift, &sample)?);
    progress.at(2);
    rows.push(metering::row(effort, Backend::Singlepass, &sample)?);
    progress.at(3);
    rows.push(seats::turn(effort)?);
    rows.push(seats::cold_start(effort, &sample)?);
    progress.at(4);
    rows.push(crowd::row(effort)?);
    rows.extend(matches::rows(effort, &sample)?);
    progress.at(5);
    rows.extend(replays::rows(effort, &sample)?);
    progress.at(6);
    rows.extend(scripts::rows(effort, &sample)?);
    Ok(rows)
}

#[derive(Serialize)]
struct BenchJson<'a> {
    machine: Machine,
    quick: bool,
    rows: &'a [Row],
}

/// Where it was measured.
#[derive(Serialize)]
struct Machine {
    os: &'static str,
    arch: &'static str,
    cores: usize,
}

impl Machine {
    fn this() -> Machine {
        Machine { os: std::env::consts::OS, arch: std::env::consts::ARCH, cores: cores::available() }
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}, {}", self.os, self.arch, crate::amount::count(self.cores as u64, "core"))
    }
}
