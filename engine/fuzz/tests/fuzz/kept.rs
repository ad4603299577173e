//! Every input that is kept, again: the corpora, and whatever once broke a law.

use fuzz::Target;

use crate::hunt::alone;
use crate::shelf::{CORPUS, REGRESSIONS, folders, inputs};

fn check(shelf: &str, target: &Target) -> usize {
    let inputs = inputs(shelf, target.name);
    for (name, input) in &inputs {
        // Shown only where the test fails.
        println!("{shelf}/{}/{name}", target.name);
        alone(|| (target.check)(input));
    }
    inputs.len()
}

#[test]
fn corpora() {
    for target in Target::ALL {
        assert!(check(CORPUS, &target) >= 10, "the corpus of {} is missing", target.name);
    }
}

#[test]
fn regressions() {
    for target in Target::ALL {
        check(REGRESSIONS, &target);
    }
}

#[test]
fn every_folder_is_of_a_target() {
    for shelf in [CORPUS, REGRESSIONS] {
        for folder in folders(shelf) {
            assert!(Target::named(&folder).is_some(), "{shelf}/{folder} is of no target");
        }
    }
}
