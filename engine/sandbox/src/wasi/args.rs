//! Arguments and environment: the bot's name, and nothing.

use super::Stop;
use crate::cost::COSTS;
use crate::player::Call;

/// One argument, the bot's name.
pub(super) fn args_sizes_get(call: &mut Call<'_>, count: u32, size: u32) -> Result<(), Stop> {
    let (guest, memory) = call.parts();
    memory.check(count, 4)?;
    memory.write_u32(size, guest.name.len() as u32)?;
    Ok(memory.write_u32(count, 1)?)
}

/// Writes the name, ended by a NUL, and a pointer to it.
pub(super) fn args_get(call: &mut Call<'_>, argv: u32, text: u32) -> Result<(), Stop> {
    let bytes = call.guest.name.len() as u64;
    call.charge(bytes.div_ceil(u64::from(COSTS.host_bytes_per_fuel)))?;
    let (guest, memory) = call.parts();
    memory.check(argv, 4)?;
    memory.write(text, &guest.name)?;
    Ok(memory.write_u32(argv, text)?)
}

/// No variables.
pub(super) fn environ_sizes_get(call: &mut Call<'_>, count: u32, size: u32) -> Result<(), Stop> {
    let memory = call.memory();
    memory.check(count, 4)?;
    memory.write_u32(size, 0)?;
    Ok(memory.write_u32(count, 0)?)
}

/// No variables.
pub(super) fn environ_get(_: &mut Call<'_>, _pointers: u32, _text: u32) -> Result<(), Stop> {
    Ok(())
}
