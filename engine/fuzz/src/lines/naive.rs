//! A second reading of a bot's line, made from the protocol's description and not from its reader: slow and plain, by way
//! of a tree.

use protocol::{Ask, Color, Dir, Mark, Note, ParsedReply, Pos, Reason, UnitId, Watch, limits};
use serde_json::{Map, Value};

/// Reads a line.
pub(super) fn read(line: &[u8]) -> ParsedReply<'static> {
    let mut found = ParsedReply::default();
    let mut drop_line = |why| found.drops.push(Note { unit: None, why });
    if line.len() > limits::LINE_BYTES {
        drop_line(Reason::LineTooLong);
        return found;
    }
    if line.trim_ascii().is_empty() {
        return found;
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(line) else {
        drop_line(Reason::BadJson);
        return found;
    };
    match fields.get("orders") {
        None => {}
        Some(Value::Array(orders)) => read_orders(orders, &mut found),
        Some(_) => drop_line(Reason::BadJson),
    }
    if let Some(Value::Array(marks)) = fields.get("marks") {
        found.marks = marks.iter().take(limits::MARKS_PER_TICK).filter_map(mark).collect();
    }
    if let Some(Value::Object(watch)) = fields.get("watch") {
        read_watch(watch, &mut found.watches);
    }
    found
}

fn read_orders(orders: &[Value], found: &mut ParsedReply<'_>) {
    for order in orders.iter().take(limits::ORDERS_PER_LINE) {
        match ask(order) {
            Ok(ask) => found.asks.push(ask),
            Err(unit) => found.drops.push(Note { unit, why: Reason::BadOrder }),
        }
    }
    if orders.len() > limits::ORDERS_PER_LINE {
        found.drops.push(Note { unit: None, why: Reason::TooManyOrders });
    }
}

/// An order, or the unit that it was for.
fn ask(order: &Value) -> Result<Ask<'static>, Option<UnitId>> {
    let fields = order.as_object().ok_or(None)?;
    let field = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let unit = match field("unit") {
        None => None,
        Some(Value::Number(number)) if !number.is_f64() => {
            let id = number.as_u64().filter(|&id| id <= u64::from(u16::MAX)).unwrap_or(u64::from(u16::MAX));
            Some(UnitId(id as u16))
        }
        Some(_) => return Err(None),
    };
    let verb = match fields.get("do") {
        None => "",
        Some(Value::String(word)) => word,
        Some(_) => return Err(unit),
    };
    let to = field("to").map(|to| match to.as_str() {
        Some("n") => Ok(Dir::N),
        Some("e") => Ok(Dir::E),
        Some("s") => Ok(Dir::S),
        Some("w") => Ok(Dir::W),
        _ => Err(()),
    });
    let amount = field("amount").map(|amount| match amount.as_u64() {
        Some(amount) if amount <= u64::from(u32::MAX) => Ok(amount as u32),
        _ => Err(()),
    });
    Ok(Ask { unit, verb: verb.to_owned().into(), to, amount })
}

/// A mark, if it is a whole one.
fn mark(value: &Value) -> Option<Mark> {
    let fields = value.as_object()?;
    let pos = |name: &str| match fields.get(name)?.as_array()?.as_slice() {
        [x, y] => Some(Pos::new(byte(x)?, byte(y)?)),
        _ => None,
    };
    let color = match fields.get("color") {
        None => Color::White,
        Some(color) => match color.as_str()? {
            "white" => Color::White,
            "red" => Color::Red,
            "orange" => Color::Orange,
            "yellow" => Color::Yellow,
            "green" => Color::Green,
            "blue" => Color::Blue,
            "purple" => Color::Purple,
            _ => return None,
        },
    };
    match fields.get("kind")?.as_str()? {
        "line" => Some(Mark::Line { from: pos("from")?, to: pos("to")?, color }),
        "circle" => Some(Mark::Circle { at: pos("at")?, radius: byte(fields.get("radius")?)?, color }),
        "text" => {
            let text = cut(fields.get("text")?.as_str()?, limits::MARK_TEXT_BYTES);
            Some(Mark::Text { at: pos("at")?, text, color })
        }
        _ => None,
    }
}

fn byte(value: &Value) -> Option<u8> {
    value.as_u64().and_then(|number| u8::try_from(number).ok())
}

fn read_watch(watch: &Map<String, Value>, found: &mut Vec<Watch>) {
    for (key, value) in watch {
        match (key.parse().ok().map(UnitId), value) {
            (unit @ Some(_), Value::Object(inner)) => {
                found.extend(inner.iter().filter_map(|(key, value)| entry(unit, key, value)));
            }
            (_, value) => found.extend(entry(None, key, value)),
        }
    }
    found.truncate(limits::WATCHES_PER_TICK);
}

fn entry(unit: Option<UnitId>, key: &str, value: &Value) -> Option<Watch> {
    let value = match value {
        Value::Array(_) | Value::Object(_) => return None,
        Value::String(text) => text.clone(),
        plain => plain.to_string(),
    };
    Some(Watch {
        unit,
        key: cut(key, limits::WATCH_KEY_BYTES),
        value: cut(&value, limits::WATCH_VALUE_BYTES),
    })
}

/// Whole characters of a text, as many as fit.
fn cut(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        if kept.len() + letter.len_utf8() > most {
            break;
        }
        kept.push(letter);
    }
    kept
}
