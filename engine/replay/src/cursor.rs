use crate::{ReplayError, section::Kind};

/// What is wrong with a section's content. [`Flaw::at`] adds where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The rest of a sentence that begins with the section.
    Malformed(&'static str),
    /// A size or count is out of bounds.
    OverLimit { of: &'static str, found: u64, limit: u64 },
}

impl Flaw {
    pub(crate) fn limit(of: &'static str, found: u64, limit: usize) -> Result<(), Flaw> {
        if found <= limit as u64 { Ok(()) } else { Err(Flaw::OverLimit { of, found, limit: limit as u64 }) }
    }

    pub(crate) fn at(self, offset: u64, kind: Kind) -> ReplayError {
        let what = kind.word();
        match self {
            Flaw::Malformed(problem) => ReplayError::Malformed { offset, what, problem },
            Flaw::OverLimit { of, found, limit } => ReplayError::OverLimit { offset, what, of, found, limit },
        }
    }
}

/// Reads numbers and bytes off the front of a slice. Nothing is allocated for a count before the bytes are there.
pub(crate) struct Cursor<'a>(pub(crate) &'a [u8]);

const CUT: Flaw = Flaw::Malformed("ends too early");

impl<'a> Cursor<'a> {
    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Flaw> {
        let (front, rest) = self.0.split_at_checked(count).ok_or(CUT)?;
        self.0 = rest;
        Ok(front)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Flaw> {
        let (front, rest) = self.0.split_first_chunk().ok_or(CUT)?;
        self.0 = rest;
        Ok(*front)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Flaw> {
        self.array().map(|[byte]| byte)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Flaw> {
        self.array().map(u32::from_le_bytes)
    }

    /// A number in groups of seven bits, lowest first, the top bit set on all bytes but the last; in its shortest form.
    pub(crate) fn varint(&mut self) -> Result<u64, Flaw> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let group = u64::from(byte & 0x7f);
            if shift == 63 && byte > 1 {
                return Err(Flaw::Malformed("holds a number above 2^64 - 1"));
            }
            value |= group << shift;
            if byte < 0x80 {
                if byte == 0 && shift > 0 {
                    return Err(Flaw::Malformed("holds a number that is not in its shortest form"));
                }
                return Ok(value);
            }
        }
        Err(Flaw::Malformed("holds a number above 2^64 - 1"))
    }

    /// A number that must be at most `limit`.
    pub(crate) fn count(&mut self, of: &'static str, limit: usize) -> Result<usize, Flaw> {
        let found = self.varint()?;
        Flaw::limit(of, found, limit)?;
        Ok(found as usize)
    }

    pub(crate) fn finish(self) -> Result<(), Flaw> {
        if self.0.is_empty() { Ok(()) } else { Err(Flaw::Malformed("goes on after its end")) }
    }
}

/// Appends a number as [`Cursor::varint`] reads it.
pub(crate) fn put_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: u64, bytes: &[u8]) {
        let mut written = Vec::new();
        put_varint(&mut written, value);
        assert_eq!(written, bytes);
        let mut cursor = Cursor(bytes);
        assert_eq!(cursor.varint(), Ok(value));
        cursor.finish().unwrap();
    }

    #[test]
    fn numbers_have_one_form() {
        check(0, &[0]);
        check(127, &[0x7f]);
        check(128, &[0x80, 1]);
        check(u64::MAX, &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]);
    }

    #[test]
    fn other_forms_are_refused() {
        for bytes in [
            &[0x80, 0][..],
            &[0xff; 10],
            &[0xff; 11],
            &[0x80],
            &[],
            &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2],
        ] {
            assert!(Cursor(bytes).varint().is_err(), "{bytes:x?}");
        }
    }

    #[test]
    fn a_count_is_checked_before_it_is_used() {
        let mut bytes = Vec::new();
        put_varint(&mut bytes, u64::MAX);
        let refused = Cursor(&bytes).count("things", 9);
        assert_eq!(refused, Err(Flaw::OverLimit { of: "things", found: u64::MAX, limit: 9 }));
    }
}
