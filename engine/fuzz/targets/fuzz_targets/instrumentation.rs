//! A valid module stays valid, and computes the same with fuel as without.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::instrumentation(data));
