//! Random bytes that are the same in every run of a match.

use rand_chacha::rand_core::Rng;
use wasmer_wasix_types::wasi::Errno;

use super::Stop;
use crate::cost::COSTS;
use crate::player::Call;

/// Bytes that are paid for and made at a time, so that a guest which asks for a gigabyte can be ended in between.
const PIECE: u32 = 64 * 1024;

/// Fills a buffer from the player's own ChaCha8 stream.
pub(super) fn random_get(call: &mut Call<'_>, buffer: u32, length: u32) -> Result<(), Stop> {
    call.memory().check(buffer, u64::from(length))?;
    let mut done = 0;
    while done < length {
        let piece = (length - done).min(PIECE);
        call.charge(u64::from(piece) * u64::from(COSTS.random_byte))?;
        let ptr = buffer.checked_add(done).ok_or(Errno::Fault)?;
        let mut bytes = std::mem::take(&mut call.guest.scratch);
        bytes.resize(piece as usize, 0);
        call.guest.random.fill_bytes(&mut bytes);
        let written = call.memory().write(ptr, &bytes);
        call.guest.scratch = bytes;
        written?;
        done += piece;
    }
    Ok(())
}
