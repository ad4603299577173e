use arbitrary::Unstructured;

use crate::pick::Pick;

/// Damages bytes, as a bad disk, a bad transfer or a bad intention would: a few changes, chosen by `u`.
///
/// `other` is something of the same kind, to splice in pieces of.
pub fn edit(u: &mut Unstructured<'_>, bytes: &mut Vec<u8>, other: &[u8]) {
    for _ in 0..=u.below(4) {
        one_edit(u, bytes, other);
    }
}

fn one_edit(u: &mut Unstructured<'_>, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = u.below(bytes.len() + 1);
    let few = 1 + u.below(8);
    let some = 1 + u.below(64);
    match u.below(10) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..(at + some).min(bytes.len()))),
        2 => put(bytes, at, u.bytes(few).unwrap_or(&[0])),
        3 => {
            let piece = bytes[at..(at + some).min(bytes.len())].to_vec();
            let to = u.below(bytes.len() + 1);
            put(bytes, to, &piece);
        }
        4 => {
            let from = u.below(other.len() + 1);
            put(bytes, at, &other[from..(from + some).min(other.len())]);
        }
        5 => {
            let from = u.below(other.len() + 1);
            overwrite(bytes, at, &other[from..(from + some).min(other.len())]);
        }
        6 => overwrite(bytes, at, &u.edge().to_le_bytes()[..few]),
        7 => overwrite(bytes, at, &[u.byte()]),
        8 => {
            let step = u.one(&[1, 255]);
            if let Some(byte) = bytes.get_mut(at) {
                *byte = byte.wrapping_add(step);
            }
        }
        _ => {
            let bit = 1 << u.below(8);
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= bit;
            }
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

fn overwrite(bytes: &mut [u8], at: usize, piece: &[u8]) {
    for (byte, new) in bytes[at..].iter_mut().zip(piece) {
        *byte = *new;
    }
}
