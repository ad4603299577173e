//! Gives a target new inputs until one breaks its law.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use fuzz::Target;

use crate::inputs::Inputs;
use crate::shelf;

/// An input that breaks a law.
pub(crate) struct Found {
    pub(crate) input: Vec<u8>,
    pub(crate) path: PathBuf,
    pub(crate) case: u64,
}

/// The seed of this run.
pub(crate) fn seed() -> u64 {
    number("ROBODROME_FUZZ_SEED", 0)
}

/// How long each target is given new inputs.
pub(crate) fn time() -> Duration {
    Duration::from_secs(number("ROBODROME_FUZZ_SECONDS", 2))
}

fn number(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is `{text}`; it must be a whole number")),
        Err(_) => default,
    }
}

/// One target at a time: what is allocated is counted for the process as a whole.
pub(crate) fn alone<T>(work: impl FnOnce() -> T) -> T {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    work()
}

/// Looks for an input that breaks a target's law. Gives the number of inputs that did not.
///
/// The input at hand stands in the file `at-hand`, in case it takes the whole process with it.
pub(crate) fn hunt(target: &Target, seed: u64, time: Duration) -> Result<u64, Found> {
    let folder = shelf::found(target.name);
    let at_hand = folder.join("at-hand");
    let mut file = File::create(&at_hand).expect("the target folder can be written to");
    let end = Instant::now() + time;
    let mut cases = 0;
    for input in Inputs::new(target, seed) {
        if Instant::now() >= end {
            break;
        }
        file.rewind()
            .and_then(|()| file.write_all(&input))
            .and_then(|()| file.set_len(input.len() as u64))
            .expect("the target folder can be written to");
        if catch_unwind(AssertUnwindSafe(|| (target.check)(&input))).is_err() {
            let path = folder.join(&blake3::hash(&input).to_hex()[..16]);
            fs::write(&path, &input).expect("the target folder can be written to");
            return Err(Found { input, path, case: cases });
        }
        cases += 1;
    }
    drop(file);
    fs::remove_file(at_hand).expect("what was made can be removed");
    Ok(cases)
}
