//! A match that is to be played: from words to a setup.

use std::path::{Path, PathBuf};

use battle::Setup;
use sandbox::Sandbox;
use terminal::entrants;
use terminal::exit::Failure;
use terminal::setup::{EngineArgs, MatchArgs};

/// What a user says of a match.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fixture {
    /// By seat: paths of modules or scripts, or names of bots that come with the engine.
    pub(crate) bots: Vec<String>,
    /// Game, map, seed, and what is changed in the rules.
    pub(crate) game: MatchArgs,
    /// What plays it.
    pub(crate) engine: EngineArgs,
    /// Where to leave the replay: a file, or a folder, in which it gets a name of its own.
    pub(crate) out: Option<PathBuf>,
}

impl Fixture {
    /// A match of the usual game under its usual rules.
    pub(crate) fn simple(bots: Vec<String>, map: String, seed: String) -> Fixture {
        let game = MatchArgs { map: Some(map), seed, ..MatchArgs::default() };
        Fixture { bots, game, engine: EngineArgs::default(), out: None }
    }

    /// What can be known to be wrong before anything is compiled.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.bots.iter().try_for_each(|word| entrants::find(word).map(drop))?;
        self.game.venue_for(&self.game.ruleset()?, self.bots.len()).map(drop)
    }

    /// The sandbox that plays it.
    pub(crate) fn sandbox(&self) -> Result<Sandbox, Failure> {
        self.engine.sandbox()
    }

    /// Admits and compiles the bots, and puts everything together.
    pub(crate) fn setup(&self, sandbox: &Sandbox) -> Result<Setup, Failure> {
        Ok(self.game.setup(entrants::load_all(sandbox, &self.bots)?)?.0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use terminal::exit::Exit;

    fn problem(bots: &[&str], map: &str) -> (Exit, String) {
        let bots = bots.iter().map(|bot| (*bot).to_owned()).collect();
        match Fixture::simple(bots, map.to_owned(), "1".to_owned()).check() {
            Err(Failure::Untold(trouble)) => (trouble.exit, trouble.message),
            other => panic!("{other:?}"),
        }
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
