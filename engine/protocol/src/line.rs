use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The version that a start line names.
pub const PROTOCOL_VERSION: u32 = 1;

/// How the match ended for the bot that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Result {
    /// This bot won.
    Won,
    /// Another bot won.
    Lost,
    /// Nobody won.
    Draw,
}

/// The last line: `{"type":"end",...}`. End of file follows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename = "end")]
pub struct End {
    /// The last tick that was played.
    pub tick: u32,
    /// How it ended for the reader.
    pub result: Result,
    /// Final points by team, the reader's own first.
    pub points: Vec<u32>,
}
