use crate::Error;

/// Letters and digits that nobody mistakes for others.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstvwxyz0123456789";

/// Bytes from the operating system.
///
/// # Errors
/// Where it has none.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::host(format!("no random numbers: {error}")))?;
    Ok(bytes)
}

/// A name for a new thing: 16 characters that nobody has used.
///
/// # Errors
/// As [`bytes`].
pub(crate) fn id() -> Result<String, Error> {
    word::<16>()
}

/// So many letters and digits, five bits each.
///
/// # Errors
/// As [`bytes`].
pub(crate) fn word<const N: usize>() -> Result<String, Error> {
    Ok(bytes::<N>()?.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}
