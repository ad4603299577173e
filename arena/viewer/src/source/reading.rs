//! Opens a replay, on a thread of its own.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use replay::{Escaped, Reader, ReplayError};
use terminal::exit::Failure;

use super::News;
use super::fixture::title;
use super::job::Reporter;
use crate::watch::Premiere;
use crate::{Feed, Footage, Origin};

/// How often a file is looked for that is not there yet.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Opens a replay. One that is awaited may still have to be created, or to get its header.
pub(crate) fn read(path: &Path, awaited: bool, report: &Reporter) -> Result<(), Failure> {
    let wrong = |error: ReplayError| Failure::replay(path, error);
    loop {
        match Reader::open(path) {
            Err(error) if awaited && is_yet_to_come(&error) => std::thread::sleep(LOOK_EVERY),
            Err(error) => return Err(wrong(error)),
            Ok(reader) => {
                let premiere = Premiere::new(footage(reader, path).map_err(wrong)?).map_err(wrong)?;
                report.tell(News::Ready(Box::new(premiere)));
                return Ok(());
            }
        }
        if !report.is_heard() {
            return Ok(());
        }
    }
}

/// A replay as it can be watched; one that is unfinished is followed.
pub(crate) fn footage(reader: Reader, path: &Path) -> Result<Footage, ReplayError> {
    let feed = if reader.is_complete() { Feed::Still } else { Feed::File };
    let path = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    let origin = Origin { title: header_title(&reader), path: Some(path) };
    Footage::new(reader, feed, origin)
}

/// Who plays, as the replay says; text of unknown origin.
pub(crate) fn header_title(reader: &Reader) -> String {
    let names = reader.header().seats.iter().map(|seat| Escaped(&seat.name).to_string());
    title(&names.collect::<Vec<_>>())
}

fn is_yet_to_come(error: &ReplayError) -> bool {
    match error {
        ReplayError::Io { source, .. } => source.kind() == io::ErrorKind::NotFound,
        ReplayError::NoHeader { .. } => true,
        _ => false,
    }
}
