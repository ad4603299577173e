use std::time::Instant;

/// The shortest of several times of each of two things, in seconds, measured in turns.
pub(super) fn in_turns<E>(
    rounds: usize,
    mut first: impl FnMut() -> Result<f64, E>,
    mut second: impl FnMut() -> Result<f64, E>,
) -> Result<(f64, f64), E> {
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..rounds {
        best = (best.0.min(first()?), best.1.min(second()?));
    }
    Ok(best)
}

/// The shortest of several times, in seconds.
pub(super) fn best<E>(rounds: usize, mut work: impl FnMut() -> Result<f64, E>) -> Result<f64, E> {
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        best = best.min(work()?);
    }
    Ok(best)
}

/// How long something takes, in seconds, and what it gives.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begin = Instant::now();
    let result = work();
    (begin.elapsed().as_secs_f64(), result)
}

/// The geometric mean of ratios.
pub(super) fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_ratios_is_geometric() {
        assert!((geometric_mean(&[1.0, 4.0]) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn the_best_round_counts() {
        let (mut a, mut b) = ([3.0, 1.0, 2.0].into_iter(), [6.0, 5.0, 7.0].into_iter());
        let best = in_turns(3, || a.next().ok_or(()), || b.next().ok_or(()));
        assert_eq!(best, Ok((1.0, 5.0)));
    }
}
