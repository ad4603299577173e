use alloc::{
    borrow::Cow,
    string::{String, ToString},
    vec::Vec,
};
use core::{fmt, marker::PhantomData};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::{Dir, Mark, Reason, UnitId, Watch, WatchMap, beacons::Order, limits};

/// What a bot writes: orders, and debug output that is recorded but never simulated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reply {
    /// At most one order a unit, and one spawn.
    pub orders: Vec<Order>,
    /// Drawn on the board for the bot's author.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Shown beside the board for the bot's author.
    #[serde(default, skip_serializing_if = "WatchMap::is_empty")]
    pub watch: WatchMap,
}

/// Something that went wrong with an order, as told to the bot and recorded in a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// The unit that was ordered; null for the core, for a whole line, and for a number that no unit can have.
    pub unit: Option<UnitId>,
    /// Why it was dropped, or failed.
    pub why: Reason,
}

/// A drop found while a line was read.
pub type LineDrop = Note;

/// An order as read: well formed, but not yet known to be one of the game's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The number under `unit`; `None` where it is left out or null. Numbers that no unit can have become `u16::MAX`.
    pub unit: Option<UnitId>,
    /// The word under `do`.
    pub verb: Cow<'a, str>,
    /// The direction under `to`, `Some(Err(()))` where it is no direction.
    pub to: Option<Result<Dir, ()>>,
    /// The number under `amount`, `Some(Err(()))` where it is no whole number from 0 to 2^32 - 1.
    pub amount: Option<Result<u32, ()>>,
}

/// One line of a bot, taken apart. Whatever was wrong stands in `drops`; the rest is usable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedReply<'a> {
    /// The orders, in the order of the line.
    pub asks: Vec<Ask<'a>>,
    /// Marks, cut to their limits. Malformed ones are left out.
    pub marks: Vec<Mark>,
    /// Watches, cut to their limits. Malformed ones are left out.
    pub watches: Vec<Watch>,
    /// What was dropped, and why.
    pub drops: Vec<LineDrop>,
}

/// The shape of a line in which nothing is wrong: read without building a tree.
///
/// A line with further fields is read as a tree: what they hold is skipped, but must be JSON that a tree can hold. If it
/// were skipped here, an order that is broken would decide whether such a line can be read at all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedLine<'a> {
    #[serde(borrow, default)]
    orders: Vec<Object<TypedOrder<'a>>>,
    #[serde(default)]
    marks: Vec<Value>,
    #[serde(default)]
    watch: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedOrder<'a> {
    #[serde(default)]
    unit: Option<UnitId>,
    #[serde(borrow, rename = "do")]
    verb: Cow<'a, str>,
    #[serde(default)]
    to: Option<Dir>,
    #[serde(default)]
    amount: Option<u32>,
}

/// Something that is written as a JSON object. A derived reader would take an array of its fields as well.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields))
            }
        }

        deserializer.deserialize_map(Fields(PhantomData)).map(Object)
    }
}

/// Takes a bot's line apart, without its `\n`. Never fails: what is wrong is dropped with a reason and the rest stands.
///
/// ```
/// use protocol::{Reason, parse_reply};
///
/// let line = br#"{"orders":[{"unit":1,"do":"mine"},{"unit":2,"do":"move","to":"up"},7]}"#;
/// let parsed = parse_reply(line);
/// assert_eq!(parsed.asks.len(), 2);
/// assert_eq!(parsed.drops[0].why, Reason::BadOrder);
/// ```
pub fn parse_reply(line: &[u8]) -> ParsedReply<'_> {
    let mut parsed = ParsedReply::default();
    if line.len() > limits::LINE_BYTES {
        parsed.drop(None, Reason::LineTooLong);
        return parsed;
    }
    if line.iter().all(u8::is_ascii_whitespace) {
        return parsed;
    }
    let Ok(line) = core::str::from_utf8(line) else {
        parsed.drop(None, Reason::BadJson);
        return parsed;
    };
    let (marks, watch) = match serde_json::from_str::<Object<TypedLine<'_>>>(line) {
        Ok(Object(typed)) => {
            for Object(order) in typed.orders {
                if parsed.has_room() {
                    parsed.asks.push(Ask {
                        unit: order.unit,
                        verb: order.verb,
                        to: order.to.map(Ok),
                        amount: order.amount.map(Ok),
                    });
                }
            }
            (typed.marks, typed.watch)
        }
        Err(_) => parsed.read_loosely(line),
    };
    parsed.marks = marks.into_iter().take(limits::MARKS_PER_TICK).filter_map(read_mark).collect();
    parsed.read_watch(watch);
    parsed
}

impl ParsedReply<'_> {
    fn drop(&mut self, unit: Option<UnitId>, why: Reason) {
        self.drops.push(Note { unit, why });
    }

    /// Whether one more order is read; if not, notes it once.
    fn has_room(&mut self) -> bool {
        if self.asks.len() < limits::ORDERS_PER_LINE {
            return true;
        }
        if self.drops.last().is_none_or(|d| d.why != Reason::TooManyOrders) {
            self.drop(None, Reason::TooManyOrders);
        }
        false
    }

    /// Reads a line in which something is wrong, keeping what is right.
    fn read_loosely(&mut self, line: &str) -> (Vec<Value>, Map<String, Value>) {
        let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(line) else {
            self.drop(None, Reason::BadJson);
            return Default::default();
        };
        match fields.remove("orders") {
            None => {}
            Some(Value::Array(orders)) => {
                for (i, order) in orders.into_iter().enumerate() {
                    if i >= limits::ORDERS_PER_LINE {
                        self.drop(None, Reason::TooManyOrders);
                        break;
                    }
                    match read_ask(&order) {
                        Ok(ask) => self.asks.push(ask),
                        Err(unit) => self.drop(unit, Reason::BadOrder),
                    }
                }
            }
            Some(_) => self.drop(None, Reason::BadJson),
        }
        let marks = match fields.remove("marks") {
            Some(Value::Array(marks)) => marks,
            _ => Vec::new(),
        };
        let watch = match fields.remove("watch") {
            Some(Value::Object(watch)) => watch,
            _ => Map::new(),
        };
        (marks, watch)
    }

    fn read_watch(&mut self, watch: Map<String, Value>) {
        for (key, value) in watch {
            let unit = key.parse::<u16>().ok().map(UnitId);
            match (unit, value) {
                (Some(_), Value::Object(inner)) => {
                    for (key, value) in inner {
                        self.push_watch(unit, &key, &value);
                    }
                }
                (_, value) => self.push_watch(None, &key, &value),
            }
        }
    }

    fn push_watch(&mut self, unit: Option<UnitId>, key: &str, value: &Value) {
        if self.watches.len() >= limits::WATCHES_PER_TICK {
            return;
        }
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Object(_) | Value::Array(_) => return,
            other => other.to_string(),
        };
        self.watches.push(Watch {
            unit,
            key: cut(key, limits::WATCH_KEY_BYTES).to_string(),
            value: cut(&value, limits::WATCH_VALUE_BYTES).to_string(),
        });
    }
}

/// Reads one order of a line that is not quite right. The error is the unit, where one can be made out.
fn read_ask(order: &Value) -> Result<Ask<'static>, Option<UnitId>> {
    let Value::Object(fields) = order else { return Err(None) };
    let unit = match fields.get("unit") {
        None | Some(Value::Null) => None,
        Some(Value::Number(n)) if n.is_i64() || n.is_u64() => {
            Some(UnitId(n.as_u64().and_then(|n| u16::try_from(n).ok()).unwrap_or(u16::MAX)))
        }
        Some(_) => return Err(None),
    };
    let verb = match fields.get("do") {
        None => Cow::Borrowed(""),
        Some(Value::String(word)) => Cow::Owned(word.clone()),
        Some(_) => return Err(unit),
    };
    let to = match fields.get("to") {
        None | Some(Value::Null) => None,
        Some(Value::String(word)) => Some(Dir::from_word(word).ok_or(())),
        Some(_) => Some(Err(())),
    };
    let amount = match fields.get("amount") {
        None | Some(Value::Null) => None,
        Some(value) => Some(value.as_u64().and_then(|n| u32::try_from(n).ok()).ok_or(())),
    };
    Ok(Ask { unit, verb, to, amount })
}

fn read_mark(value: Value) -> Option<Mark> {
    // A derived reader would take an array of the fields as well.
    value.as_object()?;
    let mut mark = serde_json::from_value(value).ok()?;
    if let Mark::Text { text, .. } = &mut mark {
        text.truncate(cut(text, limits::MARK_TEXT_BYTES).len());
    }
    Some(mark)
}

/// The longest beginning of at most `max` bytes that ends between two characters.
fn cut(text: &str, max: usize) -> &str {
    &text[..text.floor_char_boundary(max)]
}
