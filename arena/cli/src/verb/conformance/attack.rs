use serde::Serialize;

use super::made::MADE;
use super::written;
use crate::exit::Failure;

/// Something hostile: one module, or a family of modules that are all the same attack.
#[derive(Clone, Copy)]
pub(super) struct Attack {
    /// What it does, in a few words with dashes; the name of its file.
    pub(super) name: &'static str,
    /// What it is aimed at.
    pub(super) target: Target,
    source: Source,
}

/// What an attack is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Target {
    /// Admission and the compilers.
    Modules,
    /// The engine while a bot runs.
    Running,
    /// Whoever reads what a bot says.
    Lines,
}

/// Where an attack's modules come from.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// The text of a module.
    Text(&'static str),
    /// What a speaker says in every tick.
    Line(&'static [u8]),
    /// Modules that are too large, too many or too broken to be written down.
    Made(fn() -> wat::Result<Vec<Vec<u8>>>),
    /// What a speaker says, where it is too long to be written down.
    MadeLine(fn() -> Vec<u8>),
}

impl Attack {
    /// Every attack, those of one target together, in the order of their names.
    pub(super) fn all() -> Vec<Attack> {
        let written = |target, list: &[(&'static str, &'static str)]| {
            let attack = |&(name, text)| Attack { name, target, source: Source::Text(text) };
            list.iter().map(attack).collect::<Vec<_>>()
        };
        let mut attacks = written(Target::Modules, written::MODULES);
        attacks.extend(written(Target::Running, written::RUNNING));
        let spoken = |&(name, line)| Attack { name, target: Target::Lines, source: Source::Line(line) };
        attacks.extend(written::LINES.iter().map(spoken));
        attacks.extend(MADE.iter().map(|&(target, name, source)| Attack { name, target, source }));
        attacks.sort_by_key(|attack| (attack.target as u8, attack.name));
        attacks
    }

    /// Its modules.
    ///
    /// # Errors
    /// A text that cannot be assembled, which is a mistake of the suite.
    pub(super) fn modules(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let modules = match self.source {
            Source::Text(text) => wat::parse_str(text).map(|module| vec![module]),
            Source::Line(line) => speaker(line).map(|module| vec![module]),
            Source::Made(make) => make(),
            Source::MadeLine(make) => speaker(&make()).map(|module| vec![module]),
        };
        modules
            .map_err(|error| Failure::host(format!("the attack {} cannot be assembled: {error}", self.name)))
    }
}

/// A bot that says these bytes in every tick.
fn speaker(bytes: &[u8]) -> wat::Result<Vec<u8>> {
    let escaped: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let text = written::SPEAKER.replace("@LENGTH@", &bytes.len().to_string()).replace("@BYTES@", &escaped);
    wat::parse_str(text)
}
