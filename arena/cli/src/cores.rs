//! Which cores this process may use, and keeping threads to some of them.

use std::thread;

use crate::exit::Failure;

/// How many cores this process may use.
pub(crate) fn available() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

/// Keeps this thread, with all threads and processes that it starts from now on, to one core: the one of this number,
/// counted round those that this process may use. Where the system knows no such thing, it uses whatever cores it gets.
///
/// The threads of a match hand the turn to each other thousands of times a second, and each time the system would
/// wake the next one on whatever core is idle just then, far from what it had in its caches.
pub(crate) fn settle(number: usize) -> Result<(), Failure> {
    choose(|allowed| allowed.iter().copied().skip(number % allowed.len().max(1)).take(1).collect())
}

/// Does something on a thread that, with all threads that it starts, keeps to the first `count` cores of those that this
/// process may use. Where the system knows no such thing, it uses whatever cores it gets.
pub(crate) fn on<T: Send>(
    count: usize,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    thread::scope(|scope| {
        let worker = scope.spawn(move || {
            choose(|allowed| allowed.iter().copied().take(count).collect())?;
            work()
        });
        worker
            .join()
            .unwrap_or_else(|_| Err(Failure::host("a measurement panicked; this is a bug, please report it")))
    })
}

/// Keeps this thread to some of the cores that it may use now.
#[cfg(target_os = "linux")]
fn choose(choice: impl FnOnce(&[usize]) -> Vec<usize>) -> Result<(), Failure> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let wrong = |error| Failure::host(format!("cannot choose the cores to run on: {error}"));
    let set = sched_getaffinity(None).map_err(wrong)?;
    let allowed: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|&core| set.is_set(core)).collect();
    let mut chosen = CpuSet::new();
    choice(&allowed).into_iter().for_each(|core| chosen.set(core));
    sched_setaffinity(None, &chosen).map_err(wrong)
}

#[cfg(not(target_os = "linux"))]
fn choose(_choice: impl FnOnce(&[usize]) -> Vec<usize>) -> Result<(), Failure> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_settled_thread_and_those_that_it_starts_have_one_core() {
        for number in 0..3 {
            let seen = thread::spawn(move || {
                settle(number).unwrap();
                (available(), thread::spawn(available).join().unwrap())
            });
            assert_eq!(seen.join().unwrap(), (1, 1));
        }
    }
}
