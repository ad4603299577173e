//! The time of day. It may jump while a ladder runs, by hours or days, in either direction: somebody sets it, or it was
//! never right. So it is for people to read and for limits that end some day, and nothing else rests on it:
//!
//! - What came after what is told by numbers that the database counts: matches, versions, results.
//! - How long something takes is told by a clock that only goes forward ([`std::time::Instant`]).
//! - Quotas look at one hour, with an end and a beginning. After a jump a player may have another hour's worth, once;
//!   nobody is shut out until a time that was never right comes again.
//! - Sessions and invitations end by it. One that a wrong clock has ended is good again when the clock is right.

use std::time::{SystemTime, UNIX_EPOCH};

/// An hour, in milliseconds.
pub(crate) const HOUR_MS: i64 = 3_600_000;

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The first and the last moment of the hour that ends now: what is later than that was dated by a clock that has been
/// set back, and is in no quota.
pub(crate) fn last_hour() -> (i64, i64) {
    let now = now_ms();
    (now - HOUR_MS, now)
}
