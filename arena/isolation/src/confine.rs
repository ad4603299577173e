//! What a worker does to itself before anything else. Nothing of it can be taken back by the worker.

use std::time::Duration;

use crate::Bounds;

/// Gives up what a worker does not need.
///
/// # Errors
/// What the operating system says. A worker that is not confined must not go on.
#[cfg(target_os = "linux")]
pub(crate) fn confine(bounds: &Bounds) -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |value| Rlimit { current: Some(value), maximum: Some(value) };
    setrlimit(Resource::Data, most(bounds.data_bytes))?;
    setrlimit(Resource::Fsize, most(bounds.file_bytes))?;
    setrlimit(Resource::Nofile, most(bounds.files))?;
    // A core file of a process with gigabytes of address space fills disks, and holds other people's bots.
    setrlimit(Resource::Core, most(0))?;
    // No program that it could start has more rights than it has.
    rustix::thread::set_no_new_privs(true)?;
    crate::forbid::forbid()
}

/// Whether this process holds so little that the kernel has refused it no memory: at most half of what it may have. A bot
/// whose memory could not grow would play on, and come to another result than everywhere else.
pub(crate) fn has_room(bounds: &Bounds) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmData:")?.trim().strip_suffix(" kB"));
    let held_bytes = held.and_then(|kib| kib.parse::<u64>().ok()).map(|kib| kib << 10);
    held_bytes.is_none_or(|held| held <= bounds.data_bytes / 2)
}

/// Allows this much more processor time from now on; the kernel ends a process that uses it up. Unlike the parent's
/// watch it holds also where the parent is gone.
#[cfg(target_os = "linux")]
pub(crate) fn allow_cpu(more: Duration) -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec.max(0) as u64;
    let current = Some(used.saturating_add(more.as_secs()).saturating_add(1));
    Ok(setrlimit(Resource::Cpu, Rlimit { current, maximum: None })?)
}

/// Elsewhere nobody knows how.
#[cfg(not(target_os = "linux"))]
pub(crate) fn confine(_bounds: &Bounds) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Elsewhere nobody knows how.
#[cfg(not(target_os = "linux"))]
pub(crate) fn allow_cpu(_more: Duration) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
