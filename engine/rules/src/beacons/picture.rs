use alloc::vec::Vec;
use protocol::{Pos, Seat, Tick, beacons::Params};

use super::{
    board::{Board, Ground},
    state::{State, rings},
};
use crate::{Frame, Piece, TeamStanding, Terrain, Tile};

/// The picture of a state.
pub(super) fn frame(params: &Params, board: &Board, state: &State) -> Frame {
    let mut tiles: Vec<Tile> = board.cells().map(|at| tile(board, state, at)).collect();
    for &(at, amount) in &state.loose {
        tiles[board.cell(at)].loose = amount;
    }
    Frame {
        tick: Tick(state.tick),
        width: board.size(),
        height: board.size(),
        rings: rings(params, board.size(), state.tick),
        tiles,
        pieces: pieces(params, state),
        teams: board.seats().map(|seat| standing(params, state, seat)).collect(),
    }
}

/// A cell, without its loose cargo.
fn tile(board: &Board, state: &State, at: Pos) -> Tile {
    let (terrain, owner, amount) = match board.ground(at) {
        Ground::Floor => (Terrain::Floor, None, 0),
        Ground::Wall => (Terrain::Wall, None, 0),
        Ground::Ore(i) => (Terrain::Ore, None, u32::from(state.ore[usize::from(i)])),
        Ground::Beacon(i) => (Terrain::Beacon, state.holders[usize::from(i)], 0),
        Ground::Core(seat) => (Terrain::Core, Some(seat), u32::from(state.teams[seat.index()].core_hp)),
    };
    Tile { terrain, owner, amount, loose: 0 }
}

fn pieces(params: &Params, state: &State) -> Vec<Piece> {
    let pieces = state.units.iter().map(|unit| Piece {
        seat: unit.seat,
        unit: unit.id,
        at: unit.at,
        hp: unit.hp,
        hp_max: params.unit_hp,
        cargo: unit.cargo,
        cargo_max: params.unit_cargo,
        guarded: unit.guarded,
    });
    pieces.collect()
}

fn standing(params: &Params, state: &State, seat: Seat) -> TeamStanding {
    let team = &state.teams[seat.index()];
    TeamStanding {
        score: team.points,
        damage: team.damage,
        bank: team.bank,
        units: state.range(seat).len() as u16,
        core_hp: team.core_hp,
        core_hp_max: params.core_hp,
    }
}
