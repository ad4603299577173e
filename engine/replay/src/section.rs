//! The frame of a file: a preamble, then sections, each with a checksum over itself and everything before it.

use crate::{ReplayError, limits};

/// The first bytes of a replay. The first is no text, and the line ends show whether a transfer changed them.
pub(crate) const MAGIC: [u8; 8] = *b"\x89RDRM\r\n\x1a";

/// The newest format. A file is written in the oldest one that can hold it.
pub(crate) const FORMAT: u32 = 2;

/// Length of the preamble: magic and format.
pub(crate) const PREAMBLE: usize = 12;

/// Length of what stands before a section's body: kind, length, and a checksum of these.
pub(crate) const HEAD: usize = 9;

/// Length of a checksum: the first bytes of a BLAKE3 sum.
pub(crate) const SUM: usize = 16;

/// A checksum over a section and, through the sum before it, over all of the file so far.
pub(crate) type Sum = [u8; SUM];

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Header,
    Block,
    Log,
    Ending,
    Trailer,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Header, Kind::Block, Kind::Log, Kind::Ending, Kind::Trailer];

    pub(crate) const fn code(self) -> u8 {
        match self {
            Kind::Header => b'H',
            Kind::Block => b'B',
            Kind::Log => b'L',
            Kind::Ending => b'E',
            Kind::Trailer => b'T',
        }
    }

    /// The word for it in errors.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Kind::Header => "header",
            Kind::Block => "block of turns",
            Kind::Log => "block of logs",
            Kind::Ending => "ending",
            Kind::Trailer => "trailer",
        }
    }

    const fn limit(self) -> usize {
        match self {
            Kind::Header => limits::HEADER_BYTES,
            Kind::Block => limits::BLOCK_BYTES,
            Kind::Log => limits::LOG_BYTES + 64,
            Kind::Ending => limits::ENDING_BYTES,
            Kind::Trailer => 256,
        }
    }
}

/// What a file begins with.
pub(crate) fn preamble(format: u32) -> [u8; PREAMBLE] {
    let mut bytes = [0; PREAMBLE];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..].copy_from_slice(&format.to_le_bytes());
    bytes
}

/// The sum from which the first section goes on.
pub(crate) fn first_sum(format: u32) -> Sum {
    short(&blake3::hash(&preamble(format)))
}

fn short(hash: &blake3::Hash) -> Sum {
    let mut sum = Sum::default();
    sum.copy_from_slice(&hash.as_bytes()[..SUM]);
    sum
}

fn head(previous: &Sum, kind: u8, length: u32) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[0] = kind;
    head[1..5].copy_from_slice(&length.to_le_bytes());
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous).update(&head[..5]);
    head[5..].copy_from_slice(&hasher.finalize().as_bytes()[..4]);
    head
}

fn sum(previous: &Sum, head: &[u8], body: &[u8]) -> Sum {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous).update(head).update(body);
    short(&hasher.finalize())
}

/// A section that is all there and as it was written.
pub(crate) struct Section<'a> {
    pub(crate) kind: Kind,
    /// Offset of its head in the file.
    pub(crate) offset: usize,
    pub(crate) body: &'a [u8],
    pub(crate) sum: Sum,
}

impl Section<'_> {
    pub(crate) fn body_at(&self) -> usize {
        self.offset + HEAD
    }

    pub(crate) fn end(&self) -> usize {
        self.body_at() + self.body.len() + SUM
    }
}

/// Reads the section at an offset. `None` where the file ends before the section does: a writer is still at it, or was
/// killed.
pub(crate) fn section_at<'a>(
    file: &'a [u8],
    offset: usize,
    previous: &Sum,
) -> Result<Option<Section<'a>>, ReplayError> {
    let Some((found, rest)) = file[offset..].split_at_checked(HEAD) else { return Ok(None) };
    let at = offset as u64;
    let length = u32::from_le_bytes([found[1], found[2], found[3], found[4]]);
    if found != head(previous, found[0], length) {
        return Err(ReplayError::Damaged { offset: at, what: "head of a section" });
    }
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.code() == found[0]) else {
        return Err(ReplayError::Malformed { offset: at, what: "section", problem: "is of no known kind" });
    };
    let length = length as usize;
    if length > kind.limit() {
        let (found, limit) = (length as u64, kind.limit() as u64);
        return Err(ReplayError::OverLimit { offset: at, what: kind.word(), of: "bytes", found, limit });
    }
    let Some((body, rest)) = rest.split_at_checked(length) else { return Ok(None) };
    let Some(recorded) = rest.first_chunk::<SUM>() else { return Ok(None) };
    if *recorded != sum(previous, found, body) {
        return Err(ReplayError::Damaged { offset: at, what: kind.word() });
    }
    Ok(Some(Section { kind, offset, body, sum: *recorded }))
}

/// Makes the bytes of a file, section by section.
pub(crate) struct Emitter {
    sum: Sum,
    length: u64,
    everything: blake3::Hasher,
}

impl Emitter {
    /// A new file, and its first bytes.
    pub(crate) fn begin(format: u32) -> (Emitter, [u8; PREAMBLE]) {
        let preamble = preamble(format);
        let mut everything = blake3::Hasher::new();
        everything.update(&preamble);
        (Emitter { sum: first_sum(format), length: PREAMBLE as u64, everything }, preamble)
    }

    /// Length of the file so far: the offset of the next section.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// BLAKE3 of the file so far.
    pub(crate) fn hash(&self) -> [u8; 32] {
        *self.everything.finalize().as_bytes()
    }

    /// The bytes of the next section.
    pub(crate) fn section(&mut self, kind: Kind, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("every kind of section is limited far below 4 GiB");
        let mut bytes = Vec::with_capacity(HEAD + body.len() + SUM);
        bytes.extend_from_slice(&head(&self.sum, kind.code(), length));
        self.sum = sum(&self.sum, &bytes, body);
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(&self.sum);
        self.length += bytes.len() as u64;
        self.everything.update(&bytes);
        bytes
    }
}
