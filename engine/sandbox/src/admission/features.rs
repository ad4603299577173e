//! Which features of WebAssembly are allowed, and what a module is told that needs another.

use wasmparser::{Error, WasmFeatures};

use super::place::harmless;
use crate::{Reject, RejectCode};

/// WebAssembly 2.0 without SIMD, and what released compilers emit besides by default. All of it means the same on every
/// machine and both compilers, once the instrumentation has made NaNs canonical.
pub(super) const ALLOWED: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::EXTENDED_CONST)
    .union(WasmFeatures::FLOATS)
    .union(WasmFeatures::GC_TYPES); // without the GC feature: only what `externref` needs

/// Features with a code of their own, and words of error messages that tell them where the parser names no feature.
const NEEDS: &[(WasmFeatures, &str, RejectCode)] = &[
    (WasmFeatures::SHARED_EVERYTHING_THREADS, "shared-everything", RejectCode::NeedsThreads),
    (WasmFeatures::THREADS, "threads", RejectCode::NeedsThreads),
    (WasmFeatures::RELAXED_SIMD, "relaxed SIMD", RejectCode::NeedsRelaxedSimd),
    (WasmFeatures::SIMD, "SIMD", RejectCode::NeedsSimd),
    (WasmFeatures::LEGACY_EXCEPTIONS, "legacy exceptions", RejectCode::NeedsExceptions),
    (WasmFeatures::EXCEPTIONS, "exception", RejectCode::NeedsExceptions),
    (WasmFeatures::TAIL_CALL, "tail call", RejectCode::NeedsTailCalls),
    (WasmFeatures::MULTI_MEMORY, "multi-memory", RejectCode::NeedsMultiMemory),
    (WasmFeatures::MULTI_MEMORY, "multiple memories", RejectCode::NeedsMultiMemory),
    (WasmFeatures::MEMORY64, "memory64", RejectCode::NeedsMemory64),
    (WasmFeatures::GC, "gc", RejectCode::NeedsGc),
    (WasmFeatures::FUNCTION_REFERENCES, "function references", RejectCode::NeedsGc),
    (WasmFeatures::WIDE_ARITHMETIC, "wide arithmetic", RejectCode::NeedsWideArithmetic),
    (WasmFeatures::CUSTOM_PAGE_SIZES, "custom page sizes", RejectCode::NeedsCustomPageSizes),
];

/// Turns what the parser or the validator found wrong into a reject. Their words may quote a name from the module.
pub(super) fn refuse(error: &Error) -> Reject {
    let detail = format!("{} (at offset {:#x})", harmless(error.message()), error.offset());
    Reject::new(code(error), detail)
}

fn code(error: &Error) -> RejectCode {
    let missing = error.missing_wasm_feature();
    let message = error.message();
    if message.starts_with("unexpected end") {
        return RejectCode::Truncated;
    }
    let is_named = |(feature, words, _): &&(WasmFeatures, &str, RejectCode)| match missing {
        Some(missing) => missing.intersects(*feature),
        None => message.contains(words) && message.contains("enabled"),
    };
    match (NEEDS.iter().find(is_named), missing) {
        (Some((_, _, code)), _) => *code,
        (None, Some(_)) => RejectCode::NeedsOtherFeature,
        (None, None) if message.contains("multiple memories") => RejectCode::NeedsMultiMemory,
        (None, None) => RejectCode::Invalid,
    }
}
