//! JSON lines of bots and engine, laid out for people, without a byte of them changed but spaces.

use std::fmt::Write;

/// Breaks a line of JSON: each field of the outermost object on a line of its own, and each item of a list or object in
/// it, where the items are not plain numbers. What would disturb a terminal is written as `\u....`.
pub(crate) fn json(line: &str, indent: &str) -> String {
    let mut printer = Printer { text: indent.to_owned(), indent, depth: 0, broken: false };
    let mut characters = line.trim_end().chars().peekable();
    let (mut in_string, mut escaped) = (false, false);
    while let Some(c) = characters.next() {
        if in_string {
            printer.put(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                printer.put(c);
            }
            '{' | '[' => printer.open(c, characters.peek().copied()),
            '}' | ']' => printer.close(c),
            ',' => printer.comma(),
            ':' => printer.text.push_str(": "),
            _ => printer.put(c),
        }
    }
    printer.text
}

/// Text of unknown origin on one line of a terminal.
pub(crate) fn is_safe(c: char) -> bool {
    c == '"' || c == '\'' || c == '\\' || c.escape_debug().len() == 1
}

struct Printer<'a> {
    text: String,
    indent: &'a str,
    depth: usize,
    /// Whether the list or object at depth 2 has its items on lines of their own.
    broken: bool,
}

impl Printer<'_> {
    fn put(&mut self, c: char) {
        if is_safe(c) {
            self.text.push(c);
            return;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(self.text, "\\u{unit:04x}");
        }
    }

    fn open(&mut self, c: char, next: Option<char>) {
        self.text.push(c);
        self.depth += 1;
        if self.depth == 2 {
            self.broken = matches!(next, Some('{' | '[' | '"'));
        }
        if self.breaks() && !matches!(next, Some('}' | ']')) {
            self.new_line();
        }
    }

    fn close(&mut self, c: char) {
        let breaks = self.breaks() && !self.text.ends_with(['{', '[']);
        self.depth = self.depth.saturating_sub(1);
        if breaks {
            self.new_line();
        }
        self.text.push(c);
    }

    fn comma(&mut self) {
        self.text.push(',');
        match self.breaks() {
            true => self.new_line(),
            false => self.text.push(' '),
        }
    }

    /// Whether the list or object that we are in has its items on lines of their own.
    fn breaks(&self) -> bool {
        self.depth == 1 || self.depth == 2 && self.broken
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.push_str(self.indent);
        self.text.push_str(&"  ".repeat(self.depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_get_lines_and_numbers_do_not() {
        let line =
            r#"{"type":"tick","points":[1,2],"units":[{"id":0,"at":[3,4]},{"id":1,"at":[5,6]}],"failed":[]}"#;
        let expected = r#"{
  "type": "tick",
  "points": [1, 2],
  "units": [
    {"id": 0, "at": [3, 4]},
    {"id": 1, "at": [5, 6]}
  ],
  "failed": []
}"#;
        assert_eq!(json(line, ""), expected);
    }

    #[test]
    fn nothing_is_lost() {
        let lines = [
            include_str!("../../../bots/sdk/examples/start.json"),
            include_str!("../../../bots/sdk/examples/tick.json"),
            include_str!("../../../bots/sdk/examples/end.json"),
        ];
        for line in lines {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(&json(line, "    ")).unwrap(), value);
        }
    }

    #[test]
    fn texts_cannot_disturb_the_terminal() {
        let line = "{\"name\":\"a, {\\\"b\u{202e}\u{9b}31m\"}";
        let text = json(line, "");
        assert!(text.is_ascii(), "{text}");
        let (was, is): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(line).unwrap(), serde_json::from_str(&text).unwrap());
        assert_eq!(was, is);
    }
}
