//! Something of everything. Units near the beacons hold them, in groups that are as large as the enemy makes necessary;
//! the others mine, and as many as the ore is good for. Soldiers fight together or not at all: they close in where they
//! are stronger, wait a step away where they are not, and go home to be repaired when they are badly hurt.

use std::rc::Rc;

use robodrome::{Color, Dir, Fight, Flood, Forecast, OwnUnit, Pos, Turn, UnitId};

/// At or below this many hit points a soldier goes home, and a miner runs from enemies.
const HURT: u16 = 4;
/// Steps within which enemies matter to a soldier.
const NEAR: u16 = 4;

fn main() {
    let mut forecast = Forecast::default();
    robodrome::run(|turn| play(turn, &mut forecast));
}

fn play(turn: &mut Turn, forecast: &mut Forecast) {
    forecast.update(turn);
    let mut fight = Fight::new(turn, forecast);
    let posts = posts(turn);
    for unit in turn.units() {
        attack(turn, &mut fight, &unit);
    }
    for unit in turn.free_units() {
        repair(turn, &unit);
    }
    for (unit, post) in &posts {
        soldier(turn, &fight, *unit, *post);
    }
    for unit in turn.free_units() {
        miner(turn, &fight, &unit);
    }
    let last = turn.rules().ticks.saturating_sub(60);
    if turn.tick() < last {
        turn.spawn();
    }
}

/// Who holds which beacon. The share of soldiers grows with time; beacons that are contested get more of them.
fn posts(turn: &mut Turn) -> Vec<(UnitId, Pos)> {
    let beacons = turn.beacons();
    let units = turn.units();
    let share = match turn.tick() {
        0..40 => 8,
        40..110 => 3,
        _ => 2,
    };
    let ores = turn.ores().len();
    let soldiers = (units.len() / share).max(units.len().saturating_sub(ores));
    let mut free: Vec<OwnUnit> = units;
    let mut posts = Vec::new();
    let mut wanted: Vec<(Pos, usize)> =
        beacons.into_iter().map(|at| (at, 1 + turn.enemies_near(at, 5))).collect();
    // The nearest beacons first: those are the ones that can be held.
    let home = turn.flood_to(turn.home());
    wanted.sort_by_key(|&(at, guard)| (home.at(at) + 3 * guard as u16, at));
    let mut round = 0;
    while posts.len() < soldiers && !free.is_empty() && !wanted.is_empty() {
        let (at, guard) = wanted[round % wanted.len()];
        let flood = turn.flood_to(at);
        let crew = if round < wanted.len() { guard.min(6) } else { 2 };
        for _ in 0..crew {
            let best =
                (0..free.len()).min_by_key(|&i| (flood.at(free[i].at) + 4 * u16::from(free[i].cargo > 4), i));
            let Some(best) = best.filter(|_| posts.len() < soldiers) else { break };
            posts.push((free.remove(best).id, at));
        }
        round += 1;
    }
    posts
}

/// Attacks with the best of strike and lance, if it is worth it.
fn attack(turn: &mut Turn, fight: &mut Fight, unit: &OwnUnit) {
    let strike = fight.best_strike(turn, unit).filter(|hit| hit.worth >= 70);
    let lance = fight.best_lance(turn, unit).filter(|hit| hit.worth >= 150);
    if let Some(hit) = strike.filter(|s| lance.is_none_or(|l| s.worth >= l.worth)) {
        fight.commit(turn, &hit);
        turn.strike(unit.id, hit.to);
    } else if let Some(hit) = lance {
        fight.commit(turn, &hit);
        turn.lance(unit.id, hit.to);
    }
}

/// Whoever carries ore repairs a neighbour that is hurt and will stay where it is.
fn repair(turn: &mut Turn, unit: &OwnUnit) {
    if unit.cargo < 1 {
        return;
    }
    let full = turn.rules().unit_hp;
    let hurt = |dir: Dir| {
        let other = unit.at.step(dir, 1).and_then(|at| turn.unit_at(at))?;
        (other.hp + 1 < full && !turn.is_free(other.id)).then_some((other.hp, dir))
    };
    if let Some((_, dir)) = Dir::ALL.into_iter().filter_map(hurt).min() {
        turn.repair(unit.id, dir);
    }
}

fn soldier(turn: &mut Turn, fight: &Fight, id: UnitId, post: Pos) {
    let Some(unit) = turn.unit(id).filter(|_| turn.is_free(id)) else { return };
    let near = turn.nearest_enemy(unit.at).filter(|e| e.at.walk(unit.at) <= NEAR);
    let (goal, colour) = match near {
        _ if unit.hp <= HURT => (turn.home(), Color::Red),
        Some(enemy) if turn.odds(unit.at, NEAR) > 0 => (enemy.at, Color::Orange),
        _ => (post, Color::Yellow),
    };
    turn.mark_line(unit.at, goal, colour);
    let flood = turn.flood_to(goal);
    let careful = near.is_some() && (unit.hp <= HURT || turn.odds(unit.at, NEAR) <= 0);
    advance(turn, fight, &unit, &flood, if careful { 3 } else { 1 });
}

/// Steps towards the goal, weighing each step against the damage that waits there.
fn advance(turn: &mut Turn, fight: &Fight, unit: &OwnUnit, flood: &Rc<Flood>, care: u32) {
    let danger: Vec<(Pos, u32)> = turn
        .board()
        .around(unit.at)
        .map(|(_, at)| at)
        .chain([unit.at])
        .map(|at| (at, fight.danger(turn, at) * care / 100))
        .collect();
    let danger = |at: Pos| danger.iter().find(|d| d.0 == at).map_or(0, |d| d.1);
    turn.go_by(unit.id, 0, |at| u32::from(flood.at(at)) * 2 + danger(at));
}

fn miner(turn: &mut Turn, fight: &Fight, unit: &OwnUnit) {
    let threatened = fight.danger(turn, unit.at) >= 100 && turn.odds(unit.at, 3) < 0;
    if threatened {
        let home = turn.flood_to(turn.home());
        advance(turn, fight, unit, &home, 4);
    } else if !turn.harvest(unit.id)
        && let Some(beacon) = turn.nearest_beacon(unit.at)
    {
        turn.move_to(unit.id, beacon);
    }
}
