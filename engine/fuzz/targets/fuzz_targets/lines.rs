//! Of any line of a bot there stands what a second, naive reading finds.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::lines(data));
