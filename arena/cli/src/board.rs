//! Draws a [`Frame`] in a terminal: as coloured text that also reads without colours, or as lines for the live view.

use std::fmt::Write;

use anstyle::{Ansi256Color, Color};
use protocol::{Pos, Seat};
use ratatui::style as tui;
use ratatui::text::{Line, Span};
use rules::{Frame, Piece, Terrain, Tile};

use crate::palette::{self, Shade};

/// How a board is drawn.
#[derive(Clone, Copy, Default)]
pub(crate) struct Board<'a> {
    /// Two characters a cell, which makes cells nearly square; else one.
    pub(crate) wide: bool,
    /// Cells that are to be shown as out of sight.
    pub(crate) hidden: Option<&'a dyn Fn(Pos) -> bool>,
}

/// A cell as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Glyph {
    text: [char; 2],
    ink: Shade,
    paper: Shade,
    bold: bool,
}

impl Board<'_> {
    /// The board with its coordinates along the edges, coloured, a line a row.
    pub(crate) fn text(&self, frame: &Frame) -> String {
        let mut text = self.columns(frame.width);
        for y in 0..frame.height {
            let _ = write!(text, "{:>3} ", y);
            for glyph in self.row(frame, y) {
                let style = anstyle::Style::new()
                    .fg_color(Some(Color::Ansi256(Ansi256Color(glyph.ink))))
                    .bg_color(Some(Color::Ansi256(Ansi256Color(glyph.paper))));
                let style = if glyph.bold { style.bold() } else { style };
                let _ = write!(text, "{style}{}{style:#}", self.characters(&glyph));
            }
            text.push('\n');
        }
        text
    }

    /// The board for the live view.
    pub(crate) fn lines(&self, frame: &Frame) -> Vec<Line<'static>> {
        let span = |glyph: Glyph| {
            let style =
                tui::Style::new().fg(tui::Color::Indexed(glyph.ink)).bg(tui::Color::Indexed(glyph.paper));
            Span::styled(self.characters(&glyph), if glyph.bold { style.bold() } else { style })
        };
        (0..frame.height).map(|y| Line::from_iter(self.row(frame, y).into_iter().map(span))).collect()
    }

    /// Columns of the terminal that a board of this width takes in the live view.
    pub(crate) fn columns_taken(&self, width: u8) -> u16 {
        u16::from(width) * if self.wide { 2 } else { 1 }
    }

    fn characters(&self, glyph: &Glyph) -> String {
        glyph.text.iter().take(if self.wide { 2 } else { 1 }).collect()
    }

    /// The numbers of every fifth column.
    fn columns(&self, width: u8) -> String {
        let step = if self.wide { 2 } else { 1 };
        let mut line = "    ".to_owned();
        for x in (0..width).step_by(5) {
            let _ = write!(line, "{x:<width$}", width = 5 * step);
        }
        line.truncate(line.trim_end().len());
        line.push('\n');
        line
    }

    fn row(&self, frame: &Frame, y: u8) -> Vec<Glyph> {
        (0..frame.width).map(|x| self.glyph(frame, Pos::new(x, y))).collect()
    }

    fn glyph(&self, frame: &Frame, at: Pos) -> Glyph {
        let edge = at.x.min(at.y).min(frame.width - 1 - at.x).min(frame.height - 1 - at.y);
        let storm = edge < frame.rings;
        let hidden = self.hidden.is_some_and(|hidden| hidden(at));
        let paper = match () {
            () if storm => palette::STORM,
            () if hidden => palette::FOG,
            () => palette::GROUND,
        };
        match frame.pieces.iter().find(|piece| piece.at == at) {
            Some(piece) => unit(piece),
            None => ground(frame, frame.tile(at), storm, paper),
        }
    }
}

/// A unit: its team's letter, then what it carries: nothing, `-` some, `=` all it can.
fn unit(piece: &Piece) -> Glyph {
    let health = health(piece.hp.into(), piece.hp_max.into());
    let load = match piece.cargo {
        0 => ' ',
        cargo if cargo < piece.cargo_max => '-',
        _ => '=',
    };
    let ink = if health == 0 { palette::BEACON } else { palette::BLACK };
    Glyph {
        text: [palette::letter(piece.seat), load],
        ink,
        paper: palette::team(piece.seat, health),
        bold: true,
    }
}

fn ground(frame: &Frame, tile: Tile, storm: bool, paper: Shade) -> Glyph {
    let glyph = |text, ink| Glyph { text, ink, paper, bold: false };
    if tile.loose > 0 {
        return Glyph { bold: true, ..glyph(['%', ' '], palette::LOOSE) };
    }
    match tile.terrain {
        Terrain::Floor if storm => glyph(['~', '~'], palette::STORM_DOT),
        Terrain::Floor => glyph(['.', ' '], palette::DOT),
        Terrain::Wall => Glyph { ink: palette::DOT, paper: palette::WALL, ..glyph(['#', '#'], 0) },
        Terrain::Ore => ore(tile.amount, glyph),
        Terrain::Beacon => beacon(tile.owner, glyph),
        Terrain::Core => core(frame, tile, glyph),
    }
}

/// Ore: `o` where there is some, `,` where it is used up.
fn ore(amount: u32, glyph: impl Fn([char; 2], Shade) -> Glyph) -> Glyph {
    match amount {
        0 => glyph([',', ' '], palette::ORE[0]),
        1..=20 => glyph(['o', ' '], palette::ORE[1]),
        _ => Glyph { bold: true, ..glyph(['o', ' '], palette::ORE[2]) },
    }
}

/// A beacon: `*`, and the letter of the team that holds it.
fn beacon(holder: Option<Seat>, glyph: impl Fn([char; 2], Shade) -> Glyph) -> Glyph {
    let plain = match holder {
        Some(seat) => glyph(['*', palette::letter(seat)], palette::team(seat, 2)),
        None => glyph(['*', ' '], palette::BEACON),
    };
    Glyph { bold: true, ..plain }
}

/// A core: its team's capital letter, `x` once it is lost.
fn core(frame: &Frame, tile: Tile, glyph: impl Fn([char; 2], Shade) -> Glyph) -> Glyph {
    let Some(seat) = tile.owner else { return glyph(['?', ' '], palette::BEACON) };
    let most = frame.teams.get(seat.index()).map_or(1, |team| team.core_hp_max);
    if tile.amount == 0 {
        return glyph(['x', 'x'], palette::team(seat, 0));
    }
    let letter = palette::letter(seat).to_ascii_uppercase();
    let health = health(tile.amount, most.into());
    let ink = if health == 0 { palette::BEACON } else { palette::BLACK };
    Glyph { ink, paper: palette::team(seat, health), bold: true, ..glyph([letter, letter], ink) }
}

/// 2 well, 1 hurt, 0 badly hurt.
fn health(hp: u32, most: u32) -> usize {
    match (hp * 3).div_ceil(most.max(1)) {
        0 | 1 => 0,
        2 => 1,
        _ => 2,
    }
}

/// What the characters mean.
pub(crate) const LEGEND: &str = "\
A B.. core   a b.. unit (- carries some, = a full load)   *a beacon and its holder   o ore   , used-up ore
% loose cargo   # wall   ~ storm   x a lost core";

#[cfg(test)]
mod tests {
    use super::*;
    use rules::{Game, beacons};

    fn start() -> Frame {
        let (_, rules) = battle::bundled::RULESETS[0];
        let ruleset = battle::Ruleset::parse(rules, "the tuned rules").unwrap();
        let map = beacons::Map::generate(beacons::Archetype::Open, 25, 2, "1").unwrap();
        beacons::Beacons::new(ruleset.rules.beacons().unwrap().clone(), map).unwrap().frame()
    }

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn without_colours_every_thing_is_still_told_apart() {
        let text = plain(&Board { wide: true, hidden: None }.text(&start()));
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows.len(), 26);
        assert!(rows[0].starts_with("    0         5         10"), "{}", rows[0]);
        for (sign, times) in [("AA", 1), ("BB", 1), ("a ", 4), ("b ", 4)] {
            assert_eq!(text.matches(sign).count(), times, "{sign} in\n{text}");
        }
        assert!(text.contains("* ") && text.contains("o ") && text.contains("##"));
    }

    #[test]
    fn the_storm_covers_the_edge() {
        let frame = Frame { rings: 2, ..start() };
        let text = plain(&Board::default().text(&frame));
        let middle = text.lines().nth(13).unwrap();
        assert_eq!(middle.len(), 4 + 25);
        assert!(!middle[6..27].contains('~'), "{middle}");
        assert!(text.lines().nth(1).unwrap().contains('~'));
    }

    #[test]
    fn health_has_three_steps() {
        assert_eq!([1, 3, 4, 6, 7, 10].map(|hp| health(hp, 10)), [0, 0, 1, 1, 2, 2]);
    }
}
