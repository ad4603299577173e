//! The colours of the terminal, all from the 256 that every terminal of this century has.

use anstyle::{Ansi256Color, Color, Style};
use protocol::Seat;

pub(crate) use terminal::style::{ERROR, FAINT, GOOD, HEADING, HELP, LITERAL, STRONG, WARNING};

/// A number among the 256 colours.
pub(crate) type Shade = u8;

/// Black that stays black in every theme.
pub(crate) const BLACK: Shade = 16;
/// The board's ground.
pub(crate) const GROUND: Shade = 234;
/// Dots on the ground.
pub(crate) const DOT: Shade = 239;
/// Walls.
pub(crate) const WALL: Shade = 243;
/// Ore, from used up to rich.
pub(crate) const ORE: [Shade; 3] = [94, 136, 178];
/// A beacon that nobody holds.
pub(crate) const BEACON: Shade = 255;
/// Ground inside the storm.
pub(crate) const STORM: Shade = 235;
/// Waves inside the storm, and what is said of it.
pub(crate) const STORM_DOT: Shade = 97;
/// Loose cargo.
pub(crate) const LOOSE: Shade = 220;
/// Ground that the seat looked at does not see.
pub(crate) const FOG: Shade = 232;

/// Team colours, each badly hurt, hurt and well. Neighbouring seats differ in brightness as well as in hue, for
/// those who do not see every hue.
const TEAMS: [[Shade; 3]; 8] = [
    [24, 32, 39],
    [130, 172, 214],
    [28, 71, 120],
    [90, 134, 176],
    [88, 160, 203],
    [30, 44, 87],
    [100, 148, 192],
    [240, 246, 252],
];

/// A team's colour; `health` is 0 to 2, 2 being well.
pub(crate) fn team(seat: Seat, health: usize) -> Shade {
    TEAMS[seat.index() % TEAMS.len()][health.min(2)]
}

/// The letter by which a team goes: `a` for seat 0.
pub(crate) fn letter(seat: Seat) -> char {
    char::from(b'a' + seat.0 % 26)
}

/// Text in a shade.
pub(crate) fn ink(shade: Shade) -> Style {
    Style::new().fg_color(Some(Color::Ansi256(Ansi256Color(shade))))
}

/// Text in a team's colour.
pub(crate) fn of_team(seat: Seat) -> Style {
    ink(team(seat, 2)).bold()
}
