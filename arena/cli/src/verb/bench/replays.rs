use protocol::Tick;
use replay::{Reader, strip_logs, verify};

use super::Effort;
use super::row::Row;
use super::sample::Sample;
use super::timing::{best, timed};
use crate::exit::Failure;

/// How large the sample match's replay is without logs, how fast it is verified without bots, opening it included, and
/// how long the slowest jump to a tick takes.
pub(super) fn rows(effort: Effort, sample: &Sample) -> Result<Vec<Row>, Failure> {
    let size = strip_logs(sample.file.clone())?.len();
    let verifying = best(effort.rounds, || {
        let (seconds, result) = timed(|| verify(&Reader::from_bytes(sample.file.clone())?));
        result.map(|_| seconds).map_err(Failure::from)
    })?;
    Ok(vec![
        Row::at_most("replay of that match without logs", 20.0, "KB", size as f64 / 1e3),
        Row::at_least("verify without bots", 50_000.0, "ticks/s", Some(f64::from(sample.ticks) / verifying)),
        Row::at_most("the slowest jump to any tick", 10.0, "ms", slowest_jump(effort, sample)? * 1e3),
    ])
}

/// Each tick is jumped to some times from another part of the match, and the best counts; of all ticks, the worst.
fn slowest_jump(effort: Effort, sample: &Sample) -> Result<f64, Failure> {
    let reader = Reader::from_bytes(sample.file.clone())?;
    let ticks = sample.ticks as usize + 1;
    let mut best = vec![f64::INFINITY; ticks];
    // The golden section of the match: no two jumps in a row stay near each other, and every tick has its turn.
    let stride = (ticks * 618 / 1000..ticks).find(|&stride| gcd(stride, ticks) == 1).unwrap_or(1);
    let mut at = 0;
    for _ in 0..ticks * effort.rounds.min(4) {
        let (seconds, result) = timed(|| reader.game_at(Tick(at as u32)).map(drop));
        result?;
        best[at] = best[at].min(seconds);
        at = (at + stride) % ticks;
    }
    Ok(best.into_iter().fold(0.0, f64::max))
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
