use alloc::vec::Vec;
use protocol::{Note, Seat, rumble::Params};

use super::{
    BLUE, RED,
    board::{Board, SIZE},
    stage::score,
    state::{State, Unit},
};
use crate::line::Line;

/// The word for a team.
fn word(seat: Seat) -> &'static str {
    if seat == BLUE { "Blue" } else { "Red" }
}

/// Appends the line of a turn: the original's, in its order, and after that what is ours. Robots of the original skip what
/// they do not know; ours need no other line.
pub(super) fn write_tick(
    params: &Params,
    board: &Board,
    state: &State,
    seat: Seat,
    failed: &[Note],
    line: &mut Vec<u8>,
) {
    line.extend_from_slice(b"{\"objs\":{");
    line.extend_from_slice(&board.listed);
    if state.units.is_empty() {
        // The comma after the last wall.
        line.pop();
    }
    let mut line = Line(line);
    for (place, unit) in state.units.iter().enumerate() {
        write_unit(line.text(if place > 0 { "," } else { "" }), unit);
    }
    line.text(r#"},"grid":"#);
    write_grid(&mut line, board, state);
    line.text(r#","teams":{"Red":"#);
    write_team(&mut line, state, RED).text(r#","Blue":"#);
    write_team(&mut line, state, BLUE).text(r#"},"turn":"#).number(state.turn + 1);
    line.text(r#","grid_size":"#).number(SIZE).text(r#","team":""#).text(word(seat)).text("\"");
    line.text(r#","type":"tick","tick":"#).number(state.turn + 1);
    line.text(r#","turns":"#).number(params.turns).text(r#","mode":""#).text(params.mode.word());
    line.text(r#"","points":{"Red":"#).number(score(params, state, RED));
    line.text(r#","Blue":"#).number(score(params, state, BLUE)).text(r#"},"failed":"#);
    line.list(failed, |line, note| line.note(note)).text("}\n");
}

fn write_unit(line: &mut Line<'_>, unit: &Unit) {
    line.text("\"").number(unit.id.0).text(r#"":{"id":""#).number(unit.id.0);
    line.text(r#"","coords":"#).pos(unit.at).text(r#","obj_type":"Unit","type":"Soldier","team":""#);
    line.text(word(unit.seat())).text(r#"","health":"#).number(unit.hp).text("}");
}

fn write_grid(line: &mut Line<'_>, board: &Board, state: &State) {
    let mut cells = board.walls.clone();
    state.units.iter().for_each(|unit| cells.set(unit.at, unit.id.0));
    line.list(cells.rows(), |line, row| {
        line.list(row, |line, cell| match cell {
            Some(id) => line.text("\"").number(*id).text("\""),
            None => line.text("null"),
        })
    });
}

fn write_team<'a, 'b>(line: &'a mut Line<'b>, state: &State, seat: Seat) -> &'a mut Line<'b> {
    let units = state.units.iter().filter(|unit| unit.seat() == seat);
    line.list(units, |line, unit| line.text("\"").number(unit.id.0).text("\""))
}

#[cfg(test)]
mod tests;
