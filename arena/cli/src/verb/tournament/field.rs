use std::collections::BTreeMap;

use replay::SeatInfo;

use crate::exit::Failure;

/// The bots of a tournament.
pub(super) struct Field {
    /// As replays name them, in the order of the command line.
    pub(super) infos: Vec<SeatInfo>,
    /// What each is called in tables: its name, or what the command line says where two have the same name.
    pub(super) labels: Vec<String>,
}

impl Field {
    /// Bots that were loaded from these words. One that plays twice ends everything before the first match.
    pub(super) fn new(words: &[String], infos: Vec<SeatInfo>) -> Result<Field, Failure> {
        for (at, one) in infos.iter().enumerate() {
            let same = |other: &SeatInfo| (other.identity(), &other.name) == (one.identity(), &one.name);
            if let Some(other) = infos[..at].iter().position(same) {
                return Err(Failure::usage(format!(
                    "`{}` and `{}` are the same bot",
                    words[other], words[at]
                ))
                .help("a bot always draws against itself, so name each bot once"));
            }
        }
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        for info in &infos {
            *names.entry(&info.name).or_default() += 1;
        }
        let labels = infos.iter().zip(words).map(|(info, word)| match names[info.name.as_str()] {
            1 => info.name.clone(),
            _ => word.clone(),
        });
        Ok(Field { labels: labels.collect(), infos })
    }

    /// Refuses a word that is named twice, before anything is loaded.
    pub(super) fn check(words: &[String]) -> Result<(), Failure> {
        match words.iter().enumerate().find(|&(at, word)| words[..at].contains(word)) {
            None => Ok(()),
            Some((_, word)) => Err(Failure::usage(format!("`{word}` is named twice"))
                .help("a bot always draws against itself, so name each bot once")),
        }
    }
}
