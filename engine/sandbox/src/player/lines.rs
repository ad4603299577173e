use std::fmt;

/// Lines without their `\n`, in one buffer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Lines {
    bytes: Vec<u8>,
    /// Where each line ends in `bytes`.
    ends: Vec<usize>,
}

impl Lines {
    /// The lines, in the order in which they were written.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u8]> + Clone {
        (0..self.ends.len()).map(|i| {
            let begin = if i == 0 { 0 } else { self.ends[i - 1] };
            &self.bytes[begin..self.ends[i]]
        })
    }

    /// Number of lines.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes the lines away and keeps bytes of a line that is not complete yet.
    pub(super) fn take_complete(&mut self) -> Lines {
        let rest = self.partial().to_vec();
        let mut taken = std::mem::replace(self, Lines { bytes: rest, ends: Vec::new() });
        taken.bytes.truncate(taken.complete());
        taken
    }

    /// The line that is not complete yet.
    pub(super) fn partial(&self) -> &[u8] {
        &self.bytes[self.complete()..]
    }

    pub(super) fn extend_partial(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn drop_partial(&mut self) {
        self.bytes.truncate(self.complete());
    }

    pub(super) fn complete_partial(&mut self) {
        self.ends.push(self.bytes.len());
    }

    fn complete(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(String::from_utf8_lossy)).finish()
    }
}
