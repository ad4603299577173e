/// The beginning of what the guest writes to stderr in a turn, and a count of the rest.
#[derive(Debug)]
pub(crate) struct Log {
    cap: usize,
    bytes: Vec<u8>,
    lost: u64,
}

impl Log {
    /// An empty log that keeps `cap` bytes a turn.
    pub(super) fn new(cap: u64) -> Log {
        Log { cap: usize::try_from(cap).unwrap_or(usize::MAX), bytes: Vec::new(), lost: 0 }
    }

    /// Takes what the guest wrote. What is too much is counted, which the guest does not notice.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let kept = bytes.len().min(self.cap - self.bytes.len());
        self.bytes.extend_from_slice(&bytes[..kept]);
        self.lost += (bytes.len() - kept) as u64;
    }

    /// Ends the turn: its bytes, and how many were lost.
    pub(super) fn end_turn(&mut self) -> (Vec<u8>, u64) {
        (std::mem::take(&mut self.bytes), std::mem::take(&mut self.lost))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_turn_keeps_its_beginning() {
        let mut log = Log::new(4);
        for bytes in [&b"abc"[..], b"def", b"ghi"] {
            log.write(bytes);
        }
        assert_eq!(log.end_turn(), (b"abcd".to_vec(), 5));
        log.write(b"j");
        assert_eq!(log.end_turn(), (b"j".to_vec(), 0));
    }
}
