use super::place::require;
use crate::{Reject, RejectCode, Usage};

/// Refuses what is too large to be read at all.
pub(super) fn check_size(wasm: &[u8], usage: &mut Usage) -> Result<(), Reject> {
    require(&mut usage.module_bytes, wasm.len() as u64, RejectCode::TooLarge, || "the module".into())
}
