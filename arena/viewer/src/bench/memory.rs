//! Whether the memory stays flat while a match is played over and over.

use std::fmt;
use std::time::{Duration, Instant};

use serde::Serialize;
use terminal::progress::Progress;

use super::draw;
use crate::windowless::Studio;
use crate::{Footage, TICKS_PER_SECOND};

/// Resident memory, in bytes; `None` where the system does not say.
#[derive(Serialize)]
pub(super) struct Soak {
    seconds: f64,
    loops: u32,
    frames: u64,
    at_start: Option<u64>,
    half_way: Option<u64>,
    at_end: Option<u64>,
}

/// Plays at a high speed, from the beginning again and again.
pub(super) fn soak(studio: &mut Studio, length: Duration) -> Soak {
    const STEP: f64 = TICKS_PER_SECOND * 16.0 / 30.0;
    let end = studio.world().get_resource::<Footage>().map_or(0.0, |footage| f64::from(footage.end().0));
    let mut progress = Progress::new("playing in a loop", length.as_secs());
    let (mut cursor, mut loops, mut frames) = (0.0, 0, 0);
    let (mut at_start, mut half_way) = (None, None);
    let began = Instant::now();
    while began.elapsed() < length {
        progress.at(began.elapsed().as_secs());
        draw(studio, cursor);
        cursor += STEP;
        frames += 1;
        if cursor > end {
            cursor = 0.0;
            loops += 1;
        }
        // Caches and pools fill during the first loop; a slow machine does not get that far.
        if at_start.is_none() && (loops > 0 || began.elapsed() * 10 >= length) {
            at_start = resident();
        }
        if half_way.is_none() && began.elapsed() * 2 >= length {
            half_way = resident();
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    Soak { seconds, loops, frames, at_start, half_way, at_end: resident() }
}

/// What the kernel counts as this process's.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}

impl fmt::Display for Soak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mib = |bytes: Option<u64>| bytes.map_or("?".to_owned(), |bytes| format!("{} MiB", bytes >> 20));
        let (start, half, end) = (mib(self.at_start), mib(self.half_way), mib(self.at_end));
        let (seconds, loops, frames) = (self.seconds, self.loops, self.frames);
        write!(
            f,
            "{start} when warm, {half} half way, {end} at the end ({frames} frames, {loops} loops, {seconds:.0} s)"
        )
    }
}
