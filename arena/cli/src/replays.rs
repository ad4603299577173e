//! Opening replays that a command line names.

use std::path::Path;

use battle::bundled;
use protocol::Seat;
use replay::{Escaped, Header, Reader};

use crate::exit::Failure;

/// Opens a replay, complete or not. Errors name the file.
pub(crate) fn open(path: &Path) -> Result<Reader, Failure> {
    check(path)?;
    Reader::open(path).map_err(|error| Failure::replay(path, error))
}

/// Refuses what is likely to be a slip: a folder, or the name of a bot.
pub(crate) fn check(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::usage(format!("{} is a folder, not a replay", path.display())));
    }
    if !path.exists() && bundled::names().any(|name| path == std::path::Path::new(name)) {
        return Err(Failure::usage(format!("`{}` is a bot, not a replay", path.display()))
            .help("play a match first: `arena run` writes a replay"));
    }
    Ok(())
}

/// The seats' names for sentences: with their letters where two have the same.
pub(crate) fn names(header: &Header) -> Vec<String> {
    let same = |name: &str| header.seats.iter().filter(|seat| seat.name == name).count() > 1;
    let named = header.seats.iter().zip(0..).map(|(seat, number)| match same(&seat.name) {
        true => format!("{} {}", Escaped(&seat.name), crate::palette::letter(Seat(number))),
        false => Escaped(&seat.name).to_string(),
    });
    named.collect()
}
