//! Something of everything. Most units mine; a growing share holds beacons, nearest first, with more wherever enemies
//! show up. Soldiers bring a load to the front, as ammunition for lances and for repairing each other; they close in
//! where they are stronger, wait for the enemy's step where they are not, and go back to mining when they are badly hurt.

use std::collections::BTreeMap;

use robodrome::{Color, Dir, EnemyUnit, Fight, Forecast, OwnUnit, Pos, Turn, UnitId};

/// At or below this many hit points a soldier leaves the front.
const HURT: u16 = 3;
/// Steps within which enemies matter.
const NEAR: u16 = 4;

#[derive(Default)]
struct Bot {
    forecast: Forecast,
    /// Which soldier holds which beacon. Kept from tick to tick, so that nobody walks to and fro.
    posts: BTreeMap<UnitId, Pos>,
}

fn main() {
    let mut bot = Bot::default();
    robodrome::run(|turn| bot.play(turn));
}

impl Bot {
    fn play(&mut self, turn: &mut Turn) {
        self.forecast.update(turn);
        let mut fight = Fight::new(turn, &self.forecast);
        for unit in turn.units() {
            attack(turn, &mut fight, &unit);
        }
        for unit in turn.free_units() {
            repair(turn, &unit);
        }
        self.assign(turn);
        for unit in turn.free_units() {
            match self.posts.get(&unit.id) {
                Some(&post) => soldier(turn, &fight, &unit, post),
                None => miner(turn, &fight, &unit),
            }
        }
        turn.watch("soldiers", self.posts.len());
        turn.spawn();
    }

    /// Brings the number of soldiers to what it should be, and sends them where they are needed most.
    fn assign(&mut self, turn: &mut Turn) {
        let beacons = turn.beacons();
        let ores = turn.ores().len();
        let units = turn.units();
        self.posts.retain(|&id, post| {
            beacons.contains(post) && turn.unit(id).is_some_and(|u| u.hp > HURT || ores == 0)
        });
        let share = match turn.tick() {
            0..50 => units.len() / 6,
            50..120 => units.len() / 3,
            _ => units.len() / 2,
        };
        let wanted = share.max(units.len().saturating_sub(ores * 3 / 2));
        let home = turn.flood_to(turn.home());
        while self.posts.len() < wanted {
            let crew = |at: Pos| self.posts.values().filter(|&&post| post == at).count();
            let need = |&at: &Pos| {
                (crew(at) * 12 + usize::from(home.at(at))).saturating_sub(turn.enemies_near(at, 5) * 8)
            };
            let Some(post) = beacons.iter().copied().min_by_key(need) else { return };
            let way = turn.flood_to(post);
            let fit = |u: &&OwnUnit| !self.posts.contains_key(&u.id) && (u.hp > HURT || ores == 0);
            // A load is worth a few steps: soldiers need it.
            let cost = |u: &&OwnUnit| (way.at(u.at) + 10u16.saturating_sub(u.cargo), u.id);
            let Some(unit) = units.iter().filter(fit).min_by_key(cost) else { return };
            self.posts.insert(unit.id, post);
        }
    }
}

/// Attacks with the best of strike and lance, if it is worth it.
fn attack(turn: &mut Turn, fight: &mut Fight, unit: &OwnUnit) {
    let strike = fight.best_strike(turn, unit).filter(|hit| hit.worth >= 70);
    let lance = fight.best_lance(turn, unit).filter(|hit| hit.worth >= 120);
    if let Some(hit) = strike.filter(|s| lance.is_none_or(|l| s.worth >= l.worth)) {
        fight.commit(turn, &hit);
        turn.strike(unit.id, hit.to);
    } else if let Some(hit) = lance {
        fight.commit(turn, &hit);
        turn.lance(unit.id, hit.to);
    }
}

/// Whoever carries ore, and has no enemy beside it, repairs a neighbour that stays where it is.
fn repair(turn: &mut Turn, unit: &OwnUnit) {
    if unit.cargo == 0 || turn.enemies_near(unit.at, 2) > 0 {
        return;
    }
    let full = turn.rules().unit_hp;
    let hurt = |dir: Dir| {
        let other = unit.at.step(dir, 1).and_then(|at| turn.unit_at(at))?;
        (other.hp < full && !turn.is_free(other.id)).then_some((other.hp, dir))
    };
    if let Some((_, dir)) = Dir::ALL.into_iter().filter_map(hurt).min() {
        turn.repair(unit.id, dir);
    }
}

fn soldier(turn: &mut Turn, fight: &Fight, unit: &OwnUnit, post: Pos) {
    let foe = turn.nearest_enemy(unit.at).filter(|e| e.at.walk(unit.at) <= NEAR);
    let arrived = turn.steps(unit.at, post) <= 2 && !turn.in_storm(unit.at);
    if foe.is_none() && arrived && unit.hp < turn.rules().unit_hp {
        turn.hold(unit.id); // stays for whoever can repair it
        return;
    }
    let load = 3 * turn.rules().lance_cost;
    if foe.is_none() && unit.cargo < load && turn.tick() < turn.rules().storm_start && load_up(turn, unit) {
        return;
    }
    step(turn, fight, unit, post, foe);
}

/// Fetches a soldier's load from the nearest ore that nobody else is after.
fn load_up(turn: &mut Turn, unit: &OwnUnit) -> bool {
    let Some(ore) = turn.nearest_ore(unit.at) else { return false };
    let taken = turn.unit_at(ore).is_some_and(|other| other.id != unit.id);
    if taken || !turn.claim(ore) {
        return false;
    }
    if unit.at == ore { turn.mine(unit.id) } else { turn.move_to(unit.id, ore) }
}

/// A miner keeps out of fights that it cannot win.
fn miner(turn: &mut Turn, fight: &Fight, unit: &OwnUnit) {
    let foe = turn.nearest_enemy(unit.at).filter(|e| e.at.walk(unit.at) <= 2);
    if foe.is_some() && turn.odds(unit.at, 3) < 0 {
        step(turn, fight, unit, turn.home(), foe);
    } else if !turn.harvest(unit.id)
        && let Some(beacon) = turn.nearest_beacon(unit.at)
    {
        turn.move_to(unit.id, beacon);
    }
}

/// Steps towards a goal, and towards or away from an enemy, weighing each step against the damage that waits there.
fn step(turn: &mut Turn, fight: &Fight, unit: &OwnUnit, goal: Pos, foe: Option<EnemyUnit>) {
    let flood = turn.flood_to(goal);
    let Some(foe) = foe else {
        turn.mark_line(unit.at, goal, Color::Yellow);
        turn.go(unit.id, &flood);
        return;
    };
    let odds = turn.odds(unit.at, NEAR);
    turn.mark_line(unit.at, foe.at, if odds > 0 { Color::Orange } else { Color::Red });
    let to_foe = turn.flood_to(foe.at);
    let armed = unit.cargo >= turn.rules().lance_cost;
    // Two steps in a straight line is where a lance reaches and a strike does not.
    let range = |at: Pos| {
        let away = u32::from(to_foe.at(at));
        match odds {
            _ if armed => away.abs_diff(2) * 4 + u32::from(at.x != foe.at.x && at.y != foe.at.y),
            1.. => away * 3,
            _ => 0,
        }
    };
    let care = if odds > 5 { 100 } else { 50 };
    let board = turn.board();
    let cells = board.around(unit.at).map(|(_, at)| at).chain([unit.at]);
    let danger: Vec<(Pos, u32)> = cells.map(|at| (at, fight.danger(turn, at) / care)).collect();
    let danger = |at: Pos| danger.iter().find(|d| d.0 == at).map_or(0, |d| d.1);
    turn.go_by(unit.id, 0, |at| range(at) + danger(at) + u32::from(flood.at(at)));
}
