//! Every limit of the client: its value, its unit, and the reason for it.

use std::time::Duration;

/// The longest answer but for replays, in bytes: a leaderboard of ten thousand bots has three million.
pub(crate) const ANSWER_BYTES: u64 = 16 << 20;

/// The longest replay, in bytes: as long as a replay may be at all.
pub(crate) const REPLAY_BYTES: u64 = replay::limits::FILE_BYTES;

/// The longest replay of a match that is being played, in bytes: twice what a ladder shows of one.
pub(crate) const LIVE_BYTES: u64 = 16 << 20;

/// How long it may take to reach a ladder: longer than any network that works.
pub(crate) const CONNECT_TIME: Duration = Duration::from_secs(10);

/// How long a request may take in all: twice what a ladder gives itself, since networks add to it.
pub(crate) const REQUEST_TIME: Duration = Duration::from_secs(60);

/// How long a ladder that has answered before may be away: as long as one takes that is updated, three times over.
pub(crate) const OUTAGE: Duration = Duration::from_secs(120);

/// How long a replay may take to come, over a slow network.
pub(crate) const REPLAY_TIME: Duration = Duration::from_secs(300);
