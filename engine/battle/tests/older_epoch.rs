//! A replay from before the prices changed: its rules are those of today, so it is shown and verified; what its bots would do
//! with the fuel of today is another matter, and the error says so.

use std::path::Path;

use battle::{ReExecutionError, Shelf, verify_with_bots};
use replay::Reader;
use rules::{EPOCH, RULES_EPOCH};
use sandbox::{Backend, CacheMode, Config, Sandbox};

#[test]
fn a_match_of_epoch_1_is_shown_and_not_played_again() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../replays/golden/epoch-1.replay");
    let reader = Reader::open(file).expect("every replay opens");
    assert_eq!(reader.header().epoch, 1);
    const { assert!(RULES_EPOCH == 1 && EPOCH > 1, "the rules have changed: keep a replay of theirs instead") };
    let verified = replay::verify(&reader).expect("the rules are the same");
    assert_eq!(verified.digest.to_string(), "02340874a7151016adf071cab591b432");
    let config = Config { backend: Backend::Singlepass, cache: CacheMode::Off, ..Config::default() };
    let sandbox = Sandbox::new(config).expect("the host can run wasm");
    let refused =
        verify_with_bots(&sandbox, &reader, &Shelf::bundled()).expect_err("the prices are not the same");
    assert!(matches!(refused, ReExecutionError::Epoch { theirs: 1 }), "{refused}");
    let (theirs, ours) = ("epoch 1", format!("epoch {EPOCH}"));
    assert!(refused.to_string().contains(theirs) && refused.to_string().contains(&ours), "{refused}");
}
