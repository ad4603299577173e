use alloc::{collections::BTreeMap, string::String};
use serde::{Deserialize, Serialize};

use crate::UnitId;

/// One watched value, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// The unit it belongs to, or `None` for the bot as a whole.
    pub unit: Option<UnitId>,
    /// Its name.
    pub key: String,
    /// Its value, as text.
    pub value: String,
}

/// What a bot sends as `"watch"`: names and values. A value is a text, a number, a truth value or null; under a key that
/// is a unit's number stands that unit's own object: `{"plan":"raid","3":{"target":"core"}}`.
pub type WatchMap = BTreeMap<String, serde_json::Value>;
