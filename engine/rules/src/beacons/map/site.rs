use alloc::vec::Vec;
use protocol::Pos;

use super::{Archetype, Map, Symmetry, dice::Dice, draft::Draft};
use crate::Terrain;

/// Most beacons on a generated map.
const MOST_BEACONS: u8 = 9;
/// Beacons are at least this far from each other and from cores, in Chebyshev distance, where there is room for that.
const LEAST_GAP: u8 = 3;
/// The cells around a core, and around a beacon, that stay free of walls, in Chebyshev distance.
const CORE_ROOM: u8 = 2;
const BEACON_ROOM: u8 = 1;

/// Chooses seat 0's core: towards the upper left, with room to walk around it, and with as many images as teams.
pub(super) fn core(dice: &mut Dice, size: u8, symmetry: Symmetry) -> Pos {
    let near = (size / 8).max(3);
    match symmetry {
        Symmetry::Half => Pos::new(dice.between(near, size / 5), dice.between(near, size / 3)),
        Symmetry::Quarter => Pos::new(dice.between(near, size / 5), dice.between(near, size / 4)),
        Symmetry::Dihedral => {
            let y = dice.between((size / 12).max(2), size / 8);
            // Halfway between the diagonal and the middle, both of which are lines of reflection.
            let x = (size / 2 + y) / 2;
            let sway = u8::from(size >= 25);
            Pos::new(dice.between(x - sway, x + sway), y)
        }
    }
}

/// Puts up the beacons, at least one of them in the centre that the storm spares, and keeps walls off cores and beacons.
pub(super) fn beacons(draft: &mut Draft, dice: &mut Dice, archetype: Archetype) {
    draft.keep(draft.core, CORE_ROOM);
    let mut placed = Vec::new();
    let central = if draft.size % 2 == 1 { 1 } else { draft.symmetry.teams().min(4) };
    place(draft, dice, &mut placed, central, LEAST_GAP, |draft, at| match central {
        1 => draft.off_middle(at) == 0,
        _ => in_last_centre(draft, at) && draft.orbit(at).len() == usize::from(central),
    });

    let outside = |draft: &Draft, at| draft.depth(at) >= 2 && !in_last_centre(draft, at);
    let rich_radius = (draft.size / 4).max(6);
    let in_zone = |draft: &Draft, at| {
        let near_middle = archetype != Archetype::RichCentre || draft.off_middle(at) / 2 <= rich_radius;
        near_middle && outside(draft, at)
    };
    let wanted = MOST_BEACONS.min(central + outer_count(dice, draft.symmetry, archetype));
    while (placed.len() as u8) < wanted {
        let left = wanted - placed.len() as u8;
        // One has to stand outside, so that the storm changes the game, however little room there is.
        let is_first = placed.len() == usize::from(central);
        let done = place(draft, dice, &mut placed, left, LEAST_GAP, in_zone)
            || (is_first && place(draft, dice, &mut placed, left, 1, outside));
        if !done {
            break;
        }
    }
}

/// How many beacons stand outside the centre.
fn outer_count(dice: &mut Dice, symmetry: Symmetry, archetype: Archetype) -> u8 {
    match (archetype, symmetry) {
        (Archetype::ManyBeacons, Symmetry::Half) => 6 + 2 * dice.between(0, 1),
        (Archetype::ManyBeacons, _) => 8,
        (Archetype::Islands, Symmetry::Half) => 4,
        (_, Symmetry::Half) => 2 + 2 * dice.between(0, 1),
        (_, _) => 4,
    }
}

/// Whether the storm never reaches the cell: the centre is 9 wide, 10 on even boards.
fn in_last_centre(draft: &Draft, at: Pos) -> bool {
    draft.depth(at) >= (draft.size - Map::MIN_SIZE) / 2
}

/// Puts up one beacon and its images, at most `most`, as far from cores and each other as the board allows, but no nearer
/// than `least`; false if there is no place.
fn place(
    draft: &mut Draft,
    dice: &mut Dice,
    placed: &mut Vec<Pos>,
    most: u8,
    least: u8,
    allowed: impl Fn(&Draft, Pos) -> bool,
) -> bool {
    let cores: Vec<Pos> = draft.images(draft.core).collect();
    for gap in (least..=draft.size / 4).rev() {
        let fits = |at: Pos| {
            let orbit = draft.orbit(at);
            let mut apart = (1..orbit.len()).all(|i| orbit[0].chebyshev(orbit[i]) >= gap);
            apart &= cores.iter().chain(placed.iter()).all(|other| other.chebyshev(at) >= gap);
            apart && orbit.len() <= usize::from(most)
        };
        let sites: Vec<Pos> = draft.cells().filter(|&at| allowed(draft, at) && fits(at)).collect();
        if let Some(site) = dice.pick(&sites) {
            draft.paint(site, Terrain::Beacon);
            draft.keep(site, BEACON_ROOM);
            placed.extend(draft.orbit(site));
            return true;
        }
    }
    false
}
