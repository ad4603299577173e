//! What the operating system says about this process. Where it has no `/proc`, it says nothing.

use std::time::{Duration, Instant};

/// Threads of this process.
pub(super) fn threads() -> Option<usize> {
    Some(std::fs::read_dir("/proc/self/task").ok()?.count())
}

/// Threads of this process, once there are no more than `most`, or after some time. The system still lists a thread for a
/// moment after it was joined.
pub(super) fn settled_threads(most: usize) -> Option<usize> {
    const PATIENCE: Duration = Duration::from_secs(2);
    let began = Instant::now();
    loop {
        let now = threads()?;
        if now <= most || began.elapsed() > PATIENCE {
            return Some(now);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The most memory that this process ever had resident, in MiB.
pub(super) fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024)
}

/// Processor time of the threads that this process has now. Unlike the time on a clock, it does not run while others use
/// the machine.
fn cpu_time() -> Option<Duration> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    // Nanoseconds on a processor come first. A thread that ends while we look is left out.
    let times = tasks.flatten().filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    let total: u64 = times.sum();
    (total > 0).then(|| Duration::from_nanos(total))
}

/// Measures how long something takes.
pub(super) struct Stopwatch {
    began: Instant,
    cpu: Option<Duration>,
}

impl Stopwatch {
    /// Begins to measure.
    pub(super) fn start() -> Stopwatch {
        let cpu = cpu_time();
        Stopwatch { began: Instant::now(), cpu }
    }

    /// The time since, on a processor where the system says it; on the clock where it does not, or where a thread has ended
    /// in between and taken its time with it.
    pub(super) fn stop(self, thread_ended: bool) -> Duration {
        let clock = self.began.elapsed();
        let on_processor = || cpu_time()?.checked_sub(self.cpu?);
        if thread_ended { clock } else { on_processor().map_or(clock, |time| time.min(clock)) }
    }
}
