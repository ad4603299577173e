use std::collections::BTreeMap;

use battle::Entrant;
use sandbox::Sandbox;

use crate::entrants;
use crate::exit::Failure;

/// The bots of a tournament.
pub(super) struct Field {
    /// In the order of the command line.
    pub(super) entrants: Vec<Entrant>,
    /// What each is called in tables: its name, or what the command line says where two have the same name.
    pub(super) labels: Vec<String>,
}

impl Field {
    /// Finds, admits and compiles the bots. One that is refused ends everything before the first match.
    pub(super) fn load(sandbox: &Sandbox, words: &[String]) -> Result<Field, Failure> {
        if let Some((_, word)) = words.iter().enumerate().find(|&(at, word)| words[..at].contains(word)) {
            return Err(Failure::usage(format!("`{word}` is named twice"))
                .help("a bot always draws against itself, so name each bot once"));
        }
        let entrants = entrants::load_all(sandbox, words)?;
        for (at, one) in entrants.iter().enumerate() {
            let same =
                |other: &Entrant| (other.identity(), &other.info.name) == (one.identity(), &one.info.name);
            if let Some(other) = entrants[..at].iter().position(same) {
                return Err(Failure::usage(format!(
                    "`{}` and `{}` are the same bot",
                    words[other], words[at]
                ))
                .help("a bot always draws against itself, so name each bot once"));
            }
        }
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        for entrant in &entrants {
            *names.entry(&entrant.info.name).or_default() += 1;
        }
        let labels =
            entrants.iter().zip(words).map(|(entrant, word)| match names[entrant.info.name.as_str()] {
                1 => entrant.info.name.clone(),
                _ => word.clone(),
            });
        Ok(Field { labels: labels.collect(), entrants })
    }
}
