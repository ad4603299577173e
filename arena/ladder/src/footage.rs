//! A recorded match as a page shows it: what a script animates, and what curves and tables are made of.
//!
//! One pass over the replay gives all of it, for any game. As JSON it is what `board.js` reads: numbers in flat lists,
//! and of the board only what changed, so that a match of 450 ticks travels in some tens of kilobytes.

mod story;

use protocol::{Seat, Tick};
use replay::{Reader, ReplayError, Step};
use rules::{Event, Frame, Terrain, Tile};
use serde::Serialize;

pub use story::{Highlight, HighlightKind, Totals};

/// Version of the JSON; raised when a field changes its meaning.
const VERSION: u32 = 1;

/// A match, or the part of it that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Footage {
    /// Version of this form.
    pub version: u32,
    /// The game's name.
    pub game: String,
    /// Width of the board in cells.
    pub width: u8,
    /// Height of the board in cells.
    pub height: u8,
    /// One letter for each cell, row by row: `.` floor, `#` wall, `o` ore, `b` beacon, `c` core.
    pub ground: String,
    /// The most hit points that any unit of the match can have.
    pub hp_max: u16,
    /// The most hit points of a core; 0 in a game without cores.
    pub core_hp_max: u16,
    /// Who played, by seat.
    pub teams: Vec<Team>,
    /// The tick of the first entry of `ticks`.
    pub first: u32,
    /// Whether the match is over and all of it is here.
    pub complete: bool,
    /// One for each tick; tick 0 is the start.
    pub ticks: Vec<Beat>,
    /// Moments worth a jump, by rising tick.
    pub highlights: Vec<Highlight>,
    /// The board after the last tick.
    #[serde(skip)]
    pub last: Frame,
    /// Sums over the ticks read, by seat.
    #[serde(skip)]
    pub totals: Vec<Totals>,
}

/// Who sat in a seat; texts as their authors chose them.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Team {
    pub name: String,
    pub author: String,
    pub language: String,
}

/// A tick. Its lists are flat; how many numbers belong together stands with each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Beat {
    /// Units, 7 numbers each: seat, number, x, y, hit points, cargo, 1 if it guards.
    pub units: Vec<u32>,
    /// Cells that changed, 4 numbers each: place in `ground`, owner's seat or -1, ore or hit points, loose cargo.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<i64>,
    /// Attacks, 6 numbers each: seat, from x, from y, to x, to y, 1 if it landed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attacks: Vec<u32>,
    /// Deaths, 3 numbers each: seat, x, y.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deaths: Vec<u32>,
    /// Points, by seat.
    pub scores: Vec<u32>,
    /// Rings of the storm.
    pub rings: u8,
}

/// Reads a match from its start to its end, or as far as it was written.
///
/// # Errors
/// [`ReplayError`], also where the replay needs another epoch of the engine.
pub fn read(reader: &Reader) -> Result<Footage, ReplayError> {
    let start = reader.start()?.frame();
    let mut footage = Footage::begin(reader, start);
    footage.read_on(reader)?;
    Ok(footage)
}

impl Footage {
    /// Reads what was added to a replay since.
    ///
    /// # Errors
    /// As [`read`].
    pub fn read_on(&mut self, reader: &Reader) -> Result<(), ReplayError> {
        self.complete = reader.is_complete();
        let next = Tick(self.next());
        if reader.turns() == 0 || next > reader.last_tick() {
            return Ok(());
        }
        let mut before: Vec<Tile> = Vec::new();
        let mut playback = reader.play_from(Tick(next.0.saturating_sub(1)));
        while let Some(step) = playback.next()? {
            let frame = step.game.frame();
            if step.tick >= next {
                self.take(&step, &frame, &before);
            }
            before.clone_from(&frame.tiles);
            self.last = frame;
        }
        Ok(())
    }

    /// What there is of it from a tick on: what somebody who watches has not seen yet. Of the cells, its first tick tells
    /// what changed since the tick before, as any other.
    pub fn since(&self, tick: u32) -> Footage {
        let skipped = usize::try_from(tick.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let later = |highlight: &&Highlight| highlight.tick >= tick;
        Footage {
            first: tick,
            ground: self.ground.clone(),
            game: self.game.clone(),
            teams: self.teams.clone(),
            ticks: self.ticks.get(skipped..).unwrap_or_default().to_vec(),
            highlights: self.highlights.iter().filter(later).copied().collect(),
            last: self.last.clone(),
            totals: self.totals.clone(),
            ..*self
        }
    }

    /// The tick that follows those that are here.
    fn next(&self) -> u32 {
        self.first.saturating_add(u32::try_from(self.ticks.len()).unwrap_or(u32::MAX))
    }

    fn begin(reader: &Reader, start: Frame) -> Footage {
        let header = reader.header();
        let team = |seat: &replay::SeatInfo| Team {
            name: seat.name.clone(),
            author: seat.author.clone(),
            language: seat.language.clone(),
        };
        Footage {
            version: VERSION,
            game: header.game.clone(),
            width: start.width,
            height: start.height,
            ground: start.tiles.iter().map(|tile| letter(tile.terrain)).collect(),
            hp_max: start.pieces.iter().map(|piece| piece.hp_max).max().unwrap_or(1),
            core_hp_max: start.teams.iter().map(|team| team.core_hp_max).max().unwrap_or(0),
            teams: header.seats.iter().map(team).collect(),
            first: 0,
            complete: reader.is_complete(),
            ticks: Vec::new(),
            highlights: Vec::new(),
            totals: vec![Totals::default(); header.seats.len()],
            last: start,
        }
    }

    fn take(&mut self, step: &Step<'_>, frame: &Frame, before: &[Tile]) {
        let most = frame.pieces.iter().map(|piece| piece.hp_max).max().unwrap_or(1);
        self.hp_max = self.hp_max.max(most);
        self.ticks.push(beat(frame, before, &step.report.events));
        self.tell(step);
    }

    /// The board after the last tick, the one that is drawn without a script.
    pub fn last_tick(&self) -> u32 {
        self.next().saturating_sub(1).max(self.first)
    }
}

fn beat(frame: &Frame, before: &[Tile], events: &[Event]) -> Beat {
    let mut beat = Beat {
        scores: frame.teams.iter().map(|team| team.score).collect(),
        rings: frame.rings,
        ..Beat::default()
    };
    for piece in &frame.pieces {
        let (x, y) = (u32::from(piece.at.x), u32::from(piece.at.y));
        let unit = [u32::from(piece.seat.0), u32::from(piece.unit.0), x, y];
        let state = [u32::from(piece.hp), u32::from(piece.cargo), u32::from(piece.guarded)];
        beat.units.extend(unit.into_iter().chain(state));
    }
    for (place, tile) in (0..).zip(&frame.tiles) {
        let changed = match before.get(usize::try_from(place).unwrap_or(usize::MAX)) {
            Some(was) => was != tile,
            None => tile.owner.is_some() || tile.amount > 0 || tile.loose > 0,
        };
        if changed {
            let owner = tile.owner.map_or(-1, |Seat(seat)| i64::from(seat));
            beat.cells.extend([place, owner, i64::from(tile.amount), i64::from(tile.loose)]);
        }
    }
    for event in events {
        match *event {
            Event::Attacked { seat, from, to, landed, .. } => {
                let numbers = [seat.0, from.x, from.y, to.x, to.y, u8::from(landed)];
                beat.attacks.extend(numbers.map(u32::from));
            }
            Event::Died { seat, at, .. } => beat.deaths.extend([seat.0, at.x, at.y].map(u32::from)),
            _ => {}
        }
    }
    beat
}

/// The letter of a cell in [`Footage::ground`].
fn letter(terrain: Terrain) -> char {
    match terrain {
        Terrain::Floor => '.',
        Terrain::Wall => '#',
        Terrain::Ore => 'o',
        Terrain::Beacon => 'b',
        Terrain::Core => 'c',
    }
}

#[cfg(test)]
mod tests;
