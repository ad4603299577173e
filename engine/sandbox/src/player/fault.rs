use protocol::Fault;
use wasmer::RuntimeError;
use wasmer::sys::vm::TrapCode;

use crate::HostError;

/// The fault that a trap stands for: by its code, never by its text.
///
/// # Errors
/// Traps that no admitted module can cause, and those that depend on the machine: the native stack, which the
/// instrumentation's own count keeps from ever being used up, and memory that the host does not have.
pub(super) fn fault_of(error: &RuntimeError) -> Result<Fault, HostError> {
    // Only an interpreter that ships with the engine may throw; one that nobody catches is its way to abort.
    if error.is_exception() {
        return Ok(Fault::Unreachable);
    }
    match error.clone().to_trap() {
        Some(TrapCode::UnreachableCodeReached | TrapCode::UncaughtException) => Ok(Fault::Unreachable),
        Some(TrapCode::HeapAccessOutOfBounds) => Ok(Fault::MemoryOutOfBounds),
        Some(TrapCode::TableAccessOutOfBounds) => Ok(Fault::TableOutOfBounds),
        Some(TrapCode::IndirectCallToNull) => Ok(Fault::IndirectCallToNull),
        Some(TrapCode::BadSignature) => Ok(Fault::BadSignature),
        Some(TrapCode::IntegerDivisionByZero) => Ok(Fault::DivisionByZero),
        Some(TrapCode::IntegerOverflow) => Ok(Fault::IntegerOverflow),
        Some(TrapCode::BadConversionToInteger) => Ok(Fault::BadConversion),
        _ => Err(HostError::Runtime(error.message())),
    }
}
