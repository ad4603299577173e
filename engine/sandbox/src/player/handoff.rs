use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use protocol::Tick;

use super::{Line, TurnEnd};
use crate::HostError;

/// What begins a turn.
#[derive(Debug)]
pub(crate) struct Begin {
    pub(crate) tick: Tick,
    pub(crate) line: Line,
}

/// What lies between the two threads.
#[derive(Debug, Default)]
enum Slot {
    #[default]
    Empty,
    Begin(Begin),
    End(TurnEnd),
    Failed(HostError),
}

/// The one slot through which a player's two threads hand the turn to each other: at any time at most one of them runs.
#[derive(Debug, Default)]
pub(crate) struct Handoff {
    slot: Mutex<Slot>,
    begun: Condvar,
    ended: Condvar,
    killed: AtomicBool,
}

impl Handoff {
    /// Hands the turn to the guest's thread.
    pub(super) fn begin(&self, begin: Begin) {
        *self.lock() = Slot::Begin(begin);
        self.begun.notify_one();
    }

    /// Waits until the guest's thread hands the turn back.
    pub(super) fn wait_end(&self) -> Result<TurnEnd, HostError> {
        let mut slot = self.lock();
        loop {
            match std::mem::take(&mut *slot) {
                Slot::End(end) => return Ok(end),
                Slot::Failed(error) => return Err(error),
                other => *slot = other,
            }
            slot = self.ended.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Makes the guest's thread end as soon as it looks.
    pub(super) fn kill(&self) {
        let slot = self.lock();
        self.killed.store(true, Ordering::Relaxed);
        drop(slot);
        self.begun.notify_one();
    }

    /// Whether nobody waits for the guest any more.
    pub(super) fn is_killed(&self) -> bool {
        self.killed.load(Ordering::Relaxed)
    }

    /// Hands the turn back.
    pub(super) fn end(&self, end: TurnEnd) {
        *self.lock() = Slot::End(end);
        self.ended.notify_one();
    }

    /// Says that there will be no more turns, because the host failed.
    pub(super) fn fail(&self, error: HostError) {
        *self.lock() = Slot::Failed(error);
        self.ended.notify_one();
    }

    /// Waits until the caller begins a turn; `None` when the player is dropped instead.
    pub(super) fn wait_begin(&self) -> Option<Begin> {
        let mut slot = self.lock();
        loop {
            if self.is_killed() {
                return None;
            }
            match std::mem::take(&mut *slot) {
                Slot::Begin(begin) => return Some(begin),
                other => *slot = other,
            }
            slot = self.begun.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// No code panics while it holds the lock, and each value of the slot is whole: poison means nothing here.
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
