//! With any orders: seats do not matter, ore is kept, and a saved match goes on as if it had not been.
#![no_main]

use fuzz::law;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::rules(data));
