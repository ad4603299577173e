//! Every limit of the service: its value, its unit, and the reason for it.

use std::time::Duration;

/// The longest module or script, in bytes: the largest of our bots, written in Go, has 2.6 MB. The sandbox admits more,
/// for the interpreters that come with the engine.
pub(crate) const UPLOAD_BYTES: usize = 4 << 20;

/// The longest form but for uploads, in bytes: names and tokens.
pub(crate) const FORM_BYTES: usize = 16 << 10;

/// What a multipart upload may have beside its file, in bytes: names, a note, boundaries.
pub(crate) const UPLOAD_FRAME_BYTES: usize = 64 << 10;

/// How long a request may take to send its head: slow ones hold a connection that others wait for.
pub(crate) const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long a request may take to be sent and answered, but for live events.
pub(crate) const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Connections at the same time: each takes some 50 KB, and a file descriptor.
pub(crate) const CONNECTIONS: usize = 2_000;

/// Uploads that are read at the same time: each holds its bytes in memory.
pub(crate) const UPLOADS_AT_ONCE: usize = 32;

/// Streams of live events at the same time.
pub(crate) const EVENT_STREAMS: usize = 1_000;

/// Uploads of one player in an hour: an admission compiles, which takes a core for up to a minute.
pub(crate) const UPLOADS_AN_HOUR: i64 = 60;

/// Versions of one player that wait for admission at the same time.
pub(crate) const UPLOADS_WAITING: i64 = 10;

/// Versions that wait for admission and still go ahead of matches, since somebody waits for them. Those of a flood take turns
/// with matches: otherwise none would be played until it is over.
pub(crate) const ADMISSIONS_AHEAD: i64 = 4;

/// Matches that go ahead of each further admission, which takes about a tenth of a second, as short matches do.
pub(crate) const MATCHES_AN_ADMISSION: i64 = 1;

/// What one player may have stored, in bytes: modules and scripts of all versions.
pub(crate) const STORED_BYTES: i64 = 256 << 20;

/// Bots of one player.
pub(crate) const BOTS: i64 = 50;

/// Challenges of one player in an hour.
pub(crate) const CHALLENGES_AN_HOUR: i64 = 60;

/// Tokens of one player that are good at the same time.
pub(crate) const TOKENS: i64 = 20;

/// Players who sign up in an hour, all together: open sign-up must not fill a database.
pub(crate) const SIGN_UPS_AN_HOUR: i64 = 200;

/// The longest name of a player or a bot, in characters: what a row of the leaderboard can show.
pub(crate) const NAME_CHARS: usize = 32;

/// The longest note of a version, in characters.
pub(crate) const NOTE_CHARS: usize = 200;

/// How long somebody who signed in on a page stays so.
pub(crate) const SESSION: Duration = Duration::from_secs(30 * 24 * 3600);

/// How long an invitation is good.
pub(crate) const INVITATION: Duration = Duration::from_secs(30 * 24 * 3600);

/// How often a match is given to a worker before it is put aside: workers end for other reasons too, but a match that
/// ends every one of them must not be tried for ever.
pub(crate) const TRIES: i64 = 3;

/// Matches of a tournament.
pub(crate) const TOURNAMENT_MATCHES: usize = 20_000;

/// One finished match in so many is played again, to see whether it comes out the same.
pub(crate) const SPOT_CHECK_EVERY: u64 = 20;

/// The longest log of a bot in a match that is shown at once, in bytes.
pub(crate) const LOG_BYTES: usize = 1 << 20;

/// Free space on the disk below which uploads are refused, in bytes: matches that run must still be written.
pub(crate) const DISK_FREE_BYTES: u64 = 64 << 20;

/// Rows of a page.
pub(crate) const PAGE_ROWS: i64 = 50;

/// Points of a rating curve: as many as a screen has room for.
pub(crate) const CURVE_POINTS: i64 = 300;
