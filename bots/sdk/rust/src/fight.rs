use protocol::{
    Dir, Pos,
    beacons::{EnemyUnit, OwnUnit},
};

use crate::{Forecast, Tile, Turn};

/// An attack that is worth considering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where to attack.
    pub to: Dir,
    /// The cell that is hit.
    pub at: Pos,
    /// Damage to be expected, in hundredths of a hit point, with something on top for kills and for helping others.
    pub worth: u32,
}

/// Shares out the attacks of a tick: knows where enemies will likely be, and what has been planned against them, so
/// that units strike together but do not waste strikes on what is dead already.
#[derive(Clone, Debug)]
pub struct Fight {
    foes: Vec<Foe>,
}

/// An enemy in sight.
#[derive(Clone, Debug)]
struct Foe {
    unit: EnemyUnit,
    /// Where it may be after the moves, with the chance in per cent.
    cells: Vec<(Pos, u32)>,
    /// Damage planned against it, in hundredths of a hit point.
    planned: u32,
}

impl Foe {
    fn chance(&self, at: Pos) -> u32 {
        self.cells.iter().find(|c| c.0 == at).map_or(0, |c| c.1)
    }
}

impl Fight {
    /// Looks at the enemies in sight.
    pub fn new(turn: &Turn, forecast: &Forecast) -> Fight {
        let board = turn.board();
        let foe = |enemy: &EnemyUnit| {
            let cells = board.around(enemy.at).map(|(_, at)| at).chain([enemy.at]);
            let chances = cells.map(|at| (at, forecast.chance(enemy, at))).filter(|&(_, chance)| chance > 0);
            Foe { unit: *enemy, cells: chances.collect(), planned: 0 }
        };
        Fight { foes: turn.observation().enemies.iter().map(foe).collect() }
    }

    /// The best strike of a unit, `None` if nothing can be hit. Enemy cores count, a little.
    pub fn best_strike(&self, turn: &Turn, unit: &OwnUnit) -> Option<Hit> {
        let damage = u32::from(turn.rules().strike_damage);
        let hits =
            Dir::ALL.into_iter().filter_map(|to| Some(self.hit(turn, to, unit.at.step(to, 1)?, damage)));
        best(hits)
    }

    /// The best lance of a unit, `None` if nothing can be hit or it cannot pay.
    pub fn best_lance(&self, turn: &Turn, unit: &OwnUnit) -> Option<Hit> {
        if unit.cargo < turn.rules().lance_cost {
            return None;
        }
        let damage = u32::from(turn.rules().lance_damage);
        let hits = Dir::ALL
            .into_iter()
            .filter_map(|to| Some(self.hit(turn, to, turn.lance_path(unit.at, to)?, damage)));
        best(hits)
    }

    /// Notes an attack that was ordered, so that the next unit takes it into account.
    pub fn commit(&mut self, turn: &Turn, hit: &Hit) {
        let damage = u32::from(turn.rules().strike_damage);
        for foe in &mut self.foes {
            foe.planned += foe.chance(hit.at) * damage;
        }
    }

    /// Damage, in hundredths of a hit point, to be expected by a unit that ends this tick on a cell: from enemies that
    /// can strike it from where they are likely to be.
    pub fn danger(&self, turn: &Turn, at: Pos) -> u32 {
        let damage = u32::from(turn.rules().strike_damage);
        let beside = |foe: &Foe| foe.cells.iter().filter(|c| c.0.walk(at) == 1).map(|c| c.1).sum::<u32>();
        self.foes.iter().map(|foe| beside(foe) * damage).sum()
    }

    fn hit(&self, turn: &Turn, to: Dir, at: Pos, damage: u32) -> Hit {
        let mut worth = 0;
        for foe in &self.foes {
            let chance = foe.chance(at);
            let left = (u32::from(foe.unit.hp) * 100).saturating_sub(foe.planned);
            if chance == 0 || left == 0 {
                continue;
            }
            // Damage that is shared kills sooner: a further side adds damage, and the weak fall first.
            let shared = if foe.planned > 0 { 50 } else { 0 };
            let weak = 10 * (10 - u32::from(foe.unit.hp.min(10)));
            let kill = if left <= damage * 100 { 150 } else { 0 };
            worth += chance * (damage * 100 + shared + weak + kill) / 100;
        }
        match turn.board().tile(at) {
            Tile::Core(team) if team != 0 && turn.core_hp(team) > 0 => worth += damage * 40,
            _ => {}
        }
        Hit { to, at, worth }
    }
}

/// The hit of the most worth, the first of several.
fn best(hits: impl Iterator<Item = Hit>) -> Option<Hit> {
    hits.filter(|hit| hit.worth > 0).fold(None, |best: Option<Hit>, hit| match best {
        Some(old) if old.worth >= hit.worth => Some(old),
        _ => Some(hit),
    })
}
