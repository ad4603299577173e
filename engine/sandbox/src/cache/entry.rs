//! The bytes of a cache entry, and the only unsafe code of the engine.
//!
//! The artifact comes first, so that the runtime can take it from where the file is mapped, without a copy.
//!
//! ```text
//! wasmer's artifact, then the usage, postcard
//! length of the usage, little-endian            4 bytes
//! XXH3 of everything before, little-endian     16 bytes
//! key: what the code was made for              32 bytes
//! magic, with the version of this layout       16 bytes
//! ```
//!
//! A start from the cache is mostly the time to go over these bytes. So the file is mapped rather than read, which saves
//! the pages that a copy would fill. Their sum only has to find damage, which XXH3 does in a fifth of the time that BLAKE3
//! takes.
#![allow(unsafe_code, reason = "loading machine code is unsafe, however it was checked")]

use std::fs::File;
use std::io;

use bytes::Bytes;
use memmap2::MmapOptions;
use thiserror::Error;
use wasmer::{DeserializeError, Engine, Module, SerializeError};
use xxhash_rust::xxh3::xxh3_128;

use super::Key;
use crate::Usage;

const MAGIC: &[u8; 16] = b"robodrome code 2";
/// Where the parts of the foot begin, counted from the end of the entry.
const KEY: usize = MAGIC.len() + 32;
const SUM: usize = KEY + 16;

/// Why an entry is not loaded.
#[derive(Debug, Error)]
pub(super) enum Unsound {
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    #[error("it is no entry of this cache")]
    Foreign,
    #[error("it was made for something else")]
    OtherKey,
    #[error("it is damaged: its checksum is another")]
    Damaged,
    #[error("the runtime does not take it: {0}")]
    Refused(#[from] DeserializeError),
}

/// Why an entry cannot be written.
#[derive(Debug, Error)]
pub(super) enum Unwritable {
    #[error(transparent)]
    Usage(#[from] postcard::Error),
    #[error(transparent)]
    Module(#[from] SerializeError),
}

/// The bytes of an entry.
pub(super) fn encode(key: &Key, usage: &Usage, module: &Module) -> Result<Vec<u8>, Unwritable> {
    let usage = postcard::to_allocvec(usage)?;
    let mut bytes = module.serialize()?.to_vec();
    bytes.extend_from_slice(&usage);
    bytes.extend_from_slice(&(usage.len() as u32).to_le_bytes());
    let sum = xxh3_128(&bytes).to_le_bytes();
    bytes.extend_from_slice(&sum);
    bytes.extend_from_slice(key.as_bytes());
    bytes.extend_from_slice(MAGIC);
    Ok(bytes)
}

/// Loads an entry, if it is whole and of this key.
pub(super) fn decode(key: &Key, file: &File, engine: &Engine) -> Result<(Usage, Module), Unsound> {
    // SAFETY: the bytes must not change while they are mapped. Only this user and the administrator can write to the file,
    // which `folder` has checked, and `folder` gives files that are there another name or none, but never other bytes.
    let map = unsafe { MmapOptions::new().populate().map(file) }?;
    let mut bytes = Bytes::from_owner(map);
    let (body, foot) = bytes.len().checked_sub(SUM).map(|at| bytes.split_at(at)).ok_or(Unsound::Foreign)?;
    let (sum, foot) = foot.split_at(SUM - KEY);
    let (made_for, magic) = foot.split_at(KEY - MAGIC.len());
    if magic != MAGIC {
        return Err(Unsound::Foreign);
    }
    if made_for != key.as_bytes() {
        return Err(Unsound::OtherKey);
    }
    if sum != xxh3_128(body).to_le_bytes() {
        return Err(Unsound::Damaged);
    }
    let (body, length) = body.split_last_chunk().ok_or(Unsound::Damaged)?;
    let artifact = body.len().checked_sub(u32::from_le_bytes(*length) as usize).ok_or(Unsound::Damaged)?;
    let usage = postcard::from_bytes(&body[artifact..]).map_err(|_| Unsound::Damaged)?;
    bytes.truncate(artifact);
    // SAFETY: the bytes must be an artifact that this version of wasmer made for this processor, and must not change. For
    // the latter see above. Their checksum shows that they are what `encode` wrote, and the key, which the checksum does
    // not cover but which was compared, that `encode` wrote them for this version, back end and processor. The checksum
    // is no signature: that nobody else wrote a file with a right one is what the folder's owner and mode are checked
    // for, in `folder`. Looking through the layout once more, as `Module::deserialize` does, would find nothing else.
    let module = unsafe { Module::deserialize_unchecked(engine, bytes) }?;
    Ok((usage, module))
}
