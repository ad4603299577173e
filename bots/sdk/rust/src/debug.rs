use protocol::{Color, Mark, Pos, UnitId};
use serde_json::Value;

use crate::{Turn, run};

/// Debug output: recorded in the replay and shown to the bot's author, never simulated.
impl Turn {
    /// Writes a line to the bot's log, which the viewer shows beside this tick.
    pub fn log(&self, text: impl AsRef<str>) {
        run::log(text.as_ref());
    }

    /// Draws a line between two cells.
    pub fn mark_line(&mut self, from: Pos, to: Pos, color: Color) {
        self.book.marks.push(Mark::Line { from, to, color });
    }

    /// Draws a circle; the radius is in cells.
    pub fn mark_circle(&mut self, at: Pos, radius: u8, color: Color) {
        self.book.marks.push(Mark::Circle { at, radius, color });
    }

    /// Writes a short text at a cell.
    pub fn mark_text(&mut self, at: Pos, text: impl Into<String>, color: Color) {
        self.book.marks.push(Mark::Text { at, text: text.into(), color });
    }

    /// Shows a value beside the board.
    pub fn watch(&mut self, key: &str, value: impl Into<Value>) {
        self.book.watch.insert(key.to_owned(), value.into());
    }

    /// Shows a value in the inspector of an own unit.
    pub fn watch_unit(&mut self, unit: UnitId, key: &str, value: impl Into<Value>) {
        let own =
            self.book.watch.entry(unit.to_string()).or_insert_with(|| Value::Object(Default::default()));
        if let Value::Object(values) = own {
            values.insert(key.to_owned(), value.into());
        }
    }
}
