//! Reading what a bot says: any bytes, and JSON that is nearly right.

mod intake;
mod naive;
mod writing;

use arbitrary::Unstructured;
use protocol::{ParsedReply, limits, parse_reply};

use crate::bounds::Bounds;
use crate::pick::Pick;

/// For a line of at most some 64 KiB: a tree of JSON takes some fifty bytes for each of the line's.
const BOUNDS: Bounds = Bounds { cpu_ms: 2_000, peak_bytes: 32 << 20 };

/// Checks one line.
pub fn check(data: &[u8]) {
    let line = line(data);
    BOUNDS.hold(|| agrees(&line, parse_reply));
    intake::agrees(&line);
}

/// The line that an input stands for: itself, or what is written with its choices.
pub(crate) fn line(data: &[u8]) -> Vec<u8> {
    match data.split_first() {
        // A line of a bot that is up to no good is text, most of the time.
        Some((0, choices)) => {
            let mut u = Unstructured::new(choices);
            let mut line = writing::line(&mut u);
            if u.rarely(4) {
                crate::edit(&mut u, &mut line, br#"{"orders":[{"unit":1,"do":"give","to":"n","amount":3}]}"#);
            }
            line
        }
        _ => data.to_vec(),
    }
}

/// Requires a reader to keep its limits, and to find what the naive one does.
pub(crate) fn agrees<'l>(line: &'l [u8], read: impl Fn(&'l [u8]) -> ParsedReply<'l>) {
    let parsed = read(line);
    assert!(parsed.asks.len() <= limits::ORDERS_PER_LINE);
    assert!(parsed.marks.len() <= limits::MARKS_PER_TICK);
    assert!(parsed.watches.len() <= limits::WATCHES_PER_TICK);
    for watch in &parsed.watches {
        assert!(watch.key.len() <= limits::WATCH_KEY_BYTES && watch.value.len() <= limits::WATCH_VALUE_BYTES);
    }
    let expected = naive::read(line);
    let text = || String::from_utf8_lossy(&line[..line.len().min(2_000)]);
    assert_eq!(parsed.asks, expected.asks, "orders of {}", text());
    assert_eq!(parsed.marks, expected.marks, "marks of {}", text());
    assert_eq!(parsed.watches, expected.watches, "watches of {}", text());
    assert_eq!(parsed.drops, expected.drops, "drops of {}", text());
}
