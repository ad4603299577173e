use alloc::{string::ToString, vec::Vec};
use protocol::{
    End, MatchResult, Note, PROTOCOL_VERSION, Seat,
    beacons::{EnemyUnit, Loose, Observation, OwnUnit, Params, Start},
};
use serde::Serialize;

use super::{
    Map, NAME,
    board::{Board, SeatFrame},
    sight::Sight,
    state::{State, Team, rings},
};
use crate::Outcome;

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
    let by_team =
        |what: fn(&Team) -> u32| frame.seats.iter().map(|s| what(&state.teams[s.index()])).collect();
    let observation = Observation {
        tick: state.tick + 1,
        bank: state.teams[seat.index()].bank,
        points: by_team(|team| team.points),
        damage: by_team(|team| team.damage),
        cores: frame.seats.iter().map(|s| state.teams[s.index()].core_hp).collect(),
        rings: rings(params, board.size(), state.tick),
        units: own_units(state, seat, frame),
        enemies: enemies(state, frame, &sight),
        ore: frame.ore.iter().map(|&i| state.ore[usize::from(i)]).collect(),
        loose: loose(state, frame, &sight),
        failed: failed.to_vec(),
    };
    write(&observation, line);
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

fn own_units(state: &State, seat: Seat, frame: &SeatFrame) -> Vec<OwnUnit> {
    let own = state.units_of(seat).iter().map(|unit| OwnUnit {
        id: unit.id,
        at: frame.own.pos(unit.at),
        hp: unit.hp,
        cargo: unit.cargo,
        guarded: unit.guarded,
    });
    own.collect()
}

fn enemies(state: &State, frame: &SeatFrame, sight: &Sight) -> Vec<EnemyUnit> {
    let mut enemies = Vec::new();
    for (&seat, team) in frame.seats.iter().zip(0..).skip(1) {
        let seen = state.units_of(seat).iter().filter(|unit| sight.sees(unit.at));
        enemies.extend(seen.map(|unit| EnemyUnit {
            team,
            id: unit.id,
            at: frame.own.pos(unit.at),
            hp: unit.hp,
            cargo: unit.cargo,
            guarded: unit.guarded,
        }));
    }
    enemies
}

fn loose(state: &State, frame: &SeatFrame, sight: &Sight) -> Vec<Loose> {
    let seen = state.loose.iter().filter(|(at, _)| sight.sees(*at));
    let mut loose: Vec<Loose> = seen.map(|&(at, amount)| Loose { at: frame.own.pos(at), amount }).collect();
    loose.sort_by_key(|pile| pile.at);
    loose
}

fn write(message: &impl Serialize, line: &mut Vec<u8>) {
    let json =
        serde_json::to_vec(message).expect("a message has only text keys and cannot fail to be written");
    line.extend_from_slice(&json);
    line.push(b'\n');
}
