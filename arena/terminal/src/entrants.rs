//! From a word on the command line to a bot that can be seated.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use battle::{Entrant, Language, Submission, bundled};
use sandbox::{LoadError, Sandbox};

use crate::exit::Failure;

/// A bot that was found and not yet looked into.
#[derive(Clone)]
pub struct Candidate {
    /// What it is called in a match: a file's name without its folder and ending, or its bundled name.
    pub name: String,
    /// Its module, or what claims to be one, or its script.
    pub bytes: Cow<'static, [u8]>,
    /// The language it is written in; empty where nobody knows.
    pub language: &'static str,
    /// The language whose interpreter plays it, where it is a script.
    pub script: Option<Language>,
}

impl Candidate {
    /// What its author handed in.
    pub fn submission(&self) -> Submission<'_> {
        Submission { bytes: &self.bytes, script: self.script }
    }

    /// Admits and compiles it, or its interpreter.
    pub fn enter(&self, sandbox: &Sandbox) -> Result<Entrant, LoadError> {
        self.submission().enter(sandbox, &self.name).map(|entrant| entrant.by("", self.language))
    }
}

/// Finds a bot: one that comes with the engine, else a file. `./balanced` is a file where `balanced` is not.
pub fn find(word: &str) -> Result<Candidate, Failure> {
    if let Some(bot) = bundled::bot(word) {
        let (name, bytes) = (bot.name.to_owned(), Cow::Borrowed(bot.wasm));
        return Ok(Candidate { name, bytes, language: bot.language, script: None });
    }
    if let Some(bot) = bundled::script(word) {
        let (name, bytes) = (bot.name.to_owned(), Cow::Borrowed(bot.source.as_bytes()));
        return Ok(Candidate { name, bytes, language: bot.language.name(), script: Some(bot.language) });
    }
    let path = Path::new(word);
    if path.is_file() {
        return read(path);
    }
    Err(unknown(word))
}

/// Finds, admits and compiles a bot.
pub fn load(sandbox: &Sandbox, word: &str) -> Result<Entrant, Failure> {
    let candidate = find(word)?;
    match candidate.enter(sandbox) {
        Ok(entrant) => Ok(entrant),
        Err(LoadError::Rejected(reject)) => {
            Err(refused(word, reject.code.word(), &reject.detail, reject.code.explanation()))
        }
        Err(LoadError::Host(error)) => Err(Failure::host(format!("{word}: {error}"))),
    }
}

/// A module that is not admitted: the stable word of the rule, what breaks it, and what the rule is.
pub fn refused(word: &str, code: &str, detail: &str, explanation: &str) -> Failure {
    Failure::input(format!("{word} is refused: {code}: {detail}"))
        .code("rejected")
        .help(format!("{explanation} `arena check {word}` tells more."))
}

/// Loads a list of bots; one that is named more than once is compiled once.
pub fn load_all(sandbox: &Sandbox, words: &[String]) -> Result<Vec<Entrant>, Failure> {
    let mut loaded: BTreeMap<&str, Entrant> = BTreeMap::new();
    words
        .iter()
        .map(|word| {
            if let Some(entrant) = loaded.get(word.as_str()) {
                return Ok(entrant.clone());
            }
            let entrant = load(sandbox, word)?;
            loaded.insert(word, entrant.clone());
            Ok(entrant)
        })
        .collect()
}

fn read(path: &Path) -> Result<Candidate, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::reading("bot", path, &error))?;
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let script = Language::of_file(path);
    Ok(Candidate { name, bytes: Cow::Owned(bytes), language: script.map_or("", Language::name), script })
}

fn unknown(word: &str) -> Failure {
    let names: Vec<&str> = bundled::names().collect();
    let path = Path::new(word);
    if path.is_dir() {
        return Failure::usage(format!("{word} is a folder, not a bot"))
            .code("unknown_bot")
            .help("name the .wasm file or the script in it");
    }
    let is_path = path.extension().is_some() || word.contains(std::path::is_separator);
    let problem = match is_path {
        true => format!("there is no file {word}"),
        false => format!("there is no bot named `{word}`, and no file of that name"),
    };
    let help = match closest(word, &names) {
        Some(name) => format!("did you mean `{name}`? These come with the engine: {}", names.join(", ")),
        None => {
            format!(
                "name a .wasm file, a script (.js, .lua, .py), or one of the bots that come with the engine: {}",
                names.join(", ")
            )
        }
    };
    Failure::usage(problem).code("unknown_bot").help(help)
}

/// The name that is nearest to a word, if one is near enough to have been meant.
fn closest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let stem = Path::new(word).file_stem()?.to_str()?.to_lowercase();
    let nearest = names.iter().map(|name| (edits(&stem, name), *name)).min()?;
    let near_enough = |edits: usize, name: &str| edits * 3 <= name.len().max(3);
    Some(nearest).filter(|&(edits, name)| near_enough(edits, name)).map(|(_, name)| name)
}

/// Letters to put in, take out or change to get from one word to the other.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_far_apart_as_it_takes_to_change_them() {
        for (a, b, distance) in
            [("", "abc", 3), ("greedy", "greedy", 0), ("gredy", "greedy", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(edits(a, b), distance, "{a} {b}");
            assert_eq!(edits(b, a), distance, "{b} {a}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let names = ["idle", "greedy", "balanced"];
        assert_eq!(closest("Greddy", &names), Some("greedy"));
        assert_eq!(closest("bots/balanzed.wasm", &names), Some("balanced"));
        assert_eq!(closest("zzzzzz", &names), None);
    }
}
