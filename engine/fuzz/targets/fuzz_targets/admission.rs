//! Any bytes are admitted or refused with a stable code, in bounded time and memory.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::admission(data));
