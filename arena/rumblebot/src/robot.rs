//! From a word on the command line to a robot that can be seated.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use battle::Entrant;
use sandbox::Sandbox;

use crate::failure::Failure;

/// A robot, as it was named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Robot {
    /// A module, compiled from whatever language.
    Module(Vec<u8>),
    /// A script.
    Script {
        /// Its language.
        language: Language,
        /// Its text.
        source: Vec<u8>,
    },
}

/// The languages of scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    /// Files `.py`.
    Python,
    /// Files `.js`, `.mjs` and `.ejs`.
    Javascript,
}

impl Language {
    /// The language of a file, by its extension.
    fn of_extension(extension: &str) -> Option<Language> {
        match extension {
            "py" => Some(Language::Python),
            "js" | "mjs" | "ejs" => Some(Language::Javascript),
            _ => None,
        }
    }

    /// The language that a word after `inline:` names: as the original spells it, in any case, or as an extension.
    fn named(word: &str) -> Option<Language> {
        match word.to_ascii_lowercase().as_str() {
            "python" => Some(Language::Python),
            "javascript" => Some(Language::Javascript),
            extension => Language::of_extension(extension),
        }
    }
}

/// Finds a robot, and what to call it.
pub(crate) fn find(word: &str) -> Result<(String, Robot), Failure> {
    let wrong = |because: &str| Failure::Robot { word: word.to_owned(), because: because.to_owned() };
    let (kind, rest) = word.split_once(':').unwrap_or(("file", word));
    match kind {
        "inline" => {
            let (language, code) = rest.split_once(';').ok_or_else(|| {
                wrong("the language is missing: write inline:Python;CODE or inline:Javascript;CODE")
            })?;
            let language = Language::named(language)
                .ok_or_else(|| wrong("invalid language: there are Python and Javascript"))?;
            Ok(("inline".to_owned(), Robot::Script { language, source: code.as_bytes().to_vec() }))
        }
        "file" | "local" => from_path(Path::new(rest), &wrong),
        "published" => Err(wrong(
            "robots are not fetched from the network: save the robot's code as a file and name that",
        )),
        "command" | "localrunner" => Err(wrong(
            "programs outside of the sandbox are not run: compile the robot to WebAssembly and name the .wasm file",
        )),
        // A drive, or a colon in a file's name.
        _ => from_path(Path::new(word), &wrong),
    }
}

fn from_path(path: &Path, wrong: &dyn Fn(&str) -> Failure) -> Result<(String, Robot), Failure> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let language = Language::of_extension(extension);
    if language.is_none() && extension != "wasm" {
        return Err(wrong(match path.exists() {
            true => "the file must have an extension that tells its language: .py, .js or .wasm",
            false => {
                "there is no such file; robots published on robotrumble.org are not fetched: save the robot's code as a file"
            }
        }));
    }
    let bytes = std::fs::read(path).map_err(|source| Failure::Read { path: path.to_owned(), source })?;
    let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok((
        name,
        match language {
            Some(language) => Robot::Script { language, source: bytes },
            None => Robot::Module(bytes),
        },
    ))
}

/// Robots that were loaded, by what they are: a file that was changed is another robot.
pub(crate) struct Robots {
    sandbox: Sandbox,
    loaded: Mutex<BTreeMap<Robot, Entrant>>,
}

impl Robots {
    /// None yet.
    pub(crate) fn new(sandbox: Sandbox) -> Robots {
        Robots { sandbox, loaded: Mutex::default() }
    }

    /// What they run in.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Finds and loads a robot, unless it was loaded before.
    pub(crate) fn load(&self, word: &str) -> Result<Entrant, Failure> {
        let (name, robot) = find(word)?;
        // Held while a robot is compiled, so that nobody compiles it twice.
        let mut loaded = self.loaded.lock().expect("loading does not panic");
        let mut entrant = match loaded.get(&robot) {
            Some(entrant) => entrant.clone(),
            None => {
                let entrant = self.compile(word, &name, &robot)?;
                loaded.insert(robot, entrant.clone());
                entrant
            }
        };
        // The same code may go by several names.
        entrant.info.name = name;
        Ok(entrant)
    }

    fn compile(&self, word: &str, name: &str, robot: &Robot) -> Result<Entrant, Failure> {
        match robot {
            Robot::Module(wasm) => Entrant::load(&self.sandbox, name, wasm)
                .map_err(|source| Failure::Load { word: word.to_owned(), source }),
            Robot::Script { language, .. } => {
                let because = format!("this build has no interpreter for {language:?}");
                Err(Failure::Robot { word: word.to_owned(), because })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(word: &str, says: &str) {
        let Err(Failure::Robot { because, .. }) = find(word) else { panic!("{word} is taken") };
        assert!(because.contains(says), "{word}: {because}");
    }

    #[test]
    fn inline_robots_name_their_language() {
        for word in ["inline:Python;x = 1", "inline:python;x = 1", "inline:py;x = 1"] {
            let script = Robot::Script { language: Language::Python, source: b"x = 1".to_vec() };
            assert_eq!(find(word).unwrap(), ("inline".to_owned(), script));
        }
        let (_, script) = find("inline:Javascript;a;b:c").unwrap();
        assert_eq!(script, Robot::Script { language: Language::Javascript, source: b"a;b:c".to_vec() });
        refused("inline:x = 1", "the language is missing");
        refused("inline:Cobol;x", "invalid language");
    }

    #[test]
    fn files_tell_their_language_by_their_extension() {
        let folder = tempfile::tempdir().unwrap();
        for (file, is_script) in [("a.py", true), ("b.js", true), ("c.mjs", true), ("d.wasm", false)] {
            let path = folder.path().join(file);
            std::fs::write(&path, "text").unwrap();
            for word in [path.display().to_string(), format!("file:{}", path.display())] {
                let (name, robot) = find(&word).unwrap();
                assert_eq!((name.as_str(), matches!(robot, Robot::Script { .. })), (&file[..1], is_script));
            }
        }
        let path = folder.path().join("robot.txt");
        std::fs::write(&path, "text").unwrap();
        refused(&path.display().to_string(), "must have an extension");
    }

    #[test]
    fn what_cannot_be_run_here_is_told_why() {
        refused("somebody/robot", "not fetched");
        refused("published:somebody/robot", "not fetched");
        refused("command:python3 robot.py", "compile the robot to WebAssembly");
        assert!(matches!(find("nowhere.py"), Err(Failure::Read { .. })));
    }
}
