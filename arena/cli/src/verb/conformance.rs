mod attack;
mod expected;
mod export;
mod host;
mod made;
mod pace;
mod report;
mod stage;
mod verdict;
mod written;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use sandbox::Backend;
use serde::Serialize;
use tracing::debug;

use crate::amount::count;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::palette::{FAINT, STRONG};
use crate::progress::Progress;
use attack::{Attack, Target};
use expected::Expected;
use pace::Paces;
use report::Report;
use stage::Stage;
use verdict::Verdict;

/// Attack the engine with everything that a hostile bot could try
///
/// Each attack is admitted as any module is, and plays a short match. It must end as the table of the suite says, spend
/// the same fuel and leave the same replay on both back ends, and take no more time than its fuel allows; its replay must
/// be confirmed; no thread may stay behind; and as long as none of its orders stands, its opponent's match must be, byte
/// for byte, the one without the attack.
///
/// The attacks are in bots/hostile. Other engines are welcome to them: --export writes them as modules.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Conformance {
    /// The compiler to attack, or both, which must agree
    #[arg(
        long,
        value_name = "cranelift|singlepass|both",
        default_value = "both",
        hide_possible_values = true
    )]
    backend: Backends,
    /// Only attacks with this word in their names
    #[arg(long, value_name = "WORD")]
    filter: Option<String>,
    /// Only say what attacks there are, and what each tries
    #[arg(long)]
    list: bool,
    /// Only write the attacks as .wasm files into this folder, with an expected.json
    #[arg(long, value_name = "DIR", conflicts_with = "list")]
    export: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  arena conformance
  arena conformance --filter memory --backend singlepass
  arena conformance --list
  arena conformance --export suite                        for another engine: modules, and what is expected of each
  arena conformance --json | jq '.attacks[] | select(.ok | not) | {name, problems}'

Exit code 1: something came out that should not.";

/// Which compilers to attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Backends {
    /// The one that makes fast code.
    Cranelift,
    /// The one that makes code fast.
    Singlepass,
    /// One after the other.
    Both,
}

impl Backends {
    fn list(self) -> &'static [Backend] {
        match self {
            Backends::Cranelift => &[Backend::Cranelift],
            Backends::Singlepass => &[Backend::Singlepass],
            Backends::Both => &Backend::ALL,
        }
    }
}

impl Conformance {
    /// Plays, lists or writes the suite.
    pub(crate) fn run(self, output: &mut Output) -> Result<(), Failure> {
        let attacks = self.attacks()?;
        if self.list {
            return list(&attacks, output);
        }
        if let Some(folder) = &self.export {
            let modules = export::write(folder, &attacks, Stage::new(Backend::Singlepass)?.setup())?;
            return match output.json {
                true => output.json(&serde_json::json!({ "folder": folder, "modules": modules })),
                false => output.line(format!(
                    "{} in {STRONG}{}{STRONG:#} {FAINT}(expected.json says what comes of each){FAINT:#}",
                    count(modules as u64, "module"),
                    folder.display()
                )),
            };
        }
        let report = self.play(&attacks)?;
        match output.json {
            true => output.json(&report)?,
            false => report.print(output)?,
        }
        match report.ok {
            true => Ok(()),
            false => Err(Failure::Told(Exit::Input)),
        }
    }

    /// The attacks that are asked for, with what is expected of each.
    fn attacks(&self) -> Result<Vec<(Attack, Expected)>, Failure> {
        let mut table = expected::table()?;
        let word = self.filter.as_deref().unwrap_or_default();
        let asked = Attack::all().into_iter().filter(|attack| attack.name.contains(word));
        let attacks = asked
            .map(|attack| match table.remove(attack.name) {
                Some(expected) => Ok((attack, expected)),
                None => Err(Failure::host(format!("the suite expects nothing of {}", attack.name))),
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        match attacks.is_empty() {
            true => Err(Failure::usage(format!("no attack has `{word}` in its name"))
                .code("unknown_attack")
                .help("`arena conformance --list` names them all")),
            false => Ok(attacks),
        }
    }

    fn play(&self, attacks: &[(Attack, Expected)]) -> Result<Report, Failure> {
        let stages = self
            .backend
            .list()
            .iter()
            .map(|backend| Stage::new(*backend))
            .collect::<Result<Vec<_>, Failure>>()?;
        let mut progress = Progress::new("attacking", attacks.len() as u64);
        let mut verdicts = Vec::new();
        for ((attack, expected), done) in attacks.iter().zip(0..) {
            progress.at(done);
            debug!(attack = attack.name, "attacking");
            verdicts.push(Verdict::reach(attack, expected.clone(), &stages)?);
        }
        let pace = judge_paces(attacks, &mut verdicts, &stages)?;
        Ok(Report::new(verdicts, pace, host::peak_mib()))
    }
}

/// The modules of every attack on the engine that runs them, for whoever wants to see what many of them leave behind.
///
/// # Errors
/// A text that cannot be assembled, which is a mistake of the suite.
pub(super) fn running_attacks() -> Result<Vec<Vec<u8>>, Failure> {
    let running = Attack::all().into_iter().filter(|attack| attack.target == Target::Running);
    let modules: Vec<_> = running.map(|attack| attack.modules()).collect::<Result<_, Failure>>()?;
    Ok(modules.into_iter().flatten().collect())
}

/// Compares every attack's pace with the median of all.
fn judge_paces(
    attacks: &[(Attack, Expected)],
    verdicts: &mut [Verdict],
    stages: &[Stage],
) -> Result<BTreeMap<&'static str, Paces>, Failure> {
    let mut all = BTreeMap::new();
    for stage in stages {
        let backend = stage.sandbox.backend();
        let paces =
            |verdicts: &[Verdict]| Paces::of(verdicts.iter().filter_map(|verdict| verdict.pace(backend)));
        let Some(first) = paces(verdicts) else { continue };
        for (verdict, (attack, _)) in verdicts.iter_mut().zip(attacks) {
            verdict.look_again(attack, stage, &first)?;
        }
        let Some(second) = paces(verdicts) else { continue };
        verdicts.iter_mut().for_each(|verdict| verdict.judge_pace(backend, &second));
        all.insert(backend.word(), second);
    }
    Ok(all)
}

fn list(attacks: &[(Attack, Expected)], output: &mut Output) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Listed<'a> {
        name: &'a str,
        target: Target,
        #[serde(flatten)]
        expected: &'a Expected,
    }
    if !output.json {
        return output.line(report::list(attacks));
    }
    let rows: Vec<Listed<'_>> = attacks
        .iter()
        .map(|(attack, expected)| Listed { name: attack.name, target: attack.target, expected })
        .collect();
    output.json(&rows)
}
