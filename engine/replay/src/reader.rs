use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use protocol::{Digest, Note, Seat, Tick};
use rules::{EPOCH, Game, Outcome, Report};

use crate::block::{Block, BlockHead};
use crate::ending::Trailer;
use crate::log::BlockLogs;
use crate::replaying::Replaying;
use crate::scan::Scan;
use crate::section::{self, Kind, PREAMBLE, Section, section_at};
use crate::{
    Field, Header, Mismatch, Playback, ReplayError, SeatLog, SeatRecord, Signed, TurnRecord, limits, log,
    signature,
};

/// Unpacked blocks that are kept: enough to go back and forth over a border between two without unpacking again.
const KEPT_BLOCKS: usize = 4;

/// Reads a replay.
///
/// Opening checks every checksum of the file. Blocks are unpacked when a turn of theirs is asked for. Every state that
/// a reader gives is played by this engine's rules from the recorded orders and compared with the recorded digests, so
/// a reader gives the match that was recorded, or an error.
#[derive(Debug)]
pub struct Reader {
    bytes: Vec<u8>,
    scan: Scan,
    source: Option<Source>,
    kept: Mutex<Kept>,
}

/// The file that is followed.
#[derive(Debug)]
struct Source {
    path: PathBuf,
    file: File,
}

impl Source {
    fn wrong(&self, source: io::Error) -> ReplayError {
        ReplayError::Io { path: Some(self.path.clone()), source }
    }
}

/// What was unpacked or set up, most recently used first.
#[derive(Default)]
struct Kept {
    blocks: Vec<(usize, Arc<Block>)>,
    logs: Vec<(usize, Arc<BlockLogs>)>,
    digests: Vec<(usize, Arc<Vec<Digest>>)>,
    /// The state before the first tick.
    start: Option<Box<dyn Game>>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} blocks, {} logs", self.blocks.len(), self.logs.len())
    }
}

impl Reader {
    /// Opens a file, complete or not.
    ///
    /// # Errors
    /// [`ReplayError`]; what can be read of an unfinished file is no error.
    pub fn open(path: impl AsRef<Path>) -> Result<Reader, ReplayError> {
        let path = path.as_ref().to_owned();
        let file =
            File::open(&path).map_err(|source| ReplayError::Io { path: Some(path.clone()), source })?;
        let mut source = Source { path, file };
        let bytes = source.read_from(0)?;
        let mut reader = Reader::from_bytes(bytes)?;
        reader.source = Some(source);
        Ok(reader)
    }

    /// Reads a file that is in memory.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Reader, ReplayError> {
        check_length(bytes.len() as u64)?;
        let scan = Scan::begin(&bytes)?;
        Ok(Reader { bytes, scan, source: None, kept: Mutex::default() })
    }

    /// Reads what was added to the file since. `true` when there are new turns, or the file became complete. A reader
    /// that was made from bytes never has news: give it some with [`Reader::append`].
    ///
    /// # Errors
    /// As [`Reader::open`]; [`ReplayError::Replaced`] when the file became shorter. What was read before stays usable.
    pub fn refresh(&mut self) -> Result<bool, ReplayError> {
        let Some(source) = &mut self.source else { return Ok(false) };
        let news = source.read_from(self.bytes.len() as u64)?;
        self.append(&news)
    }

    /// Takes bytes that follow those read so far, as they come over a network. `true` as in [`Reader::refresh`].
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<bool, ReplayError> {
        check_length(self.bytes.len() as u64 + bytes.len() as u64)?;
        self.bytes.extend_from_slice(bytes);
        let before = (self.scan.turns(), self.is_complete());
        self.scan.advance(&self.bytes)?;
        Ok(before != (self.scan.turns(), self.is_complete()))
    }

    /// What decides the match, and who played.
    pub fn header(&self) -> &Header {
        &self.scan.opening.header
    }

    /// Turns in the file, counted from 0; 0 in a file whose first block is not written yet.
    pub fn turns(&self) -> u32 {
        self.scan.turns()
    }

    /// The last turn in the file: the farewell, if the match is over. 0 also where there is no turn yet.
    pub fn last_turn(&self) -> Tick {
        Tick(self.turns().saturating_sub(1))
    }

    /// The last tick in the file. 0 also where there is no turn yet.
    pub fn last_tick(&self) -> Tick {
        Tick(self.last_turn().0 - u32::from(self.scan.farewell()))
    }

    /// Whether the file was written to its end. One that was not may still grow, or its writer was killed.
    pub fn is_complete(&self) -> bool {
        self.scan.trailer.is_some()
    }

    /// Bytes at the end of an unfinished file that are no whole section yet.
    pub fn torn_bytes(&self) -> u64 {
        (self.bytes.len() - self.scan.end) as u64
    }

    /// How the match ended, as recorded; `None` while the file is unfinished.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.recorded_outcome().filter(|_| self.is_complete())
    }

    /// Digest after the last turn, as recorded.
    pub fn digest(&self) -> Option<Digest> {
        self.scan.blocks.last().map(|block| block.head.last)
    }

    /// Whether the file holds logs, marks and watches.
    pub fn has_logs(&self) -> bool {
        self.scan.opening.logs
    }

    /// Who signed the file; `None` where nobody did.
    pub fn signature(&self) -> Option<Signed> {
        self.trailer().and_then(|(trailer, _)| signature::check(trailer))
    }

    /// One turn, with its whole digest, which follows from the rules and is compared with what was recorded of it.
    ///
    /// # Errors
    /// [`ReplayError`]; [`OtherEpoch`](ReplayError::OtherEpoch) where [`Reader::seats`] still answers.
    pub fn turn(&self, turn: Tick) -> Result<TurnRecord, ReplayError> {
        let index = self.scan.block_of(turn)?;
        let digests = self.digests(index)?;
        let block = self.block(index)?;
        Ok(TurnRecord { seats: block.seats(turn.0), digest: digests[(turn.0 - block.head.first) as usize] })
    }

    /// What each seat did in one turn, also in a replay of another epoch.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn seats(&self, turn: Tick) -> Result<Vec<SeatRecord>, ReplayError> {
        Ok(self.block(self.scan.block_of(turn)?)?.seats(turn.0))
    }

    /// What each seat said to its author in one turn.
    ///
    /// # Errors
    /// [`ReplayError`]; [`NoLogs`](ReplayError::NoLogs) where [`Reader::has_logs`] is false.
    pub fn logs(&self, turn: Tick) -> Result<Vec<SeatLog>, ReplayError> {
        let index = self.scan.block_of(turn)?;
        let logs = self.block_logs(index)?;
        Ok(logs[(turn.0 - self.scan.blocks[index].head.first) as usize].clone())
    }

    /// The game after a turn: that of the nearest keyframe before, played on.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn game_at(&self, turn: Tick) -> Result<Box<dyn Game>, ReplayError> {
        Ok(self.replay_to(turn)?.game)
    }

    /// What happened on the board in a turn; nothing in initialisation and in the farewell.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn report(&self, turn: Tick) -> Result<Report, ReplayError> {
        Ok(self.replay_to(turn)?.report)
    }

    /// What each seat was told of its last orders in the line that it was sent for a turn: what was dropped in the turn
    /// before, then what failed in it. With [`Reader::game_at`] the turn before, that line can be written again.
    ///
    /// # Errors
    /// [`ReplayError`].
    pub fn notes_before(&self, turn: Tick) -> Result<Vec<Vec<Note>>, ReplayError> {
        let Some(last) = turn.0.checked_sub(1).map(Tick) else {
            return Ok(vec![Vec::new(); self.header().seats.len()]);
        };
        let block = self.block(self.scan.block_of(last)?)?;
        let mut notes: Vec<Vec<Note>> =
            block.ledger(last.0).iter().map(|entry| entry.drops.clone()).collect();
        for (notes, failed) in notes.iter_mut().zip(&self.report(last)?.failed) {
            notes.extend_from_slice(failed);
        }
        Ok(notes)
    }

    /// The line that a seat was sent in a turn, byte for byte, with its `\n`. A bot that fell behind may never have
    /// read it.
    ///
    /// # Errors
    /// [`ReplayError`].
    ///
    /// # Panics
    /// If there is no such seat.
    pub fn line(&self, turn: Tick, seat: Seat) -> Result<Vec<u8>, ReplayError> {
        let name = &self.header().seats[seat.index()].name;
        let block = &self.scan.blocks[self.scan.block_of(turn)?];
        let game = self.game_at(Tick(turn.0.saturating_sub(1)))?;
        let mut line = Vec::new();
        if turn.0 == 0 {
            game.write_start(seat, name, &mut line);
        } else if block.head.plays(turn.0) {
            game.write_tick(seat, &self.notes_before(turn)?[seat.index()], &mut line);
        } else {
            game.write_end(seat, &mut line);
        }
        Ok(line)
    }

    /// Plays the match from its beginning.
    pub fn play(&self) -> Playback<'_> {
        self.play_from(Tick(0))
    }

    /// Plays the match from a tick on: that tick is the first that it shows. Starts at the nearest keyframe, so going on
    /// in a file that grew costs only what is new.
    pub fn play_from(&self, first: Tick) -> Playback<'_> {
        Playback::new(self, first)
    }

    /// The game before its first tick, as this engine's rules set it up.
    ///
    /// # Errors
    /// [`ReplayError::OtherEpoch`], [`ReplayError::Setup`] or [`ReplayError::Seats`].
    pub fn start(&self) -> Result<Box<dyn Game>, ReplayError> {
        if let Some(game) = &self.kept().start {
            return Ok(game.fork());
        }
        let header = self.header();
        if header.epoch != EPOCH {
            return Err(ReplayError::OtherEpoch { recorded: header.epoch, ours: EPOCH });
        }
        let game = rules::start(&header.game, &header.params, &header.map, &header.seed)?;
        if usize::from(game.seats()) != header.seats.len() {
            return Err(ReplayError::Seats { named: header.seats.len(), seats: game.seats() });
        }
        self.kept().start = Some(game.fork());
        Ok(game)
    }

    /// Plays from the nearest keyframe through a turn.
    fn replay_to(&self, turn: Tick) -> Result<Replaying, ReplayError> {
        let index = self.scan.block_of(turn)?;
        let block = self.block(index)?;
        let mut replaying = self.before_block(index)?;
        for turn in block.head.first..=turn.0 {
            replaying.step(&block, turn)?;
        }
        Ok(replaying)
    }

    /// The game before a block's first turn, compared with the digest that the block before it ends with.
    pub(crate) fn before_block(&self, index: usize) -> Result<Replaying, ReplayError> {
        let mut game = self.start()?;
        let Some(previous) = index.checked_sub(1).map(|index| &self.scan.blocks[index].head) else {
            return Ok(Replaying::from_start(game));
        };
        let digest = self.block(index)?.load(&mut *game, &mut Vec::new())?;
        if digest != previous.last {
            return Err(Mismatch {
                tick: game.tick(),
                field: Field::Keyframe,
                recorded: previous.last.to_string(),
                computed: digest.to_string(),
            }
            .into());
        }
        Ok(Replaying::new(game, digest))
    }

    /// The digests after each turn of a block.
    fn digests(&self, index: usize) -> Result<Arc<Vec<Digest>>, ReplayError> {
        if let Some(digests) = recall(&mut self.kept().digests, index) {
            return Ok(digests);
        }
        let block = self.block(index)?;
        let mut replaying = self.before_block(index)?;
        let turns = block.head.first..block.head.end();
        let digests = turns.map(|turn| {
            replaying.step(&block, turn)?;
            Ok(replaying.digest)
        });
        let digests = Arc::new(digests.collect::<Result<Vec<_>, ReplayError>>()?);
        keep(&mut self.kept().digests, index, &digests);
        Ok(digests)
    }

    /// A block, unpacked.
    pub(crate) fn block(&self, index: usize) -> Result<Arc<Block>, ReplayError> {
        if let Some(block) = recall(&mut self.kept().blocks, index) {
            return Ok(block);
        }
        let at = &self.scan.blocks[index];
        let block = Block::decode(&self.bytes[at.body.clone()], self.header().seats.len());
        let block = Arc::new(block.map_err(|flaw| flaw.at(at.offset as u64, Kind::Block))?);
        keep(&mut self.kept().blocks, index, &block);
        Ok(block)
    }

    fn block_logs(&self, index: usize) -> Result<Arc<BlockLogs>, ReplayError> {
        if let Some(logs) = recall(&mut self.kept().logs, index) {
            return Ok(logs);
        }
        let at = self.scan.blocks[index].logs.as_ref().ok_or(ReplayError::NoLogs)?;
        let logs = log::decode(&self.bytes[at.body.clone()], self.header().seats.len());
        let logs = Arc::new(logs.map_err(|flaw| flaw.at(at.offset as u64, Kind::Log))?);
        keep(&mut self.kept().logs, index, &logs);
        Ok(logs)
    }

    /// What stands at the front of each block.
    pub(crate) fn heads(&self) -> impl Iterator<Item = &BlockHead> {
        self.scan.blocks.iter().map(|block| &block.head)
    }

    /// The block that a turn is in.
    pub(crate) fn block_of(&self, turn: Tick) -> Result<usize, ReplayError> {
        self.scan.block_of(turn)
    }

    /// The format of the file.
    pub(crate) fn format(&self) -> u32 {
        self.scan.opening.format()
    }

    /// The outcome, also where the trailer is missing.
    pub(crate) fn recorded_outcome(&self) -> Option<&Outcome> {
        self.scan.ending.as_ref().map(|ending| &ending.outcome)
    }

    /// The trailer and its offset.
    pub(crate) fn trailer(&self) -> Option<&(Trailer, usize)> {
        self.scan.trailer.as_ref()
    }

    /// Every whole section, again.
    pub(crate) fn sections(&self) -> impl Iterator<Item = Result<Section<'_>, ReplayError>> {
        let whole = &self.bytes[..self.scan.end];
        let mut next = (PREAMBLE, section::first_sum(self.format()));
        std::iter::from_fn(move || {
            let section = section_at(whole, next.0, &next.1).transpose()?;
            if let Ok(section) = &section {
                next = (section.end(), section.sum);
            }
            Some(section)
        })
    }

    /// What is kept is only ever a copy of what can be made again, so a thread that panicked left nothing half done.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source {
    /// Reads the file from an offset to its present end.
    fn read_from(&mut self, offset: u64) -> Result<Vec<u8>, ReplayError> {
        let has = self.file.metadata().map_err(|e| self.wrong(e))?.len();
        if has < offset {
            return Err(ReplayError::Replaced { had: offset, has });
        }
        check_length(has)?;
        self.file.seek(SeekFrom::Start(offset)).map_err(|e| self.wrong(e))?;
        let mut bytes = Vec::new();
        let most = limits::FILE_BYTES + 1 - offset;
        Read::by_ref(&mut self.file).take(most).read_to_end(&mut bytes).map_err(|e| self.wrong(e))?;
        Ok(bytes)
    }
}

fn check_length(bytes: u64) -> Result<(), ReplayError> {
    let limit = limits::FILE_BYTES;
    if bytes > limit {
        return Err(ReplayError::OverLimit { offset: 0, what: "file", of: "bytes", found: bytes, limit });
    }
    Ok(())
}

fn recall<T>(kept: &mut [(usize, Arc<T>)], index: usize) -> Option<Arc<T>> {
    let found = kept.iter().position(|(at, _)| *at == index)?;
    kept[..=found].rotate_right(1);
    Some(Arc::clone(&kept[0].1))
}

fn keep<T>(kept: &mut Vec<(usize, Arc<T>)>, index: usize, value: &Arc<T>) {
    kept.retain(|(at, _)| *at != index);
    kept.insert(0, (index, Arc::clone(value)));
    kept.truncate(KEPT_BLOCKS);
}
