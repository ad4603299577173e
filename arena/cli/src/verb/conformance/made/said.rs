//! Lines that are too long to be written down.

/// An order that stands in every tick that the bank covers it.
const SPAWN: &str = r#"{"do":"spawn","to":"s"}"#;

pub(super) fn brackets() -> Vec<u8> {
    line(&"[".repeat(60_000))
}

pub(super) fn brackets_over_the_limit() -> Vec<u8> {
    line(&"[".repeat(100_000))
}

pub(super) fn objects() -> Vec<u8> {
    line(&format!("{}0{}", r#"{"a":"#.repeat(10_000), "}".repeat(10_000)))
}

/// A thousand orders for units that are not there.
pub(super) fn orders() -> Vec<u8> {
    orders_for(1_000)
}

/// A hundred lines of a thousand orders each: more than is read in a tick.
pub(super) fn orders_in_many_lines() -> Vec<u8> {
    orders_for(1_000).repeat(100)
}

fn orders_for(units: usize) -> Vec<u8> {
    let order = |unit| format!(r#"{{"unit":{},"do":"mine"}}"#, 1_000 + unit);
    let orders: Vec<String> = (0..units).map(order).collect();
    line(&format!(r#"{{"orders":[{}]}}"#, orders.join(",")))
}

/// A line as long as a line may be, filled up with blanks, and the same with one more.
pub(super) fn longest_line() -> Vec<u8> {
    let order = format!(r#"{{"orders":[{SPAWN}]}}"#);
    let filled = |bytes: usize| line(&format!("{order}{}", " ".repeat(bytes - order.len())));
    [filled(protocol::limits::LINE_BYTES), filled(protocol::limits::LINE_BYTES + 1)].concat()
}

pub(super) fn marks_and_watches() -> Vec<u8> {
    let mark = |i: usize| format!(r#"{{"kind":"text","at":[{},{}],"text":"{i}"}}"#, i % 17, i % 13);
    let marks: Vec<String> = (0..700).map(mark).collect();
    let watches: Vec<String> = (0..1_000).map(|i| format!(r#""key {i}":{i}"#)).collect();
    line(&format!(r#"{{"orders":[],"marks":[{}],"watch":{{{}}}}}"#, marks.join(","), watches.join(",")))
}

pub(super) fn keys() -> Vec<u8> {
    let fields: Vec<String> = (0..6_000).map(|i| format!(r#""k{i}":0"#)).collect();
    line(&format!("{{{}}}", fields.join(",")))
}

fn line(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}
