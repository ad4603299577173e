use protocol::{Digest, ModuleHash, ScriptHash, Seat, Status, Tick};
use rules::{EPOCH, EndReason, Outcome};
use serde::Serialize;

use crate::Battle;

/// A match in one object: what `arena run --json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The seat that won; `None` is a draw.
    pub winner: Option<Seat>,
    /// Why it ended.
    pub reason: EndReason,
    /// Ticks played.
    pub ticks: u32,
    /// Points by seat.
    pub scores: Vec<u32>,
    /// Place by seat, 1 is best; seats that nothing separates share a place.
    pub places: Vec<u8>,
    /// Digest of the last state, chained over all states before it.
    #[serde(serialize_with = "as_text")]
    pub digest: Digest,
    /// Version of everything that decides a match.
    pub epoch: u32,
    /// By seat.
    pub seats: Vec<SeatSummary>,
}

/// One seat of a match.
#[derive(Clone, Debug, Serialize)]
pub struct SeatSummary {
    /// The bot's name.
    pub name: String,
    /// BLAKE3 of its module.
    #[serde(serialize_with = "as_text")]
    pub module: ModuleHash,
    /// BLAKE3 of its script, where its module is an interpreter.
    #[serde(serialize_with = "as_optional_text", skip_serializing_if = "Option::is_none")]
    pub script: Option<ScriptHash>,
    /// Fuel spent in the whole match.
    pub fuel: u64,
    /// Most fuel spent in one tick.
    pub fuel_peak: u64,
    /// Ticks that ended before its answer was complete, because its fuel had run out.
    pub late: u32,
    /// How its last tick ended.
    #[serde(serialize_with = "as_text")]
    pub status: Status,
    /// Orders and lines that were dropped.
    pub dropped: u32,
}

fn as_text<T: std::fmt::Display, S: serde::Serializer>(value: &T, s: S) -> Result<S::Ok, S::Error> {
    s.collect_str(value)
}

fn as_optional_text<T: std::fmt::Display, S: serde::Serializer>(
    value: &Option<T>,
    s: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => s.collect_str(value),
        None => s.serialize_none(),
    }
}

impl Summary {
    /// Begins a summary with what is known before the first turn.
    pub(crate) fn begin(battle: &Battle) -> Summary {
        let seats = battle.header().seats.iter().map(|info| SeatSummary {
            name: info.name.clone(),
            module: info.module,
            script: info.script,
            fuel: 0,
            fuel_peak: 0,
            late: 0,
            status: Status::Waiting,
            dropped: 0,
        });
        Summary {
            winner: None,
            reason: EndReason::LastTick,
            ticks: 0,
            scores: Vec::new(),
            places: Vec::new(),
            digest: Digest::default(),
            epoch: EPOCH,
            seats: seats.collect(),
        }
    }

    /// Counts one turn in.
    pub(crate) fn count(&mut self, battle: &Battle) {
        let record = battle.record();
        self.digest = record.digest;
        for (seat, turn) in self.seats.iter_mut().zip(&record.seats) {
            seat.fuel += turn.fuel.0;
            // Initialisation has an allowance of its own.
            if battle.turn() > Tick(0) {
                seat.fuel_peak = seat.fuel_peak.max(turn.fuel.0);
            }
            seat.late += u32::from(turn.status == Status::OutOfFuel);
            // A bot that reads to the end of its input and leaves does what it should.
            if !battle.is_over() {
                seat.status = turn.status;
            }
            seat.dropped += u32::try_from(turn.drops.len()).unwrap_or(u32::MAX);
        }
    }

    /// Enters the result.
    pub(crate) fn end(&mut self, ticks: u32, outcome: Outcome) {
        self.ticks = ticks;
        self.winner = outcome.winner;
        self.reason = outcome.reason;
        self.scores = outcome.scores;
        self.places = outcome.places;
    }
}
