use std::thread;

use crate::exit::Failure;

/// How many cores this process may use.
pub(super) fn available() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

/// Does something on a thread that, with all threads that it starts, keeps to the first `count` cores of those that this
/// process may use. Where the system knows no such thing, it uses whatever cores it gets.
pub(super) fn on<T: Send>(
    count: usize,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    thread::scope(|scope| {
        let worker = scope.spawn(move || {
            keep_to(count)?;
            work()
        });
        worker
            .join()
            .unwrap_or_else(|_| Err(Failure::host("a measurement panicked; this is a bug, please report it")))
    })
}

#[cfg(target_os = "linux")]
fn keep_to(count: usize) -> Result<(), Failure> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let wrong = |error| Failure::host(format!("cannot choose the cores to measure on: {error}"));
    let mut allowed = sched_getaffinity(None).map_err(wrong)?;
    let chosen: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|&core| allowed.is_set(core)).take(count).collect();
    allowed = CpuSet::new();
    chosen.into_iter().for_each(|core| allowed.set(core));
    sched_setaffinity(None, &allowed).map_err(wrong)
}

#[cfg(not(target_os = "linux"))]
fn keep_to(_count: usize) -> Result<(), Failure> {
    Ok(())
}
