//! Decides whether uploaded bytes may be compiled.
//!
//! Each check is a file of its own and can be audited alone. Their order matters: each relies on what those before it
//! made sure of, and nothing is walked over before its number is known to be within its limit.

mod counts;
mod exports;
mod features;
mod header;
mod imports;
mod outline;
mod place;
mod size;
mod validity;

use counts::check_counts;
use exports::{check_memory, check_names, check_start};
use header::check_header;
use imports::check_imports;
use size::check_size;
use validity::check_validity;

use protocol::ModuleHash;

use crate::instrument::instrument;
use crate::interpreter::limits_for;
use crate::{Limits, Reject, RejectCode, Usage};
pub(crate) use outline::{Body, Outline};

/// A module that passed, ready to be compiled.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The instrumented module.
    pub wasm: Vec<u8>,
    /// How much of each limit the module as uploaded uses.
    pub usage: Usage,
}

/// Checks a module and instruments it. An interpreter that comes with the engine has limits of its own.
///
/// # Errors
/// The first rule that the module breaks.
///
/// ```
/// use sandbox::{Limits, RejectCode, admit};
///
/// let reject = admit(b"int main(void) {}", &Limits::default()).unwrap_err();
/// assert_eq!(reject.code, RejectCode::NotWasm);
/// ```
pub fn admit(wasm: &[u8], limits: &Limits) -> Result<Admitted, Reject> {
    admit_within(wasm, &limits_for(ModuleHash(blake3::hash(wasm).into()), limits))
}

/// Checks a module and instruments it, within these limits whatever it is.
pub(crate) fn admit_within(wasm: &[u8], limits: &Limits) -> Result<Admitted, Reject> {
    let mut usage = Usage::new(limits);
    check_size(wasm, &mut usage)?;
    check_header(wasm)?;
    check_counts(wasm, &mut usage)?;
    let outline = check_validity(wasm, &mut usage)?;
    check_imports(&outline)?;
    check_names(&outline)?;
    check_start(&outline)?;
    check_memory(&outline)?;
    let wasm = instrument(&outline, limits)
        .map_err(|error| Reject::new(RejectCode::Invalid, format!("cannot be rewritten: {error}")))?;
    Ok(Admitted { wasm, usage })
}
