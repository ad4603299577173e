//! Choices that generators make, from the bytes of an input. When the bytes are used up, every choice is the first.

use arbitrary::Unstructured;

/// Chooses.
pub(crate) trait Pick {
    /// One of these.
    fn one<T: Copy>(&mut self, of: &[T]) -> T;
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize;
    /// Once in `n` times.
    fn rarely(&mut self, n: usize) -> bool;
    /// A byte.
    fn byte(&mut self) -> u8;
    /// Any 64 bits.
    fn bits(&mut self) -> u64;
    /// A number that programs get wrong: near 0, near a power of two, near the largest, or any.
    fn edge(&mut self) -> u64;
}

impl Pick for Unstructured<'_> {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn below(&mut self, n: usize) -> usize {
        self.int_in_range(0..=n - 1).unwrap_or(0)
    }

    fn rarely(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    fn byte(&mut self) -> u8 {
        self.arbitrary().unwrap_or(0)
    }

    fn bits(&mut self) -> u64 {
        self.arbitrary().unwrap_or(0)
    }

    fn edge(&mut self) -> u64 {
        let near = u64::from(self.byte() % 5).wrapping_sub(2);
        match self.below(4) {
            0 => near,
            1 => (1u64 << self.below(64)).wrapping_add(near),
            2 => u64::MAX.wrapping_add(near),
            _ => self.bits(),
        }
    }
}
