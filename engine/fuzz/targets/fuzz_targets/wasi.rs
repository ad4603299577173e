//! A call of preview1 with any arguments does what it promises to memory and pipes, and nothing else.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::wasi(data));
