//! The golden matches, played again by this program in another process, where something is different.

use std::io::{self, Read};
use std::process::{Command, Output, Stdio};
use std::thread;

use serde::Deserialize;

use super::canary::{self, Canary};
use super::row::{Finding, Row};
use crate::exit::Failure;

/// A process in another circumstance.
struct Elsewhere {
    command: Command,
    /// The folder that it works in, if it is one of its own.
    _folder: Option<tempfile::TempDir>,
}

/// Plays the golden matches in the process that a row asks for.
pub(super) fn play(row: Row, canary: Option<Canary>) -> Result<Finding, Failure> {
    let mut elsewhere = Elsewhere::new(row, canary)?;
    let output = run(&mut elsewhere.command).map_err(|error| {
        Failure::host(format!("cannot start another process: {error}"))
            .help("leave out what needs one with --only; `arena selfcheck --list` says what there is")
    })?;
    let report: ReportOfChild = serde_json::from_slice(&output.stdout).map_err(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or("nothing").to_owned();
        Failure::host(format!("another process could not check anything: {}", replay::Escaped(&last)))
    })?;
    let mut finding = Finding::new(
        row,
        report.rows.iter().map(|row| row.matches).sum(),
        report.rows.into_iter().flat_map(|row| row.divergences).collect(),
    );
    if row == Row::TraceLog {
        if output.stderr.is_empty() {
            return Err(Failure::host("a process that was to log everything logged nothing"));
        }
        let lines = output.stderr.iter().filter(|&&byte| byte == b'\n').count();
        finding.note = Some(format!("{lines} lines of log"));
    }
    Ok(finding)
}

/// What the other process prints.
#[derive(Deserialize)]
struct ReportOfChild {
    rows: Vec<Finding>,
}

impl Elsewhere {
    fn new(row: Row, canary: Option<Canary>) -> Result<Elsewhere, Failure> {
        let program = std::env::current_exe()
            .map_err(|error| Failure::host(format!("cannot find this program: {error}")))?;
        let mut command = Command::new(program);
        // Singlepass logs less of what it does, and that is still a lot.
        let backend = if row == Row::TraceLog { Row::Singlepass } else { Row::Cranelift };
        command.args(["selfcheck", "--json", "--only", backend.word()]);
        if let Some(canary) = canary {
            command.args(["--canary", &canary.to_string()]);
        }
        let mut folder = None;
        match row {
            Row::Locale => {
                command.envs([("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("LANGUAGE", "tr")]);
            }
            Row::TimeZone => {
                command.env(canary::VARIABLE, "Pacific/Chatham");
            }
            Row::Folder => {
                let own = tempfile::tempdir()?;
                std::fs::write(own.path().join(canary::FILE), "nothing that a match reads")?;
                command.current_dir(own.path());
                folder = Some(own);
            }
            Row::Environment => strange(&mut command),
            Row::TraceLog => {
                command.args(["--log", "trace"]);
            }
            _ => {}
        }
        Ok(Elsewhere { command, _folder: folder })
    }
}

/// None of the variables that there are, and many that there are not.
fn strange(command: &mut Command) {
    command.env_clear();
    command.envs((0..500).map(|number| (format!("STRANGE_{number}"), "x".repeat(number))));
    // glibc then fills what is allocated and what is freed, so that whoever reads it unasked reads something else.
    command.envs([("MALLOC_PERTURB_", "170"), ("MALLOC_ARENA_MAX", "1")]);
    command.envs([("RUST_LOG", "error"), ("RUST_BACKTRACE", "full"), ("ROBODROME_SEED", "7"), ("SEED", "7")]);
}

/// Runs it, reading what it logs as it comes, since nobody knows how much that is.
fn run(command: &mut Command) -> io::Result<Output> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    thread::scope(|scope| {
        let reader = scope.spawn(|| read(&mut err, &mut stderr));
        let read = read(&mut out, &mut stdout);
        reader.join().unwrap_or(Ok(())).and(read)
    })?;
    Ok(Output { status: child.wait()?, stdout, stderr })
}

fn read(from: &mut Option<impl Read>, to: &mut Vec<u8>) -> io::Result<()> {
    from.as_mut().map_or(Ok(()), |from| from.read_to_end(to).map(drop))
}
