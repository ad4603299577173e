use battle::{Battle, Summary};
use protocol::{Digest, Seat};
use rules::EndReason;
use serde::{Deserialize, Serialize};

/// What came of a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Played {
    /// The seat that won; `None` is a draw.
    pub winner: Option<Seat>,
    /// Why it ended.
    pub reason: EndReason,
    /// Ticks played.
    pub ticks: u32,
    /// Digest of the last state.
    pub digest: Digest,
    /// By seat.
    pub seats: Vec<SeatPlayed>,
    /// Every byte of the replay, if it was asked for.
    pub replay: Option<Vec<u8>>,
}

/// What came of one seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatPlayed {
    /// Points.
    pub score: u32,
    /// Place, 1 is best.
    pub place: u8,
    /// Fuel spent in the whole match.
    pub fuel: u64,
    /// Ticks that ended before its answer was complete.
    pub late: u32,
    /// The turn in which it faulted or ended its process, if it did so before the match was over.
    pub stopped: Option<u32>,
}

impl Played {
    /// From what is known when the match is over.
    pub fn new(summary: Summary, stops: Stops, replay: Option<Vec<u8>>) -> Played {
        let Summary { winner, reason, ticks, scores, places, digest, seats, .. } = summary;
        let seats = seats.into_iter().zip(scores).zip(places).zip(stops.0);
        let seats = seats.map(|(((seat, score), place), stopped)| SeatPlayed {
            score,
            place,
            fuel: seat.fuel,
            late: seat.late,
            stopped,
        });
        Played { winner, reason, ticks, digest, seats: seats.collect(), replay }
    }
}

/// When each seat faulted or ended its process.
#[derive(Clone, Debug)]
pub struct Stops(Vec<Option<u32>>);

impl Stops {
    /// For a match of so many seats, all of which go on.
    pub fn new(seats: usize) -> Stops {
        Stops(vec![None; seats])
    }

    /// Takes note of the turn that was played last. After the farewell, everybody may stop.
    pub fn note(&mut self, battle: &Battle) {
        if battle.turn() != battle.game().tick() {
            return;
        }
        for (stopped, seat) in self.0.iter_mut().zip(&battle.record().seats) {
            if stopped.is_none() && !seat.status.is_live() {
                *stopped = Some(battle.turn().0);
            }
        }
    }
}
