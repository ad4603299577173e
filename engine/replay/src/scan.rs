use std::ops::Range;

use protocol::Tick;

use crate::block::BlockHead;
use crate::cursor::{Cursor, Flaw};
use crate::ending::{Ending, IndexEntry, Trailer};
use crate::header::Opening;
use crate::section::{self, FORMAT, Kind, MAGIC, PREAMBLE, Section, Sum, section_at};
use crate::{ReplayError, log};

/// What is known of a file of format 1 or 2 after its checksums were checked, up to its last whole section. Blocks stay
/// packed.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) opening: Opening,
    pub(crate) blocks: Vec<BlockAt>,
    pub(crate) ending: Option<Ending>,
    /// With its offset.
    pub(crate) trailer: Option<(Trailer, usize)>,
    /// End of the last whole section.
    pub(crate) end: usize,
    sum: Sum,
    /// Logs whose block has not come yet.
    logs: Option<LogsAt>,
    ending_at: usize,
}

/// Where a block stands in a file.
#[derive(Debug)]
pub(crate) struct BlockAt {
    pub(crate) head: BlockHead,
    /// Offset of its section.
    pub(crate) offset: usize,
    pub(crate) body: Range<usize>,
    pub(crate) logs: Option<LogsAt>,
}

/// Where logs stand in a file.
#[derive(Debug)]
pub(crate) struct LogsAt {
    /// Offset of their section.
    pub(crate) offset: usize,
    pub(crate) body: Range<usize>,
    first: u32,
    turns: usize,
}

/// Reads the preamble: which format the rest is in.
fn format(file: &[u8]) -> Result<u32, ReplayError> {
    let known = file.len().min(MAGIC.len());
    if file[..known] != MAGIC[..known] {
        return Err(ReplayError::NotAReplay);
    }
    match file[known..].first_chunk() {
        Some(format) => Ok(u32::from_le_bytes(*format)),
        None => Err(ReplayError::NoHeader { length: file.len() as u64 }),
    }
}

impl Scan {
    /// Reads a file from its beginning, in whichever format it is.
    pub(crate) fn begin(file: &[u8]) -> Result<Scan, ReplayError> {
        match format(file)? {
            // Format 2 is format 1 with a longer header.
            format @ (1 | 2) => Scan::begin_1(file, format),
            found => Err(ReplayError::UnknownFormat { found, newest: FORMAT }),
        }
    }

    fn begin_1(file: &[u8], format: u32) -> Result<Scan, ReplayError> {
        let Some(section) = section_at(file, PREAMBLE, &section::first_sum(format))? else {
            return Err(ReplayError::NoHeader { length: file.len() as u64 });
        };
        let flawed = |flaw: Flaw| flaw.at(section.offset as u64, section.kind);
        if section.kind != Kind::Header {
            return Err(flawed(MISPLACED));
        }
        let opening = Opening::decode(section.body, format).map_err(flawed)?;
        let mut scan = Scan {
            opening,
            blocks: Vec::new(),
            ending: None,
            trailer: None,
            end: section.end(),
            sum: section.sum,
            logs: None,
            ending_at: 0,
        };
        scan.advance(file)?;
        Ok(scan)
    }

    /// Reads on after a file grew. On an error everything before the faulty section stays usable.
    pub(crate) fn advance(&mut self, file: &[u8]) -> Result<(), ReplayError> {
        while self.trailer.is_none() {
            let Some(section) = section_at(file, self.end, &self.sum)? else { return Ok(()) };
            self.take(file, &section).map_err(|flaw| flaw.at(section.offset as u64, section.kind))?;
            self.end = section.end();
            self.sum = section.sum;
        }
        if self.end < file.len() {
            return Err(Flaw::Malformed("is followed by more bytes").at(self.end as u64, Kind::Trailer));
        }
        Ok(())
    }

    fn take(&mut self, file: &[u8], section: &Section<'_>) -> Result<(), Flaw> {
        match section.kind {
            Kind::Log => self.take_logs(section),
            Kind::Block => self.take_block(section),
            Kind::Ending => self.take_ending(section),
            Kind::Trailer => self.take_trailer(file, section),
            Kind::Header => Err(MISPLACED),
        }
    }

    fn take_logs(&mut self, section: &Section<'_>) -> Result<(), Flaw> {
        if !self.opening.logs || self.logs.is_some() || self.farewell() {
            return Err(MISPLACED);
        }
        let (first, turns) = log::take_head(&mut Cursor(section.body))?;
        let body = section.body_at()..section.body_at() + section.body.len();
        self.logs = Some(LogsAt { offset: section.offset, body, first, turns });
        Ok(())
    }

    fn take_block(&mut self, section: &Section<'_>) -> Result<(), Flaw> {
        if self.opening.logs != self.logs.is_some() || self.farewell() {
            return Err(MISPLACED);
        }
        let head = BlockHead::decode(&mut Cursor(section.body))?;
        if head.first != self.turns() {
            return Err(Flaw::Malformed("does not go on where the block before it ends"));
        }
        if self.logs.as_ref().is_some_and(|logs| (logs.first, logs.turns) != (head.first, head.turns)) {
            return Err(Flaw::Malformed("holds other turns than the logs before it"));
        }
        if head.farewell && head.end() < 2 {
            return Err(Flaw::Malformed("takes initialisation for a farewell"));
        }
        let body = section.body_at()..section.body_at() + section.body.len();
        self.blocks.push(BlockAt { head, offset: section.offset, body, logs: self.logs.take() });
        Ok(())
    }

    fn take_ending(&mut self, section: &Section<'_>) -> Result<(), Flaw> {
        if self.ending.is_some() || self.logs.is_some() || !self.farewell() {
            return Err(MISPLACED);
        }
        let ending = Ending::decode(section.body, self.opening.header.seats.len())?;
        let entries = self.blocks.iter().map(|block| {
            let offset = block.logs.as_ref().map_or(block.offset, |logs| logs.offset) as u64;
            IndexEntry { first: block.head.first, offset }
        });
        if !entries.eq(ending.index.iter().copied()) {
            return Err(Flaw::Malformed("holds an index that does not fit the blocks"));
        }
        self.ending = Some(ending);
        self.ending_at = section.offset;
        Ok(())
    }

    fn take_trailer(&mut self, file: &[u8], section: &Section<'_>) -> Result<(), Flaw> {
        if self.ending.is_none() {
            return Err(MISPLACED);
        }
        let trailer = Trailer::decode(section.body)?;
        if trailer.ending != self.ending_at as u64 {
            return Err(Flaw::Malformed("points to an ending that is not there"));
        }
        if trailer.hash != *blake3::hash(&file[..section.offset]).as_bytes() {
            return Err(Flaw::Malformed("holds a BLAKE3 sum that is not the file's"));
        }
        self.trailer = Some((trailer, section.offset));
        Ok(())
    }

    /// Turns in the whole blocks.
    pub(crate) fn turns(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.head.end())
    }

    /// Whether the farewell has been recorded.
    pub(crate) fn farewell(&self) -> bool {
        self.blocks.last().is_some_and(|block| block.head.farewell)
    }

    /// The block that a turn is in.
    pub(crate) fn block_of(&self, turn: Tick) -> Result<usize, ReplayError> {
        let (turns, complete) = (self.turns(), self.trailer.is_some());
        if turn.0 >= turns {
            return Err(ReplayError::NoSuchTurn { turn, turns, complete });
        }
        Ok(self.blocks.partition_point(|block| block.head.end() <= turn.0))
    }
}

const MISPLACED: Flaw = Flaw::Malformed("stands where none can be");
