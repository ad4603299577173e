//! A clock that shows the tick and stands still within it.

use wasmer_wasix_types::wasi::Errno;

use super::Stop;
use crate::player::Call;

/// What every clock shows at tick 0, in nanoseconds: 2000-01-01T00:00:00Z. It must not be 0, which Go's runtime takes for
/// a broken clock.
const EPOCH_NS: u64 = 946_684_800 * SECOND_NS;
/// A tick, in nanoseconds.
const SECOND_NS: u64 = 1_000_000_000;
/// Clocks of preview1: real time, monotonic, and processor time of process and thread.
const CLOCKS: u32 = 4;

/// The time: the same on all four clocks.
pub(super) fn clock_time_get(call: &mut Call<'_>, id: u32, _precision: u64, time: u32) -> Result<(), Stop> {
    check(id)?;
    let now = EPOCH_NS + u64::from(call.guest.tick.0) * SECOND_NS;
    Ok(call.memory().write_u64(time, now)?)
}

/// The resolution: a tick.
pub(super) fn clock_res_get(call: &mut Call<'_>, id: u32, resolution: u32) -> Result<(), Stop> {
    check(id)?;
    Ok(call.memory().write_u64(resolution, SECOND_NS)?)
}

fn check(id: u32) -> Result<(), Errno> {
    if id < CLOCKS { Ok(()) } else { Err(Errno::Inval) }
}
