//! A tight formation. Half of the units are one body that goes to a beacon and stands on it, shoulder to shoulder; it
//! closes in on whoever comes near and never sends anyone out alone. The other half mines. When the body is large
//! enough, it is split in two.

use robodrome::{Color, Fight, Forecast, OwnUnit, Pos, Turn};

/// A body of fewer is not sent away from home.
const BODY: usize = 4;

fn main() {
    let mut forecast = Forecast::default();
    robodrome::run(|turn| play(turn, &mut forecast));
}

fn play(turn: &mut Turn, forecast: &mut Forecast) {
    forecast.update(turn);
    let mut fight = Fight::new(turn, forecast);
    for unit in turn.units() {
        if let Some(hit) = fight.best_strike(turn, &unit).filter(|hit| hit.worth >= 60) {
            fight.commit(turn, &hit);
            turn.strike(unit.id, hit.to);
        }
    }
    // Even numbers are soldiers; when the ore runs out, all are.
    let over = turn.ores().is_empty();
    let soldiers: Vec<OwnUnit> =
        turn.units().into_iter().filter(|u| over || u.id.0 % 2 == 0 && u.id.0 >= 4).collect();
    let bodies = if soldiers.len() >= 3 * BODY { 2 } else { 1 };
    for (number, goal) in goals(turn, bodies).into_iter().enumerate() {
        let body: Vec<OwnUnit> =
            soldiers.iter().filter(|u| usize::from(u.id.0 / 2) % bodies == number).copied().collect();
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

/// The beacons to hold: those nearest to home, and outside the storm for a while yet.
fn goals(turn: &mut Turn, bodies: usize) -> Vec<Pos> {
    let home = turn.flood_to(turn.home());
    let soon = turn.tick() + 15;
    let centre = turn.board().centre();
    let mut beacons = turn.beacons();
    beacons.retain(|&at| !turn.in_storm_at(at, soon) && home.reaches(at));
    beacons.sort_by_key(|&at| (home.at(at), at));
    beacons.truncate(bodies);
    beacons.resize(bodies, centre);
    beacons
}

/// Moves a body as one: to the enemy that is nearest to it, if it is near and not much stronger, else to its goal. Those who
/// are ahead wait for the others.
fn march(turn: &mut Turn, fight: &Fight, body: &[OwnUnit], goal: Pos) {
    let ready = body.len() >= BODY || turn.tick() > 60;
    let post = if ready { goal } else { turn.home() };
    let to_post = turn.flood_to(post);
    let behind = body.iter().map(|u| to_post.at(u.at)).max().unwrap_or(0);
    turn.mark_circle(post, 2, Color::Blue);
    for unit in body {
        let foe = turn.nearest_enemy(unit.at).filter(|e| e.at.walk(unit.at) <= 5);
        let odds = turn.odds(unit.at, 5);
        let flood = match foe {
            Some(enemy) if odds >= 0 => turn.flood_to(enemy.at),
            _ => to_post.clone(),
        };
        let ahead = foe.is_none() && to_post.at(unit.at) > 3 && to_post.at(unit.at) + 4 < behind;
        if ahead {
            turn.hold(unit.id);
            continue;
        }
        // Beside a friend is where to be; in front of two enemies is not.
        let friends = |at: Pos| body.iter().filter(|f| f.id != unit.id && f.at.walk(at) <= 1).count() as u32;
        let danger: Vec<(Pos, u32)> = turn
            .board()
            .around(unit.at)
            .map(|(_, at)| at)
            .chain([unit.at])
            .map(|at| (at, fight.danger(turn, at)))
            .collect();
        let danger = |at: Pos| danger.iter().find(|d| d.0 == at).map_or(0, |d| d.1);
        turn.go_by(unit.id, 0, |at| {
            let fear = if odds >= 0 { danger(at) / 100 } else { danger(at) / 40 };
            u32::from(flood.at(at)) * 3 + fear + 2u32.saturating_sub(friends(at))
        });
    }
}
