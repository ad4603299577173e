use std::time::Instant;

/// Two things that are done in the same steps, in seconds: each step of each takes the shortest of its times, measured in
/// turns, so that what else the machine does in between hardly counts.
pub(super) fn in_turns<E>(
    rounds: usize,
    mut first: impl FnMut() -> Result<Vec<f64>, E>,
    mut second: impl FnMut() -> Result<Vec<f64>, E>,
) -> Result<(f64, f64), E> {
    let mut best = (first()?, second()?);
    for _ in 1..rounds {
        shorten(&mut best.0, &first()?);
        shorten(&mut best.1, &second()?);
    }
    Ok((best.0.iter().sum(), best.1.iter().sum()))
}

fn shorten(best: &mut [f64], times: &[f64]) {
    for (best, time) in best.iter_mut().zip(times) {
        *best = best.min(*time);
    }
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
    fn of_each_step_the_best_round_counts() {
        let rounds = |times: [[f64; 2]; 3]| times.map(|round| round.to_vec()).into_iter();
        let (mut a, mut b) =
            (rounds([[3.0, 1.0], [1.0, 4.0], [2.0, 2.0]]), rounds([[6.0, 6.0], [5.0, 7.0], [7.0, 8.0]]));
        let best = in_turns(3, || a.next().ok_or(()), || b.next().ok_or(()));
        assert_eq!(best, Ok((2.0, 11.0)));
    }
}
