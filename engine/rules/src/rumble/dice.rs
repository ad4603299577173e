use core::hash::Hasher;

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};
use siphasher::sip::SipHasher13;

/// The random numbers of a match: those that the original draws for the same seed, which it gets from Rust's default hash
/// of a text and its standard generator of that time.
#[derive(Clone, Debug)]
pub(super) struct Dice(ChaCha12Rng);

impl Dice {
    pub(super) fn new(seed: &str) -> Dice {
        let hash = hash(seed).to_le_bytes();
        let mut key = [0; 32];
        key.chunks_exact_mut(hash.len()).for_each(|part| part.copy_from_slice(&hash));
        Dice(ChaCha12Rng::from_seed(key))
    }

    /// The same dice after so many words were drawn.
    pub(super) fn at(&self, drawn: u32) -> Dice {
        let mut dice = self.clone();
        dice.0.set_word_pos(drawn.into());
        dice
    }

    /// Words that were drawn so far.
    pub(super) fn drawn(&self) -> u32 {
        // A match of 50,000 turns draws 30,000 words or so.
        u32::try_from(self.0.get_word_pos()).expect("no match draws four thousand million words")
    }

    /// A number below `end`, which is not 0: the high half of a 64-bit product, drawn again where the low half falls
    /// outside the largest zone that is a power of two times `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let zone = (end << end.leading_zeros()) - 1;
        loop {
            let product = u64::from(self.0.next_u32()) * u64::from(end);
            let (high, low) = ((product >> 32) as u32, product as u32);
            if low <= zone {
                return high;
            }
        }
    }
}

/// SipHash-1-3 without a key, of the text and a byte that no text holds.
fn hash(seed: &str) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(0, 0);
    hasher.write(seed.as_bytes());
    hasher.write_u8(0xff);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_hashed_as_recorded() {
        for line in include_str!("../../tests/rumble/spawn-vectors.jsonl").lines() {
            let vector: serde_json::Value = serde_json::from_str(line).unwrap();
            let seed = vector["seed"].as_str().unwrap();
            assert_eq!(alloc::format!("{:016x}", hash(seed)), vector["siphash13"], "{seed:?}");
        }
    }

    #[test]
    fn dice_go_on_from_where_they_were() {
        let mut dice = Dice::new("somewhere");
        (0..77).for_each(|_| _ = dice.below(46));
        let drawn = dice.drawn();
        assert!(drawn > 77, "some words are drawn again: {drawn}");
        let mut again = Dice::new("somewhere").at(drawn);
        assert!((0..100).all(|_| again.below(48) == dice.below(48)));
    }
}
