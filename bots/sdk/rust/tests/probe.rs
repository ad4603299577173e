//! What every SDK's probe must answer, `bots/sdk/probe/expected.json`, must be what the engine reads: all of it, and nothing
//! dropped. `bots/sdk/check.sh` plays the probes themselves.
#![allow(clippy::unwrap_used, reason = "in a test, what cannot go on shall fail")]

use std::collections::BTreeSet;

use protocol::{Mark, Note, Reply, beacons::Verb, parse_reply};
use serde_json::Value;

fn answers() -> Vec<String> {
    let expected: Value = serde_json::from_str(include_str!("../../probe/expected.json")).unwrap();
    expected["replies"].as_array().unwrap().iter().map(Value::to_string).collect()
}

#[test]
fn nothing_in_it_is_dropped() {
    for answer in answers() {
        let parsed = parse_reply(answer.as_bytes());
        let reply: Reply = serde_json::from_str(&answer).unwrap();
        assert_eq!(parsed.drops, Vec::<Note>::new(), "{answer}");
        assert_eq!(parsed.asks.len(), reply.orders.len(), "{answer}");
        assert_eq!(parsed.watches.len(), reply.watch.len(), "{answer}");
    }
}

#[test]
fn it_holds_every_order_and_every_mark() {
    let replies: Vec<Reply> = answers().iter().map(|answer| serde_json::from_str(answer).unwrap()).collect();
    let verbs: BTreeSet<&str> =
        replies.iter().flat_map(|r| &r.orders).map(|order| order.verb.word()).collect();
    assert_eq!(verbs, Verb::ALL.iter().map(|verb| verb.word()).collect());
    let marks: Vec<&Mark> = replies.iter().flat_map(|r| &r.marks).collect();
    assert!(matches!(marks[..], [Mark::Line { .. }, Mark::Circle { .. }, Mark::Text { .. }]), "{marks:?}");
}
