//! Numbers in saved states: LEB128, in its shortest form, so that equal states have equal bytes.

use alloc::vec::Vec;

use crate::BadState;

/// Appends a number, seven bits a byte from the lowest, the top bit set on all bytes but the last.
pub(crate) fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Bytes still to be read.
pub(crate) struct Source<'a> {
    pub(crate) bytes: &'a [u8],
}

impl Source<'_> {
    pub(crate) fn byte(&mut self) -> Result<u8, BadState> {
        let (&byte, rest) = self.bytes.split_first().ok_or(BadState("the bytes end too early"))?;
        self.bytes = rest;
        Ok(byte)
    }

    /// A number of at most `most`, in its shortest form. `problem` says what a larger one would mean.
    pub(crate) fn number(&mut self, most: u32, problem: &'static str) -> Result<u32, BadState> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return match u32::try_from(number) {
                    _ if byte == 0 && shift > 0 => Err(BadState("a number is longer than it need be")),
                    Ok(number) if number <= most => Ok(number),
                    _ => Err(BadState(problem)),
                };
            }
        }
        Err(BadState("a number has no end"))
    }

    /// Ends reading: nothing may be left.
    pub(crate) fn finish(self) -> Result<(), BadState> {
        if self.bytes.is_empty() { Ok(()) } else { Err(BadState("bytes follow the state")) }
    }
}
