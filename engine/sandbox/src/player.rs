//! A seated program: one operating system thread and one wasm store, which hand the turn to and fro with their caller.
//!
//! ```text
//!  caller                      the player's own thread
//!  begin(tick, line) --Begin-> stdin, clock, balance; the guest runs on from where it stopped
//!  finish() <--TurnEnd-------- the guest waits for input, is out of fuel, has exited or has faulted
//! ```

mod balance;
mod call;
mod fault;
mod guest;
mod handoff;
mod lines;
mod log;
mod stdin;
mod stdout;
mod thread;

use std::sync::Arc;
use std::thread::JoinHandle;

use protocol::{Fuel, FuelPlan, Note, Status, Tick};

pub(crate) use self::call::{Call, Halt};
pub(crate) use self::guest::Guest;
use self::handoff::{Begin, Handoff};
pub use self::lines::Lines;
use crate::{HostError, Limits, Program};

/// Who a player is, as far as its guest can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The bot's name: its only argument, `argv[0]`.
    pub name: String,
    /// Seed of the stream that `random_get` reads. Whoever runs matches derives it from the match and the module.
    pub seed: [u8; 32],
}

/// What a player finds on its stdin. A `\n` is added where the bytes do not end in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The first line, with a script ahead of it where the bot is one. Never dropped. The balance gains
    /// [`FuelPlan::start`].
    Start(Vec<u8>),
    /// What the bot sees of this tick. Replaces an older tick of which nothing was read yet. The balance gains
    /// [`FuelPlan::per_tick`].
    Tick(Vec<u8>),
    /// The last line; end of file follows it. The balance gains [`FuelPlan::per_tick`].
    End(Vec<u8>),
}

impl Line {
    fn bytes(&self) -> &[u8] {
        match self {
            Line::Start(bytes) | Line::Tick(bytes) | Line::End(bytes) => bytes,
        }
    }
}

/// What a player did in a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnEnd {
    /// How the turn ended.
    pub status: Status,
    /// Fuel spent in this turn.
    pub fuel: Fuel,
    /// Balance after the turn, of the plan's bank at most. Negative where the guest overdrew before it was stopped: its
    /// next turn begins in debt.
    pub left: i64,
    /// The lines that were completed in this turn.
    pub lines: Lines,
    /// What was wrong with its output: lines that were too long, more output than is read.
    pub notes: Vec<Note>,
    /// What it wrote to stderr in this turn, cut to its limit.
    pub log: Vec<u8>,
    /// Bytes that were cut off the log.
    pub log_lost: u64,
}

impl TurnEnd {
    /// The turn of a seat that plays no more.
    fn idle(status: Status, left: i64) -> TurnEnd {
        let (lines, notes, log) = Default::default();
        TurnEnd { status, fuel: Fuel(0), left, lines, notes, log, log_lost: 0 }
    }
}

/// What [`Player::finish`] has to do.
#[derive(Debug)]
enum Phase {
    /// Nothing was begun.
    Resting,
    /// The guest computes.
    Running,
    /// The guest has exited or faulted; whether a turn was begun since.
    Over { status: Status, left: i64, begun: bool },
    /// The host failed, or was called in the wrong order. Every later turn says so again.
    Failed(HostError),
}

/// A program in its seat. Dropping it ends its thread, within milliseconds also in the middle of a computation.
#[derive(Debug)]
pub struct Player {
    phase: Phase,
    handoff: Arc<Handoff>,
    thread: Option<JoinHandle<()>>,
    metered: bool,
    stdin_bytes: u64,
}

impl Player {
    pub(crate) fn start(
        program: Program,
        identity: Identity,
        plan: FuelPlan,
        limits: Arc<Limits>,
    ) -> Result<Player, HostError> {
        let handoff = Arc::new(Handoff::default());
        let (metered, stdin_bytes) = (program.is_metered(), limits.stdin_bytes);
        let thread = thread::spawn(program, identity, plan, limits, Arc::clone(&handoff))?;
        Ok(Player { phase: Phase::Resting, handoff, thread: Some(thread), metered, stdin_bytes })
    }

    /// Hands in the line and resumes the guest on its own thread. Returns at once, so that all seats compute at the
    /// same time. `tick` sets the guest's clock.
    ///
    /// Every call is followed by one of [`finish`](Player::finish); a second `begin` makes that one fail.
    pub fn begin(&mut self, tick: Tick, line: Line) {
        match &mut self.phase {
            Phase::Resting if line.bytes().len() as u64 > self.stdin_bytes => {
                let (bytes, limit) = (line.bytes().len() as u64, self.stdin_bytes);
                self.phase = Phase::Failed(HostError::InputTooLong { bytes, limit });
            }
            Phase::Resting => {
                self.phase = Phase::Running;
                self.handoff.begin(Begin { tick, line });
            }
            Phase::Over { begun, .. } if !*begun => *begun = true,
            Phase::Running | Phase::Over { .. } => self.phase = Phase::Failed(HostError::TurnOrder),
            Phase::Failed(_) => {}
        }
    }

    /// Waits for the end of the turn that [`begin`](Player::begin) began. A player that has exited or faulted answers
    /// at once with the same status and no fuel.
    ///
    /// # Errors
    /// A [`HostError`] where the match cannot go on; this and every later call return it.
    pub fn finish(&mut self) -> Result<TurnEnd, HostError> {
        match &mut self.phase {
            Phase::Running => self.finish_running(),
            Phase::Over { status, left, begun } if *begun => {
                *begun = false;
                Ok(TurnEnd::idle(*status, *left))
            }
            Phase::Resting | Phase::Over { .. } => self.fail(HostError::TurnOrder),
            Phase::Failed(error) => Err(error.clone()),
        }
    }

    fn finish_running(&mut self) -> Result<TurnEnd, HostError> {
        let end = match self.handoff.wait_end() {
            Ok(end) => end,
            Err(error) => return self.fail(error),
        };
        self.phase = if end.status.is_live() {
            Phase::Resting
        } else {
            Phase::Over { status: end.status, left: end.left, begun: false }
        };
        Ok(end)
    }

    fn fail(&mut self, error: HostError) -> Result<TurnEnd, HostError> {
        self.phase = Phase::Failed(error.clone());
        Err(error)
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.handoff.kill();
        // A guest that is not metered looks at no flag while it computes: its thread is left to itself.
        let answers = self.metered || !matches!(self.phase, Phase::Running | Phase::Failed(_));
        if let Some(thread) = self.thread.take().filter(|_| answers) {
            // A panic of the thread was caught on it, and handed to `finish`.
            let _ = thread.join();
        }
    }
}
