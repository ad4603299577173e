//! What a ladder tells, as far as the commands use it. `GET /api/openapi.json` has all of it.

use serde::{Deserialize, Serialize};

/// Words for the state of a match and of a version.
pub mod state {
    /// A match waits.
    pub const QUEUED: &str = "queued";
    /// A match is played.
    pub const RUNNING: &str = "running";
    /// A match is over.
    pub const FINISHED: &str = "finished";
    /// A match ended its workers, and is put aside.
    pub const QUARANTINED: &str = "quarantined";
    /// A version is looked into.
    pub const CHECKING: &str = "checking";
    /// A version may play.
    pub const ADMITTED: &str = "admitted";
}

/// A player.
#[derive(Clone, Debug, Deserialize)]
pub struct Player {
    /// The name.
    pub name: String,
    /// `player` or `admin`.
    pub role: String,
}

/// Somebody who signed up.
#[derive(Clone, Debug, Deserialize)]
pub struct SignedUp {
    /// The name, as the ladder keeps it.
    pub name: String,
    /// A token, told only once.
    pub token: String,
}

/// A bot.
#[derive(Clone, Debug, Deserialize)]
pub struct Bot {
    /// Opaque.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its player's name.
    pub player: String,
    /// The game that it plays.
    pub game: String,
    /// The version that plays now.
    pub current_version: Option<String>,
    /// Whether everybody may download its versions.
    pub source_public: bool,
    /// Whether everybody may read its logs.
    pub logs_public: bool,
    /// Whether it plays no more.
    pub withdrawn: bool,
    /// Its versions, the newest first.
    #[serde(default)]
    pub versions: Vec<Version>,
}

/// A version of a bot.
#[derive(Clone, Debug, Deserialize)]
pub struct Version {
    /// Opaque.
    pub id: String,
    /// Its bot.
    pub bot: String,
    /// 1 is the first.
    pub number: i64,
    /// `checking`, `admitted` or `refused`.
    pub state: String,
    /// What its author says of it.
    pub note: String,
    /// The language it is written in; empty where nobody said.
    pub language: String,
    /// BLAKE3 of what was uploaded.
    pub blake3: String,
    /// Its length.
    pub bytes: u64,
    /// Why it is refused.
    pub refusal: Option<Refusal>,
}

/// Why a version is refused.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Refusal {
    /// The stable word of the rule.
    pub code: String,
    /// What breaks it, and where.
    pub detail: String,
    /// What the rule is, and what to do.
    pub explanation: String,
}

/// A season.
#[derive(Clone, Debug, Deserialize)]
pub struct Season {
    /// 1 is the first.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The game.
    pub game: String,
    /// Whether it is still played.
    pub open: bool,
}

/// A row of the leaderboard.
#[derive(Clone, Debug, Deserialize)]
pub struct Standing {
    /// 1 is best.
    pub rank: u64,
    /// The bot.
    pub bot: String,
    /// Its name.
    pub name: String,
    /// Its player's name.
    pub player: String,
    /// The higher the better.
    pub rating: f64,
    /// How uncertain that is.
    pub deviation: f64,
    /// Matches that were counted.
    pub matches: i64,
    /// Of these, won.
    pub wins: i64,
    /// Of these, drawn.
    pub draws: i64,
    /// Of these, lost.
    pub losses: i64,
}

/// A match.
#[derive(Clone, Debug, Deserialize)]
pub struct Match {
    /// BLAKE3 of everything that decides it.
    pub id: String,
    /// `ladder`, `challenge` or `tournament`.
    pub kind: String,
    /// The kind of map; empty in a game with one board.
    pub map: String,
    /// `queued`, `running`, `finished` or `quarantined`.
    pub state: String,
    /// The seat that won.
    pub winner: Option<usize>,
    /// Why it ended.
    pub reason: Option<String>,
    /// Its length.
    pub ticks: Option<u32>,
    /// Why it is quarantined.
    pub problem: Option<String>,
    /// By seat.
    pub seats: Vec<Seat>,
}

/// A seat of a match.
#[derive(Clone, Debug, Deserialize)]
pub struct Seat {
    /// The bot.
    pub bot: String,
    /// Its name.
    pub name: String,
    /// Its player's name.
    pub player: String,
    /// The version's number.
    pub version: i64,
    /// Points.
    pub score: Option<i64>,
    /// What the match changed of its rating.
    pub gain: Option<f64>,
}

impl Match {
    /// Whether nothing more comes of it by itself.
    pub fn is_over(&self) -> bool {
        self.state == state::FINISHED || self.state == state::QUARANTINED
    }
}
