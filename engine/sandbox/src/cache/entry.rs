//! The bytes of a cache entry, and the only unsafe code of the engine.
//!
//! ```text
//!  0 magic, with the version of this layout   16 bytes
//! 16 key: what the code was made for          32 bytes
//! 48 BLAKE3 of everything from 80 on          32 bytes
//! 80 length of the usage, little-endian        4 bytes
//! 84 usage, postcard; then wasmer's artifact
//! ```
#![allow(unsafe_code, reason = "loading machine code is unsafe, however it was checked")]

use thiserror::Error;
use wasmer::{DeserializeError, Engine, Module, SerializeError};

use super::Key;
use crate::Usage;

const MAGIC: &[u8; 16] = b"robodrome code 1";
const KEY: usize = MAGIC.len();
const SUM: usize = KEY + 32;
const PAYLOAD: usize = SUM + 32;
const USAGE: usize = PAYLOAD + 4;

/// Why an entry is not loaded.
#[derive(Debug, Error)]
pub(super) enum Unsound {
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
    let artifact = module.serialize()?;
    let mut bytes = Vec::with_capacity(USAGE + usage.len() + artifact.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(key.as_bytes());
    bytes.extend_from_slice(&[0; 32]);
    bytes.extend_from_slice(&(usage.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&usage);
    bytes.extend_from_slice(&artifact);
    let sum = blake3::hash(&bytes[PAYLOAD..]);
    bytes[SUM..PAYLOAD].copy_from_slice(sum.as_bytes());
    Ok(bytes)
}

/// Loads an entry, if it is whole and of this key.
pub(super) fn decode(key: &Key, bytes: Vec<u8>, engine: &Engine) -> Result<(Usage, Module), Unsound> {
    if bytes.len() < USAGE || !bytes.starts_with(MAGIC) {
        return Err(Unsound::Foreign);
    }
    if bytes[KEY..SUM] != *key.as_bytes() {
        return Err(Unsound::OtherKey);
    }
    if bytes[SUM..PAYLOAD] != *blake3::hash(&bytes[PAYLOAD..]).as_bytes() {
        return Err(Unsound::Damaged);
    }
    let mut length = [0; 4];
    length.copy_from_slice(&bytes[PAYLOAD..USAGE]);
    let (usage, artifact) =
        bytes[USAGE..].split_at_checked(u32::from_le_bytes(length) as usize).ok_or(Unsound::Damaged)?;
    let usage = postcard::from_bytes(usage).map_err(|_| Unsound::Damaged)?;
    // SAFETY: the bytes must be an artifact that this version of wasmer made for this processor, and must not have been
    // changed since. They lie in our own memory, so they do not change under us. Their checksum shows that they are what
    // `encode` wrote, and the key, which the checksum does not cover but which was compared, that `encode` wrote them
    // for this version, back end and processor. The checksum is no signature: that nobody else wrote a file with a
    // right one is what the folder's owner and mode are checked for, in `folder`.
    let module = unsafe { Module::deserialize(engine, artifact) }?;
    Ok((usage, module))
}
