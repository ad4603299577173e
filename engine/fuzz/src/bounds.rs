//! What an input may take of the machine.

use crate::MEMORY;

/// Most that some work may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Processor time of the calling thread, in milliseconds. Several times what is ever seen, for builds with
    /// instrumentation are slow.
    pub(crate) cpu_ms: u64,
    /// Bytes that are allocated at a time, by all threads, besides those at the beginning.
    pub(crate) peak_bytes: usize,
}

impl Bounds {
    /// Does the work, and requires it to stay within the bounds.
    pub(crate) fn hold<T>(self, work: impl FnOnce() -> T) -> T {
        MEMORY.reset_peak_usage();
        let (memory, time) = (MEMORY.current_usage(), cpu_ms());
        let result = work();
        let (bytes, ms) = (MEMORY.peak_usage().saturating_sub(memory), cpu_ms() - time);
        assert!(bytes <= self.peak_bytes, "took {bytes} bytes of memory, more than {}", self.peak_bytes);
        assert!(ms <= self.cpu_ms, "took {ms} ms of processor time, more than {}", self.cpu_ms);
        result
    }
}

/// Processor time of this thread, which other processes do not count towards.
#[cfg(unix)]
fn cpu_ms() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as u64 * 1000 + now.tv_nsec as u64 / 1_000_000
}

/// Elsewhere the system is not asked, and time is not bounded.
#[cfg(not(unix))]
fn cpu_ms() -> u64 {
    0
}
