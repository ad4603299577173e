//! File descriptors: 0 is stdin, 1 stdout, 2 stderr, and there are no others.
//!
//! A guest may close them. What is closed stays so: a guest without stdin can no longer end its turn by reading, one
//! without stdout gives no more orders. They cannot be renumbered.

use wasmer_wasix_types::wasi::{Errno, Filetype, Rights};

use super::Stop;
use crate::player::{Call, Guest};

/// Standard input.
pub(super) const STDIN: u32 = 0;
/// Standard output.
pub(super) const STDOUT: u32 = 1;
/// Standard error.
pub(super) const STDERR: u32 = 2;

/// Checks that a descriptor is open.
pub(super) fn check(guest: &Guest, fd: u32) -> Result<(), Errno> {
    match guest.open.get(fd as usize) {
        Some(true) => Ok(()),
        _ => Err(Errno::Badf),
    }
}

/// Closes a descriptor for good.
pub(super) fn fd_close(call: &mut Call<'_>, fd: u32) -> Result<(), Stop> {
    check(call.guest, fd)?;
    call.guest.open[fd as usize] = false;
    Ok(())
}

/// A character device that cannot be sought. C libraries take that for a terminal and write out each line when it ends,
/// so that a bot whose author forgot to flush still plays.
pub(super) fn fd_fdstat_get(call: &mut Call<'_>, fd: u32, stat: u32) -> Result<(), Stop> {
    check(call.guest, fd)?;
    let way = if fd == STDIN { Rights::FD_READ } else { Rights::FD_WRITE };
    let rights = way | Rights::FD_FDSTAT_SET_FLAGS | Rights::FD_FILESTAT_GET | Rights::POLL_FD_READWRITE;
    // Layout of `fdstat`: type u8 at 0, flags u16 at 2, rights u64 at 8, inherited rights u64 at 16.
    let mut bytes = [0; 24];
    bytes[0] = Filetype::CharacterDevice as u8;
    bytes[8..16].copy_from_slice(&rights.bits().to_le_bytes());
    Ok(call.memory().write(stat, &bytes)?)
}

/// Accepts every flag and follows none: reading never fails for want of input, and nothing is buffered.
pub(super) fn fd_fdstat_set_flags(call: &mut Call<'_>, fd: u32, _flags: u32) -> Result<(), Stop> {
    Ok(check(call.guest, fd)?)
}

/// A character device of no size and no time.
pub(super) fn fd_filestat_get(call: &mut Call<'_>, fd: u32, stat: u32) -> Result<(), Stop> {
    check(call.guest, fd)?;
    // Layout of `filestat`: device u64 at 0, inode u64 at 8, type u8 at 16, links u64 at 24, then size and three times.
    let mut bytes = [0; 64];
    bytes[8] = fd as u8;
    bytes[16] = Filetype::CharacterDevice as u8;
    bytes[24] = 1;
    Ok(call.memory().write(stat, &bytes)?)
}

/// No folder was opened ahead: this errno ends a C library's search for them.
pub(super) fn fd_prestat_get(_: &mut Call<'_>, _fd: u32, _prestat: u32) -> Result<(), Stop> {
    Err(Errno::Badf.into())
}

/// Pipes have no position.
pub(super) fn fd_seek(
    call: &mut Call<'_>,
    fd: u32,
    _offset: i64,
    _whence: u32,
    _position: u32,
) -> Result<(), Stop> {
    check(call.guest, fd)?;
    Err(Errno::Spipe.into())
}

/// Pipes have no position.
pub(super) fn fd_tell(call: &mut Call<'_>, fd: u32, _position: u32) -> Result<(), Stop> {
    check(call.guest, fd)?;
    Err(Errno::Spipe.into())
}
