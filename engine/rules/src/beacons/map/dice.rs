use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::Archetype;

/// The only randomness in a map: a ChaCha8 stream whose key is the hash of everything that was asked for.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(archetype: Archetype, size: u8, teams: u8, seed: &str) -> Dice {
        let mut hasher = blake3::Hasher::new();
        for field in
            ["robodrome map".as_bytes(), archetype.word().as_bytes(), &[size], &[teams], seed.as_bytes()]
        {
            // The length in front keeps fields apart: no two askings give the same bytes.
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        Dice(ChaCha8Rng::from_seed(*hasher.finalize().as_bytes()))
    }

    /// A number from 0 up to, but not including, `end`, which is not 0. The bias is below `end` in 2^32.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(end)) >> 32) as u32
    }

    /// A number from `first` to `last`, both included; `first` where the range is empty.
    pub(super) fn between(&mut self, first: u8, last: u8) -> u8 {
        first + self.below(u32::from(last.saturating_sub(first)) + 1) as u8
    }

    /// True this many times in a hundred.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of them, unless there are none.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let place = self.below(u32::try_from(from.len()).ok()?);
        from.get(place as usize).copied()
    }

    /// Puts them into any order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}
