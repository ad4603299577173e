mod corridors;
mod islands;
mod lanes;
mod maze;
mod partition;
mod ring;
mod rocks;

use super::{Archetype, dice::Dice, draft::Draft};

/// Puts up the walls that make an archetype what it is. They leave room at cores and beacons; whether everything can be
/// reached is for the caller to check.
pub(super) fn draw(draft: &mut Draft, dice: &mut Dice, archetype: Archetype) {
    match archetype {
        Archetype::Open => rocks::draw(draft, dice, rocks::PEBBLES, 5),
        Archetype::ManyBeacons => rocks::draw(draft, dice, rocks::BLOCKS, 12),
        Archetype::Corridors => corridors::draw(draft, dice),
        Archetype::Islands => islands::draw(draft, dice),
        Archetype::Maze => maze::draw(draft, dice),
        Archetype::RichCentre => {
            ring::draw(draft, dice);
            rocks::draw(draft, dice, rocks::PEBBLES, 10);
        }
    }
}
