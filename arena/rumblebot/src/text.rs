//! The match as text for people, as the original prints it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use protocol::rumble::ProgramError;
use protocol::{Pos, Status};
use replay::Escaped;
use rules::{Frame, Piece, Terrain};

use crate::game::{Crash, Played, Team, Turn};

const BOLD: Style = Style::new().bold();

fn paper(team: Team) -> Style {
    let color = if team == Team::Blue { AnsiColor::Blue } else { AnsiColor::Red };
    Style::new().bg_color(Some(color.into()))
}

fn ink(team: Team) -> Style {
    let color = if team == Team::Blue { AnsiColor::Blue } else { AnsiColor::Red };
    Style::new().fg_color(Some(color.into()))
}

/// A turn: the board before it, and the logs of the teams that are asked for.
pub(crate) fn turn(turn: &Turn, shown: impl Fn(Team) -> bool) -> String {
    let mut text = format!("\n{BOLD}After turn {}:{BOLD:#}\n", turn.number);
    for y in 0..turn.frame.height {
        row(&turn.frame, y, &mut text);
    }
    text += &standing(&turn.frame);
    for (&team, logs) in turn.logs.iter().filter(|(team, logs)| shown(**team) && !logs.is_empty()) {
        let (head, bar) = (ink(team).bold(), paper(team));
        let _ = writeln!(text, "{head}Logs for {team:?}{head:#}");
        for line in logs.iter().flat_map(|log| log.trim_end().lines()) {
            let _ = writeln!(text, "{bar}|{team:?}|{bar:#} {}", Escaped(line));
        }
    }
    text
}

/// A row of the board: walls are solid, units their hit points.
fn row(frame: &Frame, y: u8, text: &mut String) {
    let mut after_wall = false;
    for at in (0..frame.width).map(|x| Pos::new(x, y)) {
        let is_wall = frame.tile(at).terrain == Terrain::Wall;
        if at.x > 0 {
            text.push(if after_wall && is_wall { '█' } else { ' ' });
        }
        after_wall = is_wall;
        match frame.pieces.iter().find(|piece| piece.at == at) {
            _ if is_wall => text.push('█'),
            Some(Piece { seat, hp, .. }) => {
                let paper = paper(Team::of(*seat));
                let _ = write!(text, "{paper}{hp}{paper:#}");
            }
            None => text.push(' '),
        }
    }
    text.push('\n');
}

/// Hit points and units, Blue's first.
fn standing(frame: &Frame) -> String {
    let of = |team| frame.pieces.iter().filter(move |piece| Team::of(piece.seat) == team);
    let health = |team| of(team).map(|piece| u32::from(piece.hp)).sum::<u32>();
    let (blue, red) = (ink(Team::Blue), ink(Team::Red));
    format!(
        "Health {blue}{} {blue:#}{red}{}{red:#} Units {blue}{} {blue:#}{red}{}{red:#}\n",
        health(Team::Blue),
        health(Team::Red),
        of(Team::Blue).count(),
        of(Team::Red).count(),
    )
}

/// The last lines: who won, how the board stood, and how programs failed.
pub(crate) fn result(played: &Played) -> String {
    let mut text = match played.winner {
        Some(team) => format!("Done! {team:?} won\n"),
        None => "Done! it was a tie\n".to_owned(),
    };
    text += "Final state: ";
    text += &standing(&played.last);
    if !played.errors.is_empty() {
        text += "Some errors occurred:\n";
        for (team, crash) in &played.errors {
            let _ = writeln!(text, "  {team:?}:");
            for line in tell(crash).lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                let _ = writeln!(text, "{indent}{}", Escaped(line));
            }
        }
    }
    text
}

/// How a program failed: what the robot says of it, or the original's word for it and what the sandbox knows.
fn tell(Crash { error, status }: &Crash) -> String {
    let word = match error {
        ProgramError::InitError(error) => return error.to_string(),
        ProgramError::Timeout(limit) => format!("Timeout({limit})"),
        other => format!("{other:?}"),
    };
    let why = error.failure().explanation().trim();
    match status {
        Status::Faulted(fault) => format!("{word}\n{}: {}", fault.word(), fault.explanation().trim()),
        Status::Exited(code) => format!("{word}\nThe program ended its process with code {code}."),
        Status::Waiting | Status::OutOfFuel => format!("{word}\n{why}"),
    }
}
