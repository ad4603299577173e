use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use battle::replay_name_of;
use replay::Header;

use super::field::Field;
use super::results::{Failed, Played};
use super::schedule::{Match, Schedule};
use super::theatre::{Mishap, Theatre};
use crate::cores;
use crate::exit::Failure;

/// Plays matches on several threads.
pub(super) struct Pool<'a> {
    /// Where they are played.
    pub(super) theatre: &'a Theatre,
    /// The bots.
    pub(super) field: &'a Field,
    /// What is to be played.
    pub(super) schedule: &'a Schedule,
    /// The folder for replays, if they are kept.
    pub(super) replays: Option<&'a Path>,
    /// Matches at the same time.
    pub(super) jobs: usize,
    /// Set when no more is to be played.
    pub(super) stop: &'a AtomicBool,
}

/// What became of a match.
pub(super) enum Verdict {
    /// It was finished before.
    Resumed(Played),
    /// It was played now.
    Played(Played),
    /// The host failed it, twice.
    Failed(Failed),
}

impl Verdict {
    /// The result, if there is one.
    pub(super) fn played(&self) -> Option<&Played> {
        match self {
            Verdict::Resumed(played) | Verdict::Played(played) => Some(played),
            Verdict::Failed(_) => None,
        }
    }

    /// The failure, if there is one.
    pub(super) fn failed(&self) -> Option<&Failed> {
        match self {
            Verdict::Failed(failed) => Some(failed),
            Verdict::Resumed(_) | Verdict::Played(_) => None,
        }
    }
}

impl Pool<'_> {
    /// Plays these matches of the schedule, handing each verdict to `finished` on this thread as it comes. Matches that
    /// are under way when everything is stopped have no verdict.
    pub(super) fn play(
        &self,
        todo: &[usize],
        mut finished: impl FnMut(usize, Verdict) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let next = AtomicUsize::new(0);
        let (sender, verdicts) = mpsc::channel();
        thread::scope(|scope| {
            for number in 0..self.jobs.min(todo.len()) {
                let (sender, next) = (sender.clone(), &next);
                thread::Builder::new()
                    .name(format!("match {number}"))
                    .spawn_scoped(scope, move || self.work(number, todo, next, &sender))
                    .map_err(|error| {
                        self.stop.store(true, Ordering::Relaxed);
                        Failure::host(format!("cannot start a thread: {error}")).help("choose fewer --jobs")
                    })?;
            }
            drop(sender);
            for (number, verdict) in verdicts {
                verdict
                    .and_then(|verdict| finished(number, verdict))
                    .inspect_err(|_| self.stop.store(true, Ordering::Relaxed))?;
            }
            Ok(())
        })
    }

    /// Plays one match after the other, until there is none left or everything is stopped. Where there is a worker for
    /// every core, each keeps to one.
    fn work(
        &self,
        worker: usize,
        todo: &[usize],
        next: &AtomicUsize,
        verdicts: &mpsc::Sender<(usize, Result<Verdict, Failure>)>,
    ) {
        if self.jobs >= cores::available() {
            // Only speed depends on it.
            let _ = cores::settle(worker);
        }
        while let Some(&number) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
            let one = &self.schedule.matches[number];
            let Some(verdict) = self.judge(one).transpose() else { return };
            // Nobody listens any more after a failure; then there is nothing left to do.
            if verdicts.send((number, verdict)).is_err() {
                return;
            }
        }
    }

    /// Plays a match, and once more if the host fails it. `None` when everything is stopped.
    fn judge(&self, one: &Match) -> Result<Option<Verdict>, Failure> {
        let header = self.schedule.header(self.field, one);
        let mut result = self.attempt(one, &header);
        if let Err(Mishap::Host(why)) = &result {
            tracing::warn!(id = one.id, why, "the host failed a match, which is played once more");
            result = self.attempt(one, &header);
        }
        match result {
            Ok(played) => Ok(played.map(Verdict::Played)),
            Err(Mishap::Host(why)) => Ok(Some(Verdict::Failed(self.failed(one, why)))),
            Err(Mishap::Failure(failure)) => Err(failure),
        }
    }

    fn attempt(&self, one: &Match, header: &Header) -> Result<Option<Played>, Mishap> {
        let name = replay_name_of(header);
        let path = self.replays.map(|folder| folder.join(&name));
        let played = self.theatre.play(header, path.as_deref(), self.stop)?;
        let replay = path.map(|_| format!("replays/{}", name.display()));
        Ok(played.map(|played| self.played(one, &played, replay)))
    }

    fn played(&self, one: &Match, played: &isolation::Played, replay: Option<String>) -> Played {
        let seats = &played.seats;
        Played {
            id: one.id.clone(),
            map: self.schedule.map(one).to_owned(),
            seed: self.schedule.rounds[one.round].seed.clone(),
            bots: self.labels(one),
            winner: played.winner.map(|seat| seat.0),
            reason: played.reason,
            ticks: played.ticks,
            scores: seats.iter().map(|seat| seat.score).collect(),
            places: seats.iter().map(|seat| seat.place).collect(),
            fuel: seats.iter().map(|seat| seat.fuel).collect(),
            late: seats.iter().map(|seat| seat.late).collect(),
            stopped: seats.iter().map(|seat| seat.stopped).collect(),
            digest: played.digest.to_string(),
            replay,
        }
    }

    fn failed(&self, one: &Match, error: String) -> Failed {
        Failed {
            id: one.id.clone(),
            map: self.schedule.map(one).to_owned(),
            seed: self.schedule.rounds[one.round].seed.clone(),
            bots: self.labels(one),
            error,
        }
    }

    fn labels(&self, one: &Match) -> Vec<String> {
        one.bots.iter().map(|&bot| self.field.labels[bot].clone()).collect()
    }
}
