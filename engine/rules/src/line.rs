use alloc::vec::Vec;
use protocol::{Note, Pos};

/// A line of JSON in the making. Only what needs no escaping can be written.
pub(crate) struct Line<'a>(pub(crate) &'a mut Vec<u8>);

impl Line<'_> {
    /// Appends text as it is.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Appends a number in decimal.
    pub(crate) fn number(&mut self, number: impl Into<u32>) -> &mut Self {
        let mut left = number.into();
        let mut digits = [0; 10];
        let mut first = digits.len();
        loop {
            first -= 1;
            digits[first] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        self.0.extend_from_slice(&digits[first..]);
        self
    }

    /// Appends a cell, as `[x,y]`.
    pub(crate) fn pos(&mut self, at: Pos) -> &mut Self {
        self.text("[").number(at.x).text(",").number(at.y).text("]")
    }

    /// Appends what became of an order.
    pub(crate) fn note(&mut self, note: &Note) -> &mut Self {
        match note.unit {
            Some(unit) => self.text(r#"{"unit":"#).number(unit.0),
            None => self.text(r#"{"unit":null"#),
        };
        self.text(r#","why":""#).text(note.why.word()).text("\"}")
    }

    /// Appends a list, with `write` for each item.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl for<'l, 'b> FnMut(&'l mut Line<'b>, T) -> &'l mut Line<'b>,
    ) -> &mut Self {
        self.text("[");
        for (place, item) in items.into_iter().enumerate() {
            if place > 0 {
                self.text(",");
            }
            write(self, item);
        }
        self.text("]")
    }
}

#[cfg(test)]
mod tests {
    use alloc::{format, vec::Vec};
    use protocol::Pos;

    use super::Line;

    #[test]
    fn numbers_cells_and_lists_are_json() {
        let mut bytes = Vec::new();
        Line(&mut bytes)
            .list([0, 9, 10, 450, u32::MAX], |line, number| line.number(number))
            .pos(Pos::new(7, 255));
        assert_eq!(bytes, format!("[0,9,10,450,{}][7,255]", u32::MAX).into_bytes());
        bytes.clear();
        Line(&mut bytes).list([0_u32; 0], |line, number| line.number(number));
        assert_eq!(bytes, b"[]");
    }
}
