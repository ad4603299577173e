//! Reading and writing the three pipes.

use wasmer_wasix_types::wasi::Errno;

use super::fd::{self, STDERR, STDIN, STDOUT};
use super::memory::u32_at;
use super::{GuestMemory, Stop};
use crate::cost::COSTS;
use crate::player::{Call, Halt};

/// Most buffers of one call, as on Linux.
const BUFFERS_MAX: u32 = 1024;
/// Size of an iovec: pointer and length.
const IOVEC_BYTES: u32 = 8;
/// Most bytes of one call; the rest is left for the next one, as with any pipe. Bounds the time of a call, whatever the
/// buffers: a thousand of them may all be the same.
const BYTES_MAX: u64 = 1 << 20;
/// Bytes that are copied at a time.
const PIECE: usize = 64 * 1024;

/// Reads what is there. When nothing is, this is where a turn ends.
pub(super) fn fd_read(call: &mut Call<'_>, fd: u32, buffers: u32, count: u32, read: u32) -> Result<(), Stop> {
    fd::check(call.guest, fd)?;
    if fd != STDIN {
        return Err(Errno::Badf.into());
    }
    let room = prepare(call, buffers, count, read)?;
    let bytes = if room == 0 { 0 } else { pay_for_input(call, room)? };
    let (guest, memory) = call.parts();
    scatter(&memory, &guest.buffers, &guest.stdin.front()[..bytes])?;
    memory.write_u32(read, bytes as u32)?;
    guest.stdin.consume(bytes);
    Ok(())
}

/// Takes what the guest says. It is told that everything was written, also where the host drops some.
pub(super) fn fd_write(
    call: &mut Call<'_>,
    fd: u32,
    buffers: u32,
    count: u32,
    written: u32,
) -> Result<(), Stop> {
    fd::check(call.guest, fd)?;
    if fd != STDOUT && fd != STDERR {
        return Err(Errno::Badf.into());
    }
    let bytes = prepare(call, buffers, count, written)?;
    call.charge(price(bytes))?;
    gather(call, fd == STDOUT, bytes as usize)?;
    Ok(call.memory().write_u32(written, bytes as u32)?)
}

/// Reads and checks the list of buffers into the guest's own list, and returns how many bytes this call may move.
fn prepare(call: &mut Call<'_>, buffers: u32, count: u32, result: u32) -> Result<u64, Stop> {
    if count > BUFFERS_MAX {
        return Err(Errno::Inval.into());
    }
    call.charge(u64::from(COSTS.host_pipe) + u64::from(count) * u64::from(COSTS.iovec))?;
    let (guest, memory) = call.parts();
    memory.check(result, 4)?;
    guest.scratch.resize((count * IOVEC_BYTES) as usize, 0);
    memory.read(buffers, &mut guest.scratch)?;
    guest.buffers.clear();
    let mut total = 0;
    for iovec in guest.scratch.chunks_exact(IOVEC_BYTES as usize) {
        let (ptr, len) = (u32_at(iovec, 0), u32_at(iovec, 4));
        memory.check(ptr, u64::from(len))?;
        guest.buffers.push((ptr, len));
        total += u64::from(len);
    }
    // What cannot be told in the 32 bits of the result.
    if total > u64::from(u32::MAX) {
        return Err(Errno::Inval.into());
    }
    Ok(total.min(BYTES_MAX))
}

/// Waits for input, and pays for as much of it as there is room for. Returns 0 at the end of the file.
///
/// While a guest is out of fuel here, a newer tick may replace the one that it is about to read, so what it pays for is
/// looked at again each time.
fn pay_for_input(call: &mut Call<'_>, room: u64) -> Result<usize, Halt> {
    let mut paid = 0;
    loop {
        let bytes = room.min(call.guest.stdin.front().len() as u64);
        if bytes == 0 && !call.guest.stdin.is_at_end() {
            call.wait_for_input()?;
        } else if price(bytes) <= paid {
            return Ok(bytes as usize);
        } else {
            call.charge(price(bytes) - paid)?;
            paid = price(bytes);
        }
    }
}

/// Copies `bytes` into the buffers, in their order.
fn scatter(memory: &GuestMemory<'_>, buffers: &[(u32, u32)], mut bytes: &[u8]) -> Result<(), Errno> {
    for &(ptr, len) in buffers {
        let (now, later) = bytes.split_at(bytes.len().min(len as usize));
        memory.write(ptr, now)?;
        bytes = later;
    }
    Ok(())
}

/// Copies `left` bytes out of the buffers, in their order.
fn gather(call: &mut Call<'_>, to_stdout: bool, mut left: usize) -> Result<(), Errno> {
    let (guest, memory) = call.parts();
    for &(ptr, len) in &guest.buffers {
        let end = u64::from(ptr) + u64::from(len).min(left as u64);
        left -= (end - u64::from(ptr)) as usize;
        let mut at = u64::from(ptr);
        while at < end {
            let piece = (end - at).min(PIECE as u64);
            guest.scratch.resize(piece as usize, 0);
            memory.read(at as u32, &mut guest.scratch)?;
            if to_stdout {
                guest.stdout.write(&guest.scratch);
            } else {
                guest.log.write(&guest.scratch);
            }
            at += piece;
        }
    }
    Ok(())
}

/// What it costs to move bytes.
fn price(bytes: u64) -> u64 {
    bytes.div_ceil(u64::from(COSTS.host_bytes_per_fuel))
}
