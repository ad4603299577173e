use protocol::{Fault, Status};
use thiserror::Error;
use wasmer::{FunctionEnvMut, Global, StoreMut, Value};

use super::Guest;
use crate::wasi::GuestMemory;

/// Why a guest is unwound from within a host call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Halt {
    /// It ended its process.
    #[error("exited with code {0}")]
    Exit(u32),
    /// It did something that it must not.
    #[error("faulted")]
    Fault(Fault),
    /// Its player was dropped.
    #[error("killed")]
    Killed,
}

/// A host call in progress.
pub(crate) struct Call<'a> {
    pub(crate) guest: &'a mut Guest,
    store: StoreMut<'a>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(env: &'a mut FunctionEnvMut<'_, Guest>) -> Call<'a> {
        let (guest, store) = env.data_and_store_mut();
        Call { guest, store }
    }

    /// Lends the guest its first slice, before it runs.
    pub(super) fn start(&mut self) -> Result<(), Halt> {
        self.refill()
    }

    /// Hands the last turn back.
    pub(super) fn finish(&mut self, status: Status) {
        self.settle();
        self.guest.end(status);
    }

    /// Takes fuel for work that is about to be done. A guest that cannot pay is suspended until it has.
    pub(crate) fn charge(&mut self, price: u64) -> Result<(), Halt> {
        if self.guest.handoff.is_killed() {
            return Err(Halt::Killed);
        }
        let Some(fuel) = &self.guest.fuel else { return Ok(()) };
        let left = read(fuel, &mut self.store).saturating_sub_unsigned(price);
        if left >= 0 {
            write(fuel, &mut self.store, left);
            return Ok(());
        }
        self.guest.balance.settle(left);
        self.refill()
    }

    /// The import `out_of_fuel`: the guest's slice is used up.
    pub(crate) fn out_of_fuel(&mut self) -> Result<(), Halt> {
        self.charge(0)
    }

    /// Ends the turn because there is nothing left to read, and goes on when the next one begins.
    pub(crate) fn wait_for_input(&mut self) -> Result<(), Halt> {
        self.settle();
        self.switch(Status::Waiting)?;
        self.refill()
    }

    /// The guest's memory.
    pub(crate) fn memory(&self) -> GuestMemory<'_> {
        GuestMemory::new(self.guest.memory.as_ref().map(|memory| memory.view(&self.store)))
    }

    /// The guest and its memory, both at once.
    pub(crate) fn parts(&mut self) -> (&mut Guest, GuestMemory<'_>) {
        let memory = GuestMemory::new(self.guest.memory.as_ref().map(|memory| memory.view(&self.store)));
        (self.guest, memory)
    }

    /// Lends the guest its next slice; while the balance is negative, ends turns.
    fn refill(&mut self) -> Result<(), Halt> {
        loop {
            if self.guest.handoff.is_killed() {
                return Err(Halt::Killed);
            }
            if let Some(slice) = self.guest.balance.lend() {
                if let Some(fuel) = &self.guest.fuel {
                    write(fuel, &mut self.store, slice);
                }
                return Ok(());
            }
            self.switch(Status::OutOfFuel)?;
        }
    }

    /// Hands the turn back, and waits for the next.
    fn switch(&mut self, status: Status) -> Result<(), Halt> {
        self.guest.end(status);
        let begin = self.guest.handoff.wait_begin().ok_or(Halt::Killed)?;
        self.guest.begin(begin);
        Ok(())
    }

    fn settle(&mut self) {
        if let Some(fuel) = &self.guest.fuel {
            self.guest.balance.settle(read(fuel, &mut self.store));
        }
    }
}

fn read(fuel: &Global, store: &mut StoreMut<'_>) -> i64 {
    match fuel.get(store) {
        Value::I64(left) => left,
        _ => unreachable!("instrumentation exports its fuel as an i64"),
    }
}

fn write(fuel: &Global, store: &mut StoreMut<'_>, left: i64) {
    fuel.set(store, Value::I64(left)).expect("instrumentation exports its fuel as a mutable i64");
}
