//! What this process holds, as the operating system counts it.

use std::fs;
use std::time::{Duration, Instant};

use serde::Serialize;

/// What a process holds at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Footprint {
    /// Memory in the machine, in KiB.
    pub(super) resident_kib: u64,
    /// Threads.
    pub(super) threads: u64,
    /// Open files, pipes and the like.
    pub(super) handles: u64,
    /// Stretches of address space.
    pub(super) mappings: u64,
}

impl Footprint {
    /// That of this process now; `None` where the system has no `/proc`.
    fn now() -> Option<Footprint> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().trim_end_matches(" kB").parse().ok()
        };
        Some(Footprint {
            resident_kib: number("VmRSS:")?,
            threads: number("Threads:")?,
            handles: fs::read_dir("/proc/self/fd").ok()?.count() as u64,
            mappings: fs::read_to_string("/proc/self/maps").ok()?.lines().count() as u64,
        })
    }

    /// The same once it has no more threads than this, or after some time: the system lists a thread for a moment after it
    /// was joined.
    pub(super) fn settled(threads: Option<u64>) -> Option<Footprint> {
        const PATIENCE: Duration = Duration::from_secs(2);
        let began = Instant::now();
        loop {
            let now = Footprint::now()?;
            if threads.is_none_or(|most| now.threads <= most) || began.elapsed() > PATIENCE {
                return Some(now);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_counted() {
        let Some(before) = Footprint::now() else { return };
        let files: Vec<_> = (0..50).map(|_| tempfile::tempfile().unwrap()).collect();
        let memory = vec![1_u8; 64 << 20];
        let now = Footprint::now().unwrap();
        assert!(now.handles >= before.handles + 40, "{before:?} {now:?}");
        assert!(now.resident_kib >= before.resident_kib + (32 << 10), "{before:?} {now:?}");
        drop((files, memory));
    }
}
