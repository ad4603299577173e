//! Golden files: one line for each guest, with a length and a digest that are the same on every machine, in every profile
//! and on both back ends.

use std::fs;
use std::path::Path;

/// Compares lines with those of a file beside this one. `UPDATE=1` writes the file anew, for a change of `rules::EPOCH`:
/// of prices, of the pass, or of the guests.
#[track_caller]
pub(crate) fn check(file: &str, lines: &[String]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap();
    let other = golden.lines().zip(text.lines()).find(|(golden, now)| golden != now);
    assert_eq!(other, None, "{file} is to the left; is the change meant, and EPOCH raised?");
    assert_eq!(golden.lines().count(), text.lines().count(), "{file} names other guests");
}

/// A golden line: the name, the length of everything that is compared, and its digest.
pub(crate) fn line(name: &str, everything: &str) -> String {
    format!("{name} {} {}", everything.len(), &blake3::hash(everything.as_bytes()).to_hex()[..32])
}
