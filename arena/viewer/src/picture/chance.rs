//! Accidents that are the same whenever one looks: numbers from a hash, never from a generator with a state.

/// A number from 0 to below 1 that depends on its seed only.
pub(crate) fn chance(seed: [u32; 3]) -> f32 {
    let mut mixed = 0x9e37_79b9_u32;
    for word in seed {
        mixed ^= word.wrapping_mul(0x85eb_ca6b);
        mixed = mixed.rotate_left(13).wrapping_mul(0xc2b2_ae35);
        mixed ^= mixed >> 16;
    }
    mixed = mixed.wrapping_mul(0x27d4_eb2f);
    mixed ^= mixed >> 15;
    (mixed >> 8) as f32 / (1_u32 << 24) as f32
}

/// As [`chance`], from `low` to below `high`.
pub(crate) fn between(low: f32, high: f32, seed: [u32; 3]) -> f32 {
    low + (high - low) * chance(seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accidents_are_spread_and_repeat() {
        let drawn: Vec<f32> = (0..1000).map(|i| chance([i, 7, 3])).collect();
        assert_eq!(drawn, (0..1000).map(|i| chance([i, 7, 3])).collect::<Vec<_>>());
        for tenth in 0..10 {
            let inside = drawn.iter().filter(|x| (**x * 10.0) as i32 == tenth).count();
            assert!((60..150).contains(&inside), "{inside} of 1000 in tenth {tenth}");
        }
    }
}
