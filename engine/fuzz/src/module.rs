//! Modules to be admitted, instrumented and played.

mod conversions;
pub(crate) mod good;
pub(crate) mod guest;
pub(crate) mod smith;
pub(crate) mod teller;

use wasmparser::{Validator, WasmFeatures};

/// What an instrumented module may use: WebAssembly 2.0 without SIMD, and extended constants. Written down once more
/// here, so that a feature that slips into the engine's own list is noticed.
fn features() -> WasmFeatures {
    WasmFeatures::WASM2.difference(WasmFeatures::SIMD).union(WasmFeatures::EXTENDED_CONST)
}

/// Whether a module is valid, and uses nothing that is not allowed.
pub(crate) fn check_valid(wasm: &[u8]) -> wasmparser::Result<()> {
    Validator::new_with_features(features()).validate_all(wasm).map(drop)
}
