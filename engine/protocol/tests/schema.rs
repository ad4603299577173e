//! The schemas and examples in `bots/sdk` are what authors of other SDKs work from, so they must match the types.
//!
//! `UPDATE=1 cargo test -p robodrome-protocol --test schema` rewrites the schemas.
#![allow(clippy::unwrap_used, reason = "in a test, what cannot go on shall fail")]

use std::{env, fs, path::PathBuf};

use protocol::{End, Note, Reply, beacons, parse_reply, schema};
use serde::{Serialize, de::DeserializeOwned};

fn sdk(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../bots/sdk").join(path)
}

#[test]
fn checked_in_schemas_are_current() {
    for document in schema::documents() {
        let path = sdk("schema").join(document.file);
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &document.json).unwrap();
        }
        let checked_in = fs::read_to_string(&path).unwrap_or_default();
        assert!(checked_in == document.json, "{} is out of date: run this test with UPDATE=1", document.file);
    }
}

/// Every example must be read by its type and be written again byte for byte.
fn check_example<T: Serialize + DeserializeOwned>(file: &str) -> T {
    let text = fs::read_to_string(sdk("examples").join(file)).unwrap();
    let value: T = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), text.trim_end(), "{file}");
    value
}

#[test]
fn examples_are_what_the_engine_writes() {
    let start: beacons::Start = check_example("start.json");
    let tick: beacons::Observation = check_example("tick.json");
    check_example::<End>("end.json");
    let ore_cells = start.map.iter().flat_map(|row| row.chars()).filter(|&c| c == 'o').count();
    assert_eq!(tick.ore.len(), ore_cells);
    assert_eq!(start.map.len(), usize::from(start.height));
    assert!(start.map.iter().all(|row| row.len() == usize::from(start.width)));
}

#[test]
fn the_example_reply_is_read_without_a_drop() {
    let text = fs::read(sdk("examples/reply.json")).unwrap();
    let typed: Reply = serde_json::from_slice(&text).unwrap();
    let parsed = parse_reply(text.trim_ascii_end());
    assert_eq!(parsed.drops, Vec::<Note>::new());
    assert_eq!((parsed.asks.len(), parsed.marks.len(), parsed.watches.len()), (4, 3, 2));
    assert_eq!(typed.marks, parsed.marks);
}
