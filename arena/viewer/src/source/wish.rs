//! What somebody wants to watch.

use std::path::{Path, PathBuf};

use battle::Language;
use client::MatchAddress;
use terminal::exit::Failure;
use terminal::setup::teams;

use super::fixture::{Fixture, title};
use super::ladder::short;

/// What is to be opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wish {
    /// Nothing yet: the start screen.
    Start,
    /// A replay.
    Watch {
        /// The file.
        path: PathBuf,
        /// Whether it may still have to be created, and is watched at its newest tick.
        awaited: bool,
    },
    /// A match of a ladder.
    Contest(MatchAddress),
    /// A match.
    Play(Fixture),
}

impl Wish {
    /// What these files are for: one replay is opened, two, four or eight modules play a match.
    pub(crate) fn of_files(paths: &[PathBuf]) -> Result<Wish, Failure> {
        let modules = paths.iter().filter(|path| is_module(path)).count();
        match (modules, paths) {
            (0, [path]) => Ok(Wish::Watch { path: path.clone(), awaited: false }),
            (0, _) => Err(Failure::usage(format!("{} files at once", paths.len()))
                .help("open one replay, or two, four or eight .wasm modules")),
            (modules, _) if modules < paths.len() => {
                let other = paths.iter().find(|path| !is_module(path)).map(|path| file_name(path));
                let other = other.unwrap_or_default();
                Err(Failure::usage(format!("{other} is no .wasm module, the others are"))
                    .help("open one replay, or two, four or eight modules"))
            }
            (modules, _) => {
                teams(modules)?;
                let words = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
                Ok(Wish::Play(Fixture::simple(words, "open".to_owned(), "1".to_owned())))
            }
        }
    }

    /// What is being done while it is not yet there.
    pub(crate) fn doing(&self) -> String {
        match self {
            Wish::Start => String::new(),
            Wish::Watch { path, awaited: false } => format!("opening {}", file_name(path)),
            Wish::Watch { path, awaited: true } => format!("waiting for {}", file_name(path)),
            Wish::Contest(address) => format!("asking for {}", short(address)),
            Wish::Play(fixture) => format!("setting up {}", fixture.title()),
        }
    }
}

/// Whether a file is meant to be a bot.
pub(crate) fn is_module(path: &Path) -> bool {
    Language::of_file(path).is_some()
        || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wasm"))
}

/// A file without its folder, fit to be shown.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    title(&[replay::Escaped(&name).to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Result<Wish, String> {
        let paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        Wish::of_files(&paths).map_err(|failure| failure.to_string())
    }

    #[test]
    fn one_file_is_a_replay() {
        let wish = Wish::Watch { path: "a.replay".into(), awaited: false };
        assert_eq!(of(&["a.replay"]), Ok(wish));
        assert!(matches!(of(&["no-extension"]), Ok(Wish::Watch { .. })), "its bytes will tell");
    }

    #[test]
    fn modules_play_a_match() {
        let Ok(Wish::Play(fixture)) = of(&["x/a.wasm", "b.WASM"]) else { panic!("no match") };
        assert_eq!(fixture.bots, ["x/a.wasm", "b.WASM"]);
    }

    #[test]
    fn what_does_not_belong_together_is_refused_with_a_remedy() {
        let check = |names: &[&str], part: &str| {
            let text = of(names).unwrap_err();
            assert!(text.contains(part), "`{text}` does not say `{part}`");
        };
        check(&["a.replay", "b.replay"], "one replay");
        check(&["a.replay", "b.wasm"], "a.replay is no .wasm module");
        check(&["a.wasm"], "alone");
        check(&["a.wasm", "b.wasm", "c.wasm"], "2, 4 or 8");
        check(&[], "one replay");
    }
}
