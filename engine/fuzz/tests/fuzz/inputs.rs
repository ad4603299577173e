//! New inputs: made of nothing, or of those that are kept.

use arbitrary::Unstructured;
use fuzz::Target;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::shelf;

/// Choices that one change of an input takes, in bytes.
const CHOICES: usize = 256;

/// An endless list that follows from a seed and from what is kept.
pub(crate) struct Inputs {
    dice: ChaCha8Rng,
    kept: Vec<Vec<u8>>,
    longest: usize,
}

impl Inputs {
    pub(crate) fn new(target: &Target, seed: u64) -> Inputs {
        let kept = [shelf::CORPUS, shelf::REGRESSIONS].map(|shelf| shelf::inputs(shelf, target.name));
        Inputs {
            dice: ChaCha8Rng::seed_from_u64(seed),
            kept: kept.into_iter().flatten().map(|(_, input)| input).collect(),
            longest: target.longest,
        }
    }

    fn below(&mut self, n: usize) -> usize {
        (self.dice.next_u64() % n as u64) as usize
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.dice.fill_bytes(&mut bytes);
        bytes
    }

    /// Bytes of any kind; short ones are as likely as long ones.
    fn fresh(&mut self) -> Vec<u8> {
        let most = (1 << self.below(16)).min(self.longest);
        let length = self.below(most + 1);
        let mut bytes = self.bytes(length);
        // The first byte is often a small number that says what kind of input the rest is.
        if self.below(2) == 0 && !bytes.is_empty() {
            bytes[0] %= 4;
        }
        bytes
    }

    fn kept(&mut self) -> Vec<u8> {
        match self.kept.len() {
            0 => Vec::new(),
            count => {
                let at = self.below(count);
                self.kept[at].clone()
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.kept.is_empty() || self.below(3) == 0 {
            return Some(self.fresh());
        }
        let (mut input, other) = (self.kept(), self.kept());
        let choices = self.bytes(CHOICES);
        fuzz::edit(&mut Unstructured::new(&choices), &mut input, &other);
        input.truncate(self.longest);
        Some(input)
    }
}
