use comfy_table::{Attribute, Cell, CellAlignment, Color, Table, presets};

/// A table that is shown in a terminal, or written as Markdown.
pub(crate) struct Sheet {
    /// The columns' names, for Markdown.
    pub(crate) head: Vec<String>,
    /// The same for the terminal, where there is less room.
    pub(crate) short_head: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Vec<Entry>>,
    /// How many columns are words, aligned to the left. The others are numbers.
    pub(crate) words: usize,
}

/// One cell of a table.
pub(crate) struct Entry {
    text: String,
    tone: Tone,
}

/// How a cell looks in a terminal.
#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Strong,
    Faint,
    Good,
    Bad,
}

impl Entry {
    /// As it is.
    pub(crate) fn plain(text: impl ToString) -> Entry {
        Entry { text: text.to_string(), tone: Tone::Plain }
    }

    /// Something that matters.
    pub(crate) fn strong(text: impl ToString) -> Entry {
        Entry { text: text.to_string(), tone: Tone::Strong }
    }

    /// Something that matters less.
    pub(crate) fn faint(text: impl ToString) -> Entry {
        Entry { text: text.to_string(), tone: Tone::Faint }
    }

    /// Per cent won, in whole numbers; a dash where nothing was played. The terminal shows clear cases in colour.
    pub(crate) fn percent(percent: Option<f64>) -> Entry {
        let Some(percent) = percent else { return Entry::faint("-") };
        let tone = match percent {
            60.0.. => Tone::Good,
            ..=40.0 => Tone::Bad,
            _ => Tone::Plain,
        };
        Entry { text: format!("{percent:.0}"), tone }
    }

    fn cell(&self) -> Cell {
        let cell = Cell::new(replay::Escaped(&self.text));
        match self.tone {
            Tone::Plain => cell,
            Tone::Strong => cell.add_attribute(Attribute::Bold),
            Tone::Faint => cell.add_attribute(Attribute::Dim),
            Tone::Good => cell.fg(Color::Green),
            Tone::Bad => cell.fg(Color::Red),
        }
    }
}

impl Sheet {
    /// For a terminal.
    pub(crate) fn terminal(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).enforce_styling();
        table.set_header(
            self.short_head.iter().map(|word| Cell::new(replay::Escaped(word)).add_attribute(Attribute::Dim)),
        );
        for row in &self.rows {
            table.add_row(row.iter().map(Entry::cell));
        }
        for column in table.column_iter_mut().skip(self.words) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table.trim_fmt()
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let rule = |column| if column < self.words { "---" } else { "--:" };
        let mut text = row(self.head.iter().map(|word| escape(word)).collect());
        text += &row((0..self.head.len()).map(|column| rule(column).to_owned()).collect());
        for cells in &self.rows {
            text += &row(cells.iter().map(|cell| escape(&cell.text)).collect());
        }
        text
    }
}

/// Text that Markdown shows as it is.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in replay::Escaped(text).to_string().chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_reads_in_both_forms() {
        let sheet = Sheet {
            head: vec!["bot".to_owned(), "won".to_owned()],
            short_head: vec!["bot".to_owned(), "1".to_owned()],
            rows: vec![
                vec![Entry::strong("a|b"), Entry::percent(Some(66.6))],
                vec![Entry::plain("c"), Entry::percent(None)],
            ],
            words: 1,
        };
        assert_eq!(sheet.markdown(), "| bot | won |\n| --- | --: |\n| a\\|b | 67 |\n| c | - |\n");
        let plain = anstream::adapter::strip_str(&sheet.terminal()).to_string();
        assert_eq!(
            plain.lines().map(str::trim_end).collect::<Vec<_>>(),
            [" bot   1", " a|b  67", " c     -"]
        );
    }
}
