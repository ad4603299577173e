//! What a replay may hold. A reader refuses more before it allocates; a writer refuses to write it.
//!
//! Each number has room for several times what the games of today need. Raising one later keeps every older file
//! readable.

/// Longest file, in bytes: a match of eight seats that all flood their logs stays below a tenth of it.
pub const FILE_BYTES: u64 = 1 << 30;

/// Longest body of the header, in bytes: parameters and a map are a few KiB.
pub const HEADER_BYTES: usize = 512 * 1024;

/// Longest name of a game, a bot, an author or a language, in bytes.
pub const NAME_BYTES: usize = 256;

/// Longest seed, in bytes: it is any text that an organiser likes.
pub const SEED_BYTES: usize = 1024;

/// Longest parameters, in bytes of JSON.
pub const PARAMS_BYTES: usize = 64 * 1024;

/// Longest map, in bytes of text: a board of 255 x 255 fits.
pub const MAP_BYTES: usize = 256 * 1024;

/// Most seats: twice those of the largest game.
pub const SEATS: usize = 16;

/// Most turns of a match, initialisation and farewell included: half a day at 25 ticks a second.
pub const TURNS: u32 = 1 << 20;

/// Most turns of a block. A seek plays at most this many ticks.
pub const TURNS_PER_BLOCK: usize = 64;

/// Most orders of one seat in one tick: 512 units and a core, twice.
pub const ORDERS_PER_TURN: usize = 1024;

/// Longest saved state, in bytes: 512 units and a full board are about 20 KiB.
pub const KEYFRAME_BYTES: usize = 4 << 20;

/// Longest column of a block, in bytes before compression: 16 seats with 1,000 units each fit.
pub const COLUMN_BYTES: usize = 16 << 20;

/// Longest body of a block, in bytes: its columns, even where none of them can be compressed.
pub const BLOCK_BYTES: usize = KEYFRAME_BYTES + 2 * COLUMN_BYTES + 4096;

/// Longest standard error of one seat in one turn, in bytes. The sandbox cuts it far below.
pub const STDERR_BYTES: usize = 1 << 20;

/// Logs, in bytes, after which a writer closes its block early, so that a flood is cut into pieces that fit in memory.
pub const LOG_SOFT_BYTES: usize = 8 << 20;

/// Longest logs of a block, in bytes before compression: the soft limit and one turn of 16 seats at their worst.
pub const LOG_BYTES: usize = 32 << 20;

/// Longest body of the ending, in bytes: the outcome, and at most 16 bytes a block.
pub const ENDING_BYTES: usize = 16 * TURNS as usize + 4096;
