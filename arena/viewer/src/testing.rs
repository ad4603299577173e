//! Replays for tests: those that the engine's own tests keep.

use std::path::PathBuf;

use crate::{Feed, Footage, Origin, Story};

/// The golden replays, in the order of their names.
pub(crate) fn golden() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/golden");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|e| e == "replay")).collect();
    files.sort();
    files
}

/// A replay, opened and read through.
pub(crate) fn watch(path: &std::path::Path) -> (Footage, Story) {
    let reader = replay::Reader::open(path).unwrap();
    let footage = Footage::new(reader, Feed::Still, Origin::default()).unwrap();
    let mut story = Story::default();
    story.read_on(&footage).unwrap();
    (footage, story)
}
