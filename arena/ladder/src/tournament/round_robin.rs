//! Everybody against everybody, all at once: no pairing depends on another.

use crate::tournament::{Next, Pairing};

/// All pairings, then the end.
pub(super) fn next(bots: usize, played: &[Pairing]) -> Next {
    if !played.is_empty() {
        return Next::Over;
    }
    let pairs = (0..bots).flat_map(|a| (a + 1..bots).map(move |b| (a, b)));
    Next::Round(0, pairs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_meets_everybody_once() {
        let Next::Round(0, pairs) = next(4, &[]) else { panic!("a round") };
        assert_eq!(pairs, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    }
}
