use std::collections::VecDeque;

use protocol::{Seat, Status, Tick};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Cell, Paragraph, Row, Table};

use crate::amount::{Bar, Share, Short};
use crate::board::Board;
use crate::palette;
use crate::tally::{SeatTally, Tally};

/// Everything that the live view draws at one moment.
pub(super) struct Picture<'a> {
    pub(super) frame: &'a rules::Frame,
    pub(super) tally: &'a Tally,
    pub(super) names: &'a [String],
    /// The newest first.
    pub(super) news: &'a VecDeque<(Tick, String)>,
    pub(super) title: &'a str,
    pub(super) last_tick: u32,
    pub(super) per_tick: u64,
    pub(super) speed: f64,
    pub(super) paused: bool,
    pub(super) over: bool,
}

/// Columns that the panel beside the board needs.
const PANEL: u16 = 44;

impl Picture<'_> {
    pub(super) fn draw(&self, area: &mut ratatui::Frame<'_>) {
        let [title, score, middle, keys] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .areas(area.area());
        area.render_widget(self.title_line(), title);
        area.render_widget(self.score_bar(score.width), score);
        area.render_widget(self.keys(), keys);
        let rows = u16::from(self.frame.height) + 2;
        let wide = Board { wide: true, hidden: None };
        let fits = middle.width >= wide.columns_taken(self.frame.width) + 2 + PANEL;
        let board = if fits { wide } else { Board::default() };
        let columns = board.columns_taken(self.frame.width) + 2;
        let [left, right] =
            Layout::horizontal([Constraint::Length(columns), Constraint::Fill(1)]).spacing(1).areas(middle);
        if middle.height < rows || middle.width < columns {
            area.render_widget(self.too_small(columns + PANEL, rows + 3), middle);
            return;
        }
        let left = Rect { height: rows, ..left };
        let picture = Paragraph::new(board.lines(self.frame)).block(frame_around(" board "));
        area.render_widget(picture, left);
        self.draw_panel(area, right);
    }

    fn draw_panel(&self, area: &mut ratatui::Frame<'_>, place: Rect) {
        let teams = 2 * self.names.len() as u16 + 3;
        let [above, below] = Layout::vertical([Constraint::Length(teams), Constraint::Fill(1)]).areas(place);
        area.render_widget(self.teams(), above);
        let news = self.news.iter().map(|(tick, words)| {
            Line::from(vec![Span::raw(format!("{tick:>4} ")).dark_gray(), Span::raw(words.clone())])
        });
        area.render_widget(Paragraph::new(Vec::from_iter(news)).block(frame_around(" events ")), below);
    }

    fn title_line(&self) -> Line<'_> {
        let tick = self.frame.tick;
        let storm = match self.frame.rings {
            0 => Span::raw(""),
            rings => format!("  storm {rings} rings").fg(Color::Indexed(palette::STORM_DOT)),
        };
        Line::from(vec![
            " arena ".black().on_cyan().bold(),
            format!(" {}  ", self.title).into(),
            format!("tick {tick} of {}", self.last_tick).bold(),
            storm,
        ])
    }

    /// Every team's share of the points, as one bar.
    fn score_bar(&self, width: u16) -> Line<'static> {
        let scores: Vec<u64> = self.frame.teams.iter().map(|team| u64::from(team.score)).collect();
        let total: u64 = scores.iter().sum();
        if total == 0 {
            return Line::from("─".repeat(width.into())).dark_gray();
        }
        let mut drawn = 0;
        let mut so_far = 0;
        let mut spans = Vec::new();
        for (seat, score) in scores.iter().enumerate() {
            so_far += score;
            let until = usize::try_from(so_far * u64::from(width) / total).unwrap_or(usize::MAX);
            let places = until.saturating_sub(drawn);
            let label = format!(" {score}");
            let text = if label.len() < places { format!("{label:<places$}") } else { " ".repeat(places) };
            let color = palette::team(Seat(seat as u8), 2);
            spans.push(text.fg(Color::Indexed(palette::BLACK)).bg(Color::Indexed(color)).bold());
            drawn = until;
        }
        Line::from(spans)
    }

    /// Two rows a team: how it stands, and how its bot does.
    fn teams(&self) -> Table<'_> {
        // Points and units, and where the game has them core and bank.
        let numbers = if self.frame.has_cores() { &[6, 5, 6, 6][..] } else { &[6, 5] };
        let names = [Constraint::Length(1), Constraint::Min(10)];
        let widths = names.into_iter().chain(numbers.iter().copied().map(Constraint::Length));
        let shown = |cells: [Cell<'static>; 4]| cells.into_iter().take(numbers.len());
        let standings = self.names.iter().zip(&self.frame.teams).zip(&self.tally.seats).zip(0..);
        let rows = standings.flat_map(|(((name, team), tally), seat)| {
            let color = Color::Indexed(palette::team(Seat(seat), 2));
            let who = [
                Cell::from(palette::letter(Seat(seat)).to_string()).style(Style::new().fg(color).bold()),
                Cell::from(name.as_str()).style(Style::new().fg(color).bold()),
            ];
            let numbers = [
                right(team.score).style(Style::new().bold()),
                right(team.units),
                right(team.core_hp),
                right(team.bank),
            ];
            let first = Row::new(who.into_iter().chain(shown(numbers)));
            [first, self.bot_row(tally)]
        });
        Table::new(rows, widths)
            .header(
                Row::new([Cell::from(""), Cell::from("bot")].into_iter().chain(shown([
                    right("points"),
                    right("units"),
                    right("core"),
                    right("bank"),
                ])))
                .style(Style::new().dark_gray()),
            )
            .block(frame_around(" teams "))
    }

    fn bot_row(&self, tally: &SeatTally) -> Row<'static> {
        let health = match tally.status {
            Status::Waiting => Span::raw("").dark_gray(),
            Status::OutOfFuel => Span::raw("out of fuel").yellow(),
            other => Span::raw(other.to_string()).red(),
        };
        let bar = Bar { used: tally.last, limit: self.per_tick, width: 8 };
        let fuel = format!("fuel {bar} {:>5}  {} ", Share(tally.last, self.per_tick), Short(tally.last));
        let faults = match (tally.late, tally.dropped.total()) {
            (0, 0) => String::new(),
            (late, dropped) => format!("{late} late, {dropped} dropped "),
        };
        let line = Line::from(vec![Span::raw(fuel).dark_gray(), Span::raw(faults).yellow(), health]);
        // The line is longer than the name's column, and what stands beside it is empty.
        Row::new([Cell::from(""), Cell::from(line).column_span(5)])
    }

    fn keys(&self) -> Line<'static> {
        let state = match (self.over, self.paused) {
            (true, _) => " over ".black().on_green().bold(),
            (_, true) => " paused ".black().on_yellow().bold(),
            _ => format!(" {} ticks/s ", self.speed).dark_gray(),
        };
        let keys =
            "  space pause   right one tick   + - speed   q finish unwatched   ctrl-c give up".dark_gray();
        Line::from(vec![state, keys])
    }

    fn too_small(&self, columns: u16, rows: u16) -> Paragraph<'static> {
        let text = format!(
            "\n The terminal is too small for this board: it takes {columns} columns and {rows} rows.\n \
             Make it larger, or press q for the result."
        );
        Paragraph::new(text).yellow()
    }
}

fn frame_around(title: &str) -> Block<'_> {
    Block::bordered().border_type(BorderType::Rounded).border_style(Style::new().dark_gray()).title(title)
}

fn right(value: impl ToString) -> Cell<'static> {
    Cell::from(Line::from(value.to_string()).right_aligned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use rules::Game;

    fn drawn(width: u16, height: u16) -> String {
        let (_, rules) = battle::bundled::RULESETS[0];
        let ruleset = battle::Ruleset::parse(rules, "the tuned rules").unwrap();
        let map = rules::beacons::Map::generate(rules::beacons::Archetype::Open, 25, 2, "1").unwrap();
        let mut frame =
            rules::beacons::Beacons::new(ruleset.rules.beacons().unwrap().clone(), map).unwrap().frame();
        frame.teams[0].score = 30;
        frame.teams[1].score = 10;
        let picture = Picture {
            frame: &frame,
            tally: &Tally::new(2),
            names: &["greedy".to_owned(), "wall".to_owned()],
            news: &VecDeque::from([(Tick(7), "greedy unit 5 is born at (3, 4)".to_owned())]),
            title: "greedy against wall",
            last_tick: 450,
            per_tick: 25_000_000,
            speed: 20.0,
            paused: true,
            over: false,
        };
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|area| picture.draw(area)).unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn a_usual_terminal_shows_everything() {
        let text = drawn(110, 32);
        for part in [
            "tick 0 of 450",
            " 30 ",
            "greedy",
            "wall",
            "7 greedy unit 5 is born",
            "paused",
            "q finish",
            "AA",
            "BB",
            "a ",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }

    #[test]
    fn a_narrow_terminal_gets_a_narrow_board() {
        let text = drawn(80, 32);
        assert!(text.contains("greedy unit 5") && !text.contains("AA"), "{text}");
    }

    #[test]
    fn a_tiny_terminal_is_told_so() {
        assert!(drawn(60, 10).contains("too small"));
    }
}
