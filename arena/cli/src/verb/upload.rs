use std::path::Path;
use std::time::Duration;

use client::{Ladder, Refusal, Version, state};
use replay::Escaped;
use sandbox::{Limits, Reject};

use crate::amount::Short;
use crate::door::DoorArgs;
use crate::entrants::{self, Candidate};
use crate::errand::Errand;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, HELP, STRONG};
use crate::waiting::Waiting;

/// Upload a bot to a ladder, and see whether it is admitted
///
/// It is looked into here first, and sent only where it is admitted. The ladder does the same at once, and a version that is
/// admitted takes over at the bot's next match; the versions before it stay as they are.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Upload {
    /// The bot: a .wasm file, a script (.js, .lua, .py), or the name of a bot that comes with the engine
    #[arg(value_name = "FILE")]
    file: String,
    /// The bot's name on the ladder; a new one makes a new bot [default: the file's name without its ending]
    #[arg(long, value_name = "NAME")]
    bot: Option<String>,
    /// The game that a new bot plays
    #[arg(long, value_name = "GAME", default_value = "beacons")]
    game: String,
    /// What it is written in, for people to read [default: of a script its own]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// What is new in this version, for you to read
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    note: String,
    /// Do not wait for the report
    #[arg(long)]
    no_wait: bool,
    #[command(flatten)]
    door: DoorArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena upload my-bot.wasm --to http://127.0.0.1:7070 --token rdl_...
  arena ladder sign-in https://ladder.example      once; then
  arena upload my-bot.wasm --bot crusher --note 'defends the core'
  ROBODROME_TOKEN=rdl_... arena upload my-bot.wasm --to https://ladder.example --json

Exit code 1: the bot was refused; `arena check` tells more. 3: the ladder cannot be reached, or a quota of uploads is used up.";

/// How long a report is waited for: a ladder that is busy has others before us.
const PATIENCE: Duration = Duration::from_secs(600);

impl Upload {
    /// Looks into the bot, uploads it, and waits for the report.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let candidate = entrants::find(&self.file)?;
        if let Err(reject) = candidate.submission().admit(&Limits::default()) {
            return self.refuse(&candidate, &reject, output);
        }
        let ladder = self.door.ladder()?;
        let file = match (Path::new(&self.file).file_name(), candidate.script) {
            (Some(name), _) if Path::new(&self.file).is_file() => name.to_string_lossy().into_owned(),
            (_, Some(script)) => format!("{}.{}", candidate.name, script.extensions()[0]),
            (_, None) => format!("{}.wasm", candidate.name),
        };
        let upload = client::Upload {
            bot: self.bot.as_deref().unwrap_or(&candidate.name),
            file: &file,
            game: &self.game,
            language: self.language.as_deref().unwrap_or(candidate.language),
            note: &self.note,
            bytes: &candidate.bytes,
        };
        let mut answer = ladder.upload(&upload)?;
        let mut version: Version = ladder.read(answer.clone())?;
        if !self.no_wait {
            (answer, version) = await_report(&ladder, &version)?;
        }
        match output.json {
            true => output.json(&answer)?,
            false => print(&ladder, &self.file, upload.bot, &version, output)?,
        }
        match version.refusal {
            Some(_) => Err(Failure::Told(Exit::Input)),
            None => Ok(()),
        }
    }

    /// Tells that it is not admitted here, in the words of a ladder's answer, and sends nothing.
    fn refuse(&self, candidate: &Candidate, reject: &Reject, output: &mut Output) -> Result<(), Failure> {
        let refusal = Refusal {
            code: reject.code.word().to_owned(),
            detail: reject.detail.clone(),
            explanation: reject.code.explanation().to_owned(),
        };
        let (module, script) = candidate.submission().identity();
        let blake3 = script.map_or_else(|| module.to_string(), |script| script.to_string());
        let bytes = candidate.bytes.len() as u64;
        match output.json {
            true => output.json(&serde_json::json!({
                "file": self.file, "state": "refused", "bytes": bytes, "blake3": blake3, "refusal": refusal,
            }))?,
            false => {
                print_verdict(&self.file, Some(&refusal), "", output)?;
                print_bytes("not sent", bytes, &blake3, output)?;
                print_help(&refusal, output)?;
            }
        }
        Err(Failure::Told(Exit::Input))
    }
}

fn await_report(ladder: &Ladder, version: &Version) -> Result<(serde_json::Value, Version), Failure> {
    let errand = Errand { ladder, path: ["versions", &version.id], patience: PATIENCE };
    let _waiting = Waiting::on("the ladder looks into it");
    errand.wait(
        |version: &Version| version.state != state::CHECKING,
        |version| {
            let page = ladder.address().bot(&version.bot);
            Failure::host(format!(
                "version {} was uploaded, and is not looked into after {} minutes",
                version.number,
                PATIENCE.as_secs() / 60
            ))
            .code("no_report")
            .help(format!("its report will be at {page}; the ladder may be without workers"))
        },
    )
}

/// As `arena check` says it.
fn print(
    ladder: &Ladder,
    file: &str,
    bot: &str,
    version: &Version,
    output: &mut Output,
) -> Result<(), Failure> {
    print_verdict(file, version.refusal.as_ref(), &version.state, output)?;
    print_bytes("upload", version.bytes, &version.blake3, output)?;
    output.line(format!("  bot       {bot}, version {}", version.number))?;
    output.line(format!("  page      {}", ladder.address().bot(&version.bot)))?;
    match &version.refusal {
        Some(refusal) => print_help(refusal, output),
        None => Ok(()),
    }
}

fn print_verdict(
    file: &str,
    refusal: Option<&Refusal>,
    state: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let verdict = match (refusal, state) {
        (Some(refusal), _) => {
            let code = Escaped(&refusal.code);
            format!("{ERROR}refused{ERROR:#}   {STRONG}{file}{STRONG:#}  {code}")
        }
        (None, state::CHECKING) => format!("uploaded  {STRONG}{file}{STRONG:#}  its report is still to come"),
        (None, _) => format!("{GOOD}admitted{GOOD:#}  {STRONG}{file}{STRONG:#}"),
    };
    output.line(verdict)?;
    match refusal {
        Some(refusal) => output.line(format!("  found     {}", Escaped(&refusal.detail))),
        None => Ok(()),
    }
}

fn print_bytes(title: &str, bytes: u64, blake3: &str, output: &mut Output) -> Result<(), Failure> {
    output.line(format!("  {title:<9} {}B{FAINT}, BLAKE3 {}{FAINT:#}", Short(bytes), Escaped(blake3)))
}

fn print_help(refusal: &Refusal, output: &mut Output) -> Result<(), Failure> {
    output.line(format!("  {HELP}help{HELP:#}      {}", Escaped(&refusal.explanation)))
}
