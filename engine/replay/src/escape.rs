use std::fmt::{self, Write};

/// Shows text of unknown origin on a terminal or in a page of plain text: control characters, escape sequences and
/// marks that turn the writing direction come out as `\u{..}`. The text itself is not changed.
///
/// ```
/// assert_eq!(replay::Escaped("a\u{1b}[31m\u{202e}b").to_string(), r"a\u{1b}[31m\u{202e}b");
/// assert_eq!(replay::Escaped("Zoë's").to_string(), "Zoë's");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '"' | '\'' => f.write_char(c),
            _ => c.escape_debug().try_for_each(|c| f.write_char(c)),
        })
    }
}
