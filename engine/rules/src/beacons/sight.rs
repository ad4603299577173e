use alloc::{vec, vec::Vec};
use protocol::{Pos, Seat, beacons::Params};

use super::{board::Board, state::State};

/// The cells that a team sees now, a bit each: boards are at most 64 wide.
pub(super) struct Sight {
    rows: Vec<u64>,
}

impl Sight {
    /// What a seat sees. Costs one visit a row in sight of each unit, not one a cell.
    pub(super) fn of(params: &Params, board: &Board, state: &State, seat: Seat) -> Sight {
        let blank = if params.fog { 0 } else { u64::MAX };
        let last = board.size() - 1;
        let mut rows = vec![blank; usize::from(board.size())];
        if params.fog {
            for at in eyes(board, state, seat) {
                let seen =
                    span(at.x.saturating_sub(params.sight), at.x.saturating_add(params.sight).min(last));
                let top = usize::from(at.y.saturating_sub(params.sight));
                let bottom = usize::from(at.y.saturating_add(params.sight).min(last));
                rows[top..=bottom].iter_mut().for_each(|row| *row |= seen);
            }
        }
        Sight { rows }
    }

    /// Whether a cell of the board is seen.
    pub(super) fn sees(&self, at: Pos) -> bool {
        self.rows[usize::from(at.y)] >> at.x & 1 == 1
    }
}

/// Whether a seat sees one cell; cells off the board are not seen.
pub(super) fn sees(params: &Params, board: &Board, state: &State, seat: Seat, at: Pos) -> bool {
    let in_sight = || eyes(board, state, seat).any(|eye| eye.chebyshev(at) <= params.sight);
    board.contains(at) && (!params.fog || in_sight())
}

/// The cells that a team looks from: its units and its living core.
fn eyes(board: &Board, state: &State, seat: Seat) -> impl Iterator<Item = Pos> {
    let core = (state.teams[seat.index()].core_hp > 0).then_some(board.cores[seat.index()]);
    state.units_of(seat).iter().map(|unit| unit.at).chain(core)
}

/// Bits from column `first` to column `last`, both included and below 64.
fn span(first: u8, last: u8) -> u64 {
    u64::MAX >> (63 - (last - first)) << first
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_holds_its_columns_and_no_others() {
        for (first, last) in [(0, 0), (0, 63), (63, 63), (3, 40)] {
            for x in 0..64 {
                let bit = span(first, last) >> x & 1 == 1;
                assert_eq!(bit, (first..=last).contains(&x), "column {x} of {first}..={last}");
            }
        }
    }
}
