use alloc::{string::ToString, vec::Vec};
use protocol::{
    End, MatchResult, Note, PROTOCOL_VERSION, Pos, Seat,
    beacons::{Params, Start},
};
use serde::Serialize;

use super::{
    Map, NAME,
    board::{Board, SeatFrame},
    sight::Sight,
    state::{State, Unit, rings},
};
use crate::{Outcome, line::Line};

/// Appends the start line. It is the same for every seat but for the name, since a map looks the same from each.
pub(super) fn write_start(params: &Params, map: &Map, name: &str, line: &mut Vec<u8>) {
    let start = Start {
        protocol: PROTOCOL_VERSION,
        game: NAME.to_string(),
        name: name.to_string(),
        teams: map.teams(),
        width: map.width(),
        height: map.height(),
        map: map.rows(),
        rules: params.clone(),
    };
    write(&start, line);
}

/// Appends the tick line of a seat: what it knows before the next tick.
///
/// The line is an [`Observation`](protocol::beacons::Observation), written without making one: this is the busiest
/// path between a state and a bot. A test holds the two to be the same, byte for byte.
pub(super) fn write_tick(
    params: &Params,
    board: &Board,
    state: &State,
    seat: Seat,
    failed: &[Note],
    line: &mut Vec<u8>,
) {
    let frame = &board.frames[seat.index()];
    let sight = Sight::of(params, board, state, seat);
    let teams = || frame.seats.iter().map(|seat| &state.teams[seat.index()]);
    let mut line = Line(line);
    line.text(r#"{"type":"tick","tick":"#).number(state.tick + 1);
    line.text(r#","bank":"#).number(state.teams[seat.index()].bank);
    line.text(r#","points":"#).list(teams(), |line, team| line.number(team.points));
    line.text(r#","damage":"#).list(teams(), |line, team| line.number(team.damage));
    line.text(r#","cores":"#).list(teams(), |line, team| line.number(team.core_hp));
    line.text(r#","rings":"#).number(rings(params, board.size(), state.tick));
    line.text(r#","units":"#)
        .list(state.units_of(seat), |line, unit| write_unit(line.text("{"), frame, unit));
    line.text(r#","enemies":"#).list(enemies(state, frame, &sight), |line, (team, unit)| {
        write_unit(line.text(r#"{"team":"#).number(team).text(","), frame, unit)
    });
    line.text(r#","ore":"#).list(&frame.ore, |line, &cell| line.number(state.ore[usize::from(cell)]));
    line.text(r#","loose":"#).list(loose(state, frame, &sight), |line, (at, amount)| {
        line.text(r#"{"at":"#).pos(at).text(r#","amount":"#).number(amount).text("}")
    });
    line.text(r#","failed":"#).list(failed, |line, note| line.note(note));
    line.text("}\n");
}

fn write_unit<'a, 'b>(line: &'a mut Line<'b>, frame: &SeatFrame, unit: &Unit) -> &'a mut Line<'b> {
    line.text(r#""id":"#).number(unit.id.0);
    line.text(r#","at":"#).pos(frame.own.pos(unit.at));
    line.text(r#","hp":"#).number(unit.hp);
    line.text(r#","cargo":"#).number(unit.cargo);
    line.text(if unit.guarded { r#","guarded":true}"# } else { r#","guarded":false}"# })
}

/// Appends the last line of a seat.
pub(super) fn write_end(
    board: &Board,
    state: &State,
    outcome: Option<&Outcome>,
    seat: Seat,
    line: &mut Vec<u8>,
) {
    let result = match outcome.and_then(|outcome| outcome.winner) {
        Some(winner) if winner == seat => MatchResult::Won,
        Some(_) => MatchResult::Lost,
        None => MatchResult::Draw,
    };
    let points = board.frames[seat.index()].seats.iter().map(|s| state.teams[s.index()].points).collect();
    write(&End { tick: state.tick, result, points }, line);
}

/// Enemy units in sight with the number of their team, by team and number.
fn enemies<'a>(
    state: &'a State,
    frame: &'a SeatFrame,
    sight: &'a Sight,
) -> impl Iterator<Item = (u8, &'a Unit)> {
    let teams = frame.seats.iter().zip(0..).skip(1);
    let units = teams.flat_map(|(&seat, team)| state.units_of(seat).iter().map(move |unit| (team, unit)));
    units.filter(|(_, unit)| sight.sees(unit.at))
}

/// Loose cargo in sight, in the seat's own reading order.
fn loose(state: &State, frame: &SeatFrame, sight: &Sight) -> Vec<(Pos, u32)> {
    let seen = state.loose.iter().filter(|(at, _)| sight.sees(*at));
    let mut loose: Vec<_> = seen.map(|&(at, amount)| (frame.own.pos(at), amount)).collect();
    loose.sort_unstable_by_key(|&(at, _)| at);
    loose
}

fn write(message: &impl Serialize, line: &mut Vec<u8>) {
    let json =
        serde_json::to_vec(message).expect("a message has only text keys and cannot fail to be written");
    line.extend_from_slice(&json);
    line.push(b'\n');
}
