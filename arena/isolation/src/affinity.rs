//! Which core a worker's threads run on. Only for speed: nothing of a result follows from it.
//!
//! The threads of a match hand the turn to each other thousands of times a second. Left alone, the kernel wakes the next
//! one on whatever core is idle just then, far from what it had in its caches, and a worker keeps half of a second core
//! busy without being much faster. So all of them keep to one core, and as many workers as there are cores play without
//! getting in each other's way.
//!
//! Nobody deals out cores, since programs that know nothing of each other have workers on the same machine. A worker keeps
//! to the core on which the kernel has put it, and lets the kernel choose anew now and then: where two have come to share a
//! core, one of them is soon moved to an idle one.

use std::time::{Duration, Instant};

/// How long a worker keeps to a core before the kernel may choose another. Longer than most matches: where nobody else wants
/// the core, moving to another one, which may be asleep, costs more than it brings.
const STAY: Duration = Duration::from_secs(1);

/// Keeps all threads of this process to one core, from now until it is dropped.
pub(crate) struct Affinity {
    allowed: Cores,
    /// Since when they keep to the core; `None` while the kernel chooses.
    since: Option<Instant>,
}

impl Affinity {
    /// Keeps to the core on which this thread runs. Threads that this one starts do the same.
    pub(crate) fn begin() -> Affinity {
        let allowed = Cores::allowed();
        allowed.current().confine();
        Affinity { allowed, since: Some(Instant::now()) }
    }

    /// To be called once a turn: lets the kernel choose for the length of one, when it is time to.
    pub(crate) fn turn(&mut self) {
        match self.since {
            Some(since) if since.elapsed() < STAY => {}
            Some(_) => {
                self.allowed.confine();
                self.since = None;
            }
            None => {
                self.allowed.current().confine();
                self.since = Some(Instant::now());
            }
        }
    }
}

impl Drop for Affinity {
    fn drop(&mut self) {
        self.allowed.confine();
    }
}

#[cfg(not(target_os = "linux"))]
use elsewhere::Cores;
#[cfg(target_os = "linux")]
use linux::Cores;

#[cfg(target_os = "linux")]
mod linux {
    use rustix::thread::{CpuSet, Pid, sched_getaffinity, sched_getcpu, sched_setaffinity};

    /// Some of the cores.
    pub(super) struct Cores(Option<CpuSet>);

    impl Cores {
        /// Those that this thread may use; none where the kernel does not tell.
        pub(super) fn allowed() -> Cores {
            Cores(sched_getaffinity(None).ok())
        }

        /// The one on which this thread runs.
        pub(super) fn current(&self) -> Cores {
            let core = sched_getcpu();
            // A machine with more cores than a set has room for does without.
            if self.0.is_none() || core >= CpuSet::MAX_CPU {
                return Cores(None);
            }
            let mut one = CpuSet::new();
            one.set(core);
            Cores(Some(one))
        }

        /// Keeps all threads of this process to these. A thread that has ended meanwhile, or a core that may not be used any
        /// more, costs speed at most.
        pub(super) fn confine(&self) {
            let (Some(set), Ok(threads)) = (&self.0, std::fs::read_dir("/proc/self/task")) else { return };
            for thread in threads.flatten() {
                let id = thread.file_name().to_str().and_then(|id| id.parse().ok()).and_then(Pid::from_raw);
                if id.is_some() {
                    let _ = sched_setaffinity(id, set);
                }
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    /// Nobody knows how.
    pub(super) struct Cores;

    impl Cores {
        pub(super) fn allowed() -> Cores {
            Cores
        }

        pub(super) fn current(&self) -> Cores {
            Cores
        }

        pub(super) fn confine(&self) {}
    }
}
