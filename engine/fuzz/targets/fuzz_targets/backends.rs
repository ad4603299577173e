//! Both compilers agree on every turn: output, fuel, faults and where it is suspended.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::backends(data));
