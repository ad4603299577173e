use alloc::vec::Vec;
use protocol::Pos;

use super::{
    super::{dice::Dice, draft::Draft},
    partition::Partition,
};
use crate::Terrain;

/// Distances are measured in eighths of a cell, so that they can be integers.
const EIGHTHS: u32 = 8;
/// A cell is wall where its two nearest chambers are about equally near: within one and a half cells.
const WALL_WIDTH: u32 = 12;
/// Of a hundred walls that need no door to keep the chambers joined, so many get one.
const SPARE_DOORS: u32 = 25;
/// Of a hundred doors, so many are two cells wide.
const WIDE_DOORS: u32 = 35;

/// Divides the board into chambers, a Voronoi diagram about their middles, and cuts doors between neighbours.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice) {
    let chambers = choose_chambers(draft, dice);
    for at in draft.cells() {
        if is_border(&chambers, at) {
            draft.wall(at);
        }
    }
    cut_doors(draft, dice, &chambers);
}

/// The middles of the chambers: every core, every beacon, and others as far from them as they are from each other.
fn choose_chambers(draft: &Draft, dice: &mut Dice) -> Vec<Pos> {
    let holds_chamber = |&at: &Pos| matches!(draft.terrain(at), Terrain::Core | Terrain::Beacon);
    let mut chambers: Vec<Pos> = draft.cells().filter(holds_chamber).collect();
    let gap = 5 + u32::from(draft.size) / 16;
    let mut sites: Vec<Pos> = draft.cells().filter(|&at| draft.depth(at) >= 2).collect();
    dice.shuffle(&mut sites);
    for site in sites {
        let orbit = draft.orbit(site);
        let others = chambers.iter().chain(&orbit[1..]);
        if others.clone().all(|&other| distance(orbit[0], other) >= gap * EIGHTHS) {
            chambers.extend(orbit);
        }
    }
    chambers
}

/// How far it is as the crow flies, in eighths of a cell.
fn distance(a: Pos, b: Pos) -> u32 {
    let (dx, dy) = (u32::from(a.x.abs_diff(b.x)), u32::from(a.y.abs_diff(b.y)));
    (EIGHTHS * EIGHTHS * (dx * dx + dy * dy)).isqrt()
}

fn is_border(chambers: &[Pos], at: Pos) -> bool {
    let (mut nearest, mut second) = (u32::MAX, u32::MAX);
    for &chamber in chambers {
        let here = distance(chamber, at);
        second = second.min(here.max(nearest));
        nearest = nearest.min(here);
    }
    second - nearest < WALL_WIDTH
}

/// Cuts doors, each with its images, until all chambers are joined, and a few more for loops.
fn cut_doors(draft: &mut Draft, dice: &mut Dice, chambers: &[Pos]) {
    let mut joined = Partition::new(chambers.len());
    let mut pairs = neighbours(chambers);
    dice.shuffle(&mut pairs);
    for (a, b) in pairs {
        if joined.are_joined(a, b) && !dice.chance(SPARE_DOORS) {
            continue;
        }
        let wide = dice.chance(WIDE_DOORS);
        for at in path(chambers[a], chambers[b]) {
            draft.open(at);
            if wide && at.x + 1 < draft.size && at.y + 1 < draft.size {
                draft.open(
                    if chambers[a].x.abs_diff(chambers[b].x) > chambers[a].y.abs_diff(chambers[b].y) {
                        Pos::new(at.x, at.y + 1)
                    } else {
                        Pos::new(at.x + 1, at.y)
                    },
                );
            }
        }
        let number = |at| chambers.iter().position(|&chamber| chamber == at);
        for (a, b) in draft.images(chambers[a]).zip(draft.images(chambers[b])) {
            if let (Some(a), Some(b)) = (number(a), number(b)) {
                joined.join(a, b);
            }
        }
    }
}

/// Pairs of chambers with no third one between them.
fn neighbours(chambers: &[Pos]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for b in 1..chambers.len() {
        for a in 0..b {
            let ends = [chambers[a], chambers[b]];
            let is_clear = |at: Pos| {
                let nearest = ends.map(|end| distance(end, at)).into_iter().min();
                chambers.iter().all(|&other| Some(distance(other, at)) >= nearest)
            };
            if path(ends[0], ends[1]).into_iter().all(is_clear) {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

/// The cells from one to the other in single steps, as straight as steps allow.
fn path(from: Pos, to: Pos) -> Vec<Pos> {
    let (across, down) = (u16::from(from.x.abs_diff(to.x)), u16::from(from.y.abs_diff(to.y)));
    let (mut at, mut cells) = (from, Vec::new());
    let (mut right, mut below) = (0, 0);
    while at != to {
        cells.push(at);
        if (2 * right + 1) * down < (2 * below + 1) * across {
            right += 1;
            at.x = if to.x > at.x { at.x + 1 } else { at.x - 1 };
        } else {
            below += 1;
            at.y = if to.y > at.y { at.y + 1 } else { at.y - 1 };
        }
    }
    cells.push(to);
    cells
}
