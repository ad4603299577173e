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
    Ok(())
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
