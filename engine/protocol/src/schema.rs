//! JSON Schema of every message, for SDKs in other languages. Needs the feature `schema`.

use alloc::{format, string::String};

use crate::{End, Reply, beacons};

/// A message and its schema, as pretty-printed JSON ended by a newline.
pub struct Document {
    /// File name, without a folder.
    pub file: &'static str,
    /// The schema.
    pub json: String,
}

/// The schemas of every message of Beacons.
pub fn documents() -> [Document; 4] {
    fn document<T: schemars::JsonSchema>(file: &'static str) -> Document {
        let schema = schemars::schema_for!(T);
        let text = serde_json::to_string_pretty(&schema).expect("a schema has only text keys");
        Document { file, json: format!("{text}\n") }
    }
    [
        document::<beacons::Start>("beacons-start.schema.json"),
        document::<beacons::Observation>("beacons-tick.schema.json"),
        document::<Reply>("beacons-reply.schema.json"),
        document::<End>("end.schema.json"),
    ]
}
