//! A second implementation of the frame of a file, made from `replays/README.md` and not from the library: for files that
//! no writer makes, with checksums that are right.

use std::ops::Range;

use arbitrary::Unstructured;

use crate::pick::Pick;

/// A section: kind and body.
pub(super) type Section = (u8, Vec<u8>);

/// Length of magic and format.
const PREAMBLE: usize = 12;
/// Length of what stands around a body: kind, length, head check and sum.
const AROUND: usize = 25;

/// Takes a file apart, without a look at its checksums. What does not make a whole section at its end is left out.
pub(super) fn sections(file: &[u8]) -> Vec<Section> {
    let mut found = Vec::new();
    let mut rest = file.get(PREAMBLE..).unwrap_or(&[]);
    while let Some(length) = rest.get(1..5) {
        let length = u32::from_le_bytes(length.try_into().unwrap()) as usize;
        if rest.len() < length + AROUND {
            break;
        }
        found.push((rest[0], rest[9..9 + length].to_vec()));
        rest = &rest[AROUND + length..];
    }
    found
}

/// Puts a file together, with the right checksums.
pub(super) fn file(sections: &[Section]) -> Vec<u8> {
    let mut file = b"\x89RDRM\r\n\x1a\x01\0\0\0".to_vec();
    let mut sum = blake3::hash(&file).as_bytes()[..16].to_vec();
    for (kind, body) in sections {
        let mut head = vec![*kind];
        head.extend((body.len() as u32).to_le_bytes());
        let check = blake3::hash(&[&sum[..], &head].concat());
        head.extend(&check.as_bytes()[..4]);
        sum = blake3::hash(&[&sum[..], &head, body].concat()).as_bytes()[..16].to_vec();
        file.extend(head.iter().chain(body).chain(&sum));
    }
    file
}

/// Puts a file together, with the right index and trailer as well, where it has such sections that can be made right.
pub(super) fn repaired(mut sections: Vec<Section>) -> Vec<u8> {
    if let Some(at) = sections.iter().position(|section| section.0 == b'E') {
        let index = index(&sections);
        let body = &mut sections[at].1;
        if let Some(end) = outcome_end(body) {
            body.truncate(end);
            body.extend(index);
        }
    }
    if let Some(at) = sections.iter().position(|section| section.0 == b'T') {
        let before = file(&sections[..at]);
        let ending = sections[..at].iter().position(|section| section.0 == b'E').unwrap_or(0);
        let offset = file(&sections[..ending]).len() as u64;
        let body = &mut sections[at].1;
        if body.len() >= 40 {
            body[..32].copy_from_slice(blake3::hash(&before).as_bytes());
            let last = body.len() - 8;
            body[last..].copy_from_slice(&offset.to_le_bytes());
        }
    }
    file(&sections)
}

/// The index of an ending: for each block its first turn, and where its logs, or else it itself, stand.
fn index(sections: &[Section]) -> Vec<u8> {
    let blocks: Vec<usize> = (0..sections.len()).filter(|&at| sections[at].0 == b'B').collect();
    let mut index = Vec::new();
    put_varint(&mut index, blocks.len() as u64);
    for at in blocks {
        let first = sections[at].1.first_chunk().map_or(0, |first| u32::from_le_bytes(*first));
        let from = if at > 0 && sections[at - 1].0 == b'L' { at - 1 } else { at };
        put_varint(&mut index, first.into());
        put_varint(&mut index, file(&sections[..from]).len() as u64);
    }
    index
}

/// Where the outcome ends in the body of an ending: winner, reason, points and places.
fn outcome_end(body: &[u8]) -> Option<usize> {
    let mut at = if *body.first()? == 0 { 1 } else { 2 };
    at += 1;
    let scores = varint(body, &mut at)?;
    for _ in 0..scores.min(64) {
        varint(body, &mut at)?;
    }
    let places = varint(body, &mut at)?;
    at = at.checked_add(places as usize)?;
    (at <= body.len()).then_some(at)
}

/// Changes the body of a section, or what is packed in it.
pub(super) fn edit_body(u: &mut Unstructured<'_>, (kind, body): &mut Section) {
    let packed = match kind {
        b'B' => body.get(4).map(|&turns| 38 + 4 * usize::from(turns.max(1) - 1)),
        b'L' => Some(5),
        _ => None,
    };
    let other = body.clone();
    match packed {
        Some(first) if u.below(4) > 0 => drop(edit_packed(u, body, first)),
        _ => crate::edit(u, body, &other),
    }
}

/// Changes the content of one of the packed parts that begin at `first`. It is then stored as it is.
fn edit_packed(u: &mut Unstructured<'_>, body: &mut Vec<u8>, first: usize) -> Option<()> {
    let mut at = first;
    let mut parts: Vec<(Range<usize>, Vec<u8>)> = Vec::new();
    while at < body.len() {
        let begin = at;
        let declared = varint(body, &mut at)? as usize;
        let stored = varint(body, &mut at)? as usize;
        let bytes = body.get(at..at.checked_add(stored)?)?;
        let raw = match stored == declared {
            true => bytes.to_vec(),
            false => zstd::bulk::decompress(bytes, declared).ok()?,
        };
        at += stored;
        parts.push((begin..at, raw));
    }
    let (range, mut raw) = parts.get(u.below(parts.len().max(1)))?.clone();
    let other = raw.clone();
    crate::edit(u, &mut raw, &other);
    let mut packed = Vec::new();
    put_varint(&mut packed, raw.len() as u64);
    put_varint(&mut packed, raw.len() as u64);
    packed.extend(raw);
    body.splice(range, packed);
    Some(())
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

fn put_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value > 127 {
        bytes.push(value as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
}
