//! What robots for Rumble share: the line of a turn, read.

use std::collections::BTreeMap;

use protocol::{Dir, Pos};
use serde::Deserialize;

/// The line of a turn, as far as these robots use it.
#[derive(Debug, Deserialize)]
pub struct Turn {
    /// Walls and units by number.
    objs: BTreeMap<u16, Obj>,
    /// The reader's team.
    team: String,
}

#[derive(Debug, Deserialize)]
struct Obj {
    coords: Pos,
    /// Walls have none.
    team: Option<String>,
}

/// A unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its number.
    pub id: u16,
    /// Its cell.
    pub at: Pos,
}

impl Turn {
    /// The reader's units, by rising number.
    pub fn own(&self) -> impl Iterator<Item = Unit> {
        self.units(true)
    }

    /// The other team's units, by rising number.
    pub fn enemies(&self) -> impl Iterator<Item = Unit> {
        self.units(false)
    }

    fn units(&self, own: bool) -> impl Iterator<Item = Unit> {
        self.objs.iter().filter_map(move |(&id, obj)| {
            let is_own = *obj.team.as_ref()? == self.team;
            (is_own == own).then_some(Unit { id, at: obj.coords })
        })
    }

    /// Whether something stands on a cell.
    pub fn is_taken(&self, at: Pos) -> bool {
        self.objs.values().any(|obj| obj.coords == at)
    }

    /// The enemy that is the fewest steps away.
    pub fn nearest_enemy(&self, from: Pos) -> Option<Unit> {
        self.enemies().min_by_key(|enemy| enemy.at.walk(from))
    }

    /// Where to strike to hit an enemy beside a cell.
    pub fn enemy_beside(&self, at: Pos) -> Option<Dir> {
        Dir::ALL.into_iter().find(|&dir| self.enemies().any(|enemy| at.step(dir, 1) == Some(enemy.at)))
    }

    /// A step to a free cell that is nearer to a goal.
    pub fn step_to(&self, from: Pos, goal: Pos) -> Option<Dir> {
        let nearer = |dir: &Dir| {
            from.step(*dir, 1).is_some_and(|to| to.walk(goal) < from.walk(goal) && !self.is_taken(to))
        };
        Dir::ALL.into_iter().find(nearer)
    }
}
