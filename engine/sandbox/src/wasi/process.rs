//! The end of a process, and its patience.

use super::Stop;
use crate::cost::COSTS;
use crate::player::{Call, Halt};

/// Ends the guest with a code.
pub(super) fn proc_exit(call: &mut Call<'_>, code: u32) -> Result<(), Halt> {
    call.charge(u64::from(COSTS.host_call))?;
    Err(Halt::Exit(code))
}

/// There is nobody to yield to.
pub(super) fn sched_yield(_: &mut Call<'_>) -> Result<(), Stop> {
    Ok(())
}
