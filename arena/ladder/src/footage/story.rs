use protocol::{Seat, Status, Tick};
use replay::{SeatRecord, Step};
use rules::Event;
use serde::Serialize;

use super::Footage;

/// A moment worth a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Highlight {
    /// When.
    pub tick: u32,
    /// What.
    pub kind: HighlightKind,
    /// Whom it happened to; for a beacon, who holds it now.
    pub seat: Option<u8>,
}

/// What makes a moment worth a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum HighlightKind {
    Death,
    CoreLost,
    BeaconTurned,
    Storm,
    OutOfFuel,
    Fault,
}

/// A team's sums over the ticks that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Enemy units that died under its attacks.
    pub kills: u32,
    /// Units that it lost.
    pub lost: u32,
    /// Units made after the start.
    pub spawned: u32,
    /// Ore mined.
    pub mined: u64,
    /// Beacons taken.
    pub beacons: u32,
    /// Fuel spent, initialisation included.
    pub fuel: u64,
    /// Most fuel spent in one tick; initialisation does not count.
    pub fuel_peak: u64,
    /// Ticks in which it ran out of fuel.
    pub late: u32,
    /// Orders and lines that were dropped.
    pub dropped: u32,
    /// Orders that stood and came to nothing.
    pub failed: u32,
    /// What ended its program in mid-match.
    pub fault: Option<(Tick, Status)>,
}

impl Footage {
    /// Counts a tick in.
    pub(super) fn tell(&mut self, step: &Step<'_>) {
        for (seat, record) in step.record.seats.iter().enumerate() {
            self.tell_of_bot(step.tick, seat, record);
        }
        for (seat, failed) in step.report.failed.iter().enumerate() {
            self.totals[seat].failed += count(failed.len());
        }
        for event in &step.report.events {
            self.tell_of_event(step.tick, event);
        }
        self.tell_of_kills(&step.report.events);
    }

    fn mark(&mut self, Tick(tick): Tick, kind: HighlightKind, seat: Option<Seat>) {
        self.highlights.push(Highlight { tick, kind, seat: seat.map(|Seat(seat)| seat) });
    }

    fn tell_of_bot(&mut self, tick: Tick, seat: usize, record: &SeatRecord) {
        let totals = &mut self.totals[seat];
        totals.fuel += record.fuel.0;
        totals.dropped += count(record.drops.len());
        if tick > Tick(0) {
            totals.fuel_peak = totals.fuel_peak.max(record.fuel.0);
        }
        let kind = match record.status {
            Status::Waiting => return,
            Status::OutOfFuel => {
                totals.late += 1;
                // A bot that runs out again and again is worth one jump, not five hundred.
                if totals.late > 1 {
                    return;
                }
                HighlightKind::OutOfFuel
            }
            Status::Faulted(_) | Status::Exited(_) => {
                if totals.fault.is_some() {
                    return;
                }
                totals.fault = Some((tick, record.status));
                HighlightKind::Fault
            }
        };
        self.mark(tick, kind, u8::try_from(seat).ok().map(Seat));
    }

    fn tell_of_event(&mut self, tick: Tick, event: &Event) {
        match *event {
            Event::Died { seat, .. } => {
                self.totals[seat.index()].lost += 1;
                self.mark(tick, HighlightKind::Death, Some(seat));
            }
            Event::Removed { seat, .. } => self.totals[seat.index()].lost += 1,
            Event::CoreLost { seat, .. } => self.mark(tick, HighlightKind::CoreLost, Some(seat)),
            Event::Turned { holder, .. } => {
                if let Some(seat) = holder {
                    self.totals[seat.index()].beacons += 1;
                }
                self.mark(tick, HighlightKind::BeaconTurned, holder);
            }
            Event::StormGrew { rings: 1 } => self.mark(tick, HighlightKind::Storm, None),
            Event::Mined { seat, amount, .. } => self.totals[seat.index()].mined += u64::from(amount),
            Event::Spawned { seat, .. } => self.totals[seat.index()].spawned += 1,
            _ => {}
        }
    }

    /// A kill counts for every team whose attack landed on the cell.
    fn tell_of_kills(&mut self, events: &[Event]) {
        for event in events {
            let Event::Died { seat: victim, at, storm: false, .. } = *event else { continue };
            let mut teams: Vec<Seat> = Vec::new();
            for attack in events {
                let Event::Attacked { seat, to, landed: true, .. } = *attack else { continue };
                if to == at && seat != victim && !teams.contains(&seat) {
                    teams.push(seat);
                }
            }
            for seat in teams {
                self.totals[seat.index()].kills += 1;
            }
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
