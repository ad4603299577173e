//! As `lines`, of a reader with a mistake in it: this one must fail.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::canary(data));
