use alloc::{format, vec::Vec};
use protocol::Pos;

use super::{Archetype, Map, Symmetry, dice::Dice, draft::Draft, ore, site, survey::Survey, walls};
use crate::{SetupError, Terrain};

/// The narrowest board that is drawn, in cells: eight cores with their surroundings still fit.
const MIN_SIZE: u8 = 17;
/// Boards that are drawn before walls are left out altogether. The first is good nearly always.
const ATTEMPTS: u32 = 16;

/// Draws a map, again and again from the same stream until one can be played.
pub(super) fn generate(archetype: Archetype, size: u8, teams: u8, seed: &str) -> Result<Map, SetupError> {
    let symmetry = check_teams(teams)?;
    check_size(size)?;
    let mut dice = Dice::new(archetype, size, teams, seed);
    for _ in 0..ATTEMPTS {
        if let Some(map) = attempt(&mut dice, archetype, size, symmetry) {
            return Ok(map);
        }
    }
    plain(&mut dice, archetype, size, symmetry).finish()
}

fn check_teams(teams: u8) -> Result<Symmetry, SetupError> {
    Symmetry::of_teams(teams).ok_or_else(|| SetupError::Param {
        name: "teams".into(),
        problem: format!("{teams} teams cannot be seated; 2, 4 or 8 can"),
    })
}

fn check_size(size: u8) -> Result<(), SetupError> {
    if (MIN_SIZE..=Map::MAX_SIZE).contains(&size) {
        return Ok(());
    }
    Err(SetupError::Param {
        name: "size".into(),
        problem: format!("{size} is out of range; maps are drawn {MIN_SIZE} to {} cells wide", Map::MAX_SIZE),
    })
}

/// Draws a board with walls; `None` if something on it is out of reach.
fn attempt(dice: &mut Dice, archetype: Archetype, size: u8, symmetry: Symmetry) -> Option<Map> {
    let mut draft = furnish(dice, archetype, size, symmetry);
    walls::draw(&mut draft, dice, archetype);
    fill_pockets(&mut draft)?;
    ore::place(&mut draft, dice, archetype);
    draft.finish().ok()
}

/// A board without walls, where nothing can be out of reach.
fn plain(dice: &mut Dice, archetype: Archetype, size: u8, symmetry: Symmetry) -> Draft {
    let mut draft = furnish(dice, archetype, size, symmetry);
    ore::place(&mut draft, dice, archetype);
    draft
}

/// A board with its cores and beacons.
fn furnish(dice: &mut Dice, archetype: Archetype, size: u8, symmetry: Symmetry) -> Draft {
    let core = site::core(dice, size, symmetry);
    let mut draft = Draft::new(size, symmetry, core);
    site::beacons(&mut draft, dice, archetype);
    draft
}

/// Makes wall of the floor that nobody can reach; `None` if that is much, or if the cores themselves are parted.
fn fill_pockets(draft: &mut Draft) -> Option<()> {
    let survey = Survey::of(draft);
    if !survey.joins_cores(draft) {
        return None;
    }
    let lost = |&at: &Pos| draft.terrain(at) == Terrain::Floor && survey.own(at).is_none();
    let pockets: Vec<Pos> = draft.cells().filter(lost).collect();
    if pockets.len() > usize::from(draft.size) {
        return None;
    }
    pockets.into_iter().for_each(|at| draft.paint(at, Terrain::Wall));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_without_walls_can_always_be_played() {
        for size in MIN_SIZE..=Map::MAX_SIZE {
            for teams in [2, 4, 8] {
                for archetype in Archetype::ALL {
                    let symmetry = check_teams(teams).unwrap();
                    let mut dice = Dice::new(archetype, size, teams, "plain");
                    let map = plain(&mut dice, archetype, size, symmetry).finish();
                    map.unwrap_or_else(|error| panic!("{archetype:?}, {size} wide, {teams} teams: {error}"));
                }
            }
        }
    }

    /// On the narrowest board walls often close something in, and another attempt is made; elsewhere hardly ever.
    #[test]
    fn most_attempts_can_be_played() {
        for (archetype, teams) in
            Archetype::ALL.into_iter().flat_map(|archetype| [2, 4, 8].map(|n| (archetype, n)))
        {
            for (size, most) in [(MIN_SIZE, 14), (Archetype::default_size(teams), 4), (Map::MAX_SIZE, 4)] {
                let symmetry = check_teams(teams).unwrap();
                let mut dice = Dice::new(archetype, size, teams, "attempts");
                let failed =
                    (0..20).filter(|_| attempt(&mut dice, archetype, size, symmetry).is_none()).count();
                assert!(failed <= most, "{archetype:?}, {size} wide, {teams} teams: {failed} of 20 failed");
            }
        }
    }
}
