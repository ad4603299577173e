//! Features that are refused, each with the code that tells how to turn it off, and features that compilers emit by
//! default, which pass.

use sandbox::RejectCode as Code;

use crate::source::{module, passes, refused, text};

pub(crate) fn cases() -> Vec<(Vec<u8>, Code)> {
    let start = r#"(func (export "_start"))"#;
    let memory = |memory: &str| text(&format!(r#"(module {memory} {start})"#));
    vec![
        (memory(r#"(memory (export "memory") 1 2 shared)"#), Code::NeedsThreads),
        (module("(func (drop (i32.atomic.load (i32.const 0))))"), Code::NeedsThreads),
        (module("(func (atomic.fence))"), Code::NeedsThreads),
        (module("(func (param v128))"), Code::NeedsSimd),
        (module("(func (drop (v128.const i32x4 0 0 0 0)))"), Code::NeedsSimd),
        (module("(func (drop (i8x16.splat (i32.const 0))))"), Code::NeedsSimd),
        (module("(func (local v128))"), Code::NeedsSimd),
        (module("(global v128 (v128.const i32x4 0 0 0 0))"), Code::NeedsSimd),
        (module("(func (param i32) (unreachable) (i8x16.relaxed_swizzle) (drop))"), Code::NeedsRelaxedSimd),
        (module("(tag)"), Code::NeedsExceptions),
        (module("(func (try_table))"), Code::NeedsExceptions),
        (module("(tag $e) (func (throw $e))"), Code::NeedsExceptions),
        (legacy_try(), Code::NeedsExceptions),
        (module("(func $f (return_call $f))"), Code::NeedsTailCalls),
        (module("(table 1 funcref) (func (return_call_indirect (i32.const 0)))"), Code::NeedsTailCalls),
        (module("(memory 1)"), Code::NeedsMultiMemory),
        (memory(r#"(memory (export "memory") i64 1)"#), Code::NeedsMemory64),
        (module("(table i64 1 funcref)"), Code::NeedsMemory64),
        (module("(type (struct (field i32)))"), Code::NeedsGc),
        (module("(type (array i32))"), Code::NeedsGc),
        (module("(func (drop (ref.i31 (i32.const 1))))"), Code::NeedsGc),
        (module("(type $t (func)) (func (param (ref $t)) (call_ref $t (local.get 0)))"), Code::NeedsGc),
        (module("(func (param anyref))"), Code::NeedsGc),
        (
            module("(func (i64.mul_wide_s (i64.const 1) (i64.const 1)) (drop) (drop))"),
            Code::NeedsWideArithmetic,
        ),
        (memory(r#"(memory (export "memory") 1 (pagesize 1))"#), Code::NeedsCustomPageSizes),
        (module("(type $f (func)) (type $c (cont $f))"), Code::NeedsOtherFeature),
    ]
}

/// `try` of the first proposal, which the text format no longer has.
fn legacy_try() -> Vec<u8> {
    let mut wasm = module("(func (block))");
    let at = wasm.windows(3).position(|bytes| bytes == [0x02, 0x40, 0x0b]).unwrap();
    wasm[at] = 0x06;
    wasm
}

#[test]
fn features_are_refused_by_name() {
    for (wasm, code) in cases() {
        refused(&wasm, code, "");
    }
}

#[test]
fn what_compilers_emit_by_default_passes() {
    for fields in [
        "(func (drop (i32.extend8_s (i32.const 1))) (drop (i64.extend32_s (i64.const 1))))",
        "(global $g (export \"g\") (mut i32) (i32.const 1)) (func (global.set $g (i32.const 2)))",
        "(func (drop (i32.trunc_sat_f64_u (f64.const 1))))",
        "(func (result i32 i64) (i32.const 1) (i64.const 2))",
        "(func (memory.copy (i32.const 0) (i32.const 0) (i32.const 0)) (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))",
        "(data $d \"x\") (func (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop $d))",
        "(table 1 funcref) (func (param externref) (drop (table.get 0 (i32.const 0))))",
        "(table $a 1 funcref) (table $b 1 externref) (func (call_indirect $a (i32.const 0)))",
        "(global i32 (i32.add (i32.const 1) (i32.mul (i32.const 2) (i32.const 3))))",
    ] {
        passes(&module(fields));
    }
}

/// `call_indirect` with its table written in five bytes, as linkers leave it after a relocation.
#[test]
fn overlong_table_numbers_pass() {
    let wasm = module("(table 1 funcref) (func (call_indirect (i32.const 0)))");
    let at = wasm.windows(3).position(|bytes| bytes == [0x41, 0x00, 0x11]).unwrap();
    let mut padded = wasm.clone();
    padded.splice(at + 4..at + 5, [0x80, 0x80, 0x80, 0x80, 0x00]);
    let body = at - 2; // length of the body, and before it, after the count, that of the section
    padded[body] += 4;
    let section = padded[..body].iter().rposition(|byte| *byte == 0x0a).unwrap();
    padded[section + 1] += 4;
    if wasmparser::validate(&padded).is_ok() {
        passes(&padded);
    } else {
        panic!("the test builds a wrong module");
    }
}
