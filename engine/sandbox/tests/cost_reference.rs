//! The price list and the reference that is made from it.

use std::fs;
use std::path::Path;

use sandbox::cost::{self, COSTS};
use sandbox::{Limits, RejectCode, reference};

/// Raise `PASS_VERSION` or the engine's epoch along with this.
#[test]
fn the_price_list_changes_only_on_purpose() {
    let hash = blake3::Hash::from(cost::hash()).to_hex();
    insta::assert_snapshot!(&hash[..32]);
}

#[test]
fn every_price_says_what_it_is_for() {
    const { assert!(COSTS.bulk_bytes_per_fuel.is_power_of_two() && COSTS.locals_per_fuel > 0) };
    assert!(COSTS.entries().iter().all(|(name, _, meaning)| !name.is_empty() && meaning.ends_with('.')));
}

#[test]
fn reference_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("REFERENCE.md");
    let text = reference();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "REFERENCE.md is stale: run with UPDATE=1");
    assert!(RejectCode::ALL.iter().all(|code| text.contains(code.word())));
    assert!(Limits::ALL.iter().all(|info| text.contains(info.name)));
}
