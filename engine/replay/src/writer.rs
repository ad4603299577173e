use std::io::{self, Write};

use protocol::{Digest, Tick};
use rules::{Game, Outcome};

use crate::block::Block;
use crate::cursor::Flaw;
use crate::ending::{self, Ending, IndexEntry, Trailer};
use crate::header::Opening;
use crate::record::{check_limit, check_seats};
use crate::section::{Emitter, Kind};
use crate::strip::Stripped;
use crate::{Header, Reader, RecordError, ReplayError, SeatLog, TurnRecord, limits, log};

/// Writes a replay as its match runs.
///
/// Turns are gathered into blocks, and each block is written and flushed when it is full, so that whoever follows the
/// file sees whole blocks only, and a writer that is killed leaves a file that opens up to its last one. The same
/// calls give the same bytes, always and everywhere.
pub struct Writer<W> {
    out: W,
    emitter: Emitter,
    seats: usize,
    logs: bool,
    /// The number of the next turn.
    turn: u32,
    pending: Pending,
    index: Vec<IndexEntry>,
    /// The state after the last turn, and its digest with the one before.
    state: Vec<u8>,
    digest: Digest,
    before: Digest,
    farewell: bool,
}

/// The block that is being gathered.
#[derive(Default)]
struct Pending {
    turns: Vec<TurnRecord>,
    logs: Vec<Vec<SeatLog>>,
    weight: usize,
    keyframe: Vec<u8>,
    before: Digest,
}

impl<W: Write> Writer<W> {
    /// Begins a replay with logs.
    ///
    /// # Errors
    /// Those of `out`; and [`InvalidInput`](io::ErrorKind::InvalidInput) for a header with more than a replay can hold.
    pub fn new(out: W, header: &Header) -> io::Result<Writer<W>> {
        Writer::begin(out, header, true)
    }

    /// Begins a replay that leaves the logs out.
    ///
    /// # Errors
    /// As [`Writer::new`].
    pub fn without_logs(out: W, header: &Header) -> io::Result<Writer<W>> {
        Writer::begin(out, header, false)
    }

    fn begin(mut out: W, header: &Header, logs: bool) -> io::Result<Writer<W>> {
        header.check().map_err(bad_header)?;
        let opening = Opening { logs, header: header.clone() };
        let (mut emitter, preamble) = Emitter::begin(opening.format());
        let mut bytes = preamble.to_vec();
        bytes.extend_from_slice(&emitter.section(Kind::Header, &opening.encode()));
        out.write_all(&bytes)?;
        out.flush()?;
        Ok(Writer {
            out,
            emitter,
            seats: header.seats.len(),
            logs,
            turn: 0,
            pending: Pending::default(),
            index: Vec::new(),
            state: Vec::new(),
            digest: Digest::default(),
            before: Digest::default(),
            farewell: false,
        })
    }

    /// Records the turn that the game has just played: first initialisation, then each tick, then the farewell.
    ///
    /// # Errors
    /// Those of `out`; and [`InvalidInput`](io::ErrorKind::InvalidInput) with a [`RecordError`] for a record that
    /// cannot be the next one, of which nothing is then written.
    pub fn push(&mut self, game: &dyn Game, record: &TurnRecord, logs: &[SeatLog]) -> io::Result<()> {
        let turn = Tick(self.turn);
        let farewell = self.check(game, record, logs)?;
        if self.pending.turns.is_empty() {
            self.begin_block(game);
        }
        if !farewell {
            self.state.clear();
            game.save(&mut self.state);
            check_limit(turn, "bytes of a state", self.state.len(), limits::KEYFRAME_BYTES)?;
            (self.before, self.digest) = (self.digest, record.digest);
        }
        self.farewell = farewell;
        self.turn += 1;
        self.pending.turns.push(record.clone());
        if self.logs {
            self.pending.logs.push(logs.to_vec());
            self.pending.weight += logs.iter().map(SeatLog::weight).sum::<usize>();
        }
        let full = self.pending.turns.len() == limits::TURNS_PER_BLOCK;
        if full || self.pending.weight >= limits::LOG_SOFT_BYTES {
            self.sync()?;
        }
        Ok(())
    }

    /// Closes the block that is being gathered, so that everything pushed so far can be read. Each call costs about a
    /// keyframe, so call it for live viewers, not after every turn of a match that nobody watches.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn sync(&mut self) -> io::Result<()> {
        let block = std::mem::take(&mut self.pending);
        if block.turns.is_empty() {
            return Ok(());
        }
        let first = self.turn - block.turns.len() as u32;
        self.index.push(IndexEntry { first, offset: self.emitter.length() });
        let mut bytes = Vec::new();
        if self.logs {
            bytes = self.emitter.section(Kind::Log, &log::encode(first, &block.logs)?);
        }
        let body = Block::encode(first, self.farewell, block.before, &block.keyframe, &block.turns)?;
        bytes.extend_from_slice(&self.emitter.section(Kind::Block, &body));
        self.out.write_all(&bytes)?;
        self.out.flush()
    }

    /// Completes the file after the farewell, and gives back what it was written to.
    ///
    /// # Errors
    /// Those of `out`; and [`InvalidInput`](io::ErrorKind::InvalidInput) if the farewell is missing or the outcome is
    /// one of another number of seats.
    pub fn finish(mut self, outcome: &Outcome) -> io::Result<W> {
        if !self.farewell || !ending::fits(outcome, self.seats) {
            return Err(RecordError::NotOver { turn: Tick(self.turn) }.into());
        }
        self.sync()?;
        let ending = self.emitter.length();
        let end = Ending { outcome: outcome.clone(), index: std::mem::take(&mut self.index) };
        let mut bytes = self.emitter.section(Kind::Ending, &end.encode());
        let trailer = Trailer { hash: self.emitter.hash(), signature: None, ending };
        bytes.extend_from_slice(&self.emitter.section(Kind::Trailer, &trailer.encode()));
        self.out.write_all(&bytes)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// The state before the block's first tick: the initial one, or the one after the last turn.
    fn begin_block(&mut self, game: &dyn Game) {
        self.pending.before = self.before;
        if self.turn == 0 {
            game.save(&mut self.pending.keyframe);
        } else {
            self.pending.keyframe.clone_from(&self.state);
        }
    }

    /// Whether this record can be the next turn, and whether that turn is the farewell.
    fn check(&self, game: &dyn Game, record: &TurnRecord, logs: &[SeatLog]) -> Result<bool, RecordError> {
        let turn = Tick(self.turn);
        if self.farewell {
            return Err(RecordError::NotOver { turn });
        }
        let farewell = game.tick().0.checked_add(1) == Some(self.turn) && game.outcome().is_some();
        if game.tick() != turn && !farewell {
            return Err(RecordError::OutOfStep { turn, tick: game.tick() });
        }
        if farewell && record.digest != self.digest {
            return Err(RecordError::FarewellDigest { turn });
        }
        check_limit(turn, "turns", self.turn as usize + 1, limits::TURNS as usize)?;
        record.check(turn, self.seats, self.turn != 0 && !farewell)?;
        if self.logs {
            check_seats(turn, "logs", self.seats, logs.len())?;
            logs.iter().try_for_each(|log| log.check(turn))?;
        }
        Ok(farewell)
    }
}

impl Writer<Vec<u8>> {
    /// Another writer that stands where this one does, in a file without logs.
    pub(crate) fn branch_without_logs(&self) -> Result<Writer<Vec<u8>>, ReplayError> {
        let Stripped { emitter, index, bytes } = Stripped::of(&Reader::from_bytes(self.out.clone())?)?;
        let Pending { turns, keyframe, before, .. } = &self.pending;
        let pending = Pending {
            turns: turns.clone(),
            logs: Vec::new(),
            weight: 0,
            keyframe: keyframe.clone(),
            before: *before,
        };
        Ok(Writer {
            out: bytes,
            emitter,
            seats: self.seats,
            logs: false,
            turn: self.turn,
            pending,
            index,
            state: self.state.clone(),
            digest: self.digest,
            before: self.before,
            farewell: self.farewell,
        })
    }

    /// What was written since this was last asked.
    pub(crate) fn take_written(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
}

fn bad_header(flaw: Flaw) -> io::Error {
    let text = match flaw {
        Flaw::Malformed(problem) => format!("the header {problem}"),
        Flaw::OverLimit { of, found, limit } => {
            format!("the header has {found} {of}, more than the {limit} that a replay holds")
        }
    };
    io::Error::new(io::ErrorKind::InvalidInput, text)
}
