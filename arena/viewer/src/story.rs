//! What a whole match tells: curves, moments worth a jump, and the life of every unit.
//!
//! It is read from the replay in one pass, some milliseconds for a match, and goes on where it stopped when the file
//! grows. It says nothing that depends on how the match is watched.

use std::collections::BTreeMap;

use bevy::prelude::Resource;
use protocol::{Pos, Seat, Status, Tick, UnitId};
use replay::{ReplayError, SeatRecord};
use rules::{Event, Frame};

use crate::Footage;

/// The match so far.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// One for each tick, from tick 0.
    pub beats: Vec<Beat>,
    /// Moments worth a jump, by rising tick.
    pub highlights: Vec<Highlight>,
    /// Every unit that ever lived.
    pub lives: BTreeMap<(Seat, UnitId), Life>,
    /// By seat, over the whole match.
    pub totals: Vec<Totals>,
}

/// How each team stood after a tick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beat {
    /// Points.
    pub score: Vec<u32>,
    /// Living units.
    pub units: Vec<u16>,
    /// Fuel spent in the tick.
    pub fuel: Vec<u64>,
    /// Ore in the bank.
    pub bank: Vec<u32>,
}

/// A moment worth a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// When.
    pub tick: Tick,
    /// What.
    pub kind: HighlightKind,
    /// Whom it happened to; for a beacon, who holds it now.
    pub seat: Option<Seat>,
    /// Where, for what happens on the board.
    pub at: Option<Pos>,
}

/// What makes a moment worth a jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum HighlightKind {
    Kill,
    CoreLost,
    BeaconTurned,
    StormGrew,
    OutOfFuel,
    Fault,
}

/// One unit from its first tick to its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// The tick after which it was first there.
    pub born: Tick,
    /// The tick in which it died.
    pub died: Option<Tick>,
    /// Where it stood, each entry from its tick on; the first is where it was born.
    pub path: Vec<(Tick, Pos)>,
    /// Which way it looked, each entry from its tick on: a step in cells, each part -1, 0 or 1.
    pub facing: Vec<(Tick, (i8, i8))>,
    /// Ticks in which an attack of its own landed on a unit that died. A kill counts for everybody who took part in it.
    pub kills: Vec<Tick>,
    /// Ore mined, in all.
    pub mined: u32,
}

/// A team's sums over a match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Units that it lost.
    pub lost: u32,
    /// Enemy units that died under its attacks.
    pub kills: u32,
    /// Ore mined.
    pub mined: u64,
    /// Units made by its core.
    pub spawned: u32,
    /// Beacons taken.
    pub beacons_taken: u32,
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
}

impl Story {
    /// Reads on to the end of the footage.
    ///
    /// # Errors
    /// [`ReplayError`]; what was read before the fault stays.
    pub fn read_on(&mut self, footage: &Footage) -> Result<(), ReplayError> {
        let seats = footage.reader().header().seats.len();
        self.totals.resize_with(seats, Totals::default);
        if footage.reader().turns() == 0 {
            return Ok(());
        }
        let first = u32::try_from(self.beats.len()).unwrap_or(u32::MAX);
        if first > footage.end().0 {
            return Ok(());
        }
        let mut playback = footage.reader().play_from(Tick(first));
        while let Some(step) = playback.next()? {
            self.tell(step.tick, &step.game.frame(), &step.report.events, &step.record.seats);
            for (totals, failed) in self.totals.iter_mut().zip(&step.report.failed) {
                totals.failed += u32::try_from(failed.len()).unwrap_or(u32::MAX);
            }
        }
        Ok(())
    }

    /// The last tick that it tells of.
    pub fn end(&self) -> Tick {
        Tick(u32::try_from(self.beats.len()).unwrap_or(u32::MAX).saturating_sub(1))
    }

    /// The first highlight after a tick that `wanted` lets through.
    pub fn next_highlight(&self, after: Tick, wanted: impl Fn(HighlightKind) -> bool) -> Option<&Highlight> {
        self.highlights.iter().find(|highlight| highlight.tick > after && wanted(highlight.kind))
    }

    /// The last highlight before a tick that `wanted` lets through.
    pub fn previous_highlight(
        &self,
        before: Tick,
        wanted: impl Fn(HighlightKind) -> bool,
    ) -> Option<&Highlight> {
        self.highlights.iter().rev().find(|highlight| highlight.tick < before && wanted(highlight.kind))
    }

    fn tell(&mut self, tick: Tick, frame: &Frame, events: &[Event], seats: &[SeatRecord]) {
        self.beats.push(Beat {
            score: frame.teams.iter().map(|team| team.score).collect(),
            units: frame.teams.iter().map(|team| team.units).collect(),
            fuel: seats.iter().map(|seat| seat.fuel.0).collect(),
            bank: frame.teams.iter().map(|team| team.bank).collect(),
        });
        for (index, record) in seats.iter().enumerate() {
            self.tell_of_bot(tick, Seat(u8::try_from(index).unwrap_or(u8::MAX)), record);
        }
        for event in events {
            self.tell_of_event(tick, event);
        }
        self.tell_of_kills(tick, events);
        for piece in &frame.pieces {
            let life = self.lives.entry((piece.seat, piece.unit)).or_insert_with(|| Life {
                born: tick,
                path: vec![(tick, piece.at)],
                ..Life::default()
            });
            if life.path.last().is_none_or(|(_, at)| *at != piece.at) {
                life.path.push((tick, piece.at));
            }
        }
    }

    fn tell_of_bot(&mut self, tick: Tick, seat: Seat, record: &SeatRecord) {
        let Some(totals) = self.totals.get_mut(seat.index()) else { return };
        let was_out = totals.late > 0;
        totals.fuel += record.fuel.0;
        totals.dropped += u32::try_from(record.drops.len()).unwrap_or(u32::MAX);
        if tick > Tick(0) {
            totals.fuel_peak = totals.fuel_peak.max(record.fuel.0);
        }
        let kind = match record.status {
            Status::OutOfFuel => {
                totals.late += 1;
                // A bot that runs out again and again is worth one jump, not five hundred.
                (!was_out).then_some(HighlightKind::OutOfFuel)
            }
            Status::Faulted(_) | Status::Exited(_) => {
                let known = |h: &Highlight| h.kind == HighlightKind::Fault && h.seat == Some(seat);
                (!self.highlights.iter().any(known)).then_some(HighlightKind::Fault)
            }
            Status::Waiting => None,
        };
        if let Some(kind) = kind {
            self.highlights.push(Highlight { tick, kind, seat: Some(seat), at: None });
        }
    }

    fn tell_of_event(&mut self, tick: Tick, event: &Event) {
        let mut highlight = |kind, seat, at| self.highlights.push(Highlight { tick, kind, seat, at });
        match *event {
            Event::Died { seat, at, .. } => highlight(HighlightKind::Kill, Some(seat), Some(at)),
            Event::CoreLost { seat, at } => highlight(HighlightKind::CoreLost, Some(seat), Some(at)),
            Event::Turned { at, holder } => highlight(HighlightKind::BeaconTurned, holder, Some(at)),
            Event::StormGrew { rings: 1 } => highlight(HighlightKind::StormGrew, None, None),
            _ => {}
        }
        match *event {
            Event::Moved { seat, unit, from, to } | Event::Attacked { seat, unit, from, to, .. } => {
                self.face(tick, seat, unit, from, to);
            }
            Event::Gave { seat, unit, from, to, .. } => self.face(tick, seat, unit, from, to),
            Event::Mined { seat, unit, amount, .. } => {
                self.life(seat, unit).mined += u32::from(amount);
                self.totals_of(seat).mined += u64::from(amount);
            }
            Event::Spawned { seat, .. } => self.totals_of(seat).spawned += 1,
            Event::Died { seat, unit, .. } | Event::Removed { seat, unit, .. } => {
                self.life(seat, unit).died = Some(tick);
                self.totals_of(seat).lost += 1;
            }
            Event::Turned { holder: Some(seat), .. } => self.totals_of(seat).beacons_taken += 1,
            _ => {}
        }
    }

    fn tell_of_kills(&mut self, tick: Tick, events: &[Event]) {
        for event in events {
            let Event::Died { seat: victim, at, storm: false, .. } = *event else { continue };
            let mut teams: Vec<Seat> = Vec::new();
            for attack in events {
                let Event::Attacked { seat, unit, to, landed: true, .. } = *attack else { continue };
                if to == at && seat != victim {
                    self.life(seat, unit).kills.push(tick);
                    if !teams.contains(&seat) {
                        teams.push(seat);
                    }
                }
            }
            for seat in teams {
                self.totals_of(seat).kills += 1;
            }
        }
    }

    fn face(&mut self, tick: Tick, seat: Seat, unit: UnitId, from: Pos, to: Pos) {
        let step = |from: u8, to: u8| (i16::from(to) - i16::from(from)).signum() as i8;
        let facing = (step(from.x, to.x), step(from.y, to.y));
        let life = self.life(seat, unit);
        match life.facing.last_mut() {
            Some((last, way)) if *last == tick => *way = facing,
            Some((_, way)) if *way == facing => {}
            _ => life.facing.push((tick, facing)),
        }
    }

    fn life(&mut self, seat: Seat, unit: UnitId) -> &mut Life {
        self.lives.entry((seat, unit)).or_default()
    }

    fn totals_of(&mut self, seat: Seat) -> &mut Totals {
        if self.totals.len() <= seat.index() {
            self.totals.resize_with(seat.index() + 1, Totals::default);
        }
        &mut self.totals[seat.index()]
    }
}

impl Life {
    /// Which way it looked after a tick; `None` before it first moved, struck or gave.
    pub fn facing_at(&self, tick: Tick) -> Option<(i8, i8)> {
        let after = self.facing.partition_point(|(from, _)| *from <= tick);
        after.checked_sub(1).map(|index| self.facing[index].1)
    }

    /// The cells that it stood on from `since` to `until`, oldest first.
    pub fn path_between(&self, since: Tick, until: Tick) -> impl Iterator<Item = (Tick, Pos)> {
        let first = self.path.partition_point(|(from, _)| *from <= since).saturating_sub(1);
        self.path[first..].iter().copied().take_while(move |(from, _)| *from <= until)
    }

    /// Kills up to and with a tick.
    pub fn kills_by(&self, tick: Tick) -> usize {
        self.kills.partition_point(|kill| *kill <= tick)
    }
}

#[cfg(test)]
mod tests;
