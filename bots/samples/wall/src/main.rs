//! Tight formations. Soldiers mine one load for themselves, gather, and march to a beacon as one body; there they stand
//! shoulder to shoulder, strike at whoever steps near, and mend each other from what they carry. They never chase, and
//! nobody goes alone. All others mine.

use robodrome::{Color, Dir, Fight, Forecast, OwnUnit, Pos, Turn};

/// A body of fewer waits at home, in the beginning.
const BODY: usize = 3;
/// Ore that a soldier takes along.
const LOAD: u16 = 6;

fn main() {
    let mut forecast = Forecast::default();
    robodrome::run(|turn| play(turn, &mut forecast));
}

fn play(turn: &mut Turn, forecast: &mut Forecast) {
    forecast.update(turn);
    let mut fight = Fight::new(turn, forecast);
    for unit in turn.units() {
        if let Some(hit) = fight.best_strike(turn, &unit).filter(|hit| hit.worth >= 50) {
            fight.commit(turn, &hit);
            turn.strike(unit.id, hit.to);
        }
    }
    for unit in turn.free_units() {
        mend(turn, &unit);
    }
    let soldiers = soldiers(turn);
    let bodies = (soldiers.len() / BODY).clamp(1, turn.beacons().len().max(1));
    for (number, goal) in goals(turn, bodies).into_iter().enumerate() {
        let body: Vec<OwnUnit> = soldiers.iter().skip(number).step_by(bodies).copied().collect();
        march(turn, &fight, &body, goal);
    }
    for unit in turn.free_units() {
        if !turn.harvest(unit.id)
            && let Some(beacon) = turn.nearest_beacon(unit.at)
        {
            turn.move_to(unit.id, beacon);
        }
    }
    turn.spawn();
}

/// Every second unit after the first six, once it has its load; when the ore runs out, everyone.
fn soldiers(turn: &Turn) -> Vec<OwnUnit> {
    let over = turn.ores().is_empty();
    let ready = |u: &OwnUnit| u.cargo >= LOAD || turn.enemies_near(u.at, 6) > 0 || u.at.walk(turn.home()) > 6;
    turn.units().into_iter().filter(|u| over || (u.id.0 >= 6 && u.id.0 % 2 == 0 && ready(u))).collect()
}

/// Repairs the neighbour that is hurt most, from what the unit carries.
fn mend(turn: &mut Turn, unit: &OwnUnit) {
    if unit.cargo == 0 || unit.id.0 < 6 {
        return;
    }
    let full = turn.rules().unit_hp;
    let hurt = |dir: Dir| {
        let other = unit.at.step(dir, 1).and_then(|at| turn.unit_at(at))?;
        // Who strikes stays where it is; who is free may step away.
        (other.hp < full && !turn.is_free(other.id)).then_some((other.hp, dir))
    };
    if let Some((_, dir)) = Dir::ALL.into_iter().filter_map(hurt).min() {
        turn.repair(unit.id, dir);
    }
}

/// The beacons to hold: those nearest to home that stay outside the storm for a while.
fn goals(turn: &mut Turn, bodies: usize) -> Vec<Pos> {
    let home = turn.flood_to(turn.home());
    let soon = turn.tick() + 20;
    let centre = turn.board().centre();
    let mut beacons = turn.beacons();
    beacons.retain(|&at| !turn.in_storm_at(at, soon) && home.reaches(at));
    beacons.sort_by_key(|&at| (home.at(at), at));
    beacons.truncate(bodies);
    beacons.resize(bodies, centre);
    beacons
}

/// Moves a body as one to its goal. Those who are ahead wait for the others; those who have arrived close ranks.
fn march(turn: &mut Turn, fight: &Fight, body: &[OwnUnit], goal: Pos) {
    let gathered = body.len() >= BODY || turn.tick() > 80;
    let post = if gathered { goal } else { turn.home() };
    let flood = turn.flood_to(post);
    let last = body.iter().map(|u| flood.at(u.at)).max().unwrap_or(0);
    turn.mark_circle(post, 2, Color::Blue);
    for unit in body.iter().filter(|u| u.at.walk(post) > 0 || !gathered) {
        let ahead = (4..last.saturating_sub(4)).contains(&flood.at(unit.at));
        if ahead || (!gathered && flood.at(unit.at) <= 3) {
            continue;
        }
        let board = turn.board();
        let odds = turn.odds(unit.at, 5);
        let care = if odds > 0 { 100 } else { 40 };
        let cells = board.around(unit.at).map(|(_, at)| at).chain([unit.at]);
        let danger: Vec<(Pos, u32)> = cells.map(|at| (at, fight.danger(turn, at) / care)).collect();
        let danger = |at: Pos| danger.iter().find(|d| d.0 == at).map_or(0, |d| d.1);
        let friends = |at: Pos| body.iter().filter(|f| f.id != unit.id && f.at.walk(at) <= 1).count() as u32;
        turn.go_by(unit.id, 0, |at| {
            // Anywhere within two steps of the post is there; what counts then are neighbours.
            let way = u32::from(flood.at(at).saturating_sub(1)) * 3;
            way + danger(at) + 3u32.saturating_sub(friends(at))
        });
    }
}
