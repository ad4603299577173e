//! A target that must fail: whoever runs the others can see by it that a broken law is found.

use std::borrow::Cow;

use protocol::{ParsedReply, parse_reply};

use crate::lines;

/// The law of lines, of a reader with a mistake that hides well.
pub fn check(data: &[u8]) {
    let line = lines::line(data);
    lines::agrees(&line, read);
}

/// Takes an order to repair for one to give, but only where it is the second or a later one, names no amount, and the
/// line has a mark as well.
fn read(line: &[u8]) -> ParsedReply<'_> {
    let mut parsed = parse_reply(line);
    if !parsed.marks.is_empty() {
        for ask in parsed.asks.iter_mut().skip(1).filter(|ask| ask.verb == "repair" && ask.amount.is_none()) {
            ask.verb = Cow::Borrowed("give");
        }
    }
    parsed
}
