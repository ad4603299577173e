use std::ops::ControlFlow;
use std::thread;

use battle::play;

use super::Effort;
use super::row::Row;
use super::sample::Sample;
use super::timing::{best, in_turns, timed};
use crate::cores;
use crate::exit::Failure;

/// Ticks that make up one match of full length.
const TICKS: f64 = 450.0;

/// How many matches are played in a second on one core, and how many more on two. Each has its replay written. A shorter
/// match counts for less.
pub(super) fn rows(effort: Effort, sample: &Sample) -> Result<Vec<Row>, Failure> {
    let weight = effort.matches as f64 * f64::from(sample.ticks) / TICKS;
    let on = |threads| move || seconds(effort, sample, threads).map(|time| vec![time]);
    let (rate, ratio) = if cores::available() < 2 {
        (weight / best(effort.rounds, || seconds(effort, sample, 1))?, None)
    } else {
        let (one, two) = in_turns(effort.rounds, on(1), on(2))?;
        (weight / one, Some(2.0 * one / two))
    };
    Ok(vec![
        Row::at_least("sample match of two bots, 450 ticks, on one core", 20.0, "matches/s", Some(rate)),
        Row::at_least("the same on two cores, against one", 1.9, "x", ratio),
    ])
}

/// Seconds that so many threads take, each playing as many matches on a core of its own.
fn seconds(effort: Effort, sample: &Sample, threads: usize) -> Result<f64, Failure> {
    cores::on(threads, || {
        let (seconds, result) = timed(|| {
            thread::scope(|scope| {
                let workers: Vec<_> = (0..threads)
                    .map(|worker| {
                        scope.spawn(move || {
                            cores::settle(worker)?;
                            play_some(effort.matches, sample, worker)
                        })
                    })
                    .collect();
                workers.into_iter().try_for_each(|worker| {
                    worker.join().unwrap_or_else(|_| Err(Failure::host("a match panicked; please report it")))
                })
            })
        });
        result.map(|()| seconds)
    })
}

fn play_some(matches: usize, sample: &Sample, worker: usize) -> Result<(), Failure> {
    let path = sample.folder.path().join(format!("{worker}.replay"));
    for _ in 0..matches {
        play(&sample.sandbox, &sample.setup, Some(&path), |_| ControlFlow::Continue(()))?;
    }
    Ok(())
}
