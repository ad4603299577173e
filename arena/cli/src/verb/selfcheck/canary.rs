//! Faults planted on purpose, so that everybody can see the check notice them: each makes a match depend on something that
//! it must not depend on, in a way that real engines did.

use std::collections::HashSet;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use clap::ValueEnum;
use protocol::{Note, Pos, Seat, Status, Tick};
use rules::{BadState, Frame, Game, Order, Outcome, Report, Turn};
use sandbox::Backend;
use tracing::Level;

use super::row::Row;

/// A fault that can be planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Canary {
    /// The host's clock decides.
    Clock,
    /// The order in which a hash table gives its keys decides.
    HashOrder,
    /// Whether other matches are being played decides.
    Threads,
    /// The compiler decides.
    BackEnd,
    /// A variable of the environment decides.
    Environment,
    /// A file in the working folder decides.
    Folder,
    /// What is logged decides.
    LogLevel,
    /// Something that is not saved with the state decides.
    Unsaved,
    /// Nothing is decided, but memory is never given back.
    Leak,
}

/// The variable that decides [`Canary::Environment`].
pub(super) const VARIABLE: &str = "TZ";
/// The file that decides [`Canary::Folder`].
pub(super) const FILE: &str = "orders.txt";

/// Memory that a match with [`Canary::Leak`] keeps: more than the allocator has at hand from compiling, in all matches
/// together.
const LEAKED_BYTES: usize = 4 << 20;

/// Matches that are being played with [`Canary::Threads`].
static PLAYING: AtomicUsize = AtomicUsize::new(0);

impl Canary {
    /// The circumstances in which it shows; in [`Canary::Clock`] and [`Canary::HashOrder`], those in which it always does.
    pub(super) fn shows_in(self) -> impl Iterator<Item = Row> {
        Row::ALL.into_iter().filter(move |&row| match self {
            Canary::Clock | Canary::HashOrder => row != Row::ManyMatches,
            Canary::Threads => matches!(row, Row::TwoThreads | Row::SixteenThreads),
            Canary::BackEnd => matches!(row, Row::Singlepass | Row::SixteenThreads | Row::TraceLog),
            Canary::Environment => row == Row::TimeZone,
            Canary::Folder => row == Row::Folder,
            Canary::LogLevel => row == Row::TraceLog,
            Canary::Unsaved => row == Row::SavedAndLoaded,
            Canary::Leak => row == Row::ManyMatches,
        })
    }

    /// Keeps memory for good, if that is the fault.
    pub(super) fn leak(self) {
        if self == Canary::Leak {
            // The compiler would otherwise see that nobody reads it, and not take it at all.
            std::mem::forget(std::hint::black_box(vec![1_u8; LEAKED_BYTES]));
        }
    }
}

impl fmt::Display for Canary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// A game with a fault planted in it, or as it is. `backend` is what compiled its bots, where there are any.
pub(super) fn plant(canary: Option<Canary>, game: Box<dyn Game>, backend: Option<Backend>) -> Box<dyn Game> {
    match canary {
        None => game,
        Some(canary) => Box::new(Erring::new(canary, game, backend)),
    }
}

/// A game that loses an order now and then.
struct Erring {
    canary: Canary,
    game: Box<dyn Game>,
    backend: Option<Backend>,
    /// Ticks since this was made: a part of the state that nobody saves.
    ticks: u32,
}

impl Erring {
    fn new(canary: Canary, game: Box<dyn Game>, backend: Option<Backend>) -> Erring {
        PLAYING.fetch_add(1, Ordering::Relaxed);
        Erring { canary, game, backend, ticks: 0 }
    }

    /// Whether something has an influence now that must have none.
    fn errs(&self) -> bool {
        match self.canary {
            Canary::Clock => {
                let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
                now.is_ok_and(|now| now.subsec_micros() % 2 == 1)
            }
            Canary::HashOrder => {
                // Of the seats, the first one moves first. Which is the first?
                let seats: HashSet<u8> = (0..self.game.seats()).collect();
                seats.iter().next() != Some(&0)
            }
            Canary::Threads => PLAYING.load(Ordering::Relaxed) > 1,
            Canary::BackEnd => self.backend == Some(Backend::Singlepass),
            Canary::Environment => std::env::var_os(VARIABLE).is_some(),
            Canary::Folder => std::path::Path::new(FILE).exists(),
            Canary::LogLevel => tracing::enabled!(Level::TRACE),
            Canary::Unsaved => self.ticks != self.game.tick().0,
            Canary::Leak => false,
        }
    }
}

impl Drop for Erring {
    fn drop(&mut self) {
        PLAYING.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Game for Erring {
    fn play(&mut self, orders: &[Vec<Order>], report: &mut Report) {
        if self.errs() {
            let mut orders = orders.to_vec();
            if let Some(orders) = orders.iter_mut().find(|orders| !orders.is_empty()) {
                orders.remove(0);
            }
            self.game.play(&orders, report);
        } else {
            self.game.play(orders, report);
        }
        self.ticks += 1;
    }

    fn fork(&self) -> Box<dyn Game> {
        let mut fork = Erring::new(self.canary, self.game.fork(), self.backend);
        fork.ticks = self.ticks;
        Box::new(fork)
    }

    fn name(&self) -> &'static str {
        self.game.name()
    }

    fn verbs(&self) -> &'static [&'static str] {
        self.game.verbs()
    }

    fn seats(&self) -> u8 {
        self.game.seats()
    }

    fn tick(&self) -> Tick {
        self.game.tick()
    }

    fn write_start(&self, seat: Seat, name: &str, line: &mut Vec<u8>) {
        self.game.write_start(seat, name, line);
    }

    fn write_tick(&self, seat: Seat, failed: &[Note], line: &mut Vec<u8>) {
        self.game.write_tick(seat, failed, line);
    }

    fn write_end(&self, seat: Seat, line: &mut Vec<u8>) {
        self.game.write_end(seat, line);
    }

    fn read_line(&self, seat: Seat, line: &[u8], turn: &mut Turn) {
        self.game.read_line(seat, line, turn);
    }

    fn read_early_line(&self, seat: Seat, line: &[u8], turn: &mut Turn) -> bool {
        self.game.read_early_line(seat, line, turn)
    }

    fn end_turn(&self, seat: Seat, status: Status, turn: &mut Turn) {
        self.game.end_turn(seat, status, turn);
    }

    fn outcome(&self) -> Option<Outcome> {
        self.game.outcome()
    }

    fn save(&self, bytes: &mut Vec<u8>) {
        self.game.save(bytes);
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), BadState> {
        self.game.load(bytes)
    }

    fn frame(&self) -> Frame {
        self.game.frame()
    }

    fn sees(&self, seat: Seat, at: Pos) -> bool {
        self.game.sees(seat, at)
    }
}
