use alloc::{vec, vec::Vec};
use protocol::{Dir, Pos, Seat};

use super::{draft::Draft, index};
use crate::Terrain;

/// How far it is to walk from the cores of a draft.
pub(super) struct Survey {
    /// Steps from seat 0's core, by cell; `FAR` where nobody gets.
    steps: Vec<u16>,
    size: u8,
}

const FAR: u16 = u16::MAX;

impl Survey {
    /// Walks the whole draft.
    pub(super) fn of(draft: &Draft) -> Survey {
        let size = draft.size;
        let mut steps = vec![FAR; usize::from(size) * usize::from(size)];
        let mut front = vec![draft.core];
        let mut distance = 0;
        while !front.is_empty() {
            distance += 1;
            let mut next = Vec::new();
            for at in front.into_iter().flat_map(|at| Dir::ALL.map(|dir| draft.neighbour(at, dir))).flatten()
            {
                let free = !matches!(draft.terrain(at), Terrain::Wall | Terrain::Core);
                if free && steps[index(size, at)] == FAR {
                    steps[index(size, at)] = distance;
                    next.push(at);
                }
            }
            front = next;
        }
        Survey { steps, size }
    }

    /// Steps from seat 0's core, if there is a way.
    pub(super) fn own(&self, at: Pos) -> Option<u16> {
        Some(self.steps[index(self.size, at)]).filter(|&steps| steps != FAR)
    }

    /// Steps from the nearest core of another seat, if there is a way.
    pub(super) fn other(&self, draft: &Draft, at: Pos) -> Option<u16> {
        // From another seat's core this cell is as far as its image in that seat's frame is from seat 0's.
        let seats = draft.symmetry.seats().skip(1);
        seats.filter_map(|seat: Seat| self.own(draft.seen_from(seat, at))).min()
    }

    /// Whether every core can be walked to from every other.
    pub(super) fn joins_cores(&self, draft: &Draft) -> bool {
        draft.images(draft.core).skip(1).all(|core| {
            Dir::ALL
                .iter()
                .any(|&dir| draft.neighbour(core, dir).is_some_and(|beside| self.own(beside).is_some()))
        })
    }
}
