use std::sync::Arc;

use protocol::{FuelPlan, Status, Tick};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use wasmer::{Global, Memory};

use super::balance::{Balance, Income};
use super::handoff::{Begin, Handoff};
use super::log::Log;
use super::stdin::Stdin;
use super::stdout::Stdout;
use super::{Identity, Line, TurnEnd};
use crate::Limits;

/// Everything that host calls see of a player: its pipes, its clock, its dice, its fuel.
pub(crate) struct Guest {
    pub(super) handoff: Arc<Handoff>,
    pub(super) balance: Balance,
    /// The global in which the guest counts its fuel down; `None` in a program that is not metered.
    pub(super) fuel: Option<Global>,
    /// `None` until there is an instance.
    pub(super) memory: Option<Memory>,
    pub(crate) tick: Tick,
    pub(crate) name: Vec<u8>,
    pub(crate) random: ChaCha8Rng,
    pub(crate) stdin: Stdin,
    pub(crate) stdout: Stdout,
    pub(crate) log: Log,
    /// Whether stdin, stdout and stderr are open.
    pub(crate) open: [bool; 3],
    /// What is copied between the guest's memory and the pipes passes through here, a piece at a time.
    pub(crate) scratch: Vec<u8>,
    /// The buffers of the read or write at hand: pointer and length of each.
    pub(crate) buffers: Vec<(u32, u32)>,
}

impl Guest {
    pub(crate) fn new(identity: Identity, plan: FuelPlan, limits: &Limits, handoff: Arc<Handoff>) -> Guest {
        // A name with a NUL in it would end there for the guest, and hide what follows.
        let name = identity.name.bytes().filter(|&byte| byte != 0).chain([0]).collect();
        Guest {
            handoff,
            balance: Balance::new(plan, limits.fuel_slice),
            fuel: None,
            memory: None,
            tick: Tick(0),
            name,
            random: ChaCha8Rng::from_seed(identity.seed),
            stdin: Stdin::default(),
            stdout: Stdout::new(limits.stdout_bytes, limits.line_bytes),
            log: Log::new(limits.log_bytes),
            open: [true; 3],
            scratch: Vec::new(),
            buffers: Vec::new(),
        }
    }

    /// Begins a turn.
    pub(super) fn begin(&mut self, begin: Begin) {
        let Begin { tick, line } = begin;
        self.tick = tick;
        self.balance.begin(if matches!(line, Line::Start(_)) { Income::Start } else { Income::Tick });
        self.stdin.push(line);
    }

    /// Ends the turn. The balance is settled.
    pub(super) fn end(&mut self, status: Status) {
        let (fuel, left) = self.balance.end();
        let (lines, notes) = self.stdout.end_turn();
        let (log, log_lost) = self.log.end_turn();
        self.handoff.end(TurnEnd { status, fuel, left, lines, notes, log, log_lost });
    }
}
