//! Where inputs are kept.

use std::fs;
use std::path::{Path, PathBuf};

/// Inputs that together reach what is known to be reachable.
pub(crate) const CORPUS: &str = "corpus";
/// Inputs that once broke a law.
pub(crate) const REGRESSIONS: &str = "regressions";

/// The folders of a shelf, a target each, by name.
pub(crate) fn folders(shelf: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(shelf);
    let mut names: Vec<String> = entries(&path).iter().map(|path| name(path)).collect();
    names.sort_unstable();
    names
}

/// The inputs that are kept of a target, by name.
pub(crate) fn inputs(shelf: &str, target: &str) -> Vec<(String, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(shelf).join(target);
    let mut inputs: Vec<_> = entries(&path)
        .into_iter()
        .map(|path| (name(&path), fs::read(&path).expect("an input can be read")))
        .collect();
    inputs.sort_unstable();
    inputs
}

/// Where an input is put that breaks a law.
pub(crate) fn found(target: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz").join(target);
    fs::create_dir_all(&path).expect("the target folder can be written to");
    path
}

fn entries(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    entries.map(|entry| entry.expect("a folder can be read").path()).collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
