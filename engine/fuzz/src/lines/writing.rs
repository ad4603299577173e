//! Writes lines that are nearly what a bot should say.

use std::fmt::Write;

use arbitrary::Unstructured;

use crate::pick::Pick;

/// Writes a line.
pub(super) fn line(u: &mut Unstructured<'_>) -> Vec<u8> {
    let mut text = String::new();
    if u.rarely(32) {
        value(u, &mut text, 0);
        return text.into_bytes();
    }
    let whole = u.one(&[&["orders"][..], &["orders", "marks"], &["orders", "marks", "watch"]]);
    let fields = fields(u, whole, &["orders", "marks", "watch", "comment"]);
    object(u, &mut text, &fields, |u, text, field| match field {
        "orders" => list(u, text, order),
        "marks" => list(u, text, mark),
        "watch" => watch(u, text),
        _ => value(u, text, 1),
    });
    text.into_bytes()
}

/// A list of mostly the same things, now and then a very long one.
fn list(u: &mut Unstructured<'_>, text: &mut String, item: fn(&mut Unstructured<'_>, &mut String)) {
    if u.rarely(16) {
        return value(u, text, 1);
    }
    let count = if u.rarely(16) { 120 + u.below(150) } else { u.below(6) };
    text.push('[');
    for i in 0..count {
        if i > 0 {
            text.push(',');
        }
        space(u, text);
        // When the choices are used up, all further items are alike.
        if u.rarely(12) { value(u, text, 2) } else { item(u, text) }
    }
    text.push(']');
}

fn order(u: &mut Unstructured<'_>, text: &mut String) {
    let verb = u.one(&["move", "strike", "lance", "guard", "mine", "give", "repair", "spawn", "mve"]);
    let whole: &[&str] = match verb {
        "guard" | "mine" => &["unit", "do"],
        "give" => &["unit", "do", "to", "amount"],
        "spawn" => &["do", "to"],
        _ => &["unit", "do", "to"],
    };
    let fields = fields(u, whole, &["unit", "do", "to", "amount", "why"]);
    object(u, text, &fields, |u, text, field| match field {
        "unit" if u.rarely(4) => number(u, text),
        "unit" => write!(text, "{}", u.below(5)).unwrap(),
        "do" => quoted(u, text, verb),
        "to" => {
            let to = u.one(&["n", "e", "s", "w", "n", "e", "s", "w", "N", "north", ""]);
            quoted(u, text, to);
        }
        "amount" => number(u, text),
        _ => value(u, text, 3),
    });
}

fn mark(u: &mut Unstructured<'_>, text: &mut String) {
    if u.rarely(16) {
        return text.push_str(r#"["circle",[1,2],3,"red"]"#);
    }
    let kind = u.one(&["line", "circle", "text", "circle", "text", "star"]);
    let whole: &[&str] = match kind {
        "line" => &["kind", "from", "to", "color"],
        "circle" => &["kind", "at", "radius", "color"],
        _ => &["kind", "at", "text"],
    };
    let fields = fields(u, whole, &["kind", "at", "from", "to", "radius", "text", "color"]);
    object(u, text, &fields, |u, text, field| match field {
        "kind" => quoted(u, text, kind),
        "at" | "from" | "to" => {
            let [x, y] = [u.byte() % 20, u.byte() % 20];
            write!(text, "[{x},{y}").unwrap();
            text.push_str(if u.rarely(12) { ",1]" } else { "]" });
        }
        "radius" if u.rarely(3) => number(u, text),
        "radius" => text.push('2'),
        "color" => {
            let color = u.one(&["white", "red", "orange", "yellow", "green", "blue", "purple", "Red"]);
            quoted(u, text, color);
        }
        _ => string(u, text),
    });
}

/// The fields of an object: mostly all that belong to it, in their order, and now and then any.
fn fields<'f>(u: &mut Unstructured<'_>, whole: &[&'f str], all: &[&'f str]) -> Vec<&'f str> {
    let mut fields = whole.to_vec();
    if u.rarely(4) {
        match u.below(3) {
            0 => drop(fields.remove(u.below(fields.len()))),
            1 => fields.insert(u.below(fields.len() + 1), u.one(all)),
            _ => fields = (0..u.below(6)).map(|_| u.one(all)).collect(),
        }
    }
    fields
}

fn watch(u: &mut Unstructured<'_>, text: &mut String) {
    let wide = if u.rarely(16) { 260 } else { 0 };
    for_each_field(u, text, wide, |u, text| {
        if u.below(2) == 0 {
            write!(text, "\"{}\":", u.one(&[0, 3, 65535, 65536])).unwrap();
            return for_each_field(u, text, 0, |u, text| {
                string(u, text);
                text.push(':');
                value(u, text, 3);
            });
        }
        string(u, text);
        text.push(':');
        value(u, text, 2);
    });
}

/// An object of these fields, where now and then another value stands.
fn object(
    u: &mut Unstructured<'_>,
    text: &mut String,
    fields: &[&str],
    write: impl Fn(&mut Unstructured<'_>, &mut String, &str),
) {
    text.push('{');
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        space(u, text);
        quoted(u, text, field);
        text.push(':');
        space(u, text);
        if u.rarely(16) { value(u, text, 3) } else { write(u, text, field) }
    }
    text.push('}');
}

fn for_each_field(
    u: &mut Unstructured<'_>,
    text: &mut String,
    least: usize,
    mut field: impl FnMut(&mut Unstructured<'_>, &mut String),
) {
    text.push('{');
    for i in 0..least + u.below(6) {
        if i > 0 {
            text.push(',');
        }
        space(u, text);
        field(u, text);
    }
    text.push('}');
}

/// A word in quotes, at times with a letter escaped.
fn quoted(u: &mut Unstructured<'_>, text: &mut String, word: &str) {
    let escaped = if u.rarely(12) { u.below(word.len() + 1) } else { usize::MAX };
    text.push('"');
    for (i, letter) in word.chars().enumerate() {
        if i == escaped { write!(text, "\\u{:04x}", letter as u32).unwrap() } else { text.push(letter) }
    }
    text.push('"');
}

fn space(u: &mut Unstructured<'_>, text: &mut String) {
    if u.rarely(12) {
        text.push_str(u.one(&[" ", "\t", "\r", "  ", "\u{a0}", "\u{b}"]));
    }
}

fn number(u: &mut Unstructured<'_>, text: &mut String) {
    let edge = u.edge();
    match u.below(12) {
        0 => write!(text, "{}", edge as i64),
        1 => write!(text, "{}.5", edge % 100),
        2 => write!(text, "{}e{}", edge % 100, u.byte() % 30),
        3 => write!(
            text,
            "{}",
            u.one(&["1e400", "-0", "-0.0", "01", "+1", "1.", ".5", "1E2", "-", "1e-400", "NaN"])
        ),
        4 => write!(text, "{edge}{}", u.bits()),
        5 | 6 => write!(text, "{edge}"),
        _ => write!(text, "{}", edge % 300),
    }
    .unwrap();
}

fn string(u: &mut Unstructured<'_>, text: &mut String) {
    text.push('"');
    let repeat = if u.rarely(8) { 130 } else { 1 };
    for _ in 0..u.below(6) {
        let piece = u.one(&[
            "a",
            "plan",
            "3",
            "ä",
            "漢",
            "🤖",
            "\\n",
            "\\u0000",
            "\\ud83e\\udd16",
            "\\ud83e",
            "\\x",
            "\u{202e}",
            "\\\"",
            "\u{1b}[2J",
            "\n",
            "+7",
            "007",
        ]);
        text.push_str(&piece.repeat(repeat));
    }
    text.push('"');
}

/// Any value, even one that no JSON has.
fn value(u: &mut Unstructured<'_>, text: &mut String, depth: usize) {
    match u.below(14) {
        0 => text.push_str("null"),
        1 => text.push_str(u.one(&["true", "false", "nul", "True"])),
        2 | 3 => string(u, text),
        4 | 5 if depth < 6 => for_each_field(u, text, 0, |u, text| {
            string(u, text);
            text.push(':');
            value(u, text, depth + 1);
        }),
        6 if depth < 6 => list(u, text, |u, text| value(u, text, 5)),
        7 => {
            let deep = u.one(&[1, 100, 124, 125, 126, 127, 128, 129, 200, 30_000]);
            let (open, close) = u.one(&[("[", "]"), ("{\"a\":", "}")]);
            text.push_str(&open.repeat(deep));
            text.push('1');
            text.push_str(&close.repeat(deep));
        }
        _ => number(u, text),
    }
}
