//! Any bytes are a replay whose every state was recorded, or an error, in bounded memory.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::replays(data));
