//! A match that is to be played: from words to a setup.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use battle::{Entrant, Language, Ruleset, Setup, bundled, find_map};
use rules::beacons::Map;
use sandbox::{Backend, CacheMode, Config, Limits, LoadError, Sandbox};

use crate::exit::{self, Failure};

/// What a user says of a match.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fixture {
    /// By seat: paths of modules, or names of bots that come with the engine.
    pub(crate) bots: Vec<String>,
    /// The game, where no rule set is named.
    pub(crate) game: String,
    /// A rule set of the user's own.
    pub(crate) rules: Option<PathBuf>,
    /// Changes to it, `key=value`.
    pub(crate) set: Vec<String>,
    /// An archetype or a map file.
    pub(crate) map: String,
    /// Width of a generated map.
    pub(crate) map_size: Option<u8>,
    /// Any text.
    pub(crate) seed: String,
    /// Compiler of the modules.
    pub(crate) backend: Backend,
    /// Where compiled modules are kept.
    pub(crate) cache: CacheMode,
    /// Where to leave the replay: a file, or a folder, in which it gets a name of its own.
    pub(crate) out: Option<PathBuf>,
}

impl Fixture {
    /// A match of the usual game under its usual rules.
    pub(crate) fn simple(bots: Vec<String>, map: String, seed: String) -> Fixture {
        Fixture {
            bots,
            game: "beacons".to_owned(),
            rules: None,
            set: Vec::new(),
            map,
            map_size: None,
            seed,
            backend: Backend::default(),
            cache: CacheMode::User,
            out: None,
        }
    }

    /// What can be known to be wrong before anything is compiled.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.bots.iter().try_for_each(|word| find(word).map(drop))?;
        self.ruleset()?;
        self.find_map().map(drop)
    }

    /// The sandbox that plays it.
    pub(crate) fn sandbox(&self) -> Result<Sandbox, Failure> {
        let cache = self.cache.clone();
        Ok(Sandbox::new(Config { backend: self.backend, cache, limits: Limits::default() })?)
    }

    /// Admits and compiles the bots, and puts everything together.
    pub(crate) fn setup(&self, sandbox: &Sandbox) -> Result<Setup, Failure> {
        let (ruleset, map) = (self.ruleset()?, self.find_map()?);
        let entrants = self.load(sandbox)?;
        let setup = Setup { ruleset, map: map.to_text(), seed: self.seed.clone(), entrants };
        setup.game().map_err(battle::BattleError::from)?;
        Ok(setup)
    }

    /// The file that its replay goes to.
    pub(crate) fn replay_path(&self, setup: &Setup) -> Option<PathBuf> {
        let out = self.out.as_ref()?;
        Some(if out.is_dir() { out.join(battle::replay_name(setup)) } else { out.clone() })
    }

    /// What to call it before it has begun.
    pub(crate) fn title(&self) -> String {
        let name =
            |word: &String| Path::new(word).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let names: Vec<String> = self.bots.iter().map(|word| name(word).unwrap_or_default()).collect();
        title(&names)
    }

    fn ruleset(&self) -> Result<Ruleset, Failure> {
        let mut ruleset = match &self.rules {
            Some(file) => Ruleset::read(file)?,
            None => Ruleset::bundled(&self.game)?,
        };
        for assignment in &self.set {
            ruleset.set(assignment).map_err(Failure::usage)?;
        }
        Ok(ruleset)
    }

    fn find_map(&self) -> Result<Map, Failure> {
        let bots = self.bots.len();
        let map = find_map(&self.map, teams(bots)?, self.map_size, &self.seed)?;
        if usize::from(map.teams()) == bots {
            return Ok(map);
        }
        let cores = map.teams();
        let problem = format!("the map {} is for {cores} bots, and {bots} were named", self.map);
        Err(Failure::usage(problem)
            .help(format!("name {cores} bots (the same one may be named again), or choose another map")))
    }

    /// A bot that is named more than once is compiled once.
    fn load(&self, sandbox: &Sandbox) -> Result<Vec<Entrant>, Failure> {
        let mut loaded: BTreeMap<&str, Entrant> = BTreeMap::new();
        for word in &self.bots {
            if !loaded.contains_key(word.as_str()) {
                let found = find(word)?;
                let entrant = found.enter(sandbox).map_err(|error| exit::refused(word, error))?;
                loaded.insert(word, entrant);
            }
        }
        Ok(self.bots.iter().map(|word| loaded[word.as_str()].clone()).collect())
    }
}

/// The number of teams for this many bots.
pub(crate) fn teams(bots: usize) -> Result<u8, Failure> {
    match bots {
        2 => Ok(2),
        4 => Ok(4),
        8 => Ok(8),
        1 => Err(Failure::usage("one bot alone cannot play")
            .help("name a second one, for example `idle`, which does nothing, or `greedy`")),
        _ => Err(Failure::usage(format!("a match has 2, 4 or 8 bots, and {bots} were named"))
            .help("the same bot may be named more than once, and `idle` does nothing")),
    }
}

/// A match in a few words: who plays.
pub(crate) fn title(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [first] => first.clone(),
        [first, second] => format!("{first} against {second}"),
        [first, others @ ..] => format!("{first} and {} others", others.len()),
    }
}

/// A bot that was found and not yet looked into.
struct Found {
    name: String,
    /// A module, or a script.
    bytes: Cow<'static, [u8]>,
    language: &'static str,
    script: Option<Language>,
}

impl Found {
    fn enter(&self, sandbox: &Sandbox) -> Result<Entrant, LoadError> {
        match self.script {
            Some(language) => Entrant::script(sandbox, &self.name, language, &self.bytes),
            None => {
                Entrant::load(sandbox, &self.name, &self.bytes).map(|entrant| entrant.by("", self.language))
            }
        }
    }
}

/// Finds a bot: a file if there is one, else a bot that comes with the engine.
fn find(word: &str) -> Result<Found, Failure> {
    let path = Path::new(word);
    if path.is_file() {
        let bytes = std::fs::read(path).map_err(|error| Failure::reading("bot", path, &error))?;
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let script = Language::of_file(path);
        return Ok(Found {
            name,
            bytes: Cow::Owned(bytes),
            language: script.map_or("", Language::name),
            script,
        });
    }
    if let Some(bot) = bundled::bot(word) {
        return Ok(Found {
            name: bot.name.to_owned(),
            bytes: Cow::Borrowed(bot.wasm),
            language: bot.language,
            script: None,
        });
    }
    if let Some(bot) = bundled::script(word) {
        return Ok(Found {
            name: bot.name.to_owned(),
            bytes: Cow::Borrowed(bot.source.as_bytes()),
            language: bot.language.name(),
            script: Some(bot.language),
        });
    }
    let is_path = path.extension().is_some() || word.contains(std::path::is_separator);
    let problem = match (path.is_dir(), is_path) {
        (true, _) => format!("{word} is a folder, not a bot"),
        (_, true) => format!("there is no file {word}"),
        _ => format!("there is no bot named `{word}`, and no file of that name"),
    };
    let names: Vec<&str> = bundled::names().collect();
    let help =
        format!("name a .wasm file, or one of the bots that come with the engine: {}", names.join(", "));
    Err(Failure::usage(problem).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::Exit;

    fn problem(bots: &[&str], map: &str) -> (Exit, String) {
        let bots = bots.iter().map(|bot| (*bot).to_owned()).collect();
        let failure = Fixture::simple(bots, map.to_owned(), "1".to_owned()).check().unwrap_err();
        (failure.exit, failure.to_string())
    }

    #[test]
    fn what_cannot_be_played_is_refused_before_it_is_compiled() {
        let check = |bots: &[&str], map, part: &str| {
            let (exit, text) = problem(bots, map);
            assert_eq!(exit, Exit::Usage, "{text}");
            assert!(text.contains(part), "`{text}` does not say `{part}`");
        };
        check(&["greedy"], "open", "alone");
        check(&["greedy"; 3], "open", "2, 4 or 8");
        check(&["greedy", "gredy"], "open", "no bot named `gredy`");
        check(&["greedy", "no/such.wasm"], "open", "no file no/such.wasm");
        check(&["greedy", "idle"], "moon", "no map `moon`");
    }

    #[test]
    fn titles_say_who_plays() {
        let title = |names: &[&str]| title(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(title(&["a", "b"]), "a against b");
        assert_eq!(title(&["a", "b", "c", "d"]), "a and 3 others");
    }
}
