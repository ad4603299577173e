mod trial;

use battle::{Entrant, bundled};
use protocol::ModuleHash;
use sandbox::{LoadError, Reject, Sandbox, Usage};
use serde::Serialize;

use crate::amount::{Bar, Share, Short};
use crate::entrants::{self, Candidate};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::palette::{ERROR, FAINT, GOOD, HELP, STRONG};
use crate::setup::{EngineArgs, MatchArgs};
use trial::Trial;

/// Check whether bots will be let in, and whether they answer
///
/// A module is read as if it were hostile: size, validity, limits, imports. One that is admitted then plays a short
/// match against `idle`, and you see whether its orders arrive, what is wrong with those that were dropped, and how much
/// of its fuel it uses.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// The bots: .wasm files, scripts (.js, .lua, .py), or names of bots that come with the engine
    #[arg(value_name = "BOT", required = true)]
    bots: Vec<String>,
    /// Ticks of the short match
    #[arg(long, value_name = "TICKS", default_value_t = 20)]
    trial: u32,
    #[command(flatten)]
    game: MatchArgs,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  arena check my-bot.wasm
  arena check my-bot.wasm --trial 200 --map maze     a longer look
  arena check *.wasm --json | jq '.[] | select(.ok | not) | {file, code, detail}'

Exit code 1: a module was refused, or its bot faulted or ended during the short match.";

impl Check {
    /// Checks every bot, also after one that fails.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let candidates = self
            .bots
            .iter()
            .map(|word| Ok((word, entrants::find(word)?)))
            .collect::<Result<Vec<_>, Failure>>()?;
        let sandbox = self.engine.sandbox()?;
        let mut opinions = Vec::new();
        for (word, candidate) in &candidates {
            let opinion = self.judge(&sandbox, word, candidate)?;
            if !output.json {
                opinion.print(output)?;
                output.flush()?;
            }
            opinions.push(opinion);
        }
        if output.json {
            output.json(&opinions)?;
        }
        match opinions.iter().all(|opinion| opinion.ok) {
            true => Ok(()),
            false => Err(Failure::Told(Exit::Input)),
        }
    }

    fn judge(&self, sandbox: &Sandbox, word: &str, candidate: &Candidate) -> Result<Opinion, Failure> {
        let bytes = candidate.bytes.len();
        match candidate.enter(sandbox) {
            Ok(entrant) => {
                let trial = self.try_out(sandbox, entrant.clone())?;
                Ok(Opinion::admitted(word, bytes, &entrant, trial))
            }
            Err(LoadError::Rejected(reject)) => Ok(Opinion::refused(word, bytes, reject)),
            Err(LoadError::Host(error)) => Err(Failure::host(format!("{word}: {error}"))),
        }
    }

    fn try_out(&self, sandbox: &Sandbox, entrant: Entrant) -> Result<Trial, Failure> {
        let idle =
            bundled::bot("idle").ok_or_else(|| Failure::host("this build comes without the bot `idle`"))?;
        let idle = Entrant::load(sandbox, idle.name, idle.wasm)?;
        let (setup, _) = self.game.setup(vec![entrant, idle])?;
        Trial::play(sandbox, &setup, self.trial)
    }
}

/// What is thought of one bot.
#[derive(Serialize)]
struct Opinion {
    file: String,
    ok: bool,
    /// Of a refused module: which rule it breaks.
    code: Option<&'static str>,
    /// Of a refused module: where, and what was found there.
    detail: Option<String>,
    bytes: usize,
    module: Option<String>,
    /// How much of each limit the module uses.
    usage: Option<Usage>,
    trial: Option<Trial>,
    /// What its author should do.
    advice: Vec<String>,
}

impl Opinion {
    fn refused(word: &str, bytes: usize, reject: Reject) -> Opinion {
        Opinion {
            file: word.to_owned(),
            ok: false,
            code: Some(reject.code.word()),
            detail: Some(reject.detail),
            bytes,
            module: None,
            usage: None,
            trial: None,
            advice: vec![reject.code.explanation().to_owned()],
        }
    }

    fn admitted(word: &str, bytes: usize, entrant: &Entrant, trial: Trial) -> Opinion {
        let module: ModuleHash = entrant.module();
        Opinion {
            file: word.to_owned(),
            ok: trial.is_alive(),
            code: None,
            detail: None,
            bytes,
            module: Some(module.to_string()),
            usage: Some(entrant.program.usage().clone()),
            advice: trial.advice(),
            trial: Some(trial),
        }
    }

    fn print(&self, output: &mut Output) -> Result<(), Failure> {
        let file = &self.file;
        match (self.code, self.ok) {
            (Some(code), _) => {
                output.line(format!("{ERROR}refused{ERROR:#}   {STRONG}{file}{STRONG:#}  {code}"))?
            }
            (None, true) => output.line(format!("{GOOD}admitted{GOOD:#}  {STRONG}{file}{STRONG:#}"))?,
            (None, false) => {
                output.line(format!(
                    "{ERROR}stopped{ERROR:#}   {STRONG}{file}{STRONG:#}  admitted, but it does not play"
                ))?;
            }
        }
        if let Some(detail) = &self.detail {
            output.line(format!("  found     {}", replay::Escaped(detail)))?;
        }
        let module = self.module.as_deref().map(|module| format!(", BLAKE3 {module}")).unwrap_or_default();
        output.line(format!("  module    {}B{FAINT}{module}{FAINT:#}", Short(self.bytes as u64)))?;
        if let Some(usage) = &self.usage {
            print_usage(usage, output)?;
        }
        if let Some(trial) = &self.trial {
            trial.print(output)?;
        }
        for advice in &self.advice {
            output.line(format!("  {HELP}help{HELP:#}      {advice}"))?;
        }
        output.line("")
    }
}

/// The limits that people ask about.
const ALWAYS_SHOWN: [&str; 3] = ["module_bytes", "memory_pages", "functions"];

/// The best known limits, and those of which most is used.
fn print_usage(usage: &Usage, output: &mut Output) -> Result<(), Failure> {
    const SHOWN: usize = 6;
    let mut entries = usage.entries();
    let share = |used: u64, limit: u64| u128::from(used) * 1_000_000 / u128::from(limit.max(1));
    let rank =
        |name: &str| ALWAYS_SHOWN.iter().position(|known| *known == name).unwrap_or(ALWAYS_SHOWN.len());
    entries.sort_by_key(|(name, used)| (rank(name), std::cmp::Reverse(share(used.used, used.limit))));
    let titles = std::iter::once("limits").chain(std::iter::repeat(""));
    for ((name, used), title) in entries.iter().take(SHOWN).zip(titles) {
        let bar = Bar { used: used.used, limit: used.limit, width: 10 };
        let share = Share(used.used, used.limit);
        let name = name.replace('_', " ");
        output.line(format!("  {title:<9} {bar} {share:>5}  {name}: {} of {}", used.used, used.limit))?;
    }
    let others = entries.len().saturating_sub(SHOWN);
    output.line(format!(
        "            {FAINT}and {others} other limits of which less is used; --json has them{FAINT:#}"
    ))
}
