//! Bytes that are not modules, or no longer: an answer with a code, never a panic.

use proptest::prelude::*;
use sandbox::{Limits, RejectCode, admit};

use crate::source::{module, passes};

fn good() -> Vec<u8> {
    module(
        r#"(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
           (table 2 funcref) (elem (i32.const 0) $f)
           (global $g (mut i64) (i64.const 5))
           (data (i32.const 0) "hello")
           (func $f (param f64) (result f64) (local i32)
             (loop $l (br_if $l (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 9))))
             (if (local.get 1) (then (call $exit (i32.const 3))))
             (f64.add (local.get 0) (f64.const 1)))"#,
    )
}

#[test]
fn a_module_cut_anywhere_is_refused() {
    let wasm = good();
    passes(&wasm);
    for end in 0..wasm.len() {
        if let Err(reject) = admit(&wasm[..end], &Limits::default()) {
            assert!(!reject.detail.is_empty());
        } else {
            // Only a cut between sections, behind the code, leaves a module: that of the data or names.
            assert!(wasmparser::validate(&wasm[..end]).is_ok(), "cut at {end}");
        }
    }
    assert_eq!(admit(&wasm[..40], &Limits::default()).unwrap_err().code, RejectCode::Truncated);
}

#[test]
fn sections_out_of_order_or_twice() {
    for tail in [b"\x01\x04\x01\x60\0\0".as_slice(), b"\x05\x03\x01\0\x01"] {
        let mut wasm = good();
        wasm.extend(tail);
        assert_eq!(admit(&wasm, &Limits::default()).unwrap_err().code, RejectCode::Invalid);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = admit(&bytes, &Limits::default());
        let module = [b"\0asm\x01\0\0\0".as_slice(), &bytes].concat();
        let _ = admit(&module, &Limits::default());
    }

    /// Whatever passes after bits were flipped is still valid after instrumentation.
    #[test]
    fn flipped_bits(flips in proptest::collection::vec((8usize..250, 0u8..8), 1..4)) {
        let mut wasm = good();
        for (at, bit) in flips {
            let at = at % wasm.len();
            wasm[at] ^= 1 << bit;
        }
        if let Ok(admitted) = admit(&wasm, &Limits::default()) {
            wasmparser::validate(&admitted.wasm).expect("valid in, valid out");
        }
    }
}
