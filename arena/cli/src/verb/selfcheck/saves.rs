//! The golden matches by their rules alone: the state is saved and loaded at every tick, and played on from there.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{sync::PoisonError, thread};

use protocol::{Digest, Seat, Tick};
use replay::Reader;
use rules::{Game, Order, Report};

use super::canary::{self, Canary};
use super::divergence::Divergence;
use super::golden::Golden;
use super::row::{Finding, Row};
use crate::exit::Failure;

/// Saves and loads the state of every golden match at every tick.
pub(super) fn play(goldens: &[Golden], canary: Option<Canary>) -> Result<Finding, Failure> {
    let (mut divergences, mut states) = (Vec::new(), 0);
    for golden in goldens {
        let recorded = Recorded::of(golden, canary)?;
        states += recorded.digests.len();
        divergences.extend(recorded.check(golden)?);
    }
    let mut finding = Finding::new(Row::SavedAndLoaded, goldens.len() as u64, divergences);
    finding.note = Some(format!("{states} states"));
    Ok(finding)
}

/// A match as its replay has it.
struct Recorded {
    reader: Reader,
    canary: Option<Canary>,
    /// By tick, from 1: what each seat ordered.
    orders: Vec<Vec<Vec<Order>>>,
    /// By tick, from 0.
    digests: Vec<Digest>,
}

/// Something that is not as it was recorded.
struct Wrong {
    tick: u32,
    field: &'static str,
    expected: String,
    found: String,
}

impl Recorded {
    fn of(golden: &Golden, canary: Option<Canary>) -> Result<Recorded, Failure> {
        let reader = golden.reader()?;
        let turns =
            (0..=reader.last_tick().0).map(|tick| reader.turn(Tick(tick))).collect::<Result<Vec<_>, _>>()?;
        let digests = turns.iter().map(|turn| turn.digest).collect();
        let orders = turns[1..]
            .iter()
            .map(|turn| turn.seats.iter().map(|seat| seat.orders.clone()).collect())
            .collect();
        Ok(Recorded { reader, canary, orders, digests })
    }

    fn game(&self) -> Result<Box<dyn Game>, Failure> {
        Ok(canary::plant(self.canary, self.reader.start()?, None))
    }

    /// The first thing that goes wrong from the earliest state.
    fn check(&self, golden: &Golden) -> Result<Option<Divergence>, Failure> {
        let mut states = Vec::new();
        let mut game = self.game()?;
        let mut wrong = self.walk(&mut *game, 0, &mut states);
        if wrong.is_none() {
            wrong = self.check_states(&states)?;
        }
        Ok(wrong.map(|Wrong { tick, field, expected, found }| Divergence {
            golden: golden.name.to_owned(),
            tick: Some(tick),
            seat: None,
            field: field.to_owned(),
            expected,
            found,
        }))
    }

    /// Loads every state and plays on from it, on every core.
    fn check_states(&self, states: &[Saved]) -> Result<Option<Wrong>, Failure> {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        let (next, results) = (AtomicU32::new(0), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    loop {
                        let tick = next.fetch_add(1, Ordering::Relaxed);
                        let Some(saved) = states.get(tick as usize) else { return };
                        let result = self.game().map(|game| self.check_state(tick, saved, game));
                        results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
                    }
                });
            }
        });
        let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        let wrong = results.into_iter().collect::<Result<Vec<_>, Failure>>()?;
        Ok(wrong.into_iter().flatten().min_by_key(|wrong| wrong.tick))
    }

    /// Loads a state into a fresh game, which has to be the one that was saved, and to go on as it did.
    fn check_state(&self, tick: u32, saved: &Saved, mut game: Box<dyn Game>) -> Option<Wrong> {
        let differs = |field, expected: String, found: String| Some(Wrong { tick, field, expected, found });
        if let Err(error) = game.load(&saved.state) {
            return differs("loaded state", format!("{} bytes", saved.state.len()), error.to_string());
        }
        let loaded = Saved::of(&*game);
        if loaded.state != saved.state {
            return differs("saved state", sum(&saved.state), sum(&loaded.state));
        }
        if loaded.lines != saved.lines {
            return differs("lines to the bots", sum(&saved.lines), sum(&loaded.lines));
        }
        self.walk(&mut *game, tick, &mut Vec::new())
    }

    /// Plays the recorded orders from a tick to the end, comparing every digest.
    fn walk(&self, game: &mut dyn Game, from: u32, states: &mut Vec<Saved>) -> Option<Wrong> {
        let (mut report, mut scratch) = (Report::default(), Vec::new());
        let mut digest = match from {
            0 => rules::chain(Digest::default(), game, &mut scratch),
            _ => self.digests[from as usize],
        };
        for tick in from..self.digests.len() as u32 {
            if tick > from {
                game.play(&self.orders[tick as usize - 1], &mut report);
                digest = rules::chain(digest, game, &mut scratch);
            }
            let expected = self.digests[tick as usize];
            if digest != expected {
                let (expected, found) = (expected.to_string(), digest.to_string());
                return Some(Wrong { tick, field: "digest", expected, found });
            }
            if from == 0 {
                states.push(Saved::of(game));
            }
        }
        None
    }
}

/// A state, and what every seat reads of it.
struct Saved {
    state: Vec<u8>,
    lines: Vec<u8>,
}

impl Saved {
    fn of(game: &dyn Game) -> Saved {
        let mut saved = Saved { state: Vec::new(), lines: Vec::new() };
        game.save(&mut saved.state);
        for seat in (0..game.seats()).map(Seat) {
            game.write_tick(seat, &[], &mut saved.lines);
        }
        saved
    }
}

fn sum(bytes: &[u8]) -> String {
    format!("{} bytes, checksum {:08x}", bytes.len(), crc(bytes))
}

/// Enough to tell two states apart in a message.
fn crc(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
