use std::path::{Path, PathBuf};

use battle::{Difference, ReExecutionError, Shelf, verify_with_bots};
use replay::{Mismatch, Reader, ReplayError};
use sandbox::Sandbox;
use serde::Serialize;

use crate::amount::count;
use crate::exit::{Exit, Failure, Trouble};
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, HELP};
use crate::progress::Progress;
use crate::replays;
use crate::setup::EngineArgs;

/// Check that replays are true
///
/// Without --bots, the recorded orders are played again by the rules, and the digest of every state is compared. With
/// --bots, the bots play again as well, and every order, drop, fuel count, status, log byte, mark and watch is compared
/// too: then nobody can have made anything up.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Verify {
    /// The replays
    #[arg(value_name = "REPLAY", required = true)]
    replays: Vec<PathBuf>,
    /// Play the bots again too. Their modules are found by their BLAKE3 among the .wasm files of this folder, and among
    /// the bots that come with the engine
    #[arg(long, value_name = "DIR")]
    bots: Option<PathBuf>,
    /// Accept replays that are still being written, or whose writer was killed, as far as they go
    #[arg(long)]
    unfinished: bool,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena verify MATCH.replay              do all states follow from the orders?
  arena verify --bots . MATCH.replay     did the bots really give those orders?
  arena verify *.replay --json | jq '.[] | select(.ok | not)'

Exit code 1: a replay differs, is damaged or unfinished. The first difference is named with its tick, seat and
field; with --json it is in the field `difference`.";

impl Verify {
    /// Verifies every replay, also after one that differs.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let witness = match &self.bots {
            Some(folder) => Some((self.engine.sandbox()?, Shelf::folder(folder)?)),
            None => None,
        };
        let mut progress = Progress::new("verifying", self.replays.len() as u64);
        let mut findings = Vec::new();
        for (path, done) in self.replays.iter().zip(0..) {
            progress.at(done);
            findings.push(self.verify(path, witness.as_ref())?);
        }
        drop(progress);
        match output.json {
            true => output.json(&findings)?,
            false => findings.iter().try_for_each(|finding| finding.print(output))?,
        }
        match findings.iter().all(|finding| finding.ok) {
            true => Ok(()),
            false => Err(Failure::Told(Exit::Input)),
        }
    }

    /// What came of one replay. Only a wrong command line and a host that fails end the whole run.
    fn verify(&self, path: &Path, witness: Option<&(Sandbox, Shelf)>) -> Result<Finding, Failure> {
        let mut finding = Finding::new(path, witness.is_some());
        replays::check(path)?;
        // The finding names the file, its problem does not.
        let opened = Reader::open(path).map_err(Failure::from);
        match opened.and_then(|reader| self.look_into(&reader, witness, &mut finding)) {
            Ok(()) => finding.ok = finding.problem.is_none(),
            Err(Failure::Untold(trouble)) if trouble.exit == Exit::Input => {
                finding.problem = Some(trouble.into())
            }
            Err(failure) => return Err(failure),
        }
        Ok(finding)
    }

    fn look_into(
        &self,
        reader: &Reader,
        witness: Option<&(Sandbox, Shelf)>,
        finding: &mut Finding,
    ) -> Result<(), Failure> {
        finding.complete = reader.is_complete();
        let verified = replay::verify(reader).inspect_err(|error| finding.note_mismatch(error))?;
        finding.ticks = Some(verified.ticks);
        finding.digest = Some(verified.digest.to_string());
        if let Some((sandbox, shelf)) = witness {
            let again = verify_with_bots(sandbox, reader, shelf)
                .inspect_err(|error| finding.note_difference(error))?;
            finding.logs = Some(again.logs);
        }
        if !reader.is_complete() && !self.unfinished {
            finding.problem = Some(unfinished(reader));
        }
        Ok(())
    }
}

/// What came of one replay.
#[derive(Serialize)]
struct Finding {
    file: String,
    ok: bool,
    /// Ticks that were played again.
    ticks: Option<u32>,
    /// Of the last state.
    digest: Option<String>,
    complete: bool,
    /// Whether the bots played again.
    bots: bool,
    /// With --bots: whether the replay had logs to compare.
    logs: Option<bool>,
    difference: Option<DifferenceJson>,
    #[serde(rename = "error")]
    problem: Option<Problem>,
}

/// Why a replay is not confirmed.
#[derive(Serialize)]
struct Problem {
    code: &'static str,
    message: String,
    help: Option<String>,
}

/// The first thing that differs.
#[derive(Serialize)]
struct DifferenceJson {
    tick: u32,
    seat: Option<u8>,
    field: String,
    recorded: String,
    found: String,
}

impl Finding {
    fn new(path: &Path, bots: bool) -> Finding {
        Finding {
            file: path.display().to_string(),
            ok: false,
            ticks: None,
            digest: None,
            complete: false,
            bots,
            logs: None,
            difference: None,
            problem: None,
        }
    }

    fn note_mismatch(&mut self, error: &ReplayError) {
        if let ReplayError::Mismatch(Mismatch { tick, field, recorded, computed }) = error {
            self.difference = Some(DifferenceJson {
                tick: tick.0,
                seat: None,
                field: field.to_string(),
                recorded: recorded.clone(),
                found: computed.clone(),
            });
        }
    }

    fn note_difference(&mut self, error: &ReExecutionError) {
        if let ReExecutionError::Differs(difference) = error {
            let Difference { tick, seat, field, recorded, played } = &**difference;
            self.difference = Some(DifferenceJson {
                tick: tick.0,
                seat: seat.map(|seat| seat.0),
                field: field.to_string(),
                recorded: recorded.clone(),
                found: played.clone(),
            });
        }
    }

    fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let file = &self.file;
        let Some(problem) = &self.problem else {
            return output.line(format!("{GOOD}ok{GOOD:#}      {file}  {FAINT}{}{FAINT:#}", self.proof()));
        };
        output.line(format!("{ERROR}failed{ERROR:#}  {file}"))?;
        output.line(format!("        {}", problem.message))?;
        match &problem.help {
            Some(help) => output.line(format!("        {HELP}help:{HELP:#} {help}")),
            None => Ok(()),
        }
    }

    /// What was compared.
    fn proof(&self) -> String {
        let ticks = count(self.ticks.unwrap_or_default().into(), "tick");
        let digest = self.digest.as_deref().unwrap_or_default();
        let bots = match (self.bots, self.logs) {
            (false, _) => "",
            (true, Some(true)) => ", bots and logs played again",
            (true, _) => ", bots played again, no logs in the file",
        };
        let end = if self.complete { "" } else { ", unfinished" };
        format!("{ticks}{bots}{end}, digest {digest}")
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Problem {
        Problem { code: trouble.code, message: trouble.message, help: trouble.help }
    }
}

fn unfinished(reader: &Reader) -> Problem {
    let ticks = count(reader.last_tick().0.into(), "tick");
    Problem {
        code: "unfinished",
        message: format!(
            "the replay is unfinished: {ticks} are confirmed, and the end is missing; it was cut, or is still being written"
        ),
        help: Some("get the whole file, or accept it as far as it goes with --unfinished".to_owned()),
    }
}
