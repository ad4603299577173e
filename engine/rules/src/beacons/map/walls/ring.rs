use alloc::vec::Vec;
use protocol::Pos;

use super::super::{Symmetry, dice::Dice, draft::Draft};

/// Draws a round wall about the middle and breaks gates into it.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice) {
    // In half cells, since the middle of an even board lies between cells.
    let radius = u32::from((draft.size / 4).max(6)) * 2 + 3;
    let ring: Vec<Pos> = draft.cells().filter(|&at| on_ring(draft, at, radius)).collect();
    ring.iter().for_each(|&at| draft.wall(at));
    let gates = match draft.symmetry {
        Symmetry::Half => 3,
        Symmetry::Quarter => 2,
        Symmetry::Dihedral => 1,
    };
    for _ in 0..gates {
        if let Some(gate) = dice.pick(&ring) {
            draft.around(gate, 1).for_each(|at| draft.open(at));
        }
    }
}

fn on_ring(draft: &Draft, at: Pos, radius: u32) -> bool {
    let off = |place: u8| u32::from((2 * place).abs_diff(draft.size - 1));
    let distance = (off(at.x).pow(2) + off(at.y).pow(2)).isqrt();
    (radius - 1..=radius).contains(&distance)
}
