//! Messages on a pipe: four bytes of length, lowest first, then so many bytes of postcard.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The longest message: the largest module fits, and a replay in which eight bots log all that they can for 450 ticks, even
/// if nothing of it could be compressed.
const MOST_BYTES: u32 = 128 << 20;

/// Writes one message and hands it over.
///
/// # Errors
/// What the pipe says; a message that is too long.
pub(crate) fn write(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let body = postcard::to_stdvec(message).map_err(io::Error::other)?;
    let length = u32::try_from(body.len()).ok().filter(|&length| length <= MOST_BYTES);
    let length = length.ok_or_else(|| io::Error::other(format!("a message of {} bytes", body.len())))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&body)?;
    to.flush()
}

/// Reads one message; `None` where the pipe ends before it begins.
///
/// # Errors
/// What the pipe says; a message that is too long, cut off or not one of these. Whoever writes may be hostile: no more
/// memory is taken than bytes come.
pub(crate) fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read(&mut length[..1])? {
        0 => return Ok(None),
        _ => from.read_exact(&mut length[1..])?,
    }
    let length = u32::from_le_bytes(length);
    if length > MOST_BYTES {
        return Err(io::Error::other(format!("a message that claims {length} bytes")));
    }
    let mut body = Vec::new();
    from.take(length.into()).read_to_end(&mut body)?;
    if body.len() as u64 != u64::from(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    postcard::from_bytes(&body).map(Some).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_is_cut_is_not() {
        let mut pipe = Vec::new();
        write(&mut pipe, &("one", 1_u32)).expect("a vector takes everything");
        write(&mut pipe, &("two", 2_u32)).expect("a vector takes everything");
        let mut rest = &pipe[..];
        for expected in [Some(("one".to_owned(), 1)), Some(("two".to_owned(), 2)), None] {
            assert_eq!(read::<(String, u32)>(&mut rest).expect("whole"), expected);
        }
        for end in 1..pipe.len() / 2 {
            assert!(read::<(String, u32)>(&mut &pipe[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn a_length_alone_takes_no_memory() {
        assert!(read::<Vec<u8>>(&mut &[0xff_u8; 4][..]).is_err());
        assert!(read::<Vec<u8>>(&mut &[0, 0, 0, 0x07][..]).is_err(), "117 MB that never come");
        assert!(read::<Vec<u8>>(&mut &[5, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f][..]).is_err());
    }
}
