use alloc::vec::Vec;
use protocol::{
    Pos, Seat, Tick,
    rumble::{Mode, Params},
};

use super::{
    BLUE, RED,
    board::{SIZE, is_hill, is_wall},
    stage::score,
    state::{State, UNIT_HP},
};
use crate::{Frame, Piece, TeamStanding, Terrain, Tile};

/// The picture of a state.
pub(super) fn frame(params: &Params, state: &State) -> Frame {
    let cells = (0..SIZE).flat_map(|y| (0..SIZE).map(move |x| Pos::new(x, y)));
    Frame {
        tick: Tick(state.turn),
        width: SIZE,
        height: SIZE,
        rings: 0,
        tiles: cells.map(|at| tile(params, state, at)).collect(),
        pieces: pieces(state),
        teams: [BLUE, RED].map(|seat| standing(params, state, seat)).into(),
    }
}

/// A cell. The hill, where it counts, is drawn as what gives points in other games, held by whoever stands there.
fn tile(params: &Params, state: &State, at: Pos) -> Tile {
    let plain = |terrain| Tile { terrain, owner: None, amount: 0, loose: 0 };
    if is_wall(at) {
        plain(Terrain::Wall)
    } else if params.mode == Mode::Hill && is_hill(at) {
        let owner = state.units.iter().find(|unit| unit.at == at).map(|unit| unit.seat());
        Tile { owner, ..plain(Terrain::Beacon) }
    } else {
        plain(Terrain::Floor)
    }
}

fn pieces(state: &State) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = state
        .units
        .iter()
        .map(|unit| Piece {
            seat: unit.seat(),
            unit: unit.id,
            at: unit.at,
            hp: unit.hp.into(),
            hp_max: UNIT_HP.into(),
            cargo: 0,
            cargo_max: 0,
            guarded: false,
        })
        .collect();
    pieces.sort_by_key(|piece| piece.seat);
    pieces
}

fn standing(params: &Params, state: &State, seat: Seat) -> TeamStanding {
    TeamStanding {
        score: score(params, state, seat),
        damage: state.damage[seat.index()],
        bank: 0,
        units: state.count(seat) as u16,
        core_hp: 0,
        core_hp_max: 0,
    }
}
