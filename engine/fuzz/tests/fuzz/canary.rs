//! A law that is broken is found, by the same means and in about the time that the other targets are given.

use std::time::Duration;

use fuzz::Target;

use crate::hunt::{alone, hunt, seed};

/// Far more than it takes, for a machine that is busy with something else.
const TIME: Duration = Duration::from_secs(60);

#[test]
fn the_canary_is_caught() {
    let Err(found) = alone(|| hunt(&Target::CANARY, seed(), TIME)) else {
        panic!("nothing was found in {} s: the targets would not find anything either", TIME.as_secs());
    };
    println!("found at case {}: {}", found.case, found.path.display());
    // It is the planted mistake, and not one of the reader.
    let lines = Target::named("lines").expect("there is such a target");
    alone(|| (lines.check)(&found.input));
}
