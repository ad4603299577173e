use alloc::vec::Vec;

use super::super::dice::Dice;

/// A strip of the board between two lines of wall: its first column or row, and its width in cells.
#[derive(Clone, Copy)]
pub(super) struct Lane {
    pub(super) first: u8,
    pub(super) width: u8,
}

/// Divides a board into lanes with one cell between each two, the same from either end, so that the lines of wall
/// fall on each other under every symmetry. Lanes are `width` wide or a little wider, but the middle one, which is
/// `middle` wide or one wider, as the board's size asks.
pub(super) fn divide(dice: &mut Dice, size: u8, width: u8, middle: u8) -> Vec<Lane> {
    let middle = middle + (size - middle) % 2;
    let side = (size - middle) / 2;
    let count = side / (width + 1);
    let mut widths: Vec<u8> = (0..count).map(|_| width).collect();
    for _ in 0..side - count * (width + 1) {
        let wider = dice.below(u32::from(count)) as usize;
        widths[wider] += 1;
    }
    let back: Vec<u8> = widths.iter().rev().copied().collect();
    widths.push(middle);
    widths.extend(back);

    let mut first = 0;
    let lane = |width| {
        let lane = Lane { first, width };
        first += width + 1;
        lane
    };
    widths.into_iter().map(lane).collect()
}
